import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { settings } from '../ids.ts';
import { readNoticeWay } from '../mirror/mirrorSettings.ts';

const counted: readonly EngineChange['kind'][] = ['tickets', 'lists', 'ticket', 'attention', 'restarted'];
/** At most so often, in milliseconds, time alone makes it count again; and not later than timers can tell. */
const least = 30_000;
const most = 24 * 3_600_000;

/** The number at Deskside's icon: tickets that need the user, on all desks, by the same rule as the list *Needs Me*. */
export class Badge implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #view: { badge?: vscode.ViewBadge | undefined };
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  #counting: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  /** Milliseconds since 1970: when time alone makes it another number. */
  #until = Number.POSITIVE_INFINITY;

  constructor(
    engine: Engine,
    desks: Desks,
    view: { badge?: vscode.ViewBadge | undefined },
    log: vscode.LogOutputChannel,
  ) {
    this.#engine = engine;
    this.#desks = desks;
    this.#view = view;
    this.#log = log;
    this.#disposables = [
      desks.onDidOpen(() => this.#countSoon()),
      // Desks that came or went are opened and closed by who asks for them, which may be nobody else.
      desks.onDidChange(() => readNoticeWay() !== 'off' && void this.#open()),
      {
        // Timers stand still while the machine sleeps: what the desk is asked then tells that time went on.
        dispose: engine.onChange(({ kind }) => (counted.includes(kind) ? this.#countSoon() : this.#timePassed())),
      },
      vscode.window.onDidChangeWindowState(() => this.#timePassed()),
      { dispose: () => clearTimeout(this.#timer) },
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.notices}`)) this.#countSoon();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Time alone wakes nobody for a window that nobody looks at. */
  #timePassed(): void {
    if (vscode.window.state.focused && Date.now() >= this.#until) this.#countSoon();
  }

  async #open(): Promise<void> {
    await this.#desks.load().catch(thrown => this.#log.error(String(thrown)));
  }

  #countSoon(): void {
    this.#again = true;
    this.#counting ??= this.#count()
      .catch(thrown => this.#log.error(String(thrown)))
      .finally(() => {
        this.#counting = undefined;
      });
  }

  async #count(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const total = readNoticeWay() === 'off' ? 0 : await this.#needing();
      if (this.#view.badge?.value === total || (!this.#view.badge && total === 0)) continue;
      const { t } = vscode.l10n;
      this.#view.badge =
        total === 0
          ? undefined
          : { value: total, tooltip: total === 1 ? t('1 ticket needs you') : t('{0} tickets need you', total) };
    }
  }

  async #needing(): Promise<number> {
    let total = 0;
    let until = Number.POSITIVE_INFINITY;
    for (const desk of this.#desks.known) {
      if (desk.state !== 'ready' || desk.config.technicianId === undefined) continue;
      const needs = await this.#engine.needsMe(desk.config.id, 0);
      if (!needs.ok) continue;
      total += needs.value.total;
      if (needs.value.until !== undefined) until = Math.min(until, Date.parse(needs.value.until));
    }
    clearTimeout(this.#timer);
    this.#until = until;
    if (Number.isFinite(until)) {
      // Timers may come a moment before their time.
      const wait = Math.min(most, Math.max(least, until + 1_000 - Date.now()));
      this.#timer = setTimeout(() => this.#timePassed(), wait);
    }
    return total;
  }
}

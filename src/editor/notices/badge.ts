import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { settings } from '../ids.ts';
import { readNoticeWay } from '../mirror/mirrorSettings.ts';
import { needsMe } from './needsMe.ts';

/** The number at Deskside's icon: tickets that need the user, on all desks. */
export class Badge implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #view: { badge?: vscode.ViewBadge | undefined };
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  #counting: Promise<void> | undefined;
  #again = false;

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
      { dispose: engine.onChange(({ kind }) => (kind === 'tickets' || kind === 'lists') && this.#countSoon()) },
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.${settings.notices}`)) this.#countSoon();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
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
    for (const desk of this.#desks.known) {
      if (desk.state !== 'ready' || desk.config.technicianId === undefined) continue;
      const counts = await this.#engine.counts(desk.config.id, needsMe);
      if (counts.ok) total += counts.value.reduce((sum, count) => sum + count, 0);
    }
    return total;
  }
}

import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Notice } from '../../model/notice.ts';
import { tellAt } from '../../model/noticeTimes.ts';
import type { Desks } from '../desks/desks.ts';
import { logLine } from '../failures.ts';
import { settings } from '../ids.ts';
import { readNoticeWay } from '../mirror/mirrorSettings.ts';
import { noticeSettings, readNoticeTimes } from './noticeSettings.ts';

/** Timers tell no longer than this, in milliseconds; what is further away is looked at anew then. */
const longest = 24 * 3_600_000;
const least = 1_000;
/** So much later, in milliseconds, a window comes that nobody looks at: where somebody looks, they are to be told. */
const behind = 3_000;

/** A notice with its desk. */
export interface DeskNotice {
  readonly deskId: string;
  readonly notice: Notice;
}

/**
 * Notices that are told later: after quiet hours, with others in a digest, or in the window that the user looks at. They are
 * kept by the engine for all windows; the one that asks first when it is time shows them.
 */
export class LaterNotices implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #show: (notices: readonly DeskNotice[]) => void;
  readonly #listening: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  /** Milliseconds since 1970: when what waits is to be shown here. */
  #due = Number.POSITIVE_INFINITY;
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(
    parts: { readonly engine: Engine; readonly desks: Desks; readonly log: vscode.LogOutputChannel },
    show: (notices: readonly DeskNotice[]) => void,
  ) {
    this.#engine = parts.engine;
    this.#desks = parts.desks;
    this.#log = parts.log;
    this.#show = show;
    const concerned = [...noticeSettings, settings.notices];
    this.#listening = vscode.Disposable.from(
      {
        // Timers stand still while the machine sleeps: what the desk is asked then tells that time went on.
        dispose: parts.engine.onChange(({ kind }) => {
          if (kind === 'attention' || Date.now() >= this.#due) this.#lookSoon();
        }),
      },
      parts.desks.onDidOpen(() => this.#lookSoon()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (concerned.some(key => event.affectsConfiguration(`${settings.section}.${key}`))) this.#lookSoon();
      }),
      { dispose: () => clearTimeout(this.#timer) },
    );
  }

  /** Whether a notice of now is told later, or elsewhere. */
  get isLater(): boolean {
    if (!vscode.window.state.focused) return true;
    const { digest, quiet } = readNoticeTimes();
    const now = new Date();
    return tellAt(now, digest, quiet) > now;
  }

  async add(deskId: string, notices: readonly Notice[]): Promise<void> {
    const put = await this.#engine.putOffNotices(deskId, notices);
    if (!put.ok) this.#log.warn(`${this.#desks.nameOf(deskId)}: ${logLine(put.failure)}`);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #lookSoon(): void {
    this.#again = true;
    this.#looking ??= this.#look()
      .catch(thrown => this.#log.error(String(thrown)))
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #look(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      clearTimeout(this.#timer);
      this.#due = Number.POSITIVE_INFINITY;
      const ready = this.#desks.known.filter(({ state }) => state === 'ready').map(({ config }) => config.id);
      const waiting: { readonly deskId: string; readonly since: Date }[] = [];
      for (const deskId of ready) {
        const answer = await this.#engine.attention(deskId);
        if (answer.ok && answer.value.laterSince) waiting.push({ deskId, since: new Date(answer.value.laterSince) });
      }
      if (waiting.length === 0) continue;
      const way = readNoticeWay();
      const { digest, quiet } = readNoticeTimes();
      const now = Date.now();
      const times = waiting.map(({ since }) => tellAt(since, digest, quiet).getTime());
      // A window that was asleep, or opened since: what was due in the meantime is told as soon as it may be.
      const first = Math.min(...times) + (vscode.window.state.focused ? 0 : behind);
      const due = Math.max(first, tellAt(new Date(now), 'off', quiet).getTime());
      if (way === 'toast' && due > now) {
        this.#due = due;
        this.#timer = setTimeout(() => this.#lookSoon(), Math.min(longest, Math.max(least, due - now)));
        continue;
      }
      // Who wants no messages any more has the marks.
      const taken = await this.#take(waiting.map(({ deskId }) => deskId));
      if (way === 'toast' && taken.length > 0) this.#show(taken);
    }
  }

  async #take(deskIds: readonly string[]): Promise<DeskNotice[]> {
    const taken: DeskNotice[] = [];
    for (const deskId of deskIds) {
      const answer = await this.#engine.takeNotices(deskId);
      if (answer.ok) taken.push(...answer.value.map(notice => ({ deskId, notice })));
    }
    return taken;
  }
}

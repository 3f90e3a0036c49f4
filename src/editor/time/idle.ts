import * as vscode from 'vscode';
import type { AwaySpan, Timer } from '../../model/timer.ts';
import type { Timers } from './timers.ts';
import { readTimeSettings } from './timeSettings.ts';
import { lengthWords, spanWords, ticketWords } from './timeWords.ts';

const minute = 60_000;
/** Signs of the user that follow each other closer than this, in milliseconds, are one. */
const oneSign = 10_000;

/**
 * Notices when the user was away while a timer counted (no key, no click, the computer slept, no VS Code was open) as soon
 * as they are back, and offers to take that time out. What is not answered is asked in the Time view and when the timer is
 * stopped.
 */
export class IdleWatch implements vscode.Disposable {
  readonly #timers: Timers;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  readonly #saw = new vscode.EventEmitter<void>();
  /** The user did something in this window; told at most every few seconds. */
  readonly onDidSeeUser = this.#saw.event;
  #last = 0;

  constructor(timers: Timers, log: vscode.LogOutputChannel) {
    this.#timers = timers;
    this.#log = log;
    const inFront = () => vscode.window.state.focused;
    this.#disposables = [
      this.#saw,
      vscode.window.onDidChangeWindowState(({ focused, active }) => focused && active && this.#sign(true)),
      vscode.window.onDidChangeTextEditorSelection(() => inFront() && this.#sign()),
      // Also what a program writes into an open file: only while somebody looks at the window.
      vscode.workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) =>
          contentChanges.length > 0 && document.uri.scheme !== 'output' && inFront() && this.#sign(),
      ),
      vscode.window.onDidChangeActiveTextEditor(() => inFront() && this.#sign()),
      timers.onDidTick(() => vscode.window.state.focused && vscode.window.state.active && this.#sign(true)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #sign(surely = false): void {
    const now = Date.now();
    // A clock that was put back must not silence this.
    if (!surely && Math.abs(now - this.#last) < oneSign) return;
    this.#last = now;
    this.#saw.fire();
    if (!this.#timers.state.current) return;
    this.#look().catch(thrown => this.#log.warn(`Idle time could not be noticed: ${String(thrown)}`));
  }

  async #look(): Promise<void> {
    const found = await this.#timers.sawUser(readTimeSettings().idle * minute);
    if (found) await this.#ask(found.timer, found.away);
  }

  async #ask(timer: Timer, away: AwaySpan): Promise<void> {
    const { t } = vscode.l10n;
    const takeOut = t('Take Out {0}', lengthWords(away.to - away.from));
    const count = t('Count as Work');
    const words = t(
      'Nobody used VS Code from {0} while the timer on {1} ran.',
      spanWords(away.from, away.to),
      ticketWords(timer.ticket),
    );
    const chosen = await vscode.window.showInformationMessage(words, takeOut, count);
    if (chosen !== undefined) await this.#timers.settleAway(timer.id, away, chosen === count);
  }
}

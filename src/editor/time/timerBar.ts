import * as vscode from 'vscode';
import { isPaused, type Timer, workedTime } from '../../model/timer.ts';
import { commands } from '../ids.ts';
import type { Timers } from './timers.ts';
import { clockWords, lengthWords, ticketWords, timerWords, titleWords } from './timeWords.ts';

/** What a press on the status bar tells `startTimer`: what can be done with the timer is asked. */
export const fromStatusBar = 'statusBar';

/** The timer in the status bar: whose it is, and how long it has counted. A press offers what can be done with it. */
export class TimerBar implements vscode.Disposable {
  readonly item: vscode.StatusBarItem;
  readonly #timers: Timers;
  readonly #hasDesk: () => boolean;
  readonly #disposables: vscode.Disposable[];

  constructor(timers: Timers, hasDesk: () => boolean, onDidChangeDesks: vscode.Event<unknown>) {
    this.#timers = timers;
    this.#hasDesk = hasDesk;
    this.item = vscode.window.createStatusBarItem('deskside.timer', vscode.StatusBarAlignment.Left, 10);
    this.item.name = vscode.l10n.t('Deskside: Timer');
    this.item.command = {
      command: commands.startTimer,
      title: vscode.l10n.t('Timer'),
      arguments: [fromStatusBar],
    };
    this.#disposables = [
      this.item,
      timers.onDidChange(() => this.#draw()),
      timers.onDidTick(() => this.#draw()),
      onDidChangeDesks(() => this.#draw()),
    ];
    this.#draw();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #draw(): void {
    const { current, stopped } = this.#timers.state;
    if (current) this.#showTimer(current);
    else if (this.#hasDesk()) {
      this.item.text = '$(watch)';
      this.item.tooltip = vscode.l10n.t('Start a timer');
      this.item.accessibilityInformation = { label: vscode.l10n.t('No timer runs. Start one') };
    }
    if (current || this.#hasDesk()) this.item.show();
    else this.item.hide();
    const first = stopped[0];
    if (!current && first) {
      const words = vscode.l10n.t(
        'Not logged yet: {0} on {1}',
        lengthWords(workedTime(first, 0)),
        ticketWords(first.ticket),
      );
      this.item.tooltip = words;
      this.item.text = '$(watch) $(circle-filled)';
      this.item.accessibilityInformation = { label: words };
    }
  }

  #showTimer(timer: Timer): void {
    const time = clockWords(workedTime(timer, Date.now()));
    const away = timer.away.length > 0 ? ' $(question)' : '';
    this.item.text = `$(${isPaused(timer) ? 'debug-pause' : 'watch'}) ${ticketWords(timer.ticket)} ${time}${away}`;
    const lines = [titleWords(timer.ticket), timerWords(timer)];
    if (away) lines.push(vscode.l10n.t('Was the time away work? The Time view asks.'));
    this.item.tooltip = lines.join('\n');
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Timer on {0}: {1}', titleWords(timer.ticket), timerWords(timer)),
    };
  }
}

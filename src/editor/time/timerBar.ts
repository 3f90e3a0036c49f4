import * as vscode from 'vscode';
import { isPaused, type Timer, workedTime } from '../../model/timer.ts';
import type { Desks } from '../desks/desks.ts';
import { commands } from '../ids.ts';
import { shownText } from '../shownText.ts';
import type { Timers } from './timers.ts';
import { clockWords, lengthWords, ticketWords, timerWords, titleWords } from './timeWords.ts';

/** What a press on the status bar tells `startTimer`: what can be done with the timer is asked. */
export const fromStatusBar = 'statusBar';

/** The timer in the status bar: whose it is, and how long it has counted. A press offers what can be done with it. */
export class TimerBar implements vscode.Disposable {
  readonly item: vscode.StatusBarItem;
  readonly #timers: Timers;
  readonly #desks: Desks;
  readonly #disposables: vscode.Disposable[];

  constructor(timers: Timers, desks: Desks) {
    this.#timers = timers;
    this.#desks = desks;
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
      desks.onDidChange(() => this.#draw()),
    ];
    this.#draw();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #draw(): void {
    const { current, stopped } = this.#timers.state;
    const hasDesk = this.#desks.known.length > 0;
    if (current) this.#showTimer(current);
    else if (hasDesk) {
      this.item.text = '$(watch)';
      this.item.tooltip = vscode.l10n.t('Start a timer');
      this.item.accessibilityInformation = { label: vscode.l10n.t('No timer runs. Start one') };
    }
    if (current || hasDesk) this.item.show();
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
    this.item.tooltip = this.#card(timer);
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Timer on {0}: {1}', titleWords(timer.ticket), timerWords(timer)),
    };
  }

  /** What the text has no room for, and what is done most. Words of people are appended as text, never as Markdown. */
  #card(timer: Timer): vscode.MarkdownString {
    const { t } = vscode.l10n;
    const { ticket } = timer;
    const card = new vscode.MarkdownString('');
    card
      .appendMarkdown('**')
      .appendText(titleWords(ticket))
      .appendMarkdown('**\n\n')
      .appendText(`${timerWords(timer)} · ${shownText(this.#desks.nameOf(ticket.deskId))}`);
    if (timer.away.length > 0) {
      card.appendMarkdown('\n\n').appendText(t('Was the time away work? The Time view asks.'));
    }
    const links: readonly [string, string, string][] = [
      isPaused(timer)
        ? ['debug-continue', t('Resume'), commands.resumeTimer]
        : ['debug-pause', t('Pause'), commands.pauseTimer],
      ['debug-stop', t('Stop and Log…'), commands.stopTimer],
    ];
    card.supportThemeIcons = true;
    card.isTrusted = { enabledCommands: links.map(([, , command]) => command) };
    const row = links.map(([icon, label, command]) => `[$(${icon}) ${label}](command:${command})`);
    return card.appendMarkdown(`\n\n${row.join('&nbsp;&nbsp; ')}`);
  }
}

import * as vscode from 'vscode';
import { isPaused, type StoppedTimer, type TimedTicket, workedTime } from '../../model/timer.ts';
import { ticketOf } from '../commandArguments.ts';
import { Abandoned } from '../commandRunner.ts';
import { askChoice, type ChoiceItem } from '../input.ts';
import type { CommandParts } from '../registerCommands.ts';
import { askAway } from './askAway.ts';
import type { ShownTime } from './connectTime.ts';
import { TimeLogging } from './logTime.ts';
import { type AwayNode, stoppedOf, timedOf } from './timeNodes.ts';
import { fromStatusBar } from './timerBar.ts';
import { isSame } from './timers.ts';
import { lengthWords, rowWords, ticketWords, timerWords, titleWords } from './timeWords.ts';

type TimeCommand = 'startTimer' | 'pauseTimer' | 'resumeTimer' | 'stopTimer' | 'discardTimer' | 'logTime';

/** What can be done with the timer from the status bar. */
type Choice = 'pause' | 'resume' | 'stop' | 'switch' | 'open' | 'discard';

/** In place of what a command is called on: whichever ticket the user picks, not the one in front. */
export const anyTicket = 'anyTicket';

/** What the commands about time do. */
export interface TimeCommands extends Readonly<Record<TimeCommand, (argument: unknown) => Promise<void>>> {
  /** Says whether a time away was work, from its row. */
  settleAway(node: AwayNode): Promise<void>;
}

/** @param ask for a ticket, when a command names none */
export function timeCommands(
  { engine, desks, panels }: CommandParts,
  time: ShownTime,
  ask: (argument: unknown, title: string) => Promise<TimedTicket>,
): TimeCommands {
  const { t } = vscode.l10n;
  const { timers } = time;
  const logging = new TimeLogging(engine, desks, timers);

  const start = async (ticket: TimedTicket) => {
    const { deskId, ticketId, number, subject } = ticket;
    const timed = { deskId, ticketId, number, ...(subject === undefined ? {} : { subject }) };
    time.tellStarted(await timers.start(timed));
  };
  const stop = async () => {
    const stopped = await timers.stop();
    if (stopped) await logging.run(stopped.ticket, stopped);
    else await vscode.window.showInformationMessage(t('No timer runs.'));
  };
  const discard = async (argument: unknown) => {
    const timer = stoppedOf(argument) ?? timers.state.current;
    if (!timer) return;
    const length = lengthWords(workedTime(timer, Date.now()));
    const sure = t('Discard');
    const words = t('Discard {0} on {1}? It is not logged.', length, ticketWords(timer.ticket));
    if ((await vscode.window.showWarningMessage(words, { modal: true }, sure)) === sure) await timers.discard(timer.id);
  };
  /** Offers to log what waits for that; answers whether it was taken. */
  const logsWaiting = async (): Promise<boolean> => {
    const { stopped } = timers.state;
    if (stopped.length === 0) return false;
    const chosen = await askChoice<StoppedTimer | 'start'>(
      { title: t('Timer'), canGoBack: false },
      {
        placeholder: t('Not logged yet'),
        items: [
          ...stopped.map(timer => ({
            label: t('Log {0}…', rowWords(lengthWords(workedTime(timer, 0)), timer.ticket)),
            description: timer.ticket.subject ?? '',
            iconPath: new vscode.ThemeIcon('circle-filled'),
            value: timer,
          })),
          { label: t('Start Timer'), iconPath: new vscode.ThemeIcon('play'), value: 'start' as const },
        ],
      },
    );
    if (chosen !== 'start') await logging.run(chosen.ticket, chosen);
    return chosen !== 'start';
  };
  const menu = async (): Promise<void> => {
    const { current } = timers.state;
    if (!current) {
      if (!(await logsWaiting())) await start(await ask(undefined, t('Start Timer')));
      return;
    }
    const item = (value: Choice, icon: string, label: string): ChoiceItem<Choice> => ({
      ...{ label, value },
      iconPath: new vscode.ThemeIcon(icon),
    });
    const chosen = await askChoice<Choice>(
      { title: titleWords(current.ticket), canGoBack: false },
      {
        placeholder: timerWords(current),
        items: [
          isPaused(current)
            ? item('resume', 'debug-continue', t('Resume Timer'))
            : item('pause', 'debug-pause', t('Pause Timer')),
          item('stop', 'debug-stop', t('Stop Timer and Log Time…')),
          item('switch', 'arrow-swap', t('Switch to Another Ticket…')),
          item('open', 'open-preview', t('Open Ticket')),
          item('discard', 'trash', t('Discard Timer')),
        ],
      },
    );
    if (chosen === 'pause') await timers.pause();
    else if (chosen === 'resume') await timers.resume();
    else if (chosen === 'stop') await stop();
    else if (chosen === 'open') panels.open(current.ticket);
    else if (chosen === 'discard') await discard(undefined);
    else {
      const ticket = await ask(anyTicket, t('Start Timer'));
      // The same one again is no switch.
      if (!isSame(ticket, current.ticket)) await start(ticket);
    }
  };

  return {
    startTimer: async argument => {
      if (argument === fromStatusBar) await menu();
      else await start(timedOf(argument) ?? ticketOf(argument) ?? (await ask(argument, t('Start Timer'))));
    },
    pauseTimer: () => timers.pause(),
    resumeTimer: () => timers.resume(),
    stopTimer: stop,
    discardTimer: discard,
    logTime: async argument => {
      const stopped = stoppedOf(argument);
      if (stopped && !timers.state.stopped.some(({ id }) => id === stopped.id)) throw new Abandoned();
      await logging.run(timedOf(argument) ?? (await ask(argument, t('Log Time'))), stopped);
    },
    settleAway: async node => {
      const isWork = await askAway({ title: t('Timer'), canGoBack: false }, node.away);
      await timers.settleAway(node.timerId, node.away, isWork);
    },
  };
}

import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { isPaused, type StoppedTimer, type TimedTicket, workedTime } from '../../model/timer.ts';
import type { Desks } from '../desks/desks.ts';
import { commands, contexts } from '../ids.ts';
import { Branches } from './branches.ts';
import { IdleWatch } from './idle.ts';
import type { StoppedNode } from './timeNodes.ts';
import { TimerBar } from './timerBar.ts';
import { isSame, Timers } from './timers.ts';
import { TimeTree } from './timeTree.ts';
import { lengthWords, ticketWords } from './timeWords.ts';
import { WorkWatch } from './workWatch.ts';

/** What time is connected with. */
export interface TimeParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  /** Where Deskside keeps what is for all windows. */
  readonly storage: string;
  /** The ticket whose panel is in front, and when that is another one. */
  inFront(): TimedTicket | undefined;
  readonly onDidShow: vscode.Event<unknown>;
  keep<T extends vscode.Disposable>(part: T): T;
}

/** Timers and what shows them. */
export interface ShownTime {
  readonly timers: Timers;
  readonly tree: TimeTree;
  readonly bar: TimerBar;
  readonly branches: Branches;
  readonly work: WorkWatch;
  /** A timer was started: asks what is to be done with the one that was stopped for it. */
  tellStarted(stopped: StoppedTimer | undefined): void;
}

/** Makes timers and all that shows them. This file and all that only it imports is a bundle of its own. */
export async function connectTime(parts: TimeParts): Promise<ShownTime> {
  const { engine, desks, log, storage, inFront, onDidShow, keep } = parts;
  const timers = keep(new Timers(join(storage, 'time'), log));
  const tree = keep(new TimeTree(engine, desks, timers));
  const bar = keep(new TimerBar(timers, desks));
  const idle = keep(new IdleWatch(timers, log));
  const branches = keep(new Branches(engine, desks, log));
  // That one runs is seen in the status bar.
  const tellStarted = (stopped: StoppedTimer | undefined) => {
    if (stopped) void askOfStopped(stopped);
  };
  const work = keep(
    new WorkWatch({ nameOf: deskId => desks.nameOf(deskId), timers, branches, idle, log, inFront, tellStarted }),
  );
  const say = () => {
    const { current } = timers.state;
    const front = inFront();
    const state = current && (isPaused(current) ? 'paused' : 'running');
    const isInFront = current !== undefined && front !== undefined && isSame(current.ticket, front);
    void vscode.commands.executeCommand('setContext', contexts.timer, state);
    void vscode.commands.executeCommand('setContext', contexts.timerInFront, isInFront);
  };
  keep(timers.onDidChange(say));
  keep(onDidShow(say));
  try {
    await timers.load();
  } catch (thrown) {
    log.error(`Timers could not be read: ${String(thrown)}`);
  }
  return { timers, tree, bar, branches, work, tellStarted };
}

/** Whoever starts another timer wants to go on working: the time before stays until they say what becomes of it. */
async function askOfStopped(timer: StoppedTimer): Promise<void> {
  const { t } = vscode.l10n;
  const logTime = t('Log Time…');
  const words = t('{0} on {1} are not logged yet.', lengthWords(workedTime(timer, 0)), ticketWords(timer.ticket));
  if ((await vscode.window.showInformationMessage(words, logTime)) !== logTime) return;
  const node: StoppedNode = { kind: 'stopped', key: `stopped/${timer.id}`, timer, timed: timer.ticket };
  await vscode.commands.executeCommand(commands.logTime, node);
}

import type { AwaySpan, StoppedTimer, TimedTicket, Timer } from '../../model/timer.ts';
import type { SheetEntry } from '../../model/timesheet.ts';

/** A row of the Time view. Those about a ticket name it as `timed`, by which commands find it. */
export type TimeNode = TimerNode | AwayNode | StoppedNode | TodayNode | EntryNode | TimeMessageNode;

/** The timer that counts, or is paused. */
export interface TimerNode {
  readonly kind: 'timer';
  readonly key: string;
  readonly timer: Timer;
  readonly timed: TimedTicket;
}

/** A time in which nobody was there while it counted. */
export interface AwayNode {
  readonly kind: 'away';
  readonly key: string;
  readonly timerId: string;
  readonly away: AwaySpan;
}

/** Time of a timer that was stopped, and is not logged yet. */
export interface StoppedNode {
  readonly kind: 'stopped';
  readonly key: string;
  readonly timer: StoppedTimer;
  readonly timed: TimedTicket;
}

/** What was logged today. */
export interface TodayNode {
  readonly kind: 'today';
  readonly key: 'today';
  readonly entries: readonly EntryNode[];
  readonly minutes: number;
}

/** One entry of it. */
export interface EntryNode {
  readonly kind: 'entry';
  readonly key: string;
  readonly entry: SheetEntry;
  readonly deskName: string;
  readonly timed?: TimedTicket;
}

/** A desk whose time is not known, or all. */
export interface TimeMessageNode {
  readonly kind: 'timeMessage';
  readonly key: string;
  readonly message: string;
}

/** Kinds of rows as menus know them (`viewItem`). */
export const timeRowKinds = {
  running: 'timer.running',
  paused: 'timer.paused',
  stopped: 'timer.stopped',
  away: 'away',
  entry: 'entry',
} as const;

/** The ticket that a row of the Time view is about. */
export function timedOf(argument: unknown): TimedTicket | undefined {
  if (typeof argument !== 'object' || argument === null || !('timed' in argument)) return undefined;
  return (argument as EntryNode).timed;
}

/** The stopped timer whose row a command was called on. */
export function stoppedOf(argument: unknown): StoppedTimer | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  const node = argument as TimeNode;
  return node.kind === 'stopped' ? node.timer : undefined;
}

import type { TicketRef } from './ticket.ts';

/** A ticket as a timer knows it. */
export interface TimedTicket extends TicketRef {
  readonly subject?: string;
}

/** Milliseconds since 1970, from and to; without `to` it goes on. */
export interface WorkSpan {
  readonly from: number;
  readonly to?: number;
}

/** A time in which nobody touched the editor while a timer ran. */
export interface AwaySpan {
  readonly from: number;
  readonly to: number;
}

/** A timer: the times in which its ticket was worked on, in their order. Only the last of them may go on. */
export interface Timer {
  readonly id: string;
  readonly ticket: TimedTicket;
  readonly spans: readonly WorkSpan[];
  /** Times that the user has not said yet whether they count. Until then they do. */
  readonly away: readonly AwaySpan[];
}

/** A timer that was stopped and whose time is not logged yet. */
export interface StoppedTimer extends Timer {
  /** Logging it has begun: if it is still here then, it may be logged all the same. */
  readonly sent?: boolean;
}

/** All timers of a user: at most one that counts or is paused, and those that wait to be logged, oldest first. */
export interface TimerState {
  readonly current?: Timer;
  readonly stopped: readonly StoppedTimer[];
}

export const noTimer: TimerState = { stopped: [] };

/** A timer that counts from a moment on. */
export function startTimer(id: string, ticket: TimedTicket, from: number): Timer {
  return { id, ticket, spans: [{ from }], away: [] };
}

/** Whether a timer does not count now. */
export function isPaused({ spans }: Timer): boolean {
  return spans.at(-1)?.to !== undefined;
}

/** Stops counting; nothing changes when it does not count. A clock that was put back makes no time negative. */
export function pauseTimer(timer: Timer, at: number): Timer {
  const last = timer.spans.at(-1);
  if (!last || last.to !== undefined) return timer;
  return { ...timer, spans: [...timer.spans.slice(0, -1), { from: last.from, to: Math.max(last.from, at) }] };
}

/** Goes on counting; nothing changes when it counts. */
export function resumeTimer(timer: Timer, at: number): Timer {
  const last = timer.spans.at(-1);
  if (last && last.to === undefined) return timer;
  return { ...timer, spans: [...timer.spans, { from: Math.max(at, last?.to ?? at) }] };
}

/** Milliseconds worked until `now`. */
export function workedTime({ spans }: Timer, now: number): number {
  return spans.reduce((sum, { from, to = now }) => sum + Math.max(0, to - from), 0);
}

/** When the work began, in milliseconds since 1970. */
export function beganAt({ spans }: Timer): number {
  return spans[0]?.from ?? 0;
}

/** Takes a time out of what was worked. A timer that counts goes on doing so. */
export function takeOut(timer: Timer, away: AwaySpan): Timer {
  const spans = timer.spans.flatMap((span): WorkSpan[] => {
    const end = span.to ?? Number.POSITIVE_INFINITY;
    if (away.to <= span.from || away.from >= end) return [span];
    return [
      ...(away.from > span.from ? [{ from: span.from, to: away.from }] : []),
      ...(away.to < end ? [{ ...span, from: away.to }] : []),
    ];
  });
  // A timer whose time is all gone is still a timer, from the end of what was taken out.
  const left = spans.length > 0 ? spans : [{ from: away.to, to: away.to }];
  return { ...timer, spans: left, away: timer.away.filter(each => !isSame(each, away)) };
}

/** Notes that nobody was there; only while the timer counted. */
export function noteAway(timer: Timer, away: AwaySpan): Timer {
  const from = Math.max(away.from, timer.spans.at(-1)?.from ?? away.from);
  if (isPaused(timer) || away.to <= from) return timer;
  return { ...timer, away: [...timer.away, { from, to: away.to }] };
}

/** The time away counts as work. */
export function keepAway(timer: Timer, away: AwaySpan): Timer {
  return { ...timer, away: timer.away.filter(each => !isSame(each, away)) };
}

/**
 * Minutes to log for milliseconds worked: rounded up to the next multiple of `rounding` minutes, and at least `minimum`.
 * Seconds of a minute that has just begun do not count with a rounding of 1.
 */
export function minutesToLog(worked: number, rounding: number, minimum: number): number {
  const minutes = rounding > 1 ? Math.ceil(worked / 60_000 / rounding) * rounding : Math.round(worked / 60_000);
  return Math.max(1, minimum, minutes);
}

function isSame(a: AwaySpan, b: AwaySpan): boolean {
  return a.from === b.from && a.to === b.to;
}

import type { DeskFailure } from '../../model/errors.ts';

const second = 1000;
const minute = 60 * second;

/** No timer is shorter. */
export const leastPause = 30 * second;
/** Between two looks at a desk while things change. */
const shortest = minute;
/** Between two looks at a desk where nothing changes. */
const longest = 5 * minute;
/** How much longer each look that finds nothing makes the time to the next. */
const calming = 1.5;
/** A window that nobody looked at for so long does not ask any more. */
const patience = 15 * minute;
const longestBackOff = 10 * minute;
/** After a spent quota without a word on when to come again. */
const quotaPause = 15 * minute;

/** What decides when a desk is looked at again. Times are milliseconds since 1970. */
export interface Rhythm {
  readonly now: number;
  /** When the window lost the focus; absent while it has it. */
  readonly unfocusedSince?: number;
  /** When the desk was last looked at with success, by whichever window. */
  readonly syncedAt?: number;
  /** When this window's last attempt ended. */
  readonly triedAt?: number;
  /** Why that failed. */
  readonly failure?: DeskFailure;
  /** Failed attempts in a row. */
  readonly failures: number;
  /** Looks in a row that found nothing new. */
  readonly calm: number;
  /** There is more to read than one look does. */
  readonly behind: boolean;
}

/** When to look next: at a time (which may have passed), or not before something happens. */
export type Next =
  | { readonly at: number }
  /** `unattended`: until the window is looked at. `asked`: until the user asks, or the desk is opened anew. */
  | { readonly wait: 'unattended' | 'asked' };

/** Failures that asking again does not heal. */
const lasting: ReadonlySet<string> = new Set(['unauthorized', 'wrongServer', 'signedOut', 'plainHttp', 'unsupported']);

/** When to ask a desk what changed. */
export function nextLook(rhythm: Rhythm): Next {
  const { now, unfocusedSince, failure } = rhythm;
  // What lies in the future was put down by a clock that went wrong: it must not put off all until then.
  const syncedAt = rhythm.syncedAt !== undefined && rhythm.syncedAt > now + longest ? undefined : rhythm.syncedAt;
  const triedAt = rhythm.triedAt === undefined ? undefined : Math.min(rhythm.triedAt, now);
  if (failure && lasting.has(failure.reason)) return { wait: 'asked' };
  if (unfocusedSince !== undefined && now - unfocusedSince >= patience) return { wait: 'unattended' };
  // Another window may have been luckier since.
  if (failure && triedAt !== undefined && (syncedAt ?? 0) < triedAt) {
    return { at: triedAt + backOff(failure, rhythm.failures) };
  }
  const due = syncedAt === undefined ? now : syncedAt + interval(rhythm);
  // A pass that takes long, or that another window was at, is not followed by the next one at once.
  return { at: triedAt === undefined ? due : Math.max(due, triedAt + leastPause) };
}

/** Milliseconds from a look at the desk that succeeded to the next. */
export function interval({ calm, behind, unfocusedSince }: Rhythm): number {
  if (behind) return shortest;
  if (unfocusedSince !== undefined) return longest;
  return Math.min(longest, shortest * calming ** Math.min(calm, 20));
}

/** Milliseconds until a timer is to ring that looks what is due then. */
export function pauseUntil(at: number, now: number): number {
  return Math.min(Math.max(at - now, leastPause), 24 * 60 * minute);
}

function backOff(failure: DeskFailure, failures: number): number {
  const told = (failure.retryAfterSeconds ?? 0) * second;
  if (failure.reason === 'quotaSpent') return Math.max(told || quotaPause, leastPause);
  return Math.max(told, Math.min(longestBackOff, leastPause * 2 ** Math.min(Math.max(0, failures - 1), 10)));
}

import { setTimeout as delay } from 'node:timers/promises';

// Not undici's own retrying: it goes on with half-read answers by range requests, waits out any `Retry-After`, knows no
// limit for all attempts together, and takes whoever sent a PUT at their word that sending it twice is harmless.

/** How often something is sent at most, the first time included: a desk's daily quota counts each. */
const ATTEMPTS = 3;
/** Milliseconds before the second attempt, at most; doubled for each further one. */
const FIRST_PAUSE_MS = 400;
/** Milliseconds of a `Retry-After` that are waited for; a person does not want to wait longer for an answer. */
const LONGEST_PAUSE_MS = 5_000;
/** Milliseconds since the first attempt after which no other one begins. */
const RETRY_TIME_MS = 20_000;

/** How an attempt ended. */
export interface Ended {
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds since the first attempt began. */
  readonly elapsed: number;
  /** The request changes something on the desk. */
  readonly writes: boolean;
  /** Asking again soon may help. */
  readonly transient: boolean;
  /** Nothing of the request has left this machine. */
  readonly neverSent: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * Milliseconds until the next attempt; `undefined` when there is to be none. Reads are tried again when that may help,
 * writes only when they certainly never left.
 */
export function pauseAfter(ended: Ended, random: () => number = Math.random): number | undefined {
  const { attempt, elapsed, writes, transient, neverSent, retryAfterSeconds } = ended;
  if (!transient || attempt >= ATTEMPTS || (writes && !neverSent)) return undefined;
  // Never less than half: all windows that were cut off at once must not come back at once.
  const backoff = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + random() / 2);
  const pause = Math.max(backoff, (retryAfterSeconds ?? 0) * 1000);
  return pause > LONGEST_PAUSE_MS || elapsed + pause > RETRY_TIME_MS ? undefined : pause;
}

/** Waits; rejects with an `AbortError` when told to give up. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal });
}

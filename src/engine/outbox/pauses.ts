import type { DeskFailure } from '../../model/errors.ts';

/** How long the outbox waits, in milliseconds. */
export interface Pauses {
  /** Between two looks for a write whose request may still be at work on the desk. */
  readonly look: number;
  /** Before another try; doubled with each further one. */
  readonly first: number;
  readonly most: number;
}

export const usualPauses: Pauses = { look: 15_000, first: 5_000, most: 5 * 60_000 };

/** Milliseconds before the next try, after so many in vain. */
export function backOff(pauses: Pauses, tries: number, failure?: DeskFailure): number {
  const own = Math.min(pauses.most, pauses.first * 2 ** Math.max(0, Math.min(tries, 20) - 1));
  return Math.max(own, (failure?.retryAfterSeconds ?? 0) * 1000);
}

import type { Pauses } from '../../src/engine/outbox/pauses.ts';

/** Milliseconds that a desk takes to do what it was cut off from, or says nothing. */
export const faultPause = 200;

/** Short ones, in the order of those that hold: a request that is still at work has ended before the second look. */
export const pauses: Pauses = { look: 4 * faultPause, first: 100, most: 500 };

import type { Pauses } from '../../src/engine/outbox/pauses.ts';

/** Milliseconds that a desk takes to do what it was cut off from, or says nothing. */
export const faultPause = 200;

/** After how long whoever sends gives up, and how long a desk takes that is too slow for that. */
export const givenUpAfter = 5 * faultPause;
export const tooLong = 7 * faultPause;

/** Short ones, in the order of those that hold: a request that is still at work has ended before the second look. */
export const pauses: Pauses = { look: 4 * faultPause, first: 100, most: 500 };

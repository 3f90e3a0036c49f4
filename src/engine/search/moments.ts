import type { Moment } from '../../model/search.ts';

/**
 * A point in time in seconds since 1970, not rounded; NaN when it is none. Days are those of this machine's zone.
 * @param now milliseconds since 1970
 */
export function secondsOf(moment: Moment, now: number): number {
  if (moment.kind === 'at') return Date.parse(moment.iso) / 1000;
  if (moment.kind === 'ago') return now / 1000 - moment.seconds;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + moment.offset).getTime() / 1000;
}

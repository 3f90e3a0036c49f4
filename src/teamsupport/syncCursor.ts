import * as v from 'valibot';
import type { TeamSupportClient } from './client.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Dates have no seconds, and what is being written while a list is read shows up a little later than its date says. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** Zones lie within 26 hours. */
const FAR_MS = 26 * HOUR_MS;
/** Dates can be read so much too early when the desk's zone is not known; more is another mistake. */
const MOST_AHEAD_MS = 15 * HOUR_MS;

const instant = v.pipe(
  v.string(),
  v.check(text => !Number.isNaN(Date.parse(text))),
);
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What dates have told of clocks, in milliseconds. */
const clocks = {
  /** By how much the desk's clock, as its dates read, is ahead of this machine's, at least; mostly negative. */
  apart: v.exactOptional(v.pipe(v.number(), v.integer())),
  /** By how much the clock that filters are compared with is ahead of dates as they read, at least. */
  ahead: v.exactOptional(whole),
};

/** A pass that is under way. */
const passSchema = v.object({
  /** Absent: only what changed is read. */
  scope: v.exactOptional(v.picklist(['open', 'recent', 'all'])),
  /** Of the scope `recent`. */
  recent: v.exactOptional(instant),
  /** Lists are read one after the other: the one under way. */
  list: whole,
  /** The page of it to be read next. */
  page: whole,
  /** Records on the fullest page so far. */
  size: whole,
  /** What the desk said last of the number of records. */
  total: v.exactOptional(whole),
  /** Records of the lists that are read, as the desk said. */
  before: whole,
  /** Milliseconds since 1970 by this machine's clock: when the pass began. */
  begun: whole,
  /** The same by the desk's clock. */
  deskBegun: v.exactOptional(whole),
  ...clocks,
});

const schema = v.object({
  system: v.literal('teamsupport'),
  version: v.literal(1),
  /** What changed at or after this instant is asked for; absent during the first pass. */
  since: v.exactOptional(instant),
  ...clocks,
  pass: v.exactOptional(passSchema),
});

export type Clocks = Pick<v.InferOutput<typeof passSchema>, keyof typeof clocks>;
export type Pass = v.InferOutput<typeof passSchema>;
export type SyncCursor = Omit<v.InferOutput<typeof schema>, 'system' | 'version'>;

/**
 * Nothing for no cursor at all.
 * @throws DeskError `badInput`
 */
export function readCursor(text: string | undefined, client: TeamSupportClient): SyncCursor {
  if (text === undefined) return {};
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw client.error('badInput', 'This is no place in the changes of a TeamSupport desk.');
  }
}

export function writeCursor(cursor: SyncCursor): string {
  return JSON.stringify({ system: 'teamsupport', version: 1, ...cursor });
}

/**
 * From when on changes are to be asked for after a pass: no later than it began, by every clock that tells. A change that
 * was seen says what time it was at the desk, at least; since then the desk's clock has gone on as this machine's has.
 */
export function sinceAfter({ begun, deskBegun, apart, ahead = 0 }: Pass): string {
  const clock = Math.min(begun, deskBegun ?? begun);
  if (apart === undefined) return minuteOf(clock - FAR_MS);
  // Dates from the future: the desk's zone is not the one they are read in, or a clock is wrong.
  const back = deskBegun === undefined && apart > 0 ? FAR_MS : OVERLAP_MS;
  return minuteOf(Math.min(clock - OVERLAP_MS, begun + apart + ahead - back));
}

/**
 * How far ahead of dates as they are read the desk's filters are, as a ticket tells that was found although its change
 * reads earlier than what was asked for: dates are in a zone of the desk's, filters in UTC (1.14).
 */
export function aheadBy(since: string, changedAt: string): number {
  const ahead = Date.parse(since) - Date.parse(changedAt);
  return ahead >= MINUTE_MS && ahead <= MOST_AHEAD_MS ? ahead : 0;
}

function minuteOf(at: number): string {
  return new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString();
}

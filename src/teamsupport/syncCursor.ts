import * as v from 'valibot';
import type { TeamSupportClient } from './client.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Dates have no seconds, and what is being written while a list is read shows up a little later than its date says. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** How far back is asked at most when the desk's answers carry its clock: it need not be that of its database. */
const NEAR_MS = HOUR_MS;
/** The same without the desk's clock: zones lie within 26 hours. */
const FAR_MS = 26 * HOUR_MS;

const instant = v.pipe(
  v.string(),
  v.check(text => !Number.isNaN(Date.parse(text))),
);
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

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
  /** The latest change seen. */
  newest: v.exactOptional(instant),
});

const schema = v.object({
  system: v.literal('teamsupport'),
  version: v.literal(1),
  /** What changed at or after this instant is asked for; absent during the first pass. */
  since: v.exactOptional(instant),
  pass: v.exactOptional(passSchema),
});

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
 * From when on changes are to be asked for after a pass: no later than the pass began, by every clock that tells. What
 * changed while pages were read has a date after the newest one seen less the time that the pass took, whatever the
 * desk's clock; and filters are in UTC (1.14), so however late or early dates read, both clocks bound them.
 */
export function sinceAfter({ begun, deskBegun, newest }: Pass, now: number): string {
  const clock = Math.min(begun, deskBegun ?? begun);
  const latest = clock - OVERLAP_MS;
  const earliest = clock - (deskBegun === undefined ? FAR_MS : NEAR_MS);
  if (newest === undefined) return minuteOf(clock - FAR_MS);
  // Dates from the future: the desk's zone is not the one they are read in, or a clock is wrong.
  const back = deskBegun === undefined && Date.parse(newest) > now ? FAR_MS : OVERLAP_MS;
  const told = Date.parse(newest) - Math.max(0, now - begun) - back;
  return minuteOf(Math.min(latest, Math.max(told, earliest)));
}

/** On a desk where nothing happens the cursor stays the same. */
function minuteOf(at: number): string {
  return new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString();
}

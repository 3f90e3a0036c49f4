import * as v from 'valibot';
import type { ReadyDeskClient } from './client.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
const instant = v.pipe(
  v.string(),
  v.check(text => !Number.isNaN(Date.parse(text))),
);

/** In which order a list comes, highest ids or oldest first; `none`: neither, or what is needed of it is missing. */
const direction = v.picklist(['down', 'up', 'none']);

/** Up to where the history of all tickets is known. */
const mark = v.object({
  direction,
  /** The desk takes `order` for this list. */
  ordered: v.boolean(),
  /** The highest id of an entry. */
  last: v.exactOptional(whole),
  /** Of a desk whose entries have no ids: what tells the newest ones. */
  keys: v.exactOptional(v.array(v.string())),
  /** Number of entries, where the oldest come first. */
  count: v.exactOptional(whole),
});

/** Where reading all tickets goes on. */
const place = v.object({
  ordered: v.boolean(),
  direction,
  /** Below (`down`) or above (`up`) this number: ranges hold. Absent: page by page. */
  bound: v.exactOptional(whole),
  page: whole,
  size: whole,
  /** Tickets read so far. */
  read: whole,
  /** As the desk counts them. */
  total: v.exactOptional(whole),
  /** The highest number so far. */
  highest: whole,
  /** A range was answered as asked. */
  proven: v.boolean(),
});

/** What is known of the list of tickets from reading it in all. */
const listed = v.object({
  direction,
  ordered: v.boolean(),
  highest: whole,
  count: whole,
});

const schema = v.object({
  system: v.literal('readydesk'),
  version: v.literal(1),
  history: v.exactOptional(mark),
  tickets: v.exactOptional(listed),
  /** When all was read last, in milliseconds since 1970, and how long that took. */
  read: v.exactOptional(v.object({ at: whole, took: whole })),
  /** All tickets are being read. */
  all: v.exactOptional(
    v.object({
      scope: v.picklist(['open', 'recent', 'all']),
      /** Closed tickets that changed before this are left out. */
      recent: v.exactOptional(instant),
      begun: whole,
      place: v.exactOptional(place),
    }),
  ),
  /** Changed tickets that are yet to be read. */
  todo: v.exactOptional(v.array(digits)),
});

export type Mark = v.InferOutput<typeof mark>;
export type Place = v.InferOutput<typeof place>;
export type Listed = v.InferOutput<typeof listed>;
export type SyncCursor = Omit<v.InferOutput<typeof schema>, 'system' | 'version'>;
export type ReadingAll = NonNullable<SyncCursor['all']>;

/**
 * Nothing for no cursor at all.
 * @throws DeskError `badInput`
 */
export function readCursor(text: string | undefined, client: ReadyDeskClient): SyncCursor {
  if (text === undefined) return {};
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw client.error('badInput', 'This is no place in the changes of a ReadyDesk desk.');
  }
}

export function writeCursor(cursor: SyncCursor): string {
  return JSON.stringify({ system: 'readydesk', version: 1, ...cursor });
}

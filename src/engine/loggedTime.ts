import type { DeskConfig } from '../model/desk.ts';
import type { OutboxEntry } from '../model/outbox.ts';
import type { NamedRef, Ticket, TimeEntry } from '../model/ticket.ts';
import { type LoggedTime, type SheetEntry, type Span, unreadKept } from '../model/timesheet.ts';
import { isMe, type Me } from './me.ts';
import type { Connection } from './search/reading.ts';
import type { Store } from './store/store.ts';

/** Entries whose kind of work is looked at, so that a large copy is asked as fast as a small one. */
const entriesLookedAt = 5000;

/** Whose time: the user's, or everybody's. */
export type Whose = 'mine' | 'all';

/**
 * The time of a span as the copy of a desk has it, with what was written down and is not confirmed. The user's own, or,
 * with `all`, everybody's; of somebody whom nobody knows to be the user (no technician is chosen) there is no own time.
 */
export function loggedTime(
  store: Pick<Store, 'reader' | 'ticket'>,
  { id: deskId, ...me }: Pick<DeskConfig, 'id'> & Me,
  { from, to }: Span,
  whose: Whose,
  outbox: readonly OutboxEntry[],
): LoggedTime {
  const wanted = ({ by }: TimeEntry) => whose === 'all' || (by !== undefined && isMe(me, by.id, by.name));
  const span = [Math.floor(Date.parse(from) / 1000), Math.ceil(Date.parse(to) / 1000)] as const;
  const rows = store.reader
    .prepare(
      `SELECT x.ticket, x.json, b.json AS body FROM times x
       JOIN tickets t ON t.id = x.ticket JOIN bodies b ON b.id = t.body
       WHERE x.at >= ? AND x.at < ? ORDER BY x.at, x.ticket, x.place`,
    )
    .all(...span);
  const logged = rows.flatMap((row): SheetEntry[] => {
    const entry = JSON.parse(String(row.json)) as TimeEntry;
    if (!wanted(entry) || entry.at === undefined) return [];
    const { number, subject } = JSON.parse(String(row.body)) as Ticket;
    const { id, minutes, at, by, category, notes } = entry;
    return [
      {
        ...{ deskId, ticketId: String(row.ticket), number, subject, id, minutes, at },
        ...(by ? { by: by.name } : {}),
        ...(category === undefined ? {} : { category }),
        ...(notes === undefined ? {} : { notes }),
      },
    ];
  });
  const unsent = outbox.flatMap(entry => unsentOf(entry, store)).filter(({ at }) => isWithin(at, from, to));
  const undated = store.reader.prepare('SELECT json FROM times WHERE at IS NULL').all();
  return {
    entries: [...logged, ...unsent].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    undated: undated.filter(row => wanted(JSON.parse(String(row.json)) as TimeEntry)).length,
    unread: unreadOf(store.reader, me, span[0]),
  };
}

/**
 * The kinds of work that the newest entries of a desk's copy have, the most frequent first; each name once, with the id
 * that it had last.
 */
export function timeCategories({ reader }: Pick<Store, 'reader'>): NamedRef[] {
  const rows = reader
    .prepare(
      `SELECT name, id, max(at) FROM (
         SELECT json_extract(json, '$.category') AS name, json_extract(json, '$.categoryId') AS id, at
         FROM times WHERE at IS NOT NULL ORDER BY at DESC LIMIT ?)
       WHERE name <> '' GROUP BY name ORDER BY count(*) DESC, name`,
    )
    .all(entriesLookedAt);
  return rows.map(({ name, id }) => ({ name: String(name), ...(id === null ? {} : { id: String(id) }) }));
}

/** Time that a write of the outbox stands for. */
function unsentOf({ deskId, id, write, state }: OutboxEntry, store: Pick<Store, 'ticket'>): SheetEntry[] {
  if (write.kind !== 'logTime' || state === 'sent' || state === 'discarded') return [];
  const { ticketId, time } = write;
  const ticket = store.ticket(ticketId);
  return [
    {
      ...{ deskId, ticketId, minutes: time.minutes, at: time.startedAt, unsent: { id, state } },
      ...(ticket ? { number: ticket.number, subject: ticket.subject } : {}),
      ...(time.category ? { category: time.category.name } : {}),
      ...(time.notes ? { notes: time.notes } : {}),
    },
  ];
}

function isWithin(at: string, from: string, to: string): boolean {
  const time = Date.parse(at);
  return time >= Date.parse(from) && time < Date.parse(to);
}

/**
 * Tickets of the user, the newest first, that changed since the span began and whose time is not known as of then: it was
 * never read, or there may be more.
 */
function unreadOf(reader: Connection, me: Me, from: number): string[] {
  const mine = reader
    .prepare("SELECT id, ref, name FROM names WHERE field = 'assignee'")
    .all()
    .filter(({ ref, name }) => isMe(me, String(ref) || undefined, String(name)))
    .map(({ id }) => Number(id));
  return reader
    .prepare(
      `SELECT t.id FROM tickets t LEFT JOIN conversations c ON c.ticket = t.id
       WHERE t.assignee IN (SELECT value FROM json_each(?)) AND coalesce(t.changed, t.opened, 0) >= ?
         AND coalesce(c.whole, 0) = 0 AND (c.ticket IS NULL OR t.deep < max(1, coalesce(t.changed, t.opened, 1))
           OR EXISTS (SELECT 1 FROM json_each(c.json, '$.missing') WHERE value = 'timeEntries'))
       ORDER BY t.doc DESC LIMIT ?`,
    )
    .all(JSON.stringify(mine), from, unreadKept)
    .map(({ id }) => String(id));
}

import { nameFields, type Search, type Sort } from '../../model/search.ts';
import type { Ticket, TicketSummary } from '../../model/ticket.ts';
import type { Me } from '../me.ts';
import { compile, conditionOn } from './compile.ts';
import type { Reading, Sql } from './reading.ts';

/** The first `limit` tickets of a search and how many there are in all. */
export function list(
  reading: Reading,
  me: Me,
  search: Search,
  sort: Sort,
  limit: number,
  now: number,
): { readonly tickets: TicketSummary[]; readonly total: number } {
  const condition = conditionOn(reading, compile(reading, me, search, now));
  const tickets = docsOf(reading, condition, sort, limit).flatMap(doc => {
    const ticket = ticketAt(reading, doc);
    return ticket ? [summaryOf(ticket)] : [];
  });
  return { tickets, total: tickets.length < limit ? tickets.length : total(reading, condition) };
}

/** The documents of the first `limit` tickets of a search. */
export function listDocs(
  reading: Reading,
  me: Me,
  search: Search,
  sort: Sort,
  limit: number,
  now: number,
): readonly number[] {
  return docsOf(reading, conditionOn(reading, compile(reading, me, search, now)), sort, limit);
}

export function count(reading: Reading, me: Me, search: Search, now: number): number {
  return total(reading, conditionOn(reading, compile(reading, me, search, now)));
}

function docsOf(reading: Reading, condition: Sql, sort: Sort, limit: number): readonly number[] {
  const values = [...condition.values, limit];
  return reading
    .all(`SELECT t.doc FROM tickets t WHERE ${condition.sql} ${orderOf(sort)} LIMIT ?`, values)
    .map(({ doc }) => Number(doc));
}

function total(reading: Reading, condition: Sql): number {
  const row = reading.first(`SELECT count(*) AS total FROM tickets t WHERE ${condition.sql}`, condition.values);
  return Number(row?.total ?? 0);
}

/** The ticket that is kept as this document. */
export function ticketAt(reading: Reading, doc: number): Ticket | undefined {
  const row = reading.first('SELECT b.json FROM tickets t JOIN bodies b ON b.id = t.body WHERE t.doc = ?', [doc]);
  return row ? (JSON.parse(String(row.json)) as Ticket) : undefined;
}

/** What a list shows of a ticket. */
export function summaryOf(ticket: Ticket): TicketSummary {
  const { description, minutesLogged, linked, otherFields, ...summary } = ticket;
  return summary;
}

function orderOf({ by, descending }: Sort): string {
  const way = descending ? 'DESC' : 'ASC';
  if (nameFields.some(field => field === by))
    return `ORDER BY nullif((SELECT n.folded FROM names n WHERE n.id = t."${by}"), '') ${way} NULLS LAST, t.doc DESC`;
  // Numbers by their value; what is none by its letters.
  if (by === 'number') return `ORDER BY CAST(t.number AS INTEGER) ${way}, t.number ${way}, t.doc DESC`;
  if (by === 'subject') return `ORDER BY t.subject = '', t.subject ${way}, t.doc DESC`;
  return `ORDER BY t.${by} IS NULL, t.${by} ${way}, t.doc DESC`;
}

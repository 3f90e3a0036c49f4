import type { Database, Row, Value } from '../database.ts';
import { usDate, usDay } from '../dates.ts';
import { escapeHtml } from '../http.ts';
import { type Field, type Table, ticketCustomFields, tickets } from './entities.ts';
import { whereOf } from './filter.ts';
import type { Entity, Members, Nested, Paging } from './render.ts';

const rowsAtOnce = 500;

/** A list within an address: which rows belong to it at all. */
export interface Scope {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A list and, when it is paged, what goes with it. */
export interface Found {
  readonly entities: Iterable<Entity>;
  readonly paging?: Paging;
}

/** Reads a list by the query of its address. @throws BadRequest */
export function readEntities(db: Database, table: Table, address: URL, scope?: Scope): Found {
  const filter = whereOf(table, table === tickets ? ticketCustomFields : [], address.searchParams);
  const clauses = [scope?.sql, filter.sql].filter(Boolean).join(' AND ');
  const values = [...(scope?.values ?? []), ...filter.values];
  const where = clauses ? ` WHERE ${clauses}` : '';
  const page = table.pageable ? pageOf(address.searchParams) : undefined;
  const ids = db
    .all(
      `SELECT ${table.id} AS id FROM ${table.from}${where} ORDER BY ${table.order} LIMIT ? OFFSET ?`,
      ...values,
      page ? page.size : -1,
      page ? (page.number - 1) * page.size : 0,
    )
    .map(row => Number(row.id));
  const entities = entitiesOf(db, table, ids);
  if (!page) return { entities };
  const total = db.number(`SELECT count(*) FROM ${table.from}${where}`, ...values);
  const more = page.number * page.size < total;
  return {
    entities,
    paging: {
      recordsReturned: ids.length,
      nextPage: more ? nextPage(address, page.number + 1) : null,
      totalRecords: total,
    },
  };
}

/** One entity. */
export function readEntity(db: Database, table: Table, id: number): Entity | undefined {
  return [...entitiesOf(db, table, [id])][0];
}

/** Rows are read a few hundred at a time, so that a list of everything is never held whole. */
function* entitiesOf(db: Database, table: Table, ids: readonly number[]): Iterable<Entity> {
  const fields = table === tickets ? [...table.fields, ...ticketCustomFields] : table.fields;
  const columns = fields.map((field, at) => `${field.sql} AS f${at}`).join(', ');
  const sql = `SELECT ${table.id} AS id, ${columns} FROM ${table.from} WHERE ${table.id} IN (SELECT value FROM json_each(?))`;
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce);
    const chosen = JSON.stringify(some);
    const rows = new Map(db.all(sql, chosen).map(row => [Number(row.id), row]));
    const nested = table === tickets ? nestedOf(db, chosen) : undefined;
    for (const id of some) {
      const row = rows.get(id);
      if (!row) continue;
      const members = fields.map((field, column) => [field.name, written(field, row[`f${column}`] ?? null)] as const);
      const split = table.fields.length;
      yield { id, members: nested ? [...members.slice(0, split), ...nested(id), ...members.slice(split)] : members };
    }
  }
}

function nestedOf(db: Database, ids: string): (ticketId: number) => Members {
  const chosen = 'l.ticket_id IN (SELECT value FROM json_each(?))';
  const byTicket = (sql: string, members: (row: Row) => Members) => {
    const groups = new Map<number, Members[]>();
    for (const row of db.all(sql, ids)) {
      const ticket = Number(row.ticket_id);
      const group = groups.get(ticket);
      if (group) group.push(members(row));
      else groups.set(ticket, [members(row)]);
    }
    return groups;
  };
  const customers = byTicket(
    `SELECT l.ticket_id, c.id, c.name FROM ts_ticket_customers l JOIN ts_customers c ON c.id = l.customer_id WHERE ${chosen} ORDER BY c.id`,
    row => [
      ['CustomerID', String(row.id)],
      ['CustomerName', String(row.name)],
    ],
  );
  const contacts = byTicket(
    `SELECT l.ticket_id, k.id, trim(coalesce(k.first_name, '') || ' ' || coalesce(k.last_name, '')) AS name
      FROM ts_ticket_contacts l JOIN ts_contacts k ON k.id = l.contact_id WHERE ${chosen} ORDER BY k.id`,
    row => [
      ['ContactID', String(row.id)],
      ['ContactName', String(row.name)],
    ],
  );
  const tags = byTicket(`SELECT l.ticket_id, l.value FROM ts_ticket_tags l WHERE ${chosen} ORDER BY l.value`, row => [
    ['Value', String(row.value)],
  ]);
  const collection = (element: string, items: readonly Members[] = []): Nested => ({ element, items });
  return id => [
    ['Customers', collection('Customer', customers.get(id))],
    ['Contacts', collection('Contact', contacts.get(id))],
    ['Tags', collection('Tag', tags.get(id))],
  ];
}

function written(field: Field, raw: string | number | null): string | null {
  if (raw === null) return null;
  switch (field.kind) {
    case 'bool':
      return raw ? 'True' : 'False';
    case 'date':
      return usDate(Number(raw));
    case 'day':
      return Number(raw) % 86_400 === 0 ? usDay(Number(raw)) : usDate(Number(raw));
    case 'hours':
      return (Number(raw) / 60).toFixed(6);
    case 'decimal':
      return Number(raw).toFixed(2);
    case 'html':
      return escapeHtml(String(raw));
    default:
      return String(raw);
  }
}

/** Paging acts only when both parameters are there (reference 1.15). */
function pageOf(query: URLSearchParams): { size: number; number: number } | undefined {
  const named = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
  const size = Number(named.get('pagesize') ?? Number.NaN);
  const number = Number(named.get('pagenumber') ?? Number.NaN);
  return size >= 1 && number >= 1 ? { size: Math.floor(size), number: Math.floor(number) } : undefined;
}

function nextPage(address: URL, number: number): string {
  const next = new URL(address);
  for (const name of [...next.searchParams.keys()]) {
    if (name.toLowerCase() === 'pagenumber') next.searchParams.set(name, String(number));
  }
  return next.href;
}

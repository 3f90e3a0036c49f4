import type { Value } from '../database.ts';
import { type DateStyle, usDate, usDay } from '../dates.ts';
import { neededOf } from '../joins.ts';
import type { Desk } from './call.ts';
import { whereOf } from './filter.ts';
import type { Entity, Html, Paging } from './render.ts';
import { type Field, membersOf, type Table } from './table.ts';

const rowsAtOnce = 500;
/** Larger numbers of pages and sizes mean the same. */
const most = 1_000_000;

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
export function readEntities(desk: Desk, table: Table, address: URL, scope?: Scope): Found {
  const { db } = desk;
  const filter = whereOf(table, address.searchParams);
  const clauses = [scope?.sql, filter.sql].filter(Boolean).join(' AND ');
  const values = [...(scope?.values ?? []), ...filter.values];
  const where = clauses ? ` WHERE ${clauses}` : '';
  const page = table.pageable ? pageOf(address.searchParams, desk.switches.pageSizeLimit) : undefined;
  const ids = db
    .all(
      `SELECT ${table.id} AS id FROM ${neededOf(table.from, where, table.order)}${where} ORDER BY ${table.order} LIMIT ? OFFSET ?`,
      ...values,
      page ? page.size : -1,
      page ? (page.number - 1) * page.size : 0,
    )
    .map(row => Number(row.id));
  const entities = entitiesOf(desk, table, ids);
  if (!page) return { entities };
  const total = db.number(`SELECT count(*) FROM ${neededOf(table.from, where)}${where}`, ...values);
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
export function readEntity(desk: Desk, table: Table, id: number): Entity | undefined {
  return [...entitiesOf(desk, table, [id])][0];
}

/** Rows are read a few hundred at a time, so that a list of everything is never held whole. */
function* entitiesOf({ db, switches }: Desk, table: Table, ids: readonly number[]): Iterable<Entity> {
  const fields = membersOf(table);
  const columns = fields.map((field, at) => `${field.sql} AS f${at}`).join(', ');
  const sql = `SELECT ${table.id} AS id, ${columns} FROM ${table.from} WHERE ${table.id} IN (SELECT value FROM json_each(?))`;
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce);
    const chosen = JSON.stringify(some);
    const rows = new Map(db.all(sql, chosen).map(row => [Number(row.id), row]));
    const nested = table.nested?.(db, chosen);
    for (const id of some) {
      const row = rows.get(id);
      if (!row) continue;
      const members = fields.map(
        (field, column) => [field.name, written(switches, field, row[`f${column}`] ?? null)] as const,
      );
      const split = table.fields.length;
      yield { id, members: nested ? [...members.slice(0, split), ...nested(id), ...members.slice(split)] : members };
    }
  }
}

function written(style: DateStyle, field: Field, raw: string | number | null): string | null | Html {
  if (raw === null) return null;
  switch (field.kind) {
    case 'bool':
      return raw ? 'True' : 'False';
    case 'date':
      return usDate(Number(raw), false, style);
    case 'day':
      // A bare day has no zone, an instant within one is written in full.
      return Number(raw) % 86_400 === 0
        ? usDay(Number(raw), { ...style, timeZone: 'UTC' })
        : usDate(Number(raw), false, style);
    case 'hours':
      return (Number(raw) / 60).toFixed(6);
    case 'decimal':
      return Number(raw).toFixed(2);
    case 'html':
      return { html: String(raw) };
    default:
      return String(raw);
  }
}

/** Paging acts only when both parameters are there (reference 1.15). */
function pageOf(query: URLSearchParams, limit = most): { size: number; number: number } | undefined {
  const named = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
  const size = Number(named.get('pagesize') ?? Number.NaN);
  const number = Number(named.get('pagenumber') ?? Number.NaN);
  return size >= 1 && number >= 1
    ? { size: Math.min(Math.floor(size), limit), number: Math.min(Math.floor(number), most) }
    : undefined;
}

function nextPage(address: URL, number: number): string {
  const next = new URL(address);
  for (const name of [...next.searchParams.keys()]) {
    if (name.toLowerCase() === 'pagenumber') next.searchParams.set(name, String(number));
  }
  return next.href;
}

import type { Database, Row, Value } from '../database.ts';
import { type DateStyle, usDate } from '../dates.ts';
import { neededOf } from '../joins.ts';
import type { Switches } from '../switches.ts';
import { type Answer, type Fields, urlEncode } from './formats.ts';
import { type Inputs, Refusal } from './inputs.ts';
import type { Listing, Output } from './listing.ts';

const rowsAtOnce = 500;

/** Runs a `get_*` action. @throws Refusal */
export function readList(db: Database, defined: Listing, inputs: Inputs, switches: Switches): Answer {
  const listing = defined.more ? { ...defined, outputs: [...defined.outputs, ...defined.more(db)] } : defined;
  const clauses: string[] = [];
  const values: Value[] = [];
  for (const [name, filter] of Object.entries(listing.filters)) {
    const value = inputs.text(name);
    const condition = value === undefined ? undefined : filter(value, name, inputs.style);
    if (!condition) continue;
    clauses.push(`(${condition.sql})`);
    values.push(...condition.values);
  }
  const where = clauses.length ? ` WHERE ${clauses.join(' AND ')}` : '';
  if (!listing.countOnly && inputs.flag('count_only')) {
    const found = db.number(`SELECT count(*) FROM ${neededOf(listing.from, where)}${where}`, ...values);
    return { root: 'response', records: [[['count', String(found)]]] };
  }
  const limit = limitOf(listing, inputs, switches.pageSizeLimit);
  const order = orderOf(listing, inputs);
  const ids = db
    .all(
      `SELECT ${listing.id} AS id FROM ${neededOf(listing.from, where, order)}${where}${order} LIMIT ? OFFSET ?`,
      ...values,
      ...limit,
    )
    .map(row => Number(row.id));
  return { root: listing.root, record: listing.record, records: records(db, listing, ids, inputs.style) };
}

/** Rows are read a few hundred at a time, so that a list of everything is never held whole. */
function* records(db: Database, listing: Listing, ids: readonly number[], style: DateStyle): Iterable<Fields> {
  const columns = listing.outputs.map(output => `${output.sql} AS ${output.name}_out`).join(', ');
  const sql = `SELECT ${listing.id} AS row_id, ${columns} FROM ${listing.from} WHERE ${listing.id} IN (SELECT value FROM json_each(?))`;
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce);
    const rows = new Map(db.all(sql, JSON.stringify(some)).map(row => [Number(row.row_id), row]));
    for (const id of some) {
      const row = rows.get(id);
      if (row) yield listing.outputs.map(output => [output.name, shown(output, row, style)] as const);
    }
  }
}

function shown(output: Output, row: Row, style: DateStyle): string {
  const raw = row[`${output.name}_out`] ?? null;
  if (raw === null) return '';
  if (output.kind === 'date') return usDate(Number(raw), true, style);
  if (output.kind === 'size') return fileSize(Number(raw));
  return output.encoded ? urlEncode(String(raw)) : String(raw);
}

/** As in `32.21 kb`; the reference shows no other unit. */
function fileSize(bytes: number): string {
  return `${Number((bytes / 1024).toFixed(2))} kb`;
}

/**
 * `page` works only with `count` and a wildcard selector (reference 1.8); otherwise it is ignored. A desk that limits its
 * pages takes the limit for `count` when that is larger.
 */
function limitOf(listing: Listing, inputs: Inputs, most: number | undefined): [limit: number, offset: number] {
  const asked = inputs.whole('count');
  if (asked === undefined) return [most ?? -1, 0];
  const count = Math.min(asked, most ?? asked);
  const wildcard = (listing.pagedBy ?? selectors).some(name => inputs.text(name) === '*');
  const page = listing.countOnly || !wildcard ? undefined : inputs.whole('page');
  return [count, Math.max(0, (page ?? 1) - 1) * count];
}

const selectors = ['id', 'name', 'tid', 'cid', 'uid'];

/** `order` names a field, with or without a direction of its own, which wins over `order_direction`. */
function orderOf(listing: Listing, inputs: Inputs): string {
  const order = listing.countOnly ? undefined : inputs.text('order');
  const [, name = 'id', own] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(order ?? 'id') ?? [];
  const output = listing.outputs.find(candidate => candidate.name === name.toLowerCase());
  const column = name.toLowerCase() === 'id' ? listing.id : output?.sql;
  if (!column || (order !== undefined && !/^\w+(\s+(asc|desc))?$/i.test(order))) {
    throw new Refusal(`order: there is no field "${order}" here.`);
  }
  const direction = (own ?? (listing.countOnly ? undefined : inputs.text('order_direction')) ?? 'ASC').toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') throw new Refusal('order_direction must be ASC or DESC.');
  const key =
    output && !output.kind && column !== listing.id && !/_?id$/.test(output.name) ? `${column} COLLATE NOCASE` : column;
  return ` ORDER BY ${key} ${direction}${column === listing.id ? '' : `, ${listing.id} ${direction}`}`;
}

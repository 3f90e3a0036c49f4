import type { Value } from '../database.ts';
import { readDigits } from '../dates.ts';
import { BadRequest } from './failures.ts';
import { type Field, membersOf, type Table } from './table.ts';

/** A WHERE clause with its values; empty when nothing filters. */
export interface Where {
  readonly sql: string;
  readonly values: readonly Value[];
}

const operators = ['eq', 'not', 'contains', 'gt', 'gte', 'lt', 'lte', 'bt'] as const;
type Operator = (typeof operators)[number];
const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * Turns a query string into conditions (reference 1.14). Terms are ANDed, a member given several times ORs its values.
 * Members that the entity does not have filter nothing. @throws BadRequest
 */
export function whereOf(table: Table, query: URLSearchParams): Where {
  const fields = new Map<string, Field>();
  for (const field of membersOf(table)) fields.set(field.name.toLowerCase(), field);
  const key: Field = { name: table.key, sql: table.id, kind: 'int' };
  fields.set('id', key).set(table.key.toLowerCase(), key);

  const terms = new Map<string, { field: Field; operator: Operator; given: string[] }>();
  for (const [name, value] of query) {
    const [, member = '', bracket = 'eq'] = /^([^[\]]+)(?:\[(\w+)\])?$/.exec(name.toLowerCase()) ?? [];
    const field = fields.get(member);
    const operator = operators.find(known => known === bracket);
    if (!field) continue;
    if (!operator) throw new BadRequest(`The filter ${name} has no known operator.`);
    const term = terms.get(`${member}[${operator}]`);
    if (term) term.given.push(value);
    else terms.set(`${member}[${operator}]`, { field, operator, given: [value] });
  }
  const conditions = [...terms.values()].map(({ field, operator, given }) => condition(field, operator, given));
  return {
    sql: conditions.map(each => `(${each.sql})`).join(' AND '),
    values: conditions.flatMap(each => each.values),
  };
}

function condition(field: Field, operator: Operator, given: readonly string[]): Where {
  if (operator === 'bt') {
    const [low, high] = given;
    if (low === undefined || high === undefined || given.length > 2) {
      throw new BadRequest(`${field.name}[bt] takes two values: give it twice, low then high.`);
    }
    const bounds = [single(field, 'gte', low), single(field, 'lte', high)];
    return { sql: bounds.map(each => each.sql).join(' AND '), values: bounds.flatMap(each => each.values) };
  }
  const parts = given.map(value => single(field, operator, value));
  // "Neither A nor B" is what several [not] say.
  return {
    sql: parts.map(each => each.sql).join(operator === 'not' ? ' AND ' : ' OR '),
    values: parts.flatMap(each => each.values),
  };
}

function single(field: Field, operator: Exclude<Operator, 'bt'>, value: string): Where {
  const empty = `(${field.sql} IS NULL OR ${field.sql} = '')`;
  if (value.toLowerCase() === '[null]') return { sql: operator === 'not' ? `NOT ${empty}` : empty, values: [] };
  if (operator === 'contains') {
    const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`;
    return { sql: `CAST(${field.sql} AS TEXT) LIKE ? ESCAPE '\\'`, values: [pattern] };
  }
  const stored = storedValue(field, value);
  if (stored === undefined) return { sql: operator === 'not' ? '1' : '0', values: [] };
  const collate = typeof stored === 'string' ? ' COLLATE NOCASE' : '';
  if (operator === 'not') return { sql: `${field.sql} IS NULL OR ${field.sql} <> ?${collate}`, values: [stored] };
  if (operator === 'eq') {
    // A date alone means "later than" (reference 1.14).
    const later = field.kind === 'date' || field.kind === 'day';
    return { sql: `${field.sql} ${later ? '>' : '='} ?${collate}`, values: [stored] };
  }
  return { sql: `${field.sql} ${signs[operator]} ?${collate}`, values: [stored] };
}

/** The value as it is stored; `undefined` when nothing stored can equal it. @throws BadRequest */
function storedValue(field: Field, value: string): string | number | undefined {
  if (field.kind === 'text' || field.kind === 'html') return value;
  if (field.kind === 'date' || field.kind === 'day') {
    const instant = readDigits(value);
    if (instant === undefined) throw new BadRequest(`${field.name} takes a date as 14 digits, YYYYMMDDHHMMSS.`);
    return instant;
  }
  if (field.kind === 'bool') return /^(true|1)$/i.test(value) ? 1 : /^(false|0)$/i.test(value) ? 0 : undefined;
  const parsed = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  return field.kind === 'hours' && parsed !== undefined ? Math.round(parsed * 60) : parsed;
}

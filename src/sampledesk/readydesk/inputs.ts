import type { Value } from '../database.ts';
import { type DateStyle, endOfDay, readDate, startOfDay } from '../dates.ts';

/** A request that cannot be fulfilled; the message is the answer's `error`. */
export class Refusal extends Error {}

/** The variables of a request. Names are taken in any letter case; an empty value counts as left out. */
export class Inputs {
  readonly #values = new Map<string, string>();
  /** How dates are read. */
  readonly style: DateStyle;

  constructor(style: DateStyle, ...sources: readonly URLSearchParams[]) {
    this.style = style;
    for (const source of sources) {
      for (const [name, value] of source) {
        const key = name.toLowerCase();
        if (!this.#values.has(key)) this.#values.set(key, value);
      }
    }
  }

  /** The trimmed value; `undefined` when it is left out or empty. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.trim() || undefined;
  }

  /** The value as it came, which may be empty; `undefined` when it is left out. For updates, where empty clears. */
  given(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** A whole number. @throws Refusal */
  whole(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : readWhole(name, value);
  }

  /** `Y` or `N`, in any letter case. @throws Refusal */
  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toUpperCase();
    if (value === undefined || value === 'Y' || value === 'N') return value === undefined ? undefined : value === 'Y';
    throw new Refusal(`${name} must be Y or N.`);
  }

  /** A date or date and time. @throws Refusal */
  date(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : readInstant(name, value, this.style);
  }
}

/** A condition of a WHERE clause. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** How one input variable narrows a list. `undefined`: it does not (the wildcard). */
export type Filter = (value: string, name: string, style: DateStyle) => Condition | undefined;

/** One number, or `*`. */
export const number =
  (column: string): Filter =>
  (value, name) =>
    value === '*' ? undefined : { sql: `${column} = ?`, values: [readWhole(name, value)] };

/** One number and no wildcard. */
export const exactNumber =
  (column: string): Filter =>
  (value, name) => {
    if (value === '*') throw new Refusal(`${name} does not take a wildcard.`);
    return { sql: `${column} = ?`, values: [readWhole(name, value)] };
  };

/** One text compared without regard to letter case, or `*`. */
export const text =
  (column: string): Filter =>
  value =>
    value === '*' ? undefined : { sql: `${column} = ? COLLATE NOCASE`, values: [value] };

/** One text, a comma separated list, or `*`. */
export const list =
  (column: string): Filter =>
  value => {
    if (value === '*') return undefined;
    const items = value.split(',').map(item => item.trim());
    return { sql: `${column} COLLATE NOCASE IN (${items.map(() => '?').join(', ')})`, values: items };
  };

/** One number, a comma separated list of them, or `*`. */
export const numbers =
  (column: string): Filter =>
  (value, name) => {
    if (value === '*') return undefined;
    const items = value.split(',').map(item => readWhole(name, item.trim()));
    return { sql: `${column} IN (${items.map(() => '?').join(', ')})`, values: items };
  };

/** One item of a column that holds a comma separated list, or `*`. */
export const member =
  (column: string): Filter =>
  value =>
    value === '*'
      ? undefined
      : { sql: `instr(lower(',' || ${column} || ','), lower(',' || ? || ',')) > 0`, values: [value] };

/** A word or part of one in any of the columns. */
export const keyword =
  (...columns: string[]): Filter =>
  value => {
    if (value === '*') return undefined;
    const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`;
    return {
      sql: columns.map(column => `${column} LIKE ? ESCAPE '\\'`).join(' OR '),
      values: columns.map(() => pattern),
    };
  };

/** Bounds of an alphabetical range: `end_` includes what begins with it (reference 1.7). */
export const textRange = (suffix: string, column: string): Record<string, Filter> => ({
  [`start_${suffix}`]: value => ({ sql: `lower(${column}) >= lower(?)`, values: [value] }),
  [`end_${suffix}`]: value => ({
    sql: `substr(lower(${column}), 1, length(?)) <= lower(?)`,
    values: [value, value],
  }),
});

/** Bounds of numbers, inclusive on both sides. */
export const numberRange = (suffix: string, column: string): Record<string, Filter> => ({
  [`start_${suffix}`]: (value, name) => ({ sql: `${column} >= ?`, values: [readWhole(name, value)] }),
  [`end_${suffix}`]: (value, name) => ({ sql: `${column} <= ?`, values: [readWhole(name, value)] }),
});

/** Bounds of instants, inclusive on both sides: a date alone is the whole of that day. */
export const dateRange = (column: string): Record<string, Filter> => ({
  start_date: (value, name, style) => ({ sql: `${column} >= ?`, values: [readInstant(name, value, style)] }),
  end_date: (value, name, style) => ({ sql: `${column} <= ?`, values: [lastInstant(name, value, style)] }),
});

/** All of a day. */
export const day =
  (column: string): Filter =>
  (value, name, style) => {
    if (value === '*') return undefined;
    const last = endOfDay(readInstant(name, value, style), style);
    const first = startOfDay(last, style);
    return { sql: `${column} BETWEEN ? AND ?`, values: [first, last] };
  };

/** The moment that is meant, or the last second of a day that is named without a time. @throws Refusal */
export function lastInstant(name: string, value: string, style: DateStyle): number {
  const instant = readInstant(name, value, style);
  return /:/.test(value) ? instant : endOfDay(instant, style);
}

function readWhole(name: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(`${name} must be a whole number.`);
  return Number(value);
}

function readInstant(name: string, value: string, style: DateStyle): number {
  const instant = readDate(value, style);
  if (instant === undefined) throw new Refusal(`${name} is not a valid date/time.`);
  return instant;
}

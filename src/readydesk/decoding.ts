import type { Names } from '../wire/names.ts';
import { type DataRecord, Row } from '../wire/records.ts';
import { remembered } from '../wire/remembered.ts';
import { decodeWindows1252 } from '../wire/text.ts';

/** Which columns of an answer are documented as URL-encoded or raw (1.5). */
export interface DecodePlan {
  readonly encoded: readonly string[];
  readonly raw: readonly string[];
}

/** All that URL encoders leave as it is, and what they write: a value with anything else in it was not encoded. */
const ENCODED_ALPHABET = /^[\w.!*()'~+-]*(?:%(?:[\da-f]{2}|u[\da-f]{4})[\w.!*()'~+-]*)*$/i;
const ESCAPE = /%(?:[\da-f]{2}|u[\da-f]{4})/i;
/** A `+` between words; others (C++, +49…) would have been written `%2b` by an encoder. */
const INNER_PLUS = /[^+\s]\+[^+\s]/;
const EDGE_PLUS = /^\+|\+$|\+\+/;

/** Whether a value has in it what an encoder writes for another character. */
function isMarked(value: string): boolean {
  return value.includes('+') || value.includes('%');
}

/**
 * Decodes the columns that are documented as encoded, and those of unknown encoding whose values over the whole answer
 * look encoded and nowhere raw. Dates, e-mail addresses and texts with blanks are thereby never touched. A column is
 * looked at when a value of it is first read that decoding would change.
 */
export function decodeRecords(records: readonly DataRecord[], plan: DecodePlan): DataRecord[] {
  const rows = records.map(Row.of);
  const columns = new Columns(rows);
  const decided = new Map<string, boolean>();
  const isEncoded = (name: string): boolean => {
    const key = name.toLowerCase();
    if (plan.raw.includes(key)) return false;
    return plan.encoded.includes(key) || columns.lookEncoded(name);
  };
  const read = (text: string, name: string): string => {
    if (!isMarked(text)) return text;
    let encoded = decided.get(name);
    if (encoded === undefined) {
      encoded = isEncoded(name);
      decided.set(name, encoded);
    }
    return encoded ? decodeValue(text) : text;
  };
  return rows.map(row => row.readWith(read));
}

/** The columns of an answer: all values that stand under one name. */
class Columns {
  readonly #rows: readonly Row[];
  /** Where a name's values are: in which rows, at which index. */
  #places: Map<string, { rows: Row[]; index: number }[]> | undefined;

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  lookEncoded(name: string): boolean {
    this.#places ??= this.#find();
    let escaped = false;
    let inner = false;
    let edge = false;
    for (const { rows, index } of this.#places.get(name) ?? []) {
      for (const row of rows) {
        const value = row.raw(index) ?? '';
        if (!ENCODED_ALPHABET.test(value)) return false;
        if (escaped || !isMarked(value)) continue;
        escaped = ESCAPE.test(value);
        inner ||= INNER_PLUS.test(value);
        edge ||= EDGE_PLUS.test(value);
      }
    }
    return escaped || (inner && !edge);
  }

  #find(): Map<string, { rows: Row[]; index: number }[]> {
    const alike = new Map<Names, Row[]>();
    for (const row of this.#rows) {
      const rows = alike.get(row.names);
      if (rows) rows.push(row);
      else alike.set(row.names, [row]);
    }
    const places = new Map<string, { rows: Row[]; index: number }[]>();
    for (const [names, rows] of alike) {
      for (const [index, name] of names.list.entries()) {
        const found = places.get(name);
        if (found) found.push({ rows, index });
        else places.set(name, [{ rows, index }]);
      }
    }
    return places;
  }
}

/** Decodes `+` and `%xx`, as UTF-8 or else Windows-1252, and the older `%uxxxx`; a stray `%` stays. */
export const decodeValue: (value: string) => string = remembered(value => {
  const text = value.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Something in it is no UTF-8, or no escape.
    return text.replace(ESCAPES, decodeRun);
  }
});

const ESCAPES = /%u[\da-f]{4}|(?:%[\da-f]{2})+/gi;

function decodeRun(run: string): string {
  if (run[1] === 'u' || run[1] === 'U') return String.fromCharCode(Number.parseInt(run.slice(2), 16));
  try {
    return decodeURIComponent(run);
  } catch {
    return decodeWindows1252(Buffer.from(run.replaceAll('%', ''), 'hex'));
  }
}

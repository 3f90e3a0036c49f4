import type { DataRecord, Values } from '../wire/records.ts';
import { decodeWindows1252 } from '../wire/text.ts';

/** Which columns of an answer are documented as URL-encoded or raw (1.5). */
export interface DecodePlan {
  readonly encoded: readonly string[];
  readonly raw: readonly string[];
}

/** All that URL encoders leave as it is, and what they write: a value with anything else in it was not encoded. */
const ENCODED_ALPHABET = /^(?:[\w.!*()'~+-]|%[\da-f]{2}|%u[\da-f]{4})*$/i;
const ESCAPE = /%(?:[\da-f]{2}|u[\da-f]{4})/i;
/** A `+` between words; others (C++, +49…) would have been written `%2b` by an encoder. */
const INNER_PLUS = /[^+\s]\+[^+\s]/;
const EDGE_PLUS = /^\+|\+$|\+\+/;

/**
 * Decodes the columns that are documented as encoded, and those of unknown encoding whose values over the whole answer
 * look encoded and nowhere raw. Dates, e-mail addresses and texts with blanks are thereby never touched.
 */
export function decodeRecords(records: readonly DataRecord[], plan: DecodePlan): DataRecord[] {
  const columns = new Map<string, string[]>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record.values)) {
      const column = columns.get(name);
      if (column) column.push(value);
      else columns.set(name, [value]);
    }
  }
  const decoded = new Set<string>();
  for (const [name, column] of columns) {
    const key = name.toLowerCase();
    if (plan.raw.includes(key)) continue;
    if (plan.encoded.includes(key) || looksEncoded(column)) decoded.add(name);
  }
  return records.map(record => {
    const values: Values = Object.create(null);
    for (const [name, value] of Object.entries(record.values)) {
      values[name] = decoded.has(name) ? decodeValue(value) : value;
    }
    return { values, groups: record.groups };
  });
}

/** Decodes `+` and `%xx`, as UTF-8 or else Windows-1252, and the older `%uxxxx`; a stray `%` stays. */
export function decodeValue(value: string): string {
  return value
    .replaceAll('+', ' ')
    .replace(/%u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:%[\da-f]{2})+/gi, run => {
      const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        return decodeWindows1252(bytes);
      }
    });
}

function looksEncoded(values: readonly string[]): boolean {
  if (!values.every(value => ENCODED_ALPHABET.test(value))) return false;
  if (values.some(value => ESCAPE.test(value))) return true;
  return values.some(value => INNER_PLUS.test(value)) && !values.some(value => EDGE_PLUS.test(value));
}

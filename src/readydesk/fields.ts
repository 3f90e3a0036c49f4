import type { FieldNames } from '../model/desk.ts';
import type { OtherField } from '../model/ticket.ts';
import type { DataRecord } from '../wire/records.ts';
import { TABLES } from './tables.ts';

/** The name tables by kind of record: names separated by blanks. */
export type Tables = { readonly [K in keyof typeof TABLES]: { readonly [F in keyof (typeof TABLES)[K]]: string } };

/** The tables with the names that the user's settings add, which are looked for first. */
export function tablesWith(fieldNames: FieldNames | undefined): Tables {
  if (!fieldNames) return TABLES;
  const merged = Object.entries(TABLES).map(([kind, table]) => {
    const fields = Object.entries(table).map(([field, names]) => {
      const more = fieldNames[kind]?.[field] ?? [];
      return [field, [...more.map(likeness), names].join(' ')];
    });
    return [kind, Object.fromEntries(fields)];
  });
  return Object.fromEntries(merged) as Tables;
}

/** Names are compared in this form. */
function likeness(name: string): string {
  return name.toLowerCase().replace(/[_\-. ]/g, '');
}

/** A record whose fields are found by likeness, and which knows what nobody asked for. */
export class FieldReader {
  readonly #fields = new Map<string, { name: string; value: string }>();
  readonly #used = new Set<string>();

  constructor(record: DataRecord) {
    for (const [name, value] of Object.entries(record.values)) {
      const key = likeness(name);
      if (!this.#fields.get(key)?.value.trim()) this.#fields.set(key, { name, value });
    }
  }

  /** The first of `names` with a value that no other field has taken; that field is then taken. */
  take(names: string): string | undefined {
    for (const key of names.split(' ')) {
      const found = this.#fields.get(key);
      if (found?.value.trim() && !this.#used.has(key)) {
        this.#used.add(key);
        return found.value;
      }
    }
    return undefined;
  }

  /** What no field was taken for, with the desk's own names. */
  rest(): OtherField[] {
    return [...this.#fields]
      .filter(([key, { value }]) => !this.#used.has(key) && value.trim())
      .map(([, { name, value }]) => ({ name, value: value.trim() }));
  }
}

import type { FieldNames } from '../model/desk.ts';
import type { OtherField } from '../model/ticket.ts';
import { type DataRecord, Row } from '../wire/records.ts';
import { type Column, LikeNames, likeness } from './likeness.ts';
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

/** A record whose fields are found by likeness, and which knows what nobody asked for. */
export class FieldReader {
  readonly #row: Row;
  readonly #names: LikeNames;
  readonly #taken = new Taken();

  constructor(record: DataRecord) {
    this.#row = Row.of(record);
    this.#names = LikeNames.of(this.#row.names);
  }

  /** The first of `names` with a value that no other field has taken; that field is then taken. */
  take(names: string): string | undefined {
    const index = this.#takeIndex(names);
    return index === undefined ? undefined : this.#row.text(index);
  }

  /** As `take`, for a value that may not be wanted: decoding it can take longer than all else. */
  later(names: string): () => string | undefined {
    const index = this.#takeIndex(names);
    return () => (index === undefined ? undefined : this.#row.text(index));
  }

  /** What no field was taken for, with the desk's own names. */
  rest(): OtherField[] {
    const rest: OtherField[] = [];
    for (const column of this.#names.columns) {
      const index = this.#taken.has(column) ? undefined : this.#indexIn(column);
      if (index !== undefined) {
        rest.push({ name: this.#row.names.list[index] ?? '', value: this.#row.text(index)?.trim() ?? '' });
      }
    }
    return rest;
  }

  #takeIndex(names: string): number | undefined {
    for (const column of this.#names.meantBy(names)) {
      if (this.#taken.has(column)) continue;
      const index = this.#indexIn(column);
      if (index === undefined) continue;
      this.#taken.add(column);
      return index;
    }
    return undefined;
  }

  /** Of fields that are alike the first that says something. */
  #indexIn(column: Column): number | undefined {
    for (const index of column.indexes) if (this.#row.hasText(index)) return index;
    return undefined;
  }
}

/** Which columns are taken: a bit for each of the first ones, which are mostly all. */
class Taken {
  #bits = 0;
  #more: Set<Column> | undefined;

  has(column: Column): boolean {
    return column.position < 31 ? (this.#bits & (1 << column.position)) !== 0 : (this.#more?.has(column) ?? false);
  }

  add(column: Column): void {
    if (column.position < 31) {
      this.#bits |= 1 << column.position;
    } else {
      this.#more ??= new Set();
      this.#more.add(column);
    }
  }
}

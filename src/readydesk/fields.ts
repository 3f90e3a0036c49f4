import type { FieldNames } from '../model/desk.ts';
import type { OtherField } from '../model/ticket.ts';
import { type DataRecord, Row } from '../wire/records.ts';
import { type Column, LikeNames, likeness } from './likeness.ts';
import { TABLES } from './tables.ts';

/** The name tables by kind of record: names separated by blanks. */
export type Tables = { readonly [K in keyof typeof TABLES]: { readonly [F in keyof (typeof TABLES)[K]]: string } };

/** The tables with the names that the user's settings add: they are looked for first, and by no other field. */
export function tablesWith(fieldNames: FieldNames | undefined): Tables {
  if (!fieldNames) return TABLES;
  const merged = Object.entries(TABLES).map(([kind, table]) => {
    const added = (field: string): string[] => (fieldNames[kind]?.[field] ?? []).map(likeness);
    const given = new Set(Object.keys(table).flatMap(added));
    const fields = Object.entries(table).map(([field, names]) => {
      const guessed = names.split(' ').filter(name => !given.has(name));
      return [field, [...added(field), ...guessed].join(' ')];
    });
    return [kind, Object.fromEntries(fields)];
  });
  return Object.fromEntries(merged) as Tables;
}

/** A record whose fields are found by likeness, and which knows what nobody asked for. */
export class FieldReader {
  readonly #row: Row;
  readonly #names: LikeNames;
  /** Which columns are taken: a bit for each of the first ones, which are mostly all. */
  #taken = 0;
  #moreTaken: Set<Column> | undefined;

  constructor(record: DataRecord) {
    this.#row = Row.of(record);
    this.#names = LikeNames.of(this.#row.names);
  }

  /** The first of `names` with a value that no other field has taken; that field is then taken. */
  take(names: string): string | undefined {
    const columns = this.#names.meantBy(names);
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      const text = column && !this.#isTaken(column) ? this.#said(column) : undefined;
      if (column && text !== undefined) {
        this.#setTaken(column);
        return text;
      }
    }
    return undefined;
  }

  /** As `take`, for a value that may not be wanted: decoding it can take longer than all else. */
  later(names: string): () => string | undefined {
    for (const column of this.#names.meantBy(names)) {
      if (this.#isTaken(column) || this.#indexIn(column) === undefined) continue;
      this.#setTaken(column);
      return () => this.#said(column);
    }
    return () => undefined;
  }

  /** What no field was taken for, with the desk's own names. */
  rest(): OtherField[] {
    const rest: OtherField[] = [];
    for (const column of this.#names.columns) {
      const index = this.#isTaken(column) ? undefined : this.#indexIn(column);
      if (index !== undefined) {
        rest.push({ name: this.#row.names.list[index] ?? '', value: this.#row.text(index)?.trim() ?? '' });
      }
    }
    return rest;
  }

  /** Of fields that are alike the first that says something. */
  #said({ index, others }: Column): string | undefined {
    const text = this.#row.said(index);
    if (text !== undefined || others.length === 0) return text;
    const other = others.find(each => this.#row.hasText(each));
    return other === undefined ? undefined : this.#row.said(other);
  }

  #indexIn({ index, others }: Column): number | undefined {
    return this.#row.hasText(index) ? index : others.find(each => this.#row.hasText(each));
  }

  #isTaken(column: Column): boolean {
    return column.bit === 0 ? this.#moreTaken?.has(column) === true : (this.#taken & column.bit) !== 0;
  }

  #setTaken(column: Column): void {
    this.#taken |= column.bit;
    if (column.bit !== 0) return;
    this.#moreTaken ??= new Set();
    this.#moreTaken.add(column);
  }
}

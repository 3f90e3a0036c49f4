import type { FieldNames } from '../model/desk.ts';
import type { OtherField } from '../model/ticket.ts';
import { type DataRecord, Row } from '../wire/records.ts';
import { type Column, indexIn, LikeNames, likeness } from './likeness.ts';
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
  readonly #taken = new Set<Column>();

  constructor(record: DataRecord) {
    this.#row = Row.of(record);
    this.#names = LikeNames.of(this.#row.names);
  }

  /** The first of `names` with a value that no other field has taken; that field is then taken. */
  take(names: string): string | undefined {
    for (const column of this.#names.meantBy(names)) {
      const index = this.#taken.has(column) ? undefined : indexIn(this.#row, column);
      if (index === undefined) continue;
      this.#taken.add(column);
      return this.#row.text(index);
    }
    return undefined;
  }

  /** What no field was taken for, with the desk's own names. */
  rest(): OtherField[] {
    return fieldsIn(
      this.#row,
      this.#names.columns.filter(column => !this.#taken.has(column)),
    );
  }
}

/** The values of some columns that say something, with the desk's own names. */
export function fieldsIn(row: Row, columns: readonly Column[]): OtherField[] {
  const fields: OtherField[] = [];
  for (const column of columns) {
    const index = indexIn(row, column);
    if (index !== undefined) fields.push({ name: row.names.list[index] ?? '', value: row.text(index)?.trim() ?? '' });
  }
  return fields;
}

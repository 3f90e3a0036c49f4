import type { Columns, Database } from '../database.ts';
import type { Kind, Members } from './render.ts';

/** How a stored value is written and filtered. */
export type FieldKind = 'text' | 'html' | 'int' | 'bool' | 'date' | 'day' | 'hours' | 'decimal';

/** How a member of a body is kept. */
export interface Kept {
  readonly column: string;
  /** The stored table whose id it names. */
  readonly refers?: string;
  /** What an empty value does: it clears the column, leaves it as it is, or makes it an empty text. */
  readonly empty?: 'clear' | 'keep' | 'blank';
}

/** One member of an entity; without `kept` it is read-only. */
export interface Field {
  readonly name: string;
  readonly sql: string;
  readonly kind: FieldKind;
  readonly kept?: Kept;
}

/** An entity as it is stored and shown. */
export interface Table extends Kind {
  readonly from: string;
  readonly id: string;
  readonly fields: readonly Field[];
  /** The account's own members; they come last (reference 1.13). */
  readonly custom?: readonly Field[];
  /** Collections inside the entity, for the ids of a JSON array. */
  readonly nested?: (db: Database, ids: string) => (id: number) => Members;
  readonly order: string;
  /** `pageSize` and `pageNumber` act on its lists. */
  readonly pageable?: boolean;
}

/** An entity that callers make, change and delete. */
export interface Resource extends Table {
  readonly stored: string;
  /** Members without which none is made. */
  readonly required: readonly string[];
  /** Columns of a new row that the body does not name. */
  readonly fresh: Columns;
}

/** Members by the kind of their value: a name and the SQL that gives it. */
export const text = (name: string, sql: string): Field => ({ name, sql, kind: 'text' });
export const html = (name: string, sql: string): Field => ({ name, sql, kind: 'html' });
export const int = (name: string, sql: string): Field => ({ name, sql, kind: 'int' });
export const bool = (name: string, sql: string): Field => ({ name, sql, kind: 'bool' });
export const date = (name: string, sql: string): Field => ({ name, sql, kind: 'date' });
export const day = (name: string, sql: string): Field => ({ name, sql, kind: 'day' });
export const decimal = (name: string, sql: string): Field => ({ name, sql, kind: 'decimal' });

/** A member that callers write: its SQL is a column. */
export function rw(field: Field, more: Omit<Kept, 'column'> = {}): Field {
  return { ...field, kept: { column: field.sql.replace(/^\w+\./, ''), ...more } };
}

/** All members with a value of their own. */
export function membersOf(table: Table): readonly Field[] {
  return table.custom ? [...table.fields, ...table.custom] : table.fields;
}

/** The account's own id. */
export const account = "(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'organizationId')";

/** Name of a user or contact by id: both can write. */
export const nameOf = (id: string) =>
  `coalesce((SELECT w.name FROM ts_users w WHERE w.id = ${id}), (SELECT trim(coalesce(w.first_name, '') || ' ' || coalesce(w.last_name, '')) FROM ts_contacts w WHERE w.id = ${id}))`;

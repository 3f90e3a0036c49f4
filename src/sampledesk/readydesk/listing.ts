import type { Database } from '../database.ts';
import type { Filter } from './inputs.ts';

/** One output variable. */
export interface Output {
  readonly name: string;
  readonly sql: string;
  /** The table's *URL Encoded* column. */
  readonly encoded?: boolean;
  readonly kind?: 'date' | 'size' | 'number';
}

/** A `get_*` action: where its records are, what selects them and what they show. */
export interface Listing {
  readonly root: string;
  readonly record: string;
  readonly from: string;
  /** The record's own id, which also breaks ties of order. */
  readonly id: string;
  readonly outputs: readonly Output[];
  readonly filters: Readonly<Record<string, Filter>>;
  /** Outputs that the installation itself defines, after the others. */
  readonly more?: (db: Database) => readonly Output[];
  /** The action takes `count` only (get_attachments, reference 1.8). */
  readonly countOnly?: boolean;
  /** Variables of which one must be `*` for `page` to act; by default any selecting one. */
  readonly pagedBy?: readonly string[];
}

/** A value that is URL-encoded. */
export const yes = (name: string, sql: string): Output => ({ name, sql, encoded: true });
/** A value that goes out as it is. */
export const no = (name: string, sql: string): Output => ({ name, sql });
/** An instant. */
export const date = (name: string, sql: string): Output => ({ name, sql, kind: 'date' });

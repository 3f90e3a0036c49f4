import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { NameField } from '../../model/search.ts';
import { wordsOf } from './matching.ts';

/** A name that tickets have in a field, as the store keeps it. */
export interface KnownName {
  readonly id: number;
  /** The desk's id of it, or ''. */
  readonly ref: string;
  readonly folded: string;
  readonly name: string;
  /** As the full-text index has them. */
  readonly words: readonly string[];
}

/** A part of a condition on tickets (`t`) with its values. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** What is asked of a connection. */
export type Connection = Pick<DatabaseSync, 'exec' | 'prepare'>;

export type Row = Readonly<Record<string, string | number | null>>;

/** Statements kept at hand; more kinds of questions than these are not asked again and again. */
const statementsKept = 200;
/** Results kept at hand until something is kept in the store. */
const resultsKept = 20;
/** Names whose words are kept at hand. */
const namesKept = 20_000;

/** Reading one store: statements are prepared once, and what is expensive is remembered until the store changes. */
export class Reading {
  readonly #database: Connection;
  readonly #statements = new Map<string, StatementSync>();
  #version: number | undefined;
  readonly #results = new Map<string, unknown>();
  /** Words of names: those do not change when something is kept. */
  readonly #words = new Map<string, readonly string[]>();

  constructor(database: Connection) {
    this.#database = database;
  }

  /** Runs `work` on one committed state. */
  once<T>(work: () => T): T {
    this.#database.exec('BEGIN');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (thrown) {
      try {
        this.#database.exec('ROLLBACK');
      } catch {
        // It ended by itself: what is to be told is why.
      }
      throw thrown;
    }
  }

  all(sql: string, values: readonly SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  first(sql: string, values: readonly SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  iterate(sql: string, values: readonly SQLInputValue[]): IterableIterator<Row> {
    return this.#statement(sql).iterate(...values) as IterableIterator<Row>;
  }

  /** What `make` made the last time, unless something was committed since. */
  remembered<T>(key: string, make: () => T): T {
    const version = Number(this.first('PRAGMA data_version', [])?.data_version);
    if (version !== this.#version) this.#results.clear();
    this.#version = version;
    if (this.#results.has(key)) return this.#results.get(key) as T;
    const made = make();
    if (this.#results.size >= resultsKept) this.#results.delete(this.#results.keys().next().value ?? '');
    this.#results.set(key, made);
    return made;
  }

  /** All names that tickets have, or had, in a field. */
  names(field: NameField): readonly KnownName[] {
    return this.remembered(`names ${field}`, () =>
      this.all('SELECT id, ref, folded, name FROM names WHERE field = ?', [field]).map(row => ({
        id: Number(row.id),
        ref: String(row.ref),
        folded: String(row.folded),
        name: String(row.name),
        words: this.wordsOf(String(row.name)),
      })),
    );
  }

  /** The words of a name. */
  wordsOf(name: string): readonly string[] {
    const known = this.#words.get(name);
    if (known) return known;
    const words = wordsOf(name);
    if (this.#words.size >= namesKept) this.#words.clear();
    this.#words.set(name, words);
    return words;
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) this.#statements.delete(sql);
    const statement = known ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > statementsKept) this.#statements.delete(this.#statements.keys().next().value ?? '');
    return statement;
  }
}

/** Parts that must all hold. */
export function all(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { sql: '1', values: [] };
  return { sql: parts.map(part => part.sql).join(' AND '), values: parts.flatMap(part => part.values) };
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readKept } from './keptJson.ts';

/** What there is one of, and what is asked for now and then. */
export class Memory {
  readonly #meta: StatementSync;
  readonly #setMeta: StatementSync;
  readonly #dropMeta: StatementSync;
  readonly #recall: StatementSync;
  readonly #remember: StatementSync;

  constructor(writer: DatabaseSync, reader: DatabaseSync) {
    this.#meta = reader.prepare('SELECT value FROM meta WHERE key = ?');
    this.#setMeta = writer.prepare('INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)');
    this.#dropMeta = writer.prepare('DELETE FROM meta WHERE key = ?');
    this.#recall = reader.prepare('SELECT fetched, json FROM memory WHERE key = ?');
    this.#remember = writer.prepare('INSERT OR REPLACE INTO memory(key, fetched, json) VALUES(?, ?, ?)');
  }

  meta(key: string): string | undefined {
    const row = this.#meta.get(key);
    return row && String(row.value);
  }

  setMeta(values: Readonly<Record<string, string | undefined>>): void {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) this.#dropMeta.run(key);
      else this.#setMeta.run(key, value);
    }
  }

  recall(key: string): { readonly value: unknown; readonly fetchedAt: string } | undefined {
    const row = this.#recall.get(key);
    return row && { value: readKept(row.json), fetchedAt: String(row.fetched) };
  }

  remember(key: string, value: unknown, fetchedAt: string): void {
    this.#remember.run(key, fetchedAt, JSON.stringify(value ?? null));
  }
}

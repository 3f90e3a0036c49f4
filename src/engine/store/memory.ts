import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readKept } from './keptJson.ts';
import type { Told } from './store.ts';

/** What there is one of, what is asked for now and then, and what was told. */
export class Memory {
  readonly #meta: StatementSync;
  readonly #setMeta: StatementSync;
  readonly #dropMeta: StatementSync;
  readonly #recall: StatementSync;
  readonly #remember: StatementSync;
  readonly #tell: StatementSync;
  readonly #supersede: StatementSync;

  constructor(writer: DatabaseSync, reader: DatabaseSync) {
    this.#meta = reader.prepare('SELECT value FROM meta WHERE key = ?');
    this.#setMeta = writer.prepare('INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)');
    this.#dropMeta = writer.prepare('DELETE FROM meta WHERE key = ?');
    this.#recall = reader.prepare('SELECT fetched, json FROM memory WHERE key = ?');
    this.#remember = writer.prepare('INSERT OR REPLACE INTO memory(key, fetched, json) VALUES(?, ?, ?)');
    this.#tell = writer.prepare('INSERT OR IGNORE INTO told(ticket, reason, about) VALUES(?, ?, ?)');
    this.#supersede = writer.prepare('DELETE FROM told WHERE ticket = ? AND reason = ? AND about <> ?');
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

  /** Whether this notice is told for the first time. Of each kind the last of a ticket is remembered. */
  tell({ ticketId, reason, about }: Told): boolean {
    if (Number(this.#tell.run(ticketId, reason, about).changes) === 0) return false;
    this.#supersede.run(ticketId, reason, about);
    return true;
  }
}

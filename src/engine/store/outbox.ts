import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { readKept } from './keptJson.ts';
import type { Unsent } from './store.ts';

/** A row of the outbox as it stands. */
export interface OutboxRow {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly ticket: string | null;
  readonly json: string;
}

/** Writes that the desk has not confirmed. */
export class Outbox {
  readonly #put: StatementSync;
  readonly #drop: StatementSync;
  readonly #all: StatementSync;

  constructor(writer: DatabaseSync, reader: DatabaseSync) {
    this.#put = writer.prepare('INSERT INTO outbox(at, kind, ticket, json) VALUES(?, ?, ?, ?)');
    this.#drop = writer.prepare('DELETE FROM outbox WHERE id = ?');
    this.#all = reader.prepare('SELECT id, at, kind, ticket, json FROM outbox ORDER BY id');
  }

  put(kind: string, ticketId: string | undefined, payload: unknown): number {
    const json = JSON.stringify(payload ?? null);
    return Number(this.#put.run(new Date().toISOString(), kind, ticketId ?? null, json).lastInsertRowid);
  }

  drop(id: number): void {
    this.#drop.run(id);
  }

  all(): Unsent[] {
    return this.#all.all().map(({ id, at, kind, ticket, json }) => ({
      id: Number(id),
      at: String(at),
      kind: String(kind),
      ...(ticket === null ? {} : { ticketId: String(ticket) }),
      payload: readKept(json),
    }));
  }
}

/** What can be read of the outbox of a damaged file, from both its ends; nothing when it is of another origin. */
export function salvage(file: string, origin: string): OutboxRow[] {
  const rows = new Map<number, OutboxRow>();
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // So that SQLite opens a file that is shorter than it says.
    if ('enableDefensive' in database && typeof database.enableDefensive === 'function')
      database.enableDefensive(false);
    database.exec('PRAGMA writable_schema = ON');
    if (ofAnother(database, origin)) return [];
    for (const way of ['ASC', 'DESC']) takeAll(database, way, rows);
  } catch {
    // What could be read is all there is.
  } finally {
    database?.close();
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Under the ids that they had, by which who sends them settles them; one that another window took meanwhile is kept. */
export function putBack(database: DatabaseSync, rows: readonly OutboxRow[]): void {
  const put = database.prepare(
    `INSERT INTO outbox(id, at, kind, ticket, json)
     VALUES((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = ?1)), ?2, ?3, ?4, ?5)`,
  );
  for (const { id, at, kind, ticket, json } of rows) put.run(id, at, kind, ticket, json);
}

function ofAnother(database: DatabaseSync, origin: string): boolean {
  try {
    const known = database.prepare("SELECT value FROM meta WHERE key = 'store.origin'").get()?.value;
    return known !== undefined && known !== origin;
  } catch {
    return false;
  }
}

function takeAll(database: DatabaseSync, way: string, rows: Map<number, OutboxRow>): void {
  try {
    for (const { id, at, kind, ticket, json } of database
      .prepare(`SELECT id, at, kind, ticket, json FROM outbox ORDER BY id ${way}`)
      .iterate()) {
      if (typeof at !== 'string' || typeof kind !== 'string' || typeof json !== 'string') continue;
      try {
        JSON.parse(json);
      } catch {
        continue;
      }
      rows.set(Number(id), { id: Number(id), at, kind, ticket: typeof ticket === 'string' ? ticket : null, json });
    }
  } catch {
    // From here on nothing can be read; the other way may lead to what lies behind.
  }
}

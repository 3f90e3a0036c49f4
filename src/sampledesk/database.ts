import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { schema, steps } from './schema.ts';

/** One row as SQLite gives it; blobs are read with `blob`. */
export type Row = Record<string, string | number | null>;
export type Value = SQLInputValue;
/** Values to be written, by column. */
export type Columns = Record<string, Value>;

/** The help desk's own credentials, random for each data folder. */
export interface Credentials {
  readonly key: string;
  readonly organizationId: string;
  readonly token: string;
}

/** A thin layer over one SQLite file: statements are prepared once. */
export class Database {
  readonly #file: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** Every row. */
  all(sql: string, ...values: Value[]): Row[] {
    return this.#prepare(sql).all(...values) as unknown as Row[];
  }

  /** The first row. */
  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#prepare(sql).get(...values) as unknown as Row | undefined;
  }

  /** The first column of the first row as a number; 0 when there is none. */
  number(sql: string, ...values: Value[]): number {
    return Number(Object.values(this.get(sql, ...values) ?? {})[0] ?? 0);
  }

  /** One blob. */
  blob(sql: string, ...values: Value[]): Uint8Array | undefined {
    const found = Object.values(this.#prepare(sql).get(...values) ?? {})[0];
    return found instanceof Uint8Array ? found : undefined;
  }

  /** Runs a change; answers the id of the row it inserted. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  /** Adds a row with these columns; answers its id: a new one, when the columns name none. */
  insert(table: string, columns: Columns): number {
    const row = columns.id === undefined ? { id: this.next(table), ...columns } : columns;
    const names = Object.keys(row);
    return this.run(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(row),
    );
  }

  /** A number that the column never had, not even in a row that is gone. */
  next(table: string, column = 'id'): number {
    return this.number(
      `INSERT INTO sequences VALUES (?1, (SELECT coalesce(max(${column}), 0) + 1 FROM ${table}))
        ON CONFLICT (name) DO UPDATE SET last = max(last, (SELECT coalesce(max(${column}), 0) FROM ${table})) + 1 RETURNING last`,
      `${table}.${column}`,
    );
  }

  /** Changes these columns of the row with this id, and no others. */
  update(table: string, id: number, columns: Columns): void {
    const names = Object.keys(columns);
    if (names.length === 0) return;
    this.run(
      `UPDATE ${table} SET ${names.map(name => `${name} = ?`).join(', ')} WHERE id = ?`,
      ...Object.values(columns),
      id,
    );
  }

  exec(sql: string): void {
    this.#file.exec(sql);
  }

  /** All of `work` or nothing; other processes wait their turn. */
  transaction<T>(work: () => T): T {
    this.#file.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#file.exec('COMMIT');
      return result;
    } catch (thrown) {
      this.#file.exec('ROLLBACK');
      throw thrown;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#file.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#file.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** What fills a new database, and what adds to an older one the contents that it lacks. */
export interface Seeds {
  readonly fill: (db: Database) => void;
  /** `from` is the version that the file had: the number of steps it had taken. */
  readonly extend: (db: Database, from: number) => void;
}

/**
 * Opens the data folder's database: a new one is filled, an older one brought up to date. A new file is built beside its
 * final name and put there whole, so that neither a kill nor a second process at the same moment leaves half a desk.
 * @throws Error when the folder was written by a later version
 */
export function openDatabase(dir: string, seeds: Seeds): { db: Database; credentials: Credentials } {
  // A folder that was there before is the user's: only a new one is closed to others.
  if (mkdirSync(dir, { recursive: true, mode: 0o700 })) chmodSync(dir, 0o700);
  const path = join(dir, 'sampledesk.db');
  if (!existsSync(path)) build(path, seeds.fill);
  chmodSync(path, 0o600);
  const db = new Database(new DatabaseSync(path, { timeout: 10_000 }));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
  upgrade(db, seeds.extend);
  const kept = new Map(db.all('SELECT name, value FROM meta').map(row => [row.name, String(row.value)]));
  const credentials = {
    key: kept.get('key') ?? '',
    organizationId: kept.get('organizationId') ?? '',
    token: kept.get('token') ?? '',
  };
  return { db, credentials };
}

/** Takes the steps that the file has not taken yet. */
function upgrade(db: Database, extend: Seeds['extend']): void {
  const version = () => db.number('PRAGMA user_version');
  if (version() > steps.length) throw new Error('the data folder was written by a later version of the sample desk');
  if (version() === steps.length) return;
  db.transaction(() => {
    const from = version();
    for (const step of steps.slice(from)) db.exec(step);
    if (from < steps.length) extend(db, from);
    rememberIds(db);
    db.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

/** Ids that were given out must not come again when the newest rows are deleted. */
export function rememberIds(db: Database): void {
  const tables = db.all(
    "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'id' WHERE m.type = 'table'",
  );
  const remember = (name: string, column: string) =>
    db.run(
      `INSERT INTO sequences SELECT ?1, last FROM (SELECT max(${column}) AS last FROM ${name}) WHERE last IS NOT NULL
        ON CONFLICT (name) DO UPDATE SET last = max(sequences.last, excluded.last)`,
      `${name}.${column}`,
    );
  for (const table of tables) remember(String(table.name), 'id');
  remember('ts_tickets', 'number');
}

function build(path: string, fill: (db: Database) => void): void {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  closeSync(openSync(draft, 'wx', 0o600));
  try {
    const db = new Database(new DatabaseSync(draft));
    try {
      db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
      db.exec(schema);
      for (const step of steps) db.exec(step);
      db.exec(`PRAGMA user_version = ${steps.length}`);
      db.exec('BEGIN');
      const keep = (name: string, value: string) => db.run('INSERT INTO meta(name, value) VALUES (?, ?)', name, value);
      keep('key', randomBytes(16).toString('hex').toUpperCase());
      keep('organizationId', String(randomInt(400_000, 999_999)));
      keep('token', randomUUID());
      fill(db);
      rememberIds(db);
      db.exec('COMMIT');
    } finally {
      db.close();
    }
    settle(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives the finished file its name, unless another process was first. */
function settle(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return;
    // Not every file system has hard links.
    renameSync(draft, path);
  }
}

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

const columns = [
  'id',
  'at',
  'kind',
  'ticket',
  'lane',
  'json',
  'state',
  'due',
  'sent',
  'others',
  'looked',
  'tries',
  'failure',
  'conflicts',
  'holder',
  'pid',
  'until',
  'version',
  'key',
] as const;

/** A row of the outbox as it stands. */
export type OutboxRow = Readonly<Record<(typeof columns)[number], SQLInputValue>>;

const mayHaveArrived = { state: 'checking', looked: 0, due: null, failure: '{"reason":"stopped"}' };

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

/**
 * Under the ids that they had, by which who sends them settles them; one that another window took meanwhile is kept. What was
 * being sent may have arrived, and nobody may be left who knows: it is looked for before it is sent again.
 */
export function putBack(database: DatabaseSync, rows: readonly OutboxRow[]): void {
  const put = database.prepare(
    `INSERT INTO outbox(${columns.join(', ')})
     VALUES((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = ?1)), ${columns
       .slice(1)
       .map((_, index) => `?${index + 2}`)
       .join(', ')})`,
  );
  for (const row of rows) {
    const back = row.state === 'sending' ? { ...row, ...mayHaveArrived, sent: row.sent ?? row.at } : row;
    put.run(...columns.map(column => back[column]));
  }
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
    for (const row of database.prepare(`SELECT ${columns.join(', ')} FROM outbox ORDER BY id ${way}`).iterate()) {
      if (isWhole(row)) rows.set(Number(row.id), row as OutboxRow);
    }
  } catch {
    // From here on nothing can be read; the other way may lead to what lies behind.
  }
}

function isWhole(row: Readonly<Record<string, unknown>>): boolean {
  const texts = [row.at, row.kind, row.lane, row.json, row.state];
  if (texts.some(each => typeof each !== 'string')) return false;
  try {
    for (const each of [row.json, row.others, row.failure, row.conflicts]) if (each !== null) JSON.parse(String(each));
    return true;
  } catch {
    return false;
  }
}

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { noticeReasons } from '../../model/notice.ts';

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

const linkColumns = ['id', 'ticket', 'number', 'path', 'json'] as const;
const attentionColumns = ['ticket', 'muted', 'mark', 'at', 'later', 'since'] as const;

/** Rows of a table as they stand. */
type Rows<Column extends string> = readonly Readonly<Record<Column, SQLInputValue>>[];

/** What no desk can tell again. */
export interface Salvaged {
  readonly outbox: Rows<(typeof columns)[number]>;
  readonly links: Rows<(typeof linkColumns)[number]>;
  readonly attention: Rows<(typeof attentionColumns)[number]>;
}

export const nothingSalvaged: Salvaged = { outbox: [], links: [], attention: [] };

const mayHaveArrived = { state: 'checking', looked: 0, due: null, failure: '{"reason":"stopped"}' };

/** What can be read of a damaged file, each table from both its ends; nothing when it is of another origin. */
export function salvage(file: string, origin: string): Salvaged {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // So that SQLite opens a file that is shorter than it says.
    if ('enableDefensive' in database && typeof database.enableDefensive === 'function')
      database.enableDefensive(false);
    database.exec('PRAGMA writable_schema = ON');
    if (ofAnother(database, origin)) return nothingSalvaged;
    const outbox = takeAll(database, 'outbox', columns, isWhole);
    return {
      outbox: outbox.toSorted((a, b) => Number(a.id) - Number(b.id)),
      links: takeAll(database, 'own_links', linkColumns, isWholeLink),
      attention: takeAll(database, 'attention', attentionColumns, isWholeAttention),
    };
  } catch {
    // What could be read is all there is.
    return nothingSalvaged;
  } finally {
    database?.close();
  }
}

/**
 * Under the ids that they had, by which who sends them settles them; one that another window took meanwhile is kept. What was
 * being sent may have arrived, and nobody may be left who knows: it is looked for before it is sent again.
 */
export function putBack(database: DatabaseSync, { outbox, links, attention }: Salvaged): void {
  const put = database.prepare(
    `INSERT INTO outbox(${columns.join(', ')})
     VALUES((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = ?1)), ${columns
       .slice(1)
       .map((_, index) => `?${index + 2}`)
       .join(', ')})`,
  );
  for (const row of outbox) {
    const back = row.state === 'sending' ? { ...row, ...mayHaveArrived, sent: row.sent ?? row.at } : row;
    put.run(...columns.map(column => back[column]));
  }
  putMissing(database, 'own_links', linkColumns, links);
  putMissing(database, 'attention', attentionColumns, attention);
}

function putMissing<Column extends string>(
  database: DatabaseSync,
  table: string,
  names: readonly Column[],
  rows: Rows<Column>,
): void {
  const values = names.map(() => '?').join(', ');
  const put = database.prepare(`INSERT OR IGNORE INTO ${table}(${names.join(', ')}) VALUES(${values})`);
  for (const row of rows) put.run(...names.map(name => row[name]));
}

function ofAnother(database: DatabaseSync, origin: string): boolean {
  try {
    const known = database.prepare("SELECT value FROM meta WHERE key = 'store.origin'").get()?.value;
    return known !== undefined && known !== origin;
  } catch {
    return false;
  }
}

function takeAll<Column extends string>(
  database: DatabaseSync,
  table: string,
  wanted: readonly [Column, ...Column[]],
  isWhole: (row: Readonly<Record<string, unknown>>) => boolean,
): Rows<Column> {
  const [key] = wanted;
  const rows = new Map<unknown, Rows<Column>[number]>();
  for (const way of ['ASC', 'DESC']) {
    try {
      for (const row of database
        .prepare(`SELECT ${wanted.join(', ')} FROM ${table} ORDER BY ${key} ${way}`)
        .iterate()) {
        if (isWhole(row)) rows.set(row[key], row as Rows<Column>[number]);
      }
    } catch {
      // From here on nothing can be read; the other way may lead to what lies behind.
    }
  }
  return [...rows.values()];
}

function isWhole(row: Readonly<Record<string, unknown>>): boolean {
  const texts = [row.at, row.kind, row.lane, row.json, row.state];
  return areTexts(texts) && [row.json, row.others, row.failure, row.conflicts].every(isJson);
}

function isWholeLink(row: Readonly<Record<string, unknown>>): boolean {
  return areTexts([row.id, row.ticket, row.number, row.path, row.json]) && isJson(row.json);
}

function isWholeAttention({ ticket, muted, mark, at, later, since }: Readonly<Record<string, unknown>>): boolean {
  const marks: readonly unknown[] = [null, ...noticeReasons];
  const times = [at, since].every(each => each === null || Number.isInteger(each));
  return areTexts([ticket]) && (muted === 0 || muted === 1) && marks.includes(mark) && times && isJson(later);
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every(each => typeof each === 'string');
}

function isJson(value: unknown): boolean {
  try {
    if (value !== null) JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
}

import { DatabaseSync } from 'node:sqlite';
import { steps } from './schema.ts';

const indexes = ['heads', 'talks'];

/** What SQLite would throw, for damage that it did not notice by itself. */
class Malformed extends Error {
  readonly errcode = 11;

  constructor(detail: string) {
    super(`the file is malformed: ${detail}`);
  }
}

/** The columns of each table as this program makes them, once they were asked for. */
let wanted: ReadonlyMap<string, string> | undefined;

function columnsWanted(): ReadonlyMap<string, string> {
  const database = new DatabaseSync(':memory:');
  try {
    for (const step of steps) database.exec(step);
    return columnsOf(database);
  } finally {
    database.close();
  }
}

function columnsOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database
    .prepare(
      `SELECT s.name, group_concat(c.name ORDER BY c.cid) AS columns FROM sqlite_schema s JOIN pragma_table_info(s.name) c
       WHERE s.type = 'table' GROUP BY s.name`,
    )
    .all();
  return new Map(rows.map(({ name, columns }) => [String(name), String(columns)]));
}

/** A quick look at each opening: all tables are there with their columns, and both their ends can be read. @throws damage */
export function lookOver(database: DatabaseSync): void {
  const there = columnsOf(database);
  wanted ??= columnsWanted();
  for (const [table, columns] of wanted)
    if (there.get(table) !== columns) throw new Malformed(`table ${table} is not as it was made`);
  for (const end of ['ASC', 'DESC']) {
    database.prepare(`SELECT * FROM tickets ORDER BY doc ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM bodies ORDER BY id ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM conversations ORDER BY rowid ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM outbox ORDER BY id ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM own_links ORDER BY id ${end} LIMIT 1`).get();
  }
  for (const index of indexes) database.prepare(`SELECT rowid FROM ${index} ORDER BY rowid DESC LIMIT 1`).get();
}

/** All of the file, page by page, and whether its tables agree. Takes a second and more. @throws damage */
export function lookThrough(database: DatabaseSync): void {
  // The quick check does not see an index that has lost an entry, which is damage as soon as its row is deleted.
  const said = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (said !== 'ok') throw new Malformed(String(said).slice(0, 100));
  if (Number(database.prepare('PRAGMA user_version').get()?.user_version) === 0) return;
  for (const index of indexes) database.exec(`INSERT INTO ${index}(${index}) VALUES('integrity-check')`);
  const lost = database
    .prepare(
      `SELECT (SELECT count(*) FROM tickets) <> (SELECT count(*) FROM bodies)
         OR (SELECT count(*) FROM tickets) <> (SELECT count(*) FROM heads_docsize) + (SELECT count(*) FROM unindexed)
         OR EXISTS (SELECT 1 FROM bodies WHERE NOT json_valid(json))
         OR EXISTS (SELECT 1 FROM conversations WHERE NOT json_valid(json)) AS lost`,
    )
    .get()?.lost;
  if (lost !== 0) throw new Malformed('tables that do not agree');
}

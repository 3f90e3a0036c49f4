import type { DatabaseSync } from 'node:sqlite';

const tables = [
  'meta',
  'names',
  'tickets',
  'bodies',
  'unindexed',
  'conversations',
  'changes',
  'memory',
  'told',
  'outbox',
  'made',
  'lease',
];
const indexes = ['heads', 'talks'];

/** What SQLite would throw, for damage that it did not notice by itself. */
class Malformed extends Error {
  readonly errcode = 11;

  constructor(detail: string) {
    super(`the file is malformed: ${detail}`);
  }
}

/** A quick look at each opening: all tables are there, and both their ends can be read. @throws damage */
export function lookOver(database: DatabaseSync): void {
  const there = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  );
  const lost = [...tables, ...indexes].find(name => !there.has(name));
  if (lost) throw new Malformed(`no table ${lost}`);
  for (const end of ['ASC', 'DESC']) {
    database.prepare(`SELECT * FROM tickets ORDER BY doc ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM bodies ORDER BY id ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM conversations ORDER BY rowid ${end} LIMIT 1`).get();
    database.prepare(`SELECT * FROM outbox ORDER BY id ${end} LIMIT 1`).get();
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

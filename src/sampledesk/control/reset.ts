import { type Database, rememberIds } from '../database.ts';

/** Empties all tables but the desk's own credentials and fills them anew; all of it or nothing. */
export function resetDesk(db: Database, fill: (db: Database) => void): void {
  const tables = db.all(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'sqlite_%'",
  );
  db.transaction(() => {
    db.exec('PRAGMA defer_foreign_keys = ON');
    for (const { name } of tables) db.exec(`DELETE FROM ${name}`);
    fill(db);
    rememberIds(db);
  });
}

import type { DatabaseSync } from 'node:sqlite';
import { ticketIndexes } from './schema.ts';
import { hasUnreadTalks } from './talkFacts.ts';

/** Lets go of the indexes of an empty store, within a transaction: the first page of a first pass comes. */
export function dropIndexes(database: DatabaseSync): void {
  if (database.prepare('SELECT 1 FROM tickets LIMIT 1').get()) return;
  for (const index of ticketIndexes) database.exec(`DROP INDEX IF EXISTS ${nameOf(index)}`);
}

/** Makes one index that is missing, within a transaction; `false` when there is none. */
export function makeIndex(database: DatabaseSync): boolean {
  const missing = missingIn(database);
  if (missing !== undefined) database.exec(`CREATE INDEX ${missing}`);
  return missing !== undefined;
}

/** Whether a pass left something for later: words of tickets, or an index. */
export function isBehind(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM unindexed LIMIT 1').get() !== undefined || missingIn(database) !== undefined;
}

/** Whether anything was left for later, by a pass or by an earlier version. */
export function isUnfinished(database: DatabaseSync): boolean {
  return isBehind(database) || hasUnreadTalks(database);
}

function missingIn(database: DatabaseSync): string | undefined {
  const there = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index'")
      .all()
      .map(({ name }) => name),
  );
  return ticketIndexes.find(index => !there.has(nameOf(index)));
}

function nameOf(index: string): string {
  return index.slice(0, index.indexOf(' '));
}

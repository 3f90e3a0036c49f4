import { DatabaseSync } from 'node:sqlite';
import { shrink } from './opening.ts';
import { wipe } from './wiping.ts';

/**
 * Deletes all but the writes that no desk has confirmed from a store that this process does not have open.
 * @returns false when there are none, or none that can be read: then the whole file may go
 */
export function leaveUnsent(file: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 5000');
    if (!database.prepare('SELECT 1 FROM outbox LIMIT 1').get()) return false;
    database.exec('BEGIN IMMEDIATE');
    wipe(database, 'copy');
    database.exec('COMMIT');
    shrink(database);
    return true;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

import { DatabaseSync } from 'node:sqlite';
import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';
import { isDamage } from '../damage.ts';
import { isBusy, toDeskError } from './failures.ts';
import { shrink } from './opening.ts';
import { wipe } from './wiping.ts';

/**
 * Deletes all but the writes that no desk has confirmed from a store that this process does not have open.
 * @returns false when there are none, or none that can be read: then the whole file may go
 * @throws DeskError when there are some, or another window does not let it look: nothing may go then
 */
export function leaveUnsent(file: string): boolean {
  let database: DatabaseSync | undefined;
  let holds = false;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 5000');
    if (!database.prepare('SELECT 1 FROM outbox LIMIT 1').get()) return false;
    holds = true;
    database.exec('BEGIN IMMEDIATE');
    wipe(database, 'copy');
    database.exec('COMMIT');
    shrink(database);
    return true;
  } catch (thrown) {
    if (holds || isBusy(thrown)) throw refused(thrown);
    return false;
  } finally {
    database?.close();
  }
}

function refused(thrown: unknown): unknown {
  if (!isDamage(thrown)) return toDeskError(thrown);
  const detail = said`the local copy is damaged, and holds writes that were not sent: open its desk first`;
  return new DeskError({ reason: 'localCopy', detail }, thrown);
}

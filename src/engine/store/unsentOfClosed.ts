import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { storeFile } from './files.ts';
import { toUnsent, type Unsent } from './outbox.ts';

/**
 * The writes in the store of a desk that is not open, in the order in which they were put down; none where they cannot be
 * read. Changes nothing in the file: it may be of another version, or another window's.
 */
export function unsentOfClosed(folder: string, deskId: string): readonly Unsent[] {
  const file = storeFile(folder, deskId);
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    database.exec('PRAGMA busy_timeout = 1000');
    return database.prepare('SELECT * FROM outbox ORDER BY id').all().map(toUnsent);
  } catch {
    return [];
  } finally {
    database?.close();
  }
}

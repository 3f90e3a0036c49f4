import { DatabaseSync } from 'node:sqlite';
import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';
import { isDamage } from '../damage.ts';
import { isBusy, toDeskError } from './failures.ts';
import { identityOf, makePrivate, setAside, storeFile } from './files.ts';
import { nothingSalvaged, putBack, type Salvaged, salvage } from './salvage.ts';
import { steps } from './schema.ts';
import { lookOver, lookThrough } from './soundness.ts';
import { wipe } from './wiping.ts';

/** The two connections of a store. */
export interface Connections {
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
  readonly file: string;
  /** Which file it was when it was opened. */
  readonly identity: string;
}

/** How long a connection waits for another window's write, in milliseconds. */
const patience = 10_000;

/**
 * Opens or makes the file of a desk, brought to the version of this program.
 * @param suspected something in it could not be read: it is looked through first, which takes long
 */
export function openStore(
  folder: string,
  deskId: string,
  origin: string,
  suspected: boolean,
): Connections & { readonly keptAs?: string } {
  const file = storeFile(folder, deskId);
  makePrivate(folder, file);
  const identity = identityOf(file);
  try {
    return connect(folder, file, origin, suspected, nothingSalvaged);
  } catch (thrown) {
    if (!isDamage(thrown)) throw toDeskError(thrown);
    // Unless another window was quicker.
    if (identityOf(file) !== identity) return connect(folder, file, origin, false, nothingSalvaged);
  }
  const keptAs = setAside(file);
  const salvaged = salvage(keptAs, origin);
  makePrivate(folder, file);
  try {
    return { ...connect(folder, file, origin, false, salvaged), keptAs };
  } catch (thrown) {
    throw toDeskError(thrown);
  }
}

function connect(folder: string, file: string, origin: string, suspected: boolean, salvaged: Salvaged): Connections {
  const opened: DatabaseSync[] = [];
  try {
    const writer = new DatabaseSync(file);
    opened.push(writer);
    writer.exec(`PRAGMA busy_timeout = ${patience}; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON`);
    if (suspected) lookThrough(writer);
    const mode = writer.prepare('PRAGMA journal_mode').get()?.journal_mode;
    if (mode !== 'wal') patiently(() => writer.exec('PRAGMA journal_mode = WAL'));
    writer.exec(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = -6000; PRAGMA foreign_keys = OFF;
      PRAGMA wal_autocheckpoint = 3000; PRAGMA journal_size_limit = 12582912`);
    migrate(writer);
    lookOver(writer);
    settle(writer, origin, salvaged);
    const reader = new DatabaseSync(file, { readOnly: true });
    opened.push(reader);
    reader.exec(`PRAGMA busy_timeout = ${patience}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -6000`);
    reader.prepare('SELECT count(*) FROM meta').get();
    makePrivate(folder, file);
    return { writer, reader, file, identity: identityOf(file) };
  } catch (thrown) {
    for (const each of opened) each.close();
    throw thrown;
  }
}

/** Brings the file to this program's version, one step after the other, each whole or not at all. */
function migrate(database: DatabaseSync): void {
  if (versionOf(database) === steps.length) return;
  for (;;) {
    database.exec('BEGIN IMMEDIATE');
    try {
      // Another window may have done it meanwhile.
      const version = versionOf(database);
      if (version > steps.length) {
        throw new DeskError({
          reason: 'localCopy',
          detail: said`a later version of Deskside keeps the local copy (format ${version}, this one knows ${steps.length})`,
        });
      }
      const step = steps[version];
      if (step !== undefined) database.exec(`${step}; PRAGMA user_version = ${version + 1}`);
      database.exec('COMMIT');
      if (step === undefined) return;
    } catch (thrown) {
      database.exec('ROLLBACK');
      throw thrown;
    }
  }
}

/** Deletes what belongs to another address or account, and puts back what was taken from a damaged file. */
function settle(database: DatabaseSync, origin: string, salvaged: Salvaged): void {
  const known = database.prepare("SELECT value FROM meta WHERE key = 'store.origin'").get()?.value;
  if (known === origin && salvaged === nothingSalvaged) return;
  const wiped = known !== undefined && known !== origin;
  database.exec('BEGIN IMMEDIATE');
  try {
    if (wiped) wipe(database, 'everything');
    if (wiped) database.exec("INSERT INTO changes(writer, ticket) VALUES(0, '')");
    database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES('store.origin', ?)").run(origin);
    putBack(database, salvaged);
    database.exec('COMMIT');
  } catch (thrown) {
    database.exec('ROLLBACK');
    throw thrown;
  }
  if (wiped) shrink(database);
}

/** Gives the room of what was deleted back, so that nothing of it is left in the file. Not while another window reads it. */
export function shrink(database: DatabaseSync): void {
  try {
    database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (thrown) {
    if (!isBusy(thrown)) throw thrown;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

/** SQLite does not wait by itself for this one. */
function patiently(work: () => void): void {
  const until = Date.now() + patience;
  for (;;) {
    try {
      work();
      return;
    } catch (thrown) {
      if (!isBusy(thrown) || Date.now() > until) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

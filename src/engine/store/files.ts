import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';

/** Damaged files of one desk that are kept for looking into. */
const damagedKept = 2;
const besides = ['', '-wal', '-shm'] as const;

/** Another window set the file aside, or deleted it, while this one had it open. */
export class StoreReplaced extends Error {
  constructor() {
    super(said`the local copy was begun anew by another window`);
    this.name = 'StoreReplaced';
  }
}

/** The file of a desk's store: nothing of the desk's id, which settings can name anything, gets into its name. */
export function storeFile(folder: string, deskId: string): string {
  return join(folder, `${createHash('sha256').update(deskId).digest('hex').slice(0, 32)}.db`);
}

/** Makes the folder and the file where they are not there, and lets nobody but their owner in. */
export function makePrivate(folder: string, file: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    close(folder, 0o700);
    makeFile(file);
    for (const beside of besides) close(`${file}${beside}`, 0o600);
  } catch (thrown) {
    const detail = said`no local copy can be kept: ${thrown instanceof Error ? codeOf(thrown) : 'unknown'}`;
    throw new DeskError({ reason: 'localCopy', detail }, thrown);
  }
}

/** Which file a name stands for now. @throws StoreReplaced when for none */
export function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new StoreReplaced();
  return `${found.dev}:${found.ino}`;
}

/**
 * Sets a damaged file aside, and deletes the oldest of those that were before.
 * @returns the name it has now
 */
export function setAside(file: string): string {
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = `${file}.damaged-${time}`;
  try {
    renameSync(file, aside);
    if (statSync(`${file}-wal`, { throwIfNoEntry: false })) renameSync(`${file}-wal`, `${aside}-wal`);
    rmSync(`${file}-shm`, { force: true });
  } catch (thrown) {
    const why = thrown instanceof Error ? codeOf(thrown) : 'unknown';
    const detail = said`the local copy is damaged and could not be set aside, perhaps because another window uses it: ${why}`;
    throw new DeskError({ reason: 'localCopy', detail }, thrown);
  }
  for (const old of damagedOf(file).slice(0, -damagedKept)) removeWithBesides(old);
  return aside;
}

/** Damaged files of a store that are still there, the oldest first. */
function damagedOf(file: string): string[] {
  const folder = join(file, '..');
  return readdirSync(folder)
    .map(name => join(folder, name))
    .filter(name => name.startsWith(`${file}.damaged-`) && !/-(?:wal|shm)$/.test(name))
    .sort();
}

/**
 * Never opens one that is there: closing it again would drop the locks of this process' connections (POSIX), and another
 * window that closes its own would take itself for the last, and delete the log with all that is committed in it.
 */
function makeFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    if (!(thrown instanceof Error && codeOf(thrown) === 'EEXIST')) throw thrown;
  }
}

function removeWithBesides(file: string): void {
  for (const beside of besides) rmSync(`${file}${beside}`, { force: true });
}

function close(path: string, mode: number): void {
  const found = statSync(path, { throwIfNoEntry: false });
  // Windows has no such modes: there the profile's folder is the user's own.
  if (found && process.platform !== 'win32' && (found.mode & 0o777) !== mode) chmodSync(path, mode);
}

/** Without the path that the message of a file system's error holds. */
function codeOf(thrown: Error): string {
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
}

import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DeskError } from '../model/errors.ts';
import { said } from '../model/said.ts';
import { storeFile } from './store/files.ts';
import { leaveUnsent } from './store/leaveUnsent.ts';
import { signalFile } from './store/signal.ts';

/** Files of a store: itself, what SQLite has beside it, and copies set aside as damaged. */
const ofAStore = /^([0-9a-f]{32}\.db)(-wal|-shm|\.damaged-.+)?$/;

/**
 * Deletes the files of one desk's store, those of all desks without one. Of desks whose store is `open` only what was
 * set aside goes; of one that holds writes which no desk has confirmed everything else, unless these are to go too (`unsent`).
 * @throws DeskError `unreadable` when a file cannot be deleted
 */
export async function removeStores(
  folder: string,
  deskId: string | undefined,
  { open, unsent }: { readonly open: readonly string[]; readonly unsent: boolean },
): Promise<void> {
  const nameOf = (id: string) => basename(storeFile(folder, id));
  const files = await readdir(folder).catch(() => []);
  const closed = files.filter(file => file.endsWith('.db') && (deskId === undefined || file === nameOf(deskId)));
  const kept = unsent ? [] : closed.filter(file => !open.map(nameOf).includes(file) && leaveUnsent(join(folder, file)));
  const inUse = new Set([...open.map(nameOf), ...kept]);
  const doomed = files.filter(file => {
    const [, store, rest = ''] = ofAStore.exec(file) ?? [];
    if (store === undefined || (deskId !== undefined && store !== nameOf(deskId))) return false;
    return !inUse.has(store) || rest.startsWith('.damaged-');
  });
  const signals = doomed.filter(file => file.endsWith('.db')).map(file => signalFile(join(folder, file)));
  try {
    await Promise.all([...doomed.map(file => join(folder, file)), ...signals].map(file => rm(file, { force: true })));
  } catch (thrown) {
    const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new DeskError({ reason: 'localCopy', detail: said`a local copy could not be deleted: ${why}` }, thrown);
  }
}

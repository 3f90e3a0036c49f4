import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes the files of a desk, or of all desks, but not of those that are `kept`. Copies that were set aside as damaged
 * go too.
 */
export async function removeStores(
  folder: string,
  deskId: string | undefined,
  kept: ReadonlySet<string>,
): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  const doomed = files.filter(file => {
    const [owner = ''] = file.split('.');
    if (deskId !== undefined && owner !== deskId) return false;
    return !kept.has(owner);
  });
  await Promise.all(doomed.map(file => rm(join(folder, file), { force: true })));
}

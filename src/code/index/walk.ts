import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { leftOut, mostFiles } from './limits.ts';

/**
 * The files of a folder, told one by one, where neither git nor ripgrep can list them. Links are not followed, and
 * repositories in it are left to git.
 * @returns whether these are all
 */
export async function walk(
  folder: string,
  onFile: (file: string) => void,
  signal?: AbortSignal,
  skipped: (folder: string) => boolean = () => false,
): Promise<boolean> {
  const waiting = [folder];
  let files = 0;
  let all = true;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal?.throwIfAborted();
    const at = next;
    const entries = await readdir(at, { withFileTypes: true }).catch(() => {
      all = false;
      return [];
    });
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isFile()) {
        if (++files > mostFiles) return false;
        onFile(path);
      } else if (entry.isDirectory() && !leftOut.has(entry.name) && !skipped(path)) waiting.push(path);
    }
  }
  return all;
}

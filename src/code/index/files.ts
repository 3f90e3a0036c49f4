import { lstat, readFile } from 'node:fs/promises';
import { mostBytes } from './limits.ts';

/** Bytes at the start of a file that tell whether it is text, as git looks at it. */
const looked = 8_000;

/** The text of a file as an editor counts in it; undefined: it is none, too large, no plain file or no more. */
export async function textOf(file: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const found = await lstat(file);
    if (!found.isFile() || found.size > mostBytes) return undefined;
    const bytes = await readFile(file, signal ? { signal } : {});
    if (bytes.length > mostBytes || bytes.subarray(0, looked).includes(0)) return undefined;
    const text = bytes.toString('utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

import { open } from 'node:fs/promises';

/** Bytes at the end of a log that are looked at. */
const looked = 200_000;

/** The last lines of a log file; none when there is none. Only its end is read. */
export async function logTail(file: string, most: number): Promise<readonly string[]> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - looked);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, looked)), 0, undefined, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/);
    // The first one may have lost its beginning.
    return (from > 0 ? lines.slice(1) : lines).filter(line => line !== '').slice(-most);
  } finally {
    await handle.close();
  }
}

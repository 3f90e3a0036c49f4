/** Something kept cannot be read any more although the file looks whole. */
export class UnreadableKept extends Error {
  constructor(cause: unknown) {
    super('what was kept cannot be read', { cause });
    this.name = 'UnreadableKept';
  }
}

/** JSON that this store wrote itself. */
export function readKept<T>(json: unknown): T {
  try {
    if (typeof json !== 'string') throw new Error('nothing was kept');
    return JSON.parse(json) as T;
  } catch (thrown) {
    throw new UnreadableKept(thrown);
  }
}

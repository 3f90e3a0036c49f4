/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damageCodes: readonly unknown[] = [11, 26];

/** Whether something thrown says that a database's file is damaged, in whatever detail SQLite says it. */
export function isDamage(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return false;
  return damageCodes.includes(thrown.errcode & 0xff);
}

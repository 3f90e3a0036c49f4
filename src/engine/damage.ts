/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damageCodes: readonly unknown[] = [11, 26];
/** SQLITE_IOERR_SHORT_READ and SQLITE_IOERR_CORRUPTFS: the file is shorter than it says, or its disk is damaged. */
const damagedDisk: readonly unknown[] = [522, 8458];
/** What the store itself throws: kept text that cannot be read, and a file that another window has set aside. */
const damageNames: readonly unknown[] = ['UnreadableKept', 'StoreReplaced'];

/**
 * Whether something thrown says that a store's file is damaged, in whatever detail SQLite says it, or is not the one in
 * use any more: the store is then to be closed and opened anew, as suspected.
 */
export function isDamage(thrown: unknown): boolean {
  for (let each = thrown, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (damageNames.includes(each.name)) return true;
    if (!('errcode' in each) || typeof each.errcode !== 'number') continue;
    if (damageCodes.includes(each.errcode & 0xff) || damagedDisk.includes(each.errcode)) return true;
  }
  return false;
}

import type { DatabaseSync } from 'node:sqlite';

/** What the desk can tell again. */
const copied = [
  'names',
  'tickets',
  'bodies',
  'unindexed',
  'conversations',
  'times',
  'links',
  'talk_facts',
  'memory',
  'changes',
];
const own = ['told', 'attention', 'own_links', 'outbox', 'made', 'lease'];

/** Deletes what a store holds, within a transaction; caches in other windows notice by the new epoch. */
export function wipe(database: DatabaseSync, what: 'copy' | 'everything'): void {
  // One that nobody has opened since an earlier version lacks those of later ones.
  const there = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(row => row.name),
  );
  for (const table of what === 'copy' ? copied : [...copied, ...own])
    if (there.has(table)) database.exec(`DELETE FROM ${table}`);
  // Notices that wait hold words of tickets.
  if (there.has('attention')) database.exec('UPDATE attention SET later = NULL, since = NULL WHERE later IS NOT NULL');
  for (const index of ['heads', 'talks']) database.exec(`INSERT INTO ${index}(${index}) VALUES('delete-all')`);
  const epoch = epochOf(database) + 1;
  database.exec("DELETE FROM meta WHERE key NOT LIKE 'store.%'");
  database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES('store.epoch', ?)").run(String(epoch));
}

/** How often a store was wiped: numbers of names and places of before stand for nothing any more. */
export function epochOf(database: DatabaseSync): number {
  return Number(database.prepare("SELECT value FROM meta WHERE key = 'store.epoch'").get()?.value ?? 0);
}

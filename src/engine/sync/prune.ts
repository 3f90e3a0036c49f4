import type { MirrorScope } from '../../model/sync.ts';
import { breathe, type Reading } from './reading.ts';

/** So many tickets are deleted at a time. */
const atOnce = 200;

/** Deletes what is no longer in scope; answers whether there was any. */
export async function prune(reading: Reading, scope: MirrorScope): Promise<boolean> {
  if (scope.kind === 'all') return false;
  const { store, renew, onKept } = reading;
  const old = 'coalesce(changed, closed) < ?';
  const outside = store.reader.prepare(
    `SELECT id FROM tickets WHERE state = 2${scope.kind === 'recent' ? ` AND ${old}` : ''} LIMIT ${atOnce}`,
  );
  const bounds = scope.kind === 'recent' ? [Math.floor(Date.parse(scope.since) / 1000)] : [];
  let pruned = false;
  for (;;) {
    const ids = outside.all(...bounds).map(row => String(row.id));
    if (ids.length === 0) return pruned;
    renew();
    onKept({ kept: store.remove(ids), left: [], newcomers: false });
    pruned = true;
    await breathe();
  }
}

import { failureOf } from '../../model/errors.ts';
import type { MirrorScope, SyncPage } from '../../model/sync.ts';
import { isoOf, type Marks, type Meta, readMarks } from './marks.ts';
import { mostMissing } from './pass.ts';
import { concernsOne, LeaseLost, partPage, type Reading } from './reading.ts';
import { inScope, writeScope } from './scope.ts';

/** Everything is looked at about once a day. */
const every = 24 * 60 * 60 * 1000;
/** Pages, and tickets asked for alone, in one round: the next round comes with the next look at the desk. */
const pagesAtOnce = 4;
const ticketsAtOnce = 20;

/**
 * A piece of the slow look at everything, which finds what no list of changes tells: tickets that were deleted. Answers
 * whether there is more of it to do soon. Ended at any point, the next piece goes on there.
 * @throws DeskError, LeaseLost, and what the store throws
 */
export async function reconcile(reading: Reading, signal: AbortSignal): Promise<boolean> {
  const { store, now, renew } = reading;
  const marks = readMarks(store);
  const { scope, full, missing, sweptAt } = marks;
  if (full !== undefined || marks.cursor === undefined || !scope) return false;
  if (missing) return askForMissing(reading, scope, missing, signal);
  if (marks.sweeping !== undefined && marks.sweepScope) {
    return sweep(reading, marks, marks.sweepScope, marks.sweeping, signal);
  }
  const age = now() - (sweptAt ?? 0);
  // One of the future was put down by a clock that went wrong.
  if (age >= 0 && age < every) return false;
  renew();
  const stamp = marks.stamp + 1;
  const sweepScope = writeScope(scope);
  store.setMeta({ stamp: String(stamp), sweeping: String(stamp), sweepCursor: undefined, sweepScope });
  return sweep(reading, { ...marks, stamp, sweepCursor: undefined }, scope, stamp, signal);
}

async function sweep(reading: Reading, marks: Marks, scope: MirrorScope, stamp: number, signal: AbortSignal) {
  const { helpDesk, store, now, renew, onKept } = reading;
  let cursor = marks.sweepCursor;
  let pages = 0;
  try {
    for await (const page of helpDesk.changes(cursor, scope, signal)) {
      if (signal.aborted) return true;
      renew();
      if (store.meta('sweepCursor') !== cursor) throw new LeaseLost();
      // What left the scope since this began does not come back.
      const kept = partPage(store, page.tickets, page.gone ?? [], readMarks(store).scope ?? scope);
      onKept({
        kept: await store.keepPage(kept.page, sweptMarks(page, stamp, now()), stamp),
        left: kept.left,
        newcomers: false,
      });
      cursor = page.cursor;
      if (page.complete || ++pages >= pagesAtOnce) return true;
    }
  } catch (thrown) {
    // A cursor that the desk does not know any more: from the beginning, the next time.
    if (failureOf(thrown).reason !== 'badInput' || cursor === undefined) throw thrown;
    store.setMeta({ sweeping: undefined, sweepCursor: undefined, sweepScope: undefined });
  }
  return false;
}

function sweptMarks(page: SyncPage, stamp: number, now: number): Meta {
  if (!page.complete) return { sweepCursor: page.cursor };
  return {
    sweepCursor: undefined,
    sweepScope: undefined,
    sweeping: undefined,
    sweptAt: isoOf(now),
    missing: `${stamp} ${mostMissing}`,
  };
}

/** Asks for tickets that were not seen, one by one: only what the desk says is not there is deleted. */
async function askForMissing(
  reading: Reading,
  scope: MirrorScope,
  { stamp, left }: { readonly stamp: number; readonly left: number },
  signal: AbortSignal,
): Promise<boolean> {
  const { helpDesk, store, renew, onKept } = reading;
  const limit = Math.min(left, ticketsAtOnce);
  const unseen = store.reader
    .prepare('SELECT id FROM tickets WHERE seen < ? ORDER BY doc DESC LIMIT ?')
    .all(stamp, limit)
    .map(row => String(row.id));
  let rest = left;
  for (const id of unseen) {
    const ticket = await helpDesk.getTicket(id, signal).catch(thrown => {
      if (failureOf(thrown).reason === 'notFound') return undefined;
      // One that the desk does not tell, to this user say, stays as it is and must not keep others from being asked for.
      if (concernsOne(thrown)) return store.ticket(id);
      throw thrown;
    });
    if (signal.aborted) return true;
    renew();
    rest--;
    const meta: Meta = { missing: rest > 0 ? `${stamp} ${rest}` : undefined };
    const page = ticket && inScope(ticket, scope) ? { tickets: [ticket] } : { tickets: [], gone: [id] };
    onKept({ kept: await store.keepPage(page, meta, stamp), left: [], newcomers: false });
  }
  if (unseen.length === limit && rest > 0) return true;
  store.setMeta({ missing: undefined });
  return false;
}

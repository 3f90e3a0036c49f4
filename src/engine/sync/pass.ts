import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';
import type { MirrorScope, SyncPage } from '../../model/sync.ts';
import { fullPassMarks, isoOf, type Meta, readMarks } from './marks.ts';
import { prune } from './prune.ts';
import { LeaseLost, partPage, type Reading } from './reading.ts';
import { covers, writeScope } from './scope.ts';

/** Tickets that are asked for one by one, at most, after everything was looked at. */
export const mostMissing = 100;

/** What a pass found. */
export interface Passed {
  /** Something came, changed or went. */
  readonly changed: boolean;
}

/** Where a pass goes on. */
interface Course {
  readonly cursor: string | undefined;
  readonly scope: MirrorScope;
  /** The stamp of its tickets when it reads all of them. */
  readonly full: number | undefined;
  readonly stamp: number;
}

/**
 * Asks the desk what changed and keeps it, page by page, until nothing is left; the next page is on its way while the last
 * one is kept. Ended at any point, another one goes on where this one stopped.
 * @throws DeskError, LeaseLost, and what the store throws
 */
export async function syncPass(reading: Reading, wanted: MirrorScope, signal: AbortSignal): Promise<Passed> {
  const { changed, course } = await plan(reading, wanted);
  let kept = changed;
  let { full } = course;
  try {
    kept = (await follow(reading, course, signal)) || kept;
  } catch (thrown) {
    const useless = thrown instanceof DeskError && thrown.failure.reason === 'badInput';
    if (!useless || course.cursor === undefined) throw thrown;
    const again = anew(reading, wanted);
    full = again.full;
    kept = (await follow(reading, again, signal)) || kept;
  }
  if (full === undefined) return { changed: kept };
  // Reading all took its time, perhaps over several sessions: what changed meanwhile is asked for at once.
  const rest = await plan(reading, wanted);
  return { changed: (await follow(reading, rest.course, signal)) || rest.changed || kept };
}

/** Goes on with the cursor where it serves for what is wanted now, else begins anew. */
async function plan(reading: Reading, wanted: MirrorScope): Promise<{ changed: boolean; course: Course }> {
  const { store } = reading;
  const { cursor, scope, full, stamp } = readMarks(store);
  if (cursor === undefined || !scope || !covers(scope, wanted))
    return { changed: false, course: anew(reading, wanted) };
  if (writeScope(scope) === writeScope(wanted)) return { changed: false, course: { cursor, scope, full, stamp } };
  if (full !== undefined) {
    // Its pages are counted within the scope that it began with, and days pass while it is read.
    const goesOn = scope.kind === wanted.kind;
    return { changed: false, course: goesOn ? { cursor, scope, full, stamp } : anew(reading, wanted) };
  }
  const changed = await prune(reading, wanted);
  store.setMeta({ scope: writeScope(wanted) });
  return { changed, course: { cursor, scope: wanted, full, stamp } };
}

function anew({ store, renew }: Reading, scope: MirrorScope): Course {
  renew();
  const stamp = readMarks(store).stamp + 1;
  store.setMeta(fullPassMarks(scope, stamp));
  return { cursor: undefined, scope, full: stamp, stamp };
}

/** Answers whether anything changed. */
async function follow(reading: Reading, course: Course, signal: AbortSignal): Promise<boolean> {
  const { helpDesk, store, now } = reading;
  const { epoch } = store;
  // Ends the request for the next page when this page cannot be kept.
  const pages = new AbortController();
  const stop = () => pages.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const began = now();
  let { cursor } = course;
  let changed = false;
  try {
    for await (const page of helpDesk.changes(cursor, course.scope, pages.signal)) {
      if (signal.aborted) break;
      try {
        // It was emptied by another window, perhaps for another account.
        if (store.epoch !== epoch) throw new LeaseLost();
        changed = (await keep(reading, course, page, cursor, began)) || changed;
      } catch (thrown) {
        stop();
        throw thrown;
      }
      if (page.complete) return changed;
      cursor = page.cursor;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw new DeskError({ reason: 'cancelled' });
  throw new DeskError({ reason: 'unreadable', detail: said`The list of changes ended before it was complete.` });
}

/** Keeps a page with its cursor; answers whether that changed anything. @throws LeaseLost */
async function keep(reading: Reading, course: Course, page: SyncPage, after: string | undefined, began: number) {
  const { store, renew, onKept } = reading;
  renew();
  // Another window went on meanwhile: its pages are newer than this one.
  if (store.meta('cursor') !== after) throw new LeaseLost();
  const { full, stamp, scope } = course;
  const { page: parted, left } = partPage(store, page.tickets, page.gone ?? [], scope);
  const kept = await store.keepPage(parted, metaOf(page, began, full), stamp, full !== undefined);
  const { expected } = page;
  onKept({ kept, left, newcomers: full === undefined, ...(expected === undefined ? {} : { expected }) });
  return kept.changed.length > 0 || kept.removed.length > 0;
}

/** What is written down with a page. */
function metaOf(page: SyncPage, began: number, full: number | undefined): Meta {
  if (!page.complete) return { cursor: page.cursor };
  const done = { cursor: page.cursor, syncedAt: isoOf(began) };
  if (full === undefined) return done;
  return { ...done, full: undefined, sweptAt: isoOf(began), missing: `${full} ${mostMissing}` };
}

import type { MirrorScope } from '../../model/sync.ts';
import type { Store } from '../store/store.ts';
import { readScope, writeScope } from './scope.ts';

/** Values to be written beside a page; `undefined` deletes. */
export type Meta = Readonly<Record<string, string | undefined>>;

/** How far the copy of a desk has come, as it stands in the store and all windows see it. */
export interface Marks {
  /** Where the pass goes on. */
  readonly cursor: string | undefined;
  /** What the cursor was made with. */
  readonly scope: MirrorScope | undefined;
  /** A full pass is under way: the stamp of the tickets that it saw. */
  readonly full: number | undefined;
  /** Milliseconds since 1970: the copy was equal to the desk then. */
  readonly syncedAt: number | undefined;
  /** The stamp that was given out last. */
  readonly stamp: number;
  /** The slow look at everything that is under way. */
  readonly sweepCursor: string | undefined;
  readonly sweepScope: MirrorScope | undefined;
  readonly sweeping: number | undefined;
  /** Milliseconds since 1970: when everything was last looked at. */
  readonly sweptAt: number | undefined;
  /** Tickets with a lower stamp than this were not seen when everything was looked at, and so many may still be asked for. */
  readonly missing: { readonly stamp: number; readonly left: number } | undefined;
}

export function readMarks(store: Store): Marks {
  const missing = numbers(store.meta('missing'));
  return {
    cursor: store.meta('cursor'),
    scope: readScope(store.meta('scope')),
    full: numbers(store.meta('full'))[0],
    syncedAt: time(store.meta('syncedAt')),
    stamp: numbers(store.meta('stamp'))[0] ?? 0,
    sweepCursor: store.meta('sweepCursor'),
    sweepScope: readScope(store.meta('sweepScope')),
    sweeping: numbers(store.meta('sweeping'))[0],
    sweptAt: time(store.meta('sweptAt')),
    missing: missing.length === 2 ? { stamp: missing[0] ?? 0, left: missing[1] ?? 0 } : undefined,
  };
}

/** What is written down when a full pass begins: nothing of one before it holds any more. */
export function fullPassMarks(scope: MirrorScope, stamp: number): Meta {
  return {
    cursor: undefined,
    scope: writeScope(scope),
    full: String(stamp),
    stamp: String(stamp),
    sweepCursor: undefined,
    sweepScope: undefined,
    sweeping: undefined,
    missing: undefined,
  };
}

export function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function time(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}

function numbers(text: string | undefined): number[] {
  return (text ?? '')
    .split(' ')
    .map(Number)
    .filter(value => Number.isSafeInteger(value) && value > 0);
}

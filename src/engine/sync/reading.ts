import type { HelpDesk } from '../../model/desk.ts';
import { type FailureReason, failureOf } from '../../model/errors.ts';
import type { MirrorScope } from '../../model/sync.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { Kept, Store } from '../store/store.ts';
import type { Change } from './notices.ts';
import { inScope } from './scope.ts';

/** What a page, or a ticket that was asked for alone, did to the copy. */
export interface PageKept {
  readonly kept: Kept;
  /** Tickets that are no longer kept because they left the scope, as they are now. */
  readonly left: readonly Change[];
  /** All that changed since the last look is told of: who was not kept before is new on the desk. */
  readonly newcomers: boolean;
  /** How many tickets the pass reads, when it is known. */
  readonly expected?: number;
}

/** What every way of reading a desk works with. */
export interface Reading {
  readonly helpDesk: HelpDesk;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Keeps the right to read for this window; called right before something is kept. @throws LeaseLost */
  readonly renew: () => void;
  /** Called when something was kept. */
  readonly onKept: (page: PageKept) => void;
  /** Called when words were put into the index behind a pass. */
  readonly onIndexed: () => void;
  /** How often the desk was asked for anything so far, when that is counted. */
  readonly requests?: (() => number) | undefined;
}

/** Another window reads the desk now: what this one has read is not kept. */
export class LeaseLost extends Error {}

const ofOne: ReadonlySet<FailureReason> = new Set([
  'notFound',
  'refused',
  'unreadable',
  'notAHelpDesk',
  'serverError',
  'badInput',
]);

/** Whether what a desk threw may be the fault of what was asked for: another question may well be answered. */
export function concernsOne(thrown: unknown): boolean {
  const { reason, retryAfterSeconds } = failureOf(thrown);
  return ofOne.has(reason) && retryAfterSeconds === undefined;
}

/** Parts a page into what is kept and what goes, and says which tickets left the scope. */
export function partPage(store: Store, tickets: readonly Ticket[], gone: readonly string[], scope: MirrorScope) {
  const inside: Ticket[] = [];
  const outside: string[] = [];
  const left: Change[] = [];
  for (const now of tickets) {
    if (inScope(now, scope)) {
      inside.push(now);
      continue;
    }
    const before = store.ticket(now.id);
    if (!before) continue;
    outside.push(now.id);
    left.push({ before, now });
  }
  return { page: { tickets: inside, gone: [...gone, ...outside] }, left };
}

/** Lets others run: queries are answered between two pieces of work. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

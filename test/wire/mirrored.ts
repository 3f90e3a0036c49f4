import type { HelpDesk } from '../../src/model/desk.ts';
import type { MirrorScope, SyncPage } from '../../src/model/sync.ts';
import type { Ticket } from '../../src/model/ticket.ts';

/** What one pass of `changes` brought. */
export interface PassSeen {
  readonly pages: readonly SyncPage[];
  /** By id, as they came last. */
  readonly tickets: ReadonlyMap<string, Ticket>;
  readonly gone: readonly string[];
  /** Of the last page. */
  readonly cursor: string;
}

/** Runs a pass to its end; `between` is called before each page but the first, with how many came. */
export async function pass(
  desk: HelpDesk,
  cursor: string | undefined,
  scope: MirrorScope = { kind: 'all' },
  between: (pages: number) => unknown = () => {},
): Promise<PassSeen> {
  const pages: SyncPage[] = [];
  for await (const page of desk.changes(cursor, scope)) {
    pages.push(page);
    if (!page.complete) await between(pages.length);
  }
  return seen(pages);
}

export function seen(pages: readonly SyncPage[]): PassSeen {
  const tickets = new Map(pages.flatMap(page => page.tickets.map(ticket => [ticket.id, ticket] as const)));
  return { pages, tickets, gone: pages.flatMap(page => page.gone ?? []), cursor: pages.at(-1)?.cursor ?? '' };
}

/** Ids in an order of their own. */
export const idsIn = ({ tickets }: PassSeen): string[] => [...tickets.keys()].sort();

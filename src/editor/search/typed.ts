import type { Search } from '../../model/search.ts';

/** Tickets that are not closed. */
export const openTickets: Search = { terms: [{ kind: 'is', is: 'open', not: false }] };

/** Those of them that are the user's. */
export const ownTickets: Search = { terms: [{ kind: 'is', is: 'mine', not: false }, ...openTickets.terms] };

/** The number of a ticket, when nothing else was typed. */
export function typedNumber(text: string): string | undefined {
  return /^#?(\d+)$/.exec(text.trim())?.[1];
}

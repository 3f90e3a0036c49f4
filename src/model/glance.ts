import type { HistoryEntry, TicketSummary } from './ticket.ts';

/** What a hover shows of a ticket. */
export interface Glance {
  readonly ticket: TicketSummary;
  /** The newest entry of its conversation, where that was read; `text` is plain and cut. */
  readonly last?: Pick<HistoryEntry, 'at' | 'author' | 'visibility'> & { readonly text: string };
}

import type { Attachment, HistoryEntry, RichText, Ticket, TimeEntry } from './ticket.ts';

/** Which tickets of a desk are kept on this machine. Open ones always are. */
export type MirrorScope =
  | { readonly kind: 'open' }
  /** And closed ones that changed at or after `since` (ISO 8601). */
  | { readonly kind: 'recent'; readonly since: string }
  | { readonly kind: 'all' };

/** One page of what changed on a desk. */
export interface SyncPage {
  /** As far as a list tells: with further fields, and with the text where lists carry it. Some may not have changed. */
  readonly tickets: readonly Ticket[];
  /** Ids of tickets that the desk says are gone. */
  readonly gone?: readonly string[];
  /** Where to go on once this page is kept, also in another process: opaque text for `HelpDesk.changes`. */
  readonly cursor: string;
  /** Nothing changed that is not on this page or one before it; the next call asks for what changed since. */
  readonly complete: boolean;
  /** Tickets that the pass is about to read in all, when known. */
  readonly expected?: number;
}

/** A ticket's conversation, for a mirror: what is asked for in bulk, as far as the desk answers it that way. */
export interface TicketDepth {
  readonly ticketId: string;
  readonly description?: RichText;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  /** Absent: would take a request of its own. */
  readonly attachments?: readonly Attachment[];
  /** Oldest first. Absent: would take a request of its own. */
  readonly timeEntries?: readonly TimeEntry[];
}

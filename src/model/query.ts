import type { TicketSummary } from './ticket.ts';

/** Which tickets a list is about. Given terms are ANDed; an absent term does not filter. */
export interface TicketQuery {
  /** `open` leaves out closed tickets. */
  readonly state?: 'open' | 'any';
  /** A technician's id, or `null` for tickets assigned to nobody. */
  readonly assigneeId?: string | null;
  /** A group of technicians, by name: both systems filter on names. */
  readonly groupName?: string;
  /** The desk's own word for a status. */
  readonly status?: string;
  /** Words the subject (TeamSupport) or whatever the desk searches (ReadyDesk's keyword) must hold. */
  readonly text?: string;
  /** A customer's id. */
  readonly customerId?: string;
  /** Values of further fields by the API's own names; only a desk can answer this (`filterFields`). */
  readonly fields?: Readonly<Record<string, string>>;
}

/** One page of a list. */
export interface TicketPage {
  readonly tickets: readonly TicketSummary[];
  /** All tickets that match, when the desk says it or the list ended here. */
  readonly total?: number;
  /** There may be more pages after this one. */
  readonly more: boolean;
}

/**
 * Whether a ticket belongs to a query, where a desk may not have honoured a filter. `text`, `fields` and `customerId` are
 * not looked at: a list does not carry all that they are about.
 */
export function matches(query: TicketQuery, ticket: TicketSummary): boolean {
  if (query.state === 'open' && ticket.state === 'closed') return false;
  if (query.assigneeId === null && ticket.assignee) return false;
  if (typeof query.assigneeId === 'string' && !sameText(ticket.assignee?.id, query.assigneeId)) return false;
  if (query.groupName !== undefined && !sameText(ticket.group?.name, query.groupName)) return false;
  if (query.status !== undefined && !sameText(ticket.status, query.status)) return false;
  return true;
}

/** Newest change first; tickets without dates by number, highest first. */
export function byRecency(a: TicketSummary, b: TicketSummary): number {
  const byDate = (b.changedAt ?? b.openedAt ?? '').localeCompare(a.changedAt ?? a.openedAt ?? '');
  return byDate || b.number.localeCompare(a.number, undefined, { numeric: true });
}

/** Help desks compare names without regard to letter case. */
function sameText(a: string | undefined, b: string): boolean {
  return a?.toLocaleLowerCase() === b.toLocaleLowerCase();
}

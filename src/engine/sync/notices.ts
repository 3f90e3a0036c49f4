import { type Notice, type NoticeReason, weightOf } from '../../model/notice.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import { isMe, type Me } from '../me.ts';

/** A ticket that came or changed, with how it was before. */
export interface Change {
  readonly before?: TicketSummary;
  readonly now: TicketSummary;
}

/** A notice that may be told, and what it is about: the same is told once. */
export interface Candidate extends Notice {
  readonly about: string;
}

/** So long before a ticket is due it is said. */
export const dueSoon = 4 * 60 * 60 * 1000;

function isMine({ assignee }: TicketSummary, me: Me): boolean {
  return assignee !== undefined && isMe(me, assignee.id, assignee.name);
}

/**
 * What is new in tickets that changed. A ticket that was not kept before is news only when `all` that changed since the
 * last look is told of; in a full pass it may be as old as any.
 */
export function changeNotices(changes: readonly Change[], me: Me, newcomers: boolean): Candidate[] {
  const notices: Candidate[] = [];
  for (const { before, now } of changes) {
    if (!isMine(now, me) || (!before && !newcomers)) continue;
    const about = now.changedAt ?? now.openedAt ?? '';
    if (before && isMine(before, me)) {
      if (differs(before, now)) notices.push(notice(now, 'changed', about || fingerprint(now)));
    } else if (now.state !== 'closed') notices.push(notice(now, 'assigned', about));
  }
  return notices;
}

/** What the clock says of an open ticket of the user. `undefined` while its time is far off, or it has none. */
export function dueNotice(ticket: TicketSummary, now: number): Candidate | undefined {
  if (ticket.state === 'closed' || ticket.dueAt === undefined) return undefined;
  const due = Date.parse(ticket.dueAt);
  if (Number.isNaN(due) || due - now > dueSoon) return undefined;
  // As in *Needs Me*: what waits for others is not pressing before its time is over.
  if (due > now && ticket.state === 'waiting') return undefined;
  return notice(ticket, due <= now ? 'overdue' : 'dueSoon', ticket.dueAt);
}

/** One notice a ticket, the weightiest, in the order in which the tickets came. */
export function onePerTicket(candidates: readonly Candidate[]): Notice[] {
  const best = new Map<string, Candidate>();
  for (const each of candidates) {
    const known = best.get(each.ticketId);
    if (!known || weightOf(each) < weightOf(known)) best.set(each.ticketId, each);
  }
  return [...best.values()].map(({ ticketId, number, subject, reason }) => ({ ticketId, number, subject, reason }));
}

function notice(ticket: TicketSummary, reason: NoticeReason, about: string): Candidate {
  return { ticketId: ticket.id, number: ticket.number, subject: ticket.subject, reason, about };
}

/** Whether a person would say that something happened: a new time of change, or other words in a list. */
function differs(before: TicketSummary, now: TicketSummary): boolean {
  if (before.changedAt !== now.changedAt) return true;
  return fingerprint(before) !== fingerprint(now);
}

function fingerprint(ticket: TicketSummary): string {
  const { subject, status, priority, type, category, product, group, customer, contact, closedAt, dueAt } = ticket;
  const names = [group?.name, customer?.name, contact?.name];
  return JSON.stringify([subject, status, priority, type, category, product, ...names, closedAt, dueAt]);
}

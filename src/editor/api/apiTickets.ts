import type { NewTicketField, Ticket, TicketDetails } from '../../../api/deskside.d.ts';
import type { DetailsAnswer } from '../../engine/engine.ts';
import type { NewTicketField as ModelField } from '../../model/fields.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import { present } from './present.ts';

/** A ticket as other extensions see it: what the API promises, and nothing else that may be in it. */
export function apiTicket(deskId: string, ticket: TicketSummary): Ticket {
  const { id, number, subject, state, status, urgency, priority, type, category, product } = ticket;
  const { group, assignee, customer, contact, openedAt, changedAt, closedAt, dueAt } = ticket;
  return present({
    ...{ deskId, ticketId: id, number, subject, state, status, urgency, priority, type, category, product },
    ...{ group, assignee, customer, contact, openedAt, changedAt, closedAt, dueAt },
  });
}

export function apiDetails(deskId: string, { details, fetchedAt, failure }: DetailsAnswer): TicketDetails {
  const { ticket, history, attachments, timeEntries, missing } = details;
  const { description } = ticket;
  return {
    ticket: apiTicket(deskId, ticket),
    ...(description ? { description: { kind: description.kind, body: description.body } } : {}),
    history: history.map(({ id, at, author, role, visibility, body, minutes }) =>
      present({ id, at, author, role, visibility, body, minutes }),
    ),
    attachments: attachments.map(({ id, name, size, at }) => present({ id, name, size, at })),
    time: timeEntries.map(({ id, minutes, at, by, notes }) => present({ id, minutes, at, by, notes })),
    fetchedAt,
    ...(failure ? { failure: failure.reason } : {}),
    missing: missing.flatMap(part =>
      part === 'timeEntries' ? ['time'] : part === 'history' || part === 'attachments' ? [part] : [],
    ),
  };
}

export function apiField({ name, role, type, required, choices }: ModelField): NewTicketField {
  const named = choices?.map(choice => ({ id: choice.id, name: choice.name }));
  return present({ name, role, type, required, choices: named });
}

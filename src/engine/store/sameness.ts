import type { NamedRef, Ticket, TicketSummary } from '../../model/ticket.ts';

const plain = [
  ...(['number', 'subject', 'state', 'status', 'urgency', 'priority', 'type', 'category', 'product'] as const),
  ...(['openedAt', 'changedAt', 'closedAt', 'dueAt'] as const),
] as const;
const named = ['group', 'assignee', 'customer', 'contact'] as const;

/** Whether a list shows the same of both. */
export function sameInLists(a: TicketSummary, b: TicketSummary): boolean {
  return plain.every(key => a[key] === b[key]) && named.every(key => sameNamed(a[key], b[key]));
}

/**
 * A ticket from a list with what only a full answer tells: the text always, and the rest while it has not changed since.
 * Whatever lists show is taken as it comes.
 */
export function withWhatWasKnown(listed: Ticket, known: Ticket): Ticket {
  const unchanged = listed.changedAt !== undefined && listed.changedAt === known.changedAt;
  const description = listed.description ?? known.description;
  const minutesLogged = listed.minutesLogged ?? (unchanged ? known.minutesLogged : undefined);
  const linked = listed.linked ?? (unchanged ? known.linked : undefined);
  return {
    ...listed,
    ...(description ? { description } : {}),
    ...(minutesLogged === undefined ? {} : { minutesLogged }),
    ...(linked ? { linked } : {}),
    otherFields: unchanged || listed.otherFields.length === 0 ? united(listed, known) : listed.otherFields,
  };
}

function united({ otherFields }: Ticket, known: Ticket): Ticket['otherFields'] {
  if (known.otherFields.length === 0) return otherFields;
  const names = new Set(otherFields.map(({ name }) => name));
  return [...otherFields, ...known.otherFields.filter(({ name }) => !names.has(name))];
}

function sameNamed(a: NamedRef | undefined, b: NamedRef | undefined): boolean {
  return a?.name === b?.name && a?.id === b?.id;
}

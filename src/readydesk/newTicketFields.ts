import type { Choice } from '../model/directory.ts';
import type { NewTicketField } from '../model/fields.ts';
import { addTicket } from './actions/tickets.ts';
import type { AddTicket } from './inputs/tickets.ts';
import { ROLES, type TicketChoices } from './ticketFields.ts';

/** Text inputs of `add_*` (1.10). */
const LONGEST_INPUT = 255;

/** The fields that `add_ticket` (2.5.2) takes, with what can be chosen. */
export function newTicketFields({ picks, technicians, groups }: TicketChoices): NewTicketField[] {
  const lists: Partial<Record<keyof AddTicket, readonly Choice[]>> = {
    status: picks.statuses,
    category: picks.categories,
    source: picks.sources,
    assigned_to: technicians.map(({ id, name }) => ({ id, name })),
    assigned_group: groups.map(({ id, name }) => ({ id, name })),
  };
  return Object.entries(addTicket.inputs).map(([name, { type, longest, required = false }]) => {
    const choices = Object.hasOwn(lists, name) ? lists[name as keyof AddTicket] : undefined;
    const own = type === 'date' || type === 'longText' ? type : 'text';
    return {
      name,
      role: roleOf(name),
      type: choices?.length ? 'choice' : own,
      // No page says that a subject is needed; a ticket without one cannot be told from others.
      required: required || name === 'subject',
      ...(own === 'text' ? { longest: longest ?? LONGEST_INPUT } : {}),
      ...(choices?.length ? { choices } : {}),
    };
  });
}

function roleOf(name: string): NewTicketField['role'] {
  if (name === 'cid') return 'customer';
  if (name === 'description') return 'description';
  return (Object.hasOwn(ROLES, name) && ROLES[name]) || 'custom';
}

import type { WriteRef } from './outbox/writes.ts';
import type { KeptView } from './search/views.ts';
import type { FoundTicket } from './tickets/askTicket.ts';
import type { Node, TicketNode } from './tickets/nodes.ts';

/** The ticket a command was called on: a row of the tree, or a reference from a panel. */
export function ticketOf(argument: unknown): FoundTicket | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('kind' in argument) {
    const node = argument as Node;
    if (node.kind !== 'ticket') return undefined;
    const { id, number, subject } = node.ticket;
    return { deskId: node.deskId, ticketId: id, number, subject };
  }
  const { deskId, ticketId, number, subject } = argument as Partial<FoundTicket>;
  if (typeof deskId !== 'string' || typeof ticketId !== 'string' || typeof number !== 'string') return undefined;
  return { deskId, ticketId, number, ...(typeof subject === 'string' ? { subject } : {}) };
}

/** The tickets that a command was called on: all rows that are selected, when the one it was called on is among them. */
export function ticketsOf(argument: unknown, selected: unknown): readonly TicketNode[] {
  const rows: readonly unknown[] =
    Array.isArray(selected) && (argument === undefined || selected.includes(argument)) ? selected : [argument];
  const tickets = rows.filter(
    (row): row is TicketNode => typeof row === 'object' && row !== null && 'kind' in row && row.kind === 'ticket',
  );
  // A ticket can be in several lists.
  return [...new Map(tickets.map(row => [`${row.deskId}/${row.ticket.id}`, row])).values()];
}

/** The write that a command was called on: a row of the outbox, or a reference from a panel. */
export function writeOf(argument: unknown): WriteRef | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { deskId, id } = argument as Partial<WriteRef>;
  return typeof deskId === 'string' && typeof id === 'number' ? { deskId, id } : undefined;
}

/** The field that a panel wants to have changed, by the API's name or by its role. */
export function fieldOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { field, role } = argument as { readonly field?: unknown; readonly role?: unknown };
  return [field, role].find(name => typeof name === 'string');
}

/** The customer that a panel names. */
export function customerOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('customerId' in argument)) return undefined;
  return typeof argument.customerId === 'string' ? argument.customerId : undefined;
}

/** The saved view whose row a command was called on. */
export function viewOf(argument: unknown): KeptView | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  const node = argument as Node;
  return node.kind === 'list' ? node.view : undefined;
}

/** The search that a command is to begin with, and the one desk that it is about. */
export function searchOf(argument: unknown): { readonly text?: string; readonly deskId?: string } {
  if (typeof argument !== 'object' || argument === null || !('text' in argument)) return {};
  const { text, deskId } = argument as { readonly text?: unknown; readonly deskId?: unknown };
  return {
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof deskId === 'string' ? { deskId } : {}),
  };
}

/** The desk a command was called on. */
export function deskOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return typeof argument === 'object' &&
    argument !== null &&
    'deskId' in argument &&
    typeof argument.deskId === 'string'
    ? argument.deskId
    : undefined;
}

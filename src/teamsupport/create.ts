import type { Created, TicketDraft } from '../model/desk.ts';
import type { PickLists } from '../model/directory.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import { fieldOf } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import { writeHtml } from './html.ts';
import { idOf, isDescription } from './mapping.ts';

/**
 * Creates a ticket in two steps: the ticket, then the text of the Description action that it came with (1.6). When
 * only the second fails the ticket is there all the same, so it is answered with a warning.
 */
export async function createTicket(
  client: TeamSupportClient,
  picks: PickLists,
  draft: TicketDraft,
  signal?: AbortSignal,
): Promise<Created> {
  const [kind, customer] = draft.customerId?.split(':') ?? [];
  const made = await client.createTicket(
    {
      Name: draft.subject,
      ...typeAndStatus(client, picks, draft),
      TicketSeverityID: draft.priorityId,
      ProductID: draft.productId,
      GroupID: draft.groupId,
      UserID: draft.assigneeId,
      ContactID: kind === 'contact' ? customer : undefined,
      CustomerID: kind === 'customer' ? customer : undefined,
    },
    signal,
  );
  const id = idOf(made, 'Ticket');
  if (!id) throw client.error('unreadable', 'The desk took the ticket but did not say its number. Look there first.');
  const number = fieldOf(made, 'TicketNumber');
  const warning = draft.description.trim() ? await setText(client, id, draft.description, signal) : undefined;
  return { id, ...(number ? { number } : {}), ...(warning ? { warning } : {}) };
}

/** A status belongs to a type (quirk 5): the first type, and its first open status in the account's order. */
function typeAndStatus(client: TeamSupportClient, picks: PickLists, draft: TicketDraft) {
  const chosen = picks.statuses.find(status => status.id === draft.statusId);
  const typeId = draft.typeId ?? chosen?.typeId ?? picks.types[0]?.id;
  if (chosen?.typeId !== undefined && typeId !== undefined && chosen.typeId !== typeId) {
    throw client.error('badInput', `The status ${chosen.name} does not belong to the chosen type.`);
  }
  const ofType = picks.statuses.filter(status => status.typeId === undefined || status.typeId === typeId);
  const statusId = draft.statusId ?? (ofType.find(status => !status.closed) ?? ofType[0])?.id;
  return { TicketTypeID: typeId, TicketStatusID: statusId };
}

async function setText(
  client: TeamSupportClient,
  ticketId: string,
  text: string,
  signal: AbortSignal | undefined,
): Promise<DeskFailure | undefined> {
  try {
    const { records } = await client.actions(ticketId, [['SystemActionTypeID', '1']], signal);
    const action = records.find(isDescription) ?? (records.length === 1 ? records[0] : undefined);
    const actionId = action && idOf(action, 'Action');
    if (!actionId) throw client.error('notFound', 'The new ticket has no description to write to.');
    await client.updateAction(ticketId, actionId, { Description: writeHtml(text) }, signal);
    return undefined;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

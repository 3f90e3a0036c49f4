import type { Created, TicketDraft } from '../model/desk.ts';
import type { PickLists } from '../model/directory.ts';
import { asResult } from '../model/errors.ts';
import { said } from '../model/said.ts';
import { fieldOf } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import type { Context } from './context.ts';
import type { MemberValue } from './entities.ts';
import { ticketLinks } from './entities.ts';
import { Filters, requireMember } from './filters.ts';
import { writeHtml } from './html.ts';
import { customerKey } from './links.ts';
import { authorOf, idOf, isDescription } from './mapping.ts';
import type { Written } from './rest.ts';
import { typeOfField } from './updates.ts';
import { toMember } from './values.ts';

/**
 * Creates a ticket in two steps: the ticket, then the text of the Description action that it came with (1.6). When
 * only the second fails the ticket is there all the same, so it is answered with a warning.
 */
export async function createTicket(context: Context, draft: TicketDraft, signal?: AbortSignal): Promise<Created> {
  const { client, directory, dates, authors } = context;
  const key = draft.customerId === undefined ? undefined : customerKey(draft.customerId);
  const further = furtherFields(context, draft.fields ?? {});
  const made = await client.createTicket(
    {
      Name: draft.subject,
      ...typeAndStatus(client, await directory.pickLists(signal), draft),
      TicketSeverityID: draft.priorityId,
      ProductID: draft.productId,
      GroupID: draft.groupId,
      UserID: draft.assigneeId,
      ContactID: key?.kind === 'contact' ? key.id : undefined,
      CustomerID: key?.kind === 'customer' ? key.id : undefined,
      ...further,
    },
    signal,
  );
  const id = made.record && idOf(made.record, 'Ticket');
  if (!id)
    throw client.error('unreadable', said`${unnamed(made)} Look there before making it again.`, {
      status: made.status,
    });
  dates.learnZone(fieldOf(made.record, 'DateCreated'), Date.now());
  authors.tickets.learn(undefined, authorOf(made.record));
  const number = fieldOf(made.record, 'TicketNumber');
  const text = await asResult(() => completeTicket(context, id, draft, signal));
  return { id, ...(number ? { number } : {}), ...(text.ok ? {} : { warning: text.failure }) };
}

/** The second step of a new ticket: its text. Written once more, it is the same. */
export async function completeTicket(
  { client }: Context,
  ticketId: string,
  { description }: TicketDraft,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!description.trim()) return;
  const { records } = await client.actions(ticketId, new Filters().is('SystemActionTypeID', 1).terms, signal);
  const action = records.find(isDescription) ?? (records.length === 1 ? records[0] : undefined);
  const actionId = action && idOf(action, 'Action');
  if (!actionId) throw client.error('notFound', said`The new ticket has no description to write to.`);
  await client.updateAction(ticketId, actionId, { Description: writeHtml(description) }, signal);
}

/** What is to be said of a write that was taken without an answer that names what it made; 202 is documented (1.5). */
export function unnamed({ status }: Written): string {
  return status === 202
    ? said`The desk accepted it (status 202) and will do it later; it did not say its id.`
    : said`The desk took it (status ${status}) but did not say its id.`;
}

function furtherFields(context: Context, fields: Readonly<Record<string, string>>): Record<string, MemberValue> {
  const members: Record<string, MemberValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    requireMember(name);
    if (value.trim() === '') continue;
    const link = Object.entries(ticketLinks).find(([link]) => link === name)?.[1];
    members[name] = toMember(name, link ?? typeOfField(context.custom, name), value, context.dates);
  }
  return members;
}

/** A status belongs to a type (quirk 5): the first type, and its first open status in the account's order. */
function typeAndStatus(client: TeamSupportClient, picks: PickLists, draft: TicketDraft) {
  const chosen = picks.statuses.find(status => status.id === draft.statusId);
  const typeId = draft.typeId ?? chosen?.typeId ?? picks.types[0]?.id;
  if (chosen?.typeId !== undefined && typeId !== undefined && chosen.typeId !== typeId) {
    throw client.error('badInput', said`The status ${chosen.name} does not belong to the chosen type.`);
  }
  const ofType = picks.statuses.filter(status => status.typeId === undefined || status.typeId === typeId);
  const statusId = draft.statusId ?? (ofType.find(status => !status.closed) ?? ofType[0])?.id;
  return { TicketTypeID: typeId, TicketStatusID: statusId };
}

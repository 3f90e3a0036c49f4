import type { Choice, PickLists } from '../model/directory.ts';
import type { FieldChanges } from '../model/fields.ts';
import { said } from '../model/said.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { Context } from './context.ts';
import type { CustomFields } from './customFields.ts';
import { type MemberType, type MemberValue, TICKET, ticketWrites } from './entities.ts';
import { requireMember } from './filters.ts';
import { isTrue } from './mapping.ts';
import { ticketById } from './ticketById.ts';
import { toMember, writeDate } from './values.ts';

const WRITES: ReadonlyMap<string, MemberType> = new Map(Object.entries(ticketWrites));

/** The type of a ticket's field that can be written. */
export function typeOfField(custom: CustomFields, name: string): MemberType {
  return WRITES.get(name) ?? custom.memberTypeOf(name);
}

/**
 * Changes fields of a ticket, and says so when the desk left one as it was: members that it does not take it ignores
 * without a word (1.7).
 */
export async function updateTicket(
  context: Context,
  ticketId: string,
  changes: FieldChanges,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { client, directory, dates, custom } = context;
  if (Object.keys(changes).length === 0) return;
  const before = await ticketById(client, ticketId, signal);
  custom.learn([before]);
  const members: Record<string, MemberValue> = {};
  for (const [name, value] of Object.entries(changes)) {
    requireMember(name);
    if (!WRITES.has(name) && TICKET.members.has(name.toLowerCase())) {
      throw client.error('badInput', said`${name} of a ticket cannot be changed.`);
    }
    members[name] = toMember(name, typeOfField(custom, name), value, dates);
  }
  if ('TicketTypeID' in members || 'TicketStatusID' in members) {
    Object.assign(members, statusFor(context, await directory.pickLists(signal), before, changes));
  }
  const { record: after } = await client.updateTicket(ticketId, members, signal);
  const left = Object.entries(members)
    .filter(([name, wanted]) =>
      isIgnored(typeOfField(custom, name), wanted, fieldOf(before, name) ?? '', after?.values[name]),
    )
    .map(([name]) => name);
  if (left.length > 0) throw client.error('refused', said`The desk left as it was: ${left.join(', ')}.`);
}

/** A status belongs to a type (quirk 5): a new type carries its status of the same name, else its first open one. */
function statusFor(
  { client }: Context,
  picks: PickLists,
  before: DataRecord,
  changes: FieldChanges,
): Record<string, MemberValue> {
  const typeId = changes.TicketTypeID ?? fieldOf(before, 'TicketTypeID');
  const ofType = statusesOf(picks, typeId);
  const wanted = changes.TicketStatusID;
  if (wanted) {
    const status = picks.statuses.find(({ id }) => id === wanted);
    if (status && !ofType.includes(status)) {
      throw client.error('badInput', said`The status ${status.name} does not belong to the ticket's type.`);
    }
    return {};
  }
  const now = fieldOf(before, 'TicketStatusID');
  if (ofType.some(({ id }) => id === now)) return {};
  const name = fieldOf(before, 'Status')?.toLowerCase();
  const next =
    ofType.find(status => status.name.toLowerCase() === name) ?? ofType.find(({ closed }) => !closed) ?? ofType[0];
  return next ? { TicketStatusID: next.id } : {};
}

/** The statuses that a ticket of this type can have, in the account's order. */
export function statusesOf(picks: PickLists, typeId: string | undefined): Choice[] {
  return picks.statuses.filter(status => status.typeId === undefined || status.typeId === typeId);
}

/** Whether a field of a ticket has the value that was asked for. */
export function isAsWanted(
  { custom, dates }: Context,
  record: DataRecord,
  name: string,
  value: string | null,
): boolean {
  const now = fieldOf(record, name)?.trim() ?? '';
  const wanted = value?.trim() ?? '';
  if (wanted === '' || now === '') return wanted === now;
  const type = typeOfField(custom, name);
  if (type === 'flag') return isTrue(now) === isTrue(wanted);
  if (type === 'decimal') return Number(now) === Number(wanted);
  if (type === 'date') return dates.read(now, true) === dates.read(writeDate(wanted, dates), true);
  return now.replace(/\s+/g, ' ') === wanted.replace(/\s+/g, ' ');
}

/** Another value was asked for, and the answer still has the old one. */
function isIgnored(type: MemberType, wanted: MemberValue, old: string, now: string | undefined): boolean {
  if (wanted === undefined || now === undefined || old.trim() !== now.trim()) return false;
  const text = String(wanted ?? '').trim();
  // Of dates and decimals the desk has its own way of writing: only a value that was or is emptied is told for sure.
  if (type === 'date' || type === 'decimal') return (text === '') !== (now.trim() === '');
  return text.toLowerCase() !== now.trim().toLowerCase();
}

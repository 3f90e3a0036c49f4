import type { Choice, Group, PickLists, Technician } from '../model/directory.ts';
import type { FieldChanges, FieldRole, TicketField } from '../model/fields.ts';
import type { DataRecord } from '../wire/records.ts';
import { updateTicket } from './actions/tickets.ts';
import { FieldReader } from './fields.ts';
import type { UpdateTicket } from './inputs/tickets.ts';
import { type Context, toTicket } from './mapping.ts';

/** What can be chosen for a ticket. */
export interface TicketChoices {
  readonly picks: PickLists;
  readonly technicians: readonly Technician[];
  readonly groups: readonly Group[];
}

/** Rows of `update_ticket` that are not for editing: the ticket itself and its long text. */
const NOT_EDITED: ReadonlySet<string> = new Set(['tid', 'description']);

/** What inputs of a ticket are to people. */
export const ROLES: Readonly<Record<string, FieldRole>> = {
  subject: 'subject',
  status: 'status',
  priority: 'priority',
  category: 'category',
  sub_category: 'subCategory',
  source: 'source',
  assigned_to: 'assignee',
  assigned_group: 'group',
  due_date: 'dueAt',
  escalation_level: 'escalation',
  customer_group: 'customerGroup',
  contact: 'contact',
  phone: 'phone',
  email: 'email',
  company: 'company',
};

/** The order in which people look for them; the others follow as the table has them. */
const FIRST = ['subject', 'status', 'priority', 'assigned_to', 'assigned_group', 'category', 'sub_category', 'source'];

/** A ticket has no say in these; it cannot be without them either. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['cid', 'subject', 'status', 'open_date']);

/** The fields of a ticket that `update_ticket` (2.5.2) takes, with their values now and what can be chosen. */
export function fieldsOf(record: DataRecord, choices: TicketChoices, context: Context): TicketField[] {
  const now = valuesOf(record, context);
  const groupId = now.get('assigned_group')?.value;
  const group = choices.groups.find(each => each.id === groupId)?.id;
  const forGroup = (list: readonly Choice[]): readonly Choice[] =>
    list.filter(choice => group === undefined || !choice.groupIds || choice.groupIds.includes(group));
  const lists: Readonly<Record<string, readonly Choice[]>> = {
    status: forGroup(choices.picks.statuses),
    category: forGroup(choices.picks.categories),
    source: forGroup(choices.picks.sources),
    assigned_to: choices.technicians.map(({ id, name }) => ({ id, name })),
    assigned_group: choices.groups.map(({ id, name }) => ({ id, name })),
  };
  const names = Object.keys(updateTicket.inputs).filter(name => !NOT_EDITED.has(name));
  const place = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return names
    .sort((a, b) => place(a) - place(b))
    .map(name => {
      const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
      const current = now.get(name);
      return {
        name,
        role: (Object.hasOwn(ROLES, name) && ROLES[name]) || 'custom',
        type: list?.length ? 'choice' : updateTicket.inputs[name]?.type === 'date' ? 'date' : 'text',
        ...current,
        ...(list?.length ? { choices: withCurrent(list, current) } : {}),
        clearable: !NEVER_EMPTY.has(name),
      };
    });
}

interface Current {
  readonly value: string;
  readonly shown: string;
}

/** A value that is set is a choice, even where the group could not choose it anew. */
function withCurrent(list: readonly Choice[], current: Current | undefined): readonly Choice[] {
  if (!current || list.some(choice => choice.id === current.value)) return list;
  return [{ id: current.value, name: current.shown }, ...list];
}

function valuesOf(record: DataRecord, context: Context): ReadonlyMap<string, Current> {
  const ticket = toTicket(record, context);
  const found = new Map<string, Current>();
  const set = (name: string, value: string | undefined, shown = value): void => {
    if (value?.trim() && shown) found.set(name, { value: value.trim(), shown: shown.trim() });
  };
  set('subject', ticket?.subject);
  set('status', ticket?.status);
  set('priority', ticket?.priority);
  set('category', ticket?.category);
  set('assigned_to', ticket?.assignee?.id ?? ticket?.assignee?.name, ticket?.assignee?.name);
  set('assigned_group', ticket?.group?.id ?? ticket?.group?.name, ticket?.group?.name);
  set('cid', ticket?.customer?.id, ticket?.customer?.id);
  set('contact', ticket?.contact?.name);
  set('open_date', ticket?.openedAt);
  set('close_date', ticket?.closedAt);
  set('due_date', ticket?.dueAt);
  const fields = new FieldReader(record);
  const { tickets } = context.tables;
  fields.take(tickets.customerId);
  set('company', fields.take(tickets.customerName));
  set('sub_category', fields.take(tickets.subCategory));
  set('source', fields.take(tickets.source));
  set('escalation_level', fields.take(tickets.escalation));
  set('customer_group', fields.take(tickets.customerGroup));
  set('phone', fields.take(tickets.phone));
  set('email', fields.take(tickets.email));
  return found;
}

/** Whether a ticket has all the values that were asked for; one that its record does not show counts as empty. */
export function isAsWanted(record: DataRecord, changes: FieldChanges, context: Context): boolean {
  const now = valuesOf(record, context);
  return Object.entries(changes).every(([name, value]) => {
    const wanted = value?.trim() ?? '';
    const current = now.get(name);
    if (current === undefined || wanted === '') return wanted === (current?.value ?? '');
    if (updateTicket.inputs[name]?.type === 'date') return isSameDate(current.value, wanted, context);
    return [current.value, current.shown].some(text => plain(text) === plain(wanted));
  });
}

/** To the minute, or to the day where the desk keeps no more. */
function isSameDate(now: string, wanted: string, { dates }: Context): boolean {
  const [nowDay, ...nowTime] = dates.write(now, 'H:mm:ss').split(' ');
  const [wantedDay, ...wantedTime] = dates.write(dates.read(wanted, true) ?? wanted, 'H:mm:ss').split(' ');
  const minutes = (time: readonly string[]): string => time.join(' ').replace(/:\d\d$/, '');
  const bare = /^(?:0:00:00|23:59:59)$/.test(nowTime.join(' '));
  return nowDay === wantedDay && (bare || minutes(nowTime) === minutes(wantedTime));
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Changes as `update_ticket` takes them; what empties a field is sent empty. Names are checked when it is sent. */
export function changesOf(ticketId: string, changes: FieldChanges): UpdateTicket {
  const values = Object.entries(changes).map(([name, value]) => [name, value ?? '']);
  return { ...Object.fromEntries(values), tid: ticketId };
}

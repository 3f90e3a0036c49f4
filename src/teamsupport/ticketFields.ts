import type { Choice } from '../model/directory.ts';
import { failureOf } from '../model/errors.ts';
import type { FieldRole, TicketField } from '../model/fields.ts';
import { type DataRecord, fieldOf, given } from '../wire/records.ts';
import type { Context } from './context.ts';
import { CustomFields } from './customFields.ts';
import { isTrue } from './mapping.ts';
import { ticketById } from './ticketById.ts';
import { statusesOf } from './updates.ts';

/** What can be changed on a ticket (2.2), with the choices that it has now. */
export async function ticketFields(
  context: Context,
  ticketId: string,
  signal: AbortSignal | undefined,
): Promise<TicketField[]> {
  const { client, directory, custom } = context;
  const [ticket, picks, groups, technicians] = await Promise.all([
    ticketById(client, ticketId, signal),
    directory.pickLists(signal),
    directory.groups(signal),
    directory.technicians(signal),
  ]);
  custom.learn([ticket]);
  const productId = fieldOf(ticket, 'ProductID');
  const versions = productId ? await versionsOf(context, productId, signal) : [];
  const assignee = fieldOf(ticket, 'UserID');
  const people = technicians.filter(({ active, id }) => active || id === assignee);
  const choose = chooser(ticket);
  const { typeOf, date, flag } = writers(context, ticket);
  const name = fieldOf(ticket, 'Name') ?? '';
  return [
    { name: 'Name', role: 'subject', type: 'text', value: name, shown: name, clearable: false },
    choose('TicketTypeID', 'type', picks.types, 'TicketTypeName', false),
    choose('TicketStatusID', 'status', statusesOf(picks, fieldOf(ticket, 'TicketTypeID')), 'Status', false),
    choose('TicketSeverityID', 'priority', picks.priorities, 'Severity', false),
    choose('UserID', 'assignee', people.map(toChoice), 'UserName', true),
    choose('GroupID', 'group', groups.map(toChoice), 'GroupName', true),
    choose('ProductID', 'product', picks.products, 'ProductName', true),
    ...(versions.length > 0
      ? [
          choose('ReportedVersionID', 'reportedVersion', versions, 'ReportedVersion', true),
          choose('SolvedVersionID', 'solvedVersion', versions, 'SolvedVersion', true),
        ]
      : []),
    date('DueDate', 'dueAt'),
    flag('IsVisibleOnPortal', 'visibleToCustomer'),
    flag('IsKnowledgeBase', 'knowledgeBase'),
    ...CustomFields.namesIn(ticket).map(typeOf),
  ];
}

async function versionsOf(context: Context, productId: string, signal: AbortSignal | undefined): Promise<Choice[]> {
  try {
    return await context.directory.versions(productId, signal);
  } catch (thrown) {
    // The other fields can be changed all the same.
    if (failureOf(thrown).reason === 'serverError') return [];
    throw thrown;
  }
}

function chooser(ticket: DataRecord) {
  return (
    name: string,
    role: FieldRole,
    choices: readonly Choice[],
    words: string,
    clearable: boolean,
  ): TicketField => {
    const value = fieldOf(ticket, name);
    const shown = fieldOf(ticket, words) ?? choices.find(({ id }) => id === value)?.name;
    return { name, role, type: 'choice', ...given('value', value), ...given('shown', shown), choices, clearable };
  };
}

function writers({ dates, custom }: Context, ticket: DataRecord) {
  const flag = (name: string, role: FieldRole): TicketField => {
    const value = fieldOf(ticket, name);
    return {
      name,
      role,
      type: 'flag',
      ...(value === undefined ? {} : { value: String(isTrue(value)), shown: value }),
      clearable: false,
    };
  };
  const date = (name: string, role: FieldRole): TicketField => {
    const shown = fieldOf(ticket, name);
    return {
      name,
      role,
      type: 'date',
      ...given('value', dates.read(shown, true)),
      ...given('shown', shown),
      clearable: true,
    };
  };
  const typeOf = (name: string): TicketField => {
    const type = custom.typeOf(name);
    if (type === 'flag') return flag(name, 'custom');
    if (type === 'date') return date(name, 'custom');
    const value = fieldOf(ticket, name);
    return { name, role: 'custom', type, ...given('value', value), ...given('shown', value), clearable: true };
  };
  return { typeOf, date, flag };
}

function toChoice({ id, name }: { readonly id: string; readonly name: string }): Choice {
  return { id, name };
}

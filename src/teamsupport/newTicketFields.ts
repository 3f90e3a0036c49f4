import type { Choice } from '../model/directory.ts';
import type { NewTicketField } from '../model/fields.ts';
import type { Context } from './context.ts';
import { CustomFields } from './customFields.ts';
import { ticketWrites } from './entities.ts';
import { Filters } from './filters.ts';

/** Tickets that are looked at for custom fields: there is no catalogue of them (1.13). */
const LOOKED_AT = 25;

type Written = keyof typeof ticketWrites;

/** The severity goes by its id. */
const LEFT_OUT: ReadonlySet<string> = new Set<Written>(['Severity']);

const ROLES: Readonly<Partial<Record<Written, NewTicketField['role']>>> = {
  Name: 'subject',
  TicketTypeID: 'type',
  TicketStatusID: 'status',
  TicketSeverityID: 'priority',
  ProductID: 'product',
  ReportedVersionID: 'reportedVersion',
  SolvedVersionID: 'solvedVersion',
  GroupID: 'group',
  UserID: 'assignee',
  DueDate: 'dueAt',
  IsVisibleOnPortal: 'visibleToCustomer',
  IsKnowledgeBase: 'knowledgeBase',
};

/** What a new ticket can be given (2.2): the members that a body may hold, and the custom fields that tickets have. */
export async function newTicketFields(
  { client, directory, custom }: Context,
  signal: AbortSignal | undefined,
): Promise<NewTicketField[]> {
  const [picks, groups, technicians, { records }] = await Promise.all([
    directory.pickLists(signal),
    directory.groups(signal),
    directory.technicians(signal),
    client.tickets(new Filters().page({ number: 1, size: LOOKED_AT }), signal),
  ]);
  custom.learn(records);
  const lists: Partial<Record<Written, readonly Choice[]>> = {
    TicketTypeID: picks.types,
    TicketStatusID: picks.statuses,
    TicketSeverityID: picks.priorities,
    ProductID: picks.products,
    GroupID: groups.map(({ id, name }) => ({ id, name })),
    UserID: technicians.filter(each => each.active).map(({ id, name }) => ({ id, name })),
  };
  const written = (Object.keys(ticketWrites) as Written[]).filter(name => !LEFT_OUT.has(name));
  const known = written.map((name): NewTicketField => {
    const choices = lists[name];
    return {
      name,
      role: ROLES[name] ?? 'custom',
      type: choices?.length ? 'choice' : ticketWrites[name],
      required: name === 'Name',
      ...(choices?.length ? { choices } : {}),
    };
  });
  const own = new Set(records.flatMap(record => CustomFields.namesIn(record)));
  return [
    ...known,
    { name: 'CustomerID', role: 'customer', type: 'text', required: false },
    { name: 'Description', role: 'description', type: 'longText', required: false },
    ...[...own].map((name): NewTicketField => ({ name, role: 'custom', type: custom.typeOf(name), required: false })),
  ];
}

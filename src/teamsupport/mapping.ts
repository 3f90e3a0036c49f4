import type { Customer, Group, Technician } from '../model/directory.ts';
import type {
  Attachment,
  HistoryEntry,
  LinkedCustomer,
  NamedRef,
  PersonRef,
  RichText,
  Ticket,
  TicketSummary,
  TimeEntry,
} from '../model/ticket.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { type DataRecord, type Draft, fieldOf, given, groupOf } from '../wire/records.ts';
import { oneLine } from '../wire/text.ts';
import { stateOfWord, urgencyOfWord } from '../wire/words.ts';
import { plainText, readHtml } from './html.ts';
import { otherFieldsOf } from './otherFields.ts';

/** An entity's own id: the member's name depends on flavour and on list or single (1.9). */
export function idOf(record: DataRecord, entity: string): string | undefined {
  return fieldOf(record, `${entity}ID`, 'ID');
}

/** Booleans are the texts `True` and `False` (1.10). */
export function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true' || value?.trim() === '1';
}

/** Ids of customers say which kind they are, because a ticket links either (2.2). */
export const contactId = (id: string): string => `contact:${id}`;
export const organizationId = (id: string): string => `customer:${id}`;

/** 2.2. Absent when the record is no ticket. */
export function toSummary(record: DataRecord, dates: DeskDates): TicketSummary | undefined {
  return summaryOf(record, groupOf(record, 'Customers'), groupOf(record, 'Contacts'), dates);
}

function summaryOf(
  record: DataRecord,
  customers: readonly DataRecord[],
  contacts: readonly DataRecord[],
  dates: DeskDates,
): Draft<TicketSummary> | undefined {
  const id = idOf(record, 'Ticket');
  if (!id) return undefined;
  const status = fieldOf(record, 'Status') ?? '';
  const priority = fieldOf(record, 'Severity');
  const summary: Draft<TicketSummary> = {
    id,
    number: fieldOf(record, 'TicketNumber') ?? id,
    subject: oneLine(fieldOf(record, 'Name') ?? ''),
    state: stateOf(record, status),
    status,
    urgency: urgencyOfWord(priority),
  };
  const type = fieldOf(record, 'TicketTypeName');
  const product = fieldOf(record, 'ProductName');
  const group = named(fieldOf(record, 'GroupID'), fieldOf(record, 'GroupName'));
  const assignee = named(fieldOf(record, 'UserID'), fieldOf(record, 'UserName'));
  const customer = customerOf(record, customers);
  const contact = contactOf(contacts);
  const openedAt = dates.read(fieldOf(record, 'DateCreated'));
  const changedAt = dates.read(fieldOf(record, 'DateModified'));
  const closedAt = dates.read(fieldOf(record, 'DateClosed'));
  const dueAt = dates.read(fieldOf(record, 'DueDate'), true);
  // Member by member: a list has thousands of tickets, and setting members by name takes more time than all the rest.
  if (priority !== undefined) summary.priority = priority;
  if (type !== undefined) summary.type = type;
  if (product !== undefined) summary.product = product;
  if (group !== undefined) summary.group = group;
  if (assignee !== undefined) summary.assignee = assignee;
  if (customer !== undefined) summary.customer = customer;
  if (contact !== undefined) summary.contact = contact;
  if (openedAt !== undefined) summary.openedAt = openedAt;
  if (changedAt !== undefined) summary.changedAt = changedAt;
  if (closedAt !== undefined) summary.closedAt = closedAt;
  if (dueAt !== undefined) summary.dueAt = dueAt;
  return summary;
}

/** A ticket in full; its text is the Description action's (1.6). */
export function toTicket(
  record: DataRecord,
  description: DataRecord | undefined,
  dates: DeskDates,
): Ticket | undefined {
  const customers = groupOf(record, 'Customers');
  const contacts = groupOf(record, 'Contacts');
  const summary = summaryOf(record, customers, contacts, dates);
  if (!summary) return undefined;
  const ticket: Draft<Ticket> = Object.assign(summary, { otherFields: otherFieldsOf(record, KNOWN) });
  const text = descriptionOf(description);
  const hours = Number(fieldOf(record, 'HoursSpent') ?? Number.NaN);
  if (text !== undefined) ticket.description = text;
  if (Number.isFinite(hours)) ticket.minutesLogged = Math.round(hours * 60);
  ticket.linked = linkedOf(customers, contacts);
  return ticket;
}

/** The text in the action that holds the ticket's (1.6). */
export function descriptionOf(action: DataRecord | undefined): RichText | undefined {
  const body = action && readHtml(fieldOf(action, 'Description') ?? '');
  if (!body) return undefined;
  const visible = fieldOf(action, 'IsVisibleOnPortal');
  return { kind: 'html', body, ...(visible === undefined || isTrue(visible) ? {} : { internal: true }) };
}

/** Whether an action is the one that holds the ticket's text (1.6). */
export function isDescription(action: DataRecord): boolean {
  const system = fieldOf(action, 'SystemActionTypeID');
  return system === undefined ? fieldOf(action, 'Name') === 'Description' : system === '1';
}

/** 2.3. `technicians` are the ids of the account's users: who is none of them is a customer. */
export function toEntry(action: DataRecord, technicians: ReadonlySet<string>, dates: DeskDates): HistoryEntry {
  const minutes = minutesOf(action);
  const visible = fieldOf(action, 'IsVisibleOnPortal');
  return {
    id: idOf(action, 'Action') ?? '',
    ...given('at', dates.read(fieldOf(action, 'DateCreated'))),
    ...given('author', creatorOf(action)),
    role: roleOf(action, technicians),
    visibility: visible === undefined ? 'unknown' : isTrue(visible) ? 'public' : 'internal',
    ...given('kind', fieldOf(action, 'ActionType')),
    body: { kind: 'html', body: readHtml(fieldOf(action, 'Description') ?? '') },
    ...(minutes > 0 ? { minutes } : {}),
  };
}

/** The time of an action (quirk 2); absent when none was logged. */
export function toTimeEntry(action: DataRecord, dates: DeskDates): TimeEntry | undefined {
  const minutes = minutesOf(action);
  const id = idOf(action, 'Action');
  if (minutes <= 0 || !id) return undefined;
  const at = dates.read(fieldOf(action, 'DateStarted')) ?? dates.read(fieldOf(action, 'DateCreated'));
  return {
    id,
    minutes,
    ...given('at', at),
    ...given('by', creatorOf(action)),
    ...given('category', fieldOf(action, 'ActionType')),
    ...given('categoryId', fieldOf(action, 'ActionTypeID')),
    ...given('notes', plainText(readHtml(fieldOf(action, 'Description') ?? '')) || undefined),
  };
}

/** The members of an attachment are not shown anywhere: names are read by likeness. */
export function toAttachment(record: DataRecord, entryId: string, dates: DeskDates): Attachment | undefined {
  const name = fieldOf(record, 'FileName', 'Name', 'AttachmentName', 'Title');
  if (!name) return undefined;
  return {
    ...given('id', idOf(record, 'Attachment')),
    name,
    ...given('size', readable(fieldOf(record, 'FileSize', 'Size', 'Length', 'ContentLength'))),
    ...given('at', dates.read(fieldOf(record, 'DateCreated', 'DateModified'))),
    entryId,
  };
}

/** 2.7 */
export function toTechnician(record: DataRecord): Technician | undefined {
  const id = idOf(record, 'User');
  if (!id) return undefined;
  const email = fieldOf(record, 'Email');
  const active = fieldOf(record, 'IsActive');
  return {
    id,
    name: fullName(record) || fieldOf(record, 'Name', 'UserName') || email || id,
    ...given('email', email),
    active: active === undefined || isTrue(active),
  };
}

export function toGroup(record: DataRecord): Group | undefined {
  const id = idOf(record, 'Group');
  const name = fieldOf(record, 'Name', 'GroupName');
  return id && name ? { id, name } : undefined;
}

/** 2.5; absent for contacts that are no longer active. */
export function toContact(record: DataRecord): Customer | undefined {
  const id = idOf(record, 'Contact');
  if (!id || fieldOf(record, 'IsActive')?.toLowerCase() === 'false') return undefined;
  const email = fieldOf(record, 'Email');
  return {
    id: contactId(id),
    name: fullName(record) || email || id,
    ...given('company', fieldOf(record, 'Organization')),
    ...given('email', email),
  };
}

/** 2.4; absent for customers that are no longer active. */
export function toOrganization(record: DataRecord): Customer | undefined {
  const id = fieldOf(record, 'ID', 'CustomerID', 'OrganizationID');
  const name = fieldOf(record, 'Name', 'CustomerName');
  if (!id || !name || fieldOf(record, 'IsActive')?.toLowerCase() === 'false') return undefined;
  return { id: organizationId(id), name };
}

/** Actions in the order they were written: dates have no seconds, ids rise. */
export function oldestFirst(actions: readonly DataRecord[], dates: DeskDates): DataRecord[] {
  const keyed = actions.map(action => ({
    action,
    at: dates.read(fieldOf(action, 'DateCreated')) ?? '',
    id: Number(idOf(action, 'Action') ?? 0),
  }));
  keyed.sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  return keyed.map(({ action }) => action);
}

function stateOf(record: DataRecord, status: string): TicketSummary['state'] {
  const closed = fieldOf(record, 'IsClosed');
  const byWord = stateOfWord(status);
  if (closed === undefined) return byWord ?? 'open';
  if (isTrue(closed)) return 'closed';
  return byWord === 'waiting' ? 'waiting' : 'open';
}

function customerOf(record: DataRecord, [first]: readonly DataRecord[]): NamedRef | undefined {
  const id = first && fieldOf(first, 'CustomerID', 'OrganizationID', 'ID');
  const name = (first && fieldOf(first, 'CustomerName', 'Name')) ?? fieldOf(record, 'PrimaryCustomer');
  return named(id && organizationId(id), name);
}

function contactOf([first]: readonly DataRecord[]): PersonRef | undefined {
  const id = first && fieldOf(first, 'ContactID', 'ID');
  return first && named(id && contactId(id), fieldOf(first, 'ContactName', 'Name'));
}

/** All customers and contacts of a ticket (2.2). */
function linkedOf(customers: readonly DataRecord[], contacts: readonly DataRecord[]): LinkedCustomer[] {
  const linked: LinkedCustomer[] = [];
  for (const each of customers) {
    const id = fieldOf(each, 'CustomerID', 'OrganizationID', 'ID');
    const name = fieldOf(each, 'CustomerName', 'Name') ?? id;
    if (id && name) linked.push({ id: organizationId(id), name, kind: 'company' });
  }
  for (const each of contacts) {
    const id = fieldOf(each, 'ContactID', 'ID');
    const name = fieldOf(each, 'ContactName', 'Name') ?? id;
    if (id && name) linked.push({ id: contactId(id), name, kind: 'person' });
  }
  return linked;
}

function creatorOf(action: DataRecord): PersonRef | undefined {
  return named(authorOf(action), fieldOf(action, 'CreatorName'));
}

/** The id of who made an action or a ticket; the system is nobody (1.3). */
export function authorOf(record: DataRecord): string | undefined {
  const id = fieldOf(record, 'CreatorID');
  return id === '-1' ? undefined : id;
}

function roleOf(action: DataRecord, technicians: ReadonlySet<string>): HistoryEntry['role'] {
  const id = fieldOf(action, 'CreatorID');
  if (id && technicians.has(id)) return 'technician';
  // E-mails carry the system's id, whoever wrote them (2.3).
  if (id === '-1') return fieldOf(action, 'SystemActionTypeID') === '3' ? 'unknown' : 'system';
  return id && technicians.size > 0 ? 'customer' : 'unknown';
}

/** The minutes logged with an action; 0 when none are. */
export function minutesOf(action: DataRecord): number {
  const minutes = Number(fieldOf(action, 'TimeSpent') ?? 0);
  return Number.isFinite(minutes) ? Math.round(minutes) : 0;
}

function fullName(record: DataRecord): string {
  return [fieldOf(record, 'FirstName'), fieldOf(record, 'MiddleName'), fieldOf(record, 'LastName')]
    .filter(Boolean)
    .join(' ');
}

function named(id: string | undefined, name: string | undefined): NamedRef | undefined {
  if (!name && !id) return undefined;
  return { ...(id ? { id } : {}), name: name ?? id ?? '' };
}

/** A bare number is one of bytes. */
function readable(size: string | undefined): string | undefined {
  if (!size || !/^\d+$/.test(size)) return size;
  const bytes = Number(size);
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Members of the reference that have a place in the model or are only of technical use. */
const KNOWN = new Set(
  `id ticketid productname groupname tickettypename username status statusposition severityposition isclosed severity
  ticketnumber reportedversionid solvedversionid productid groupid userid ticketstatusid tickettypeid ticketseverityid
  organizationid name modifierid creatorid datemodified datecreated dateclosed closerid daysclosed daysopened hoursspent
  knowledgebasecategoryid duedate primarycustomer customers contacts needsindexing`.split(/\s+/),
);

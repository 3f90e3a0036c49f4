import { placedTicketFields } from '../model/fieldNames.ts';
import type {
  Attachment,
  HistoryEntry,
  RichText,
  Ticket,
  TicketState,
  TicketSummary,
  TimeEntry,
} from '../model/ticket.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { isEscapedMarkup, unescapeHtml } from '../wire/html.ts';
import { type DataRecord, type Draft, given, Row } from '../wire/records.ts';
import { oneLine } from '../wire/text.ts';
import { stateOfWord, urgencyOfWord } from '../wire/words.ts';
import { FieldReader, fieldsIn, type Tables } from './fields.ts';
import { LikeNames, type Places, type Wanted } from './likeness.ts';
import { flag, type Names } from './people.ts';

/** What is needed to understand a record. */
export interface Context {
  readonly names: Names;
  /** How the desk writes its dates. */
  readonly dates: DeskDates;
  /** Under which names fields are looked for. */
  readonly tables: Tables;
}

const MARKUP =
  /<\/?(?:p|br|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|a|img|pre|code|font|h[1-6]|html|body)\b[^<>]*>/i;
/** Length of a working day, for durations in days. */
const HOURS_A_DAY = 8;

type Placed = (typeof placedTicketFields)[number];

const wantedBy = new WeakMap<Tables['tickets'], Wanted<Placed>>();

function wantedOf(tickets: Tables['tickets']): Wanted<Placed> {
  let wanted = wantedBy.get(tickets);
  if (!wanted) {
    wanted = placedTicketFields.map(field => [field, tickets[field]] as const);
    wantedBy.set(tickets, wanted);
  }
  return wanted;
}

/** 2.5.1. Absent when the record is no ticket. */
export function toTicket(record: DataRecord, context: Context): Ticket | undefined {
  const row = Row.of(record);
  const names = LikeNames.of(row.names);
  const places = names.placesOf(row, wantedOf(context.tables.tickets));
  const summary = summaryOf(row, places, context);
  if (!summary) return undefined;
  const ticket: Draft<Ticket> = Object.assign(summary, { otherFields: fieldsIn(row, names.besides(places)) });
  const description = textAt(row, places.description);
  if (description) ticket.description = richText(description);
  return ticket;
}

/** As `toTicket`, for lists: the text, which is most of an answer, is not even decoded. */
export function toSummary(record: DataRecord, context: Context): TicketSummary | undefined {
  const row = Row.of(record);
  return summaryOf(row, LikeNames.of(row.names).placesOf(row, wantedOf(context.tables.tickets)), context);
}

function summaryOf(row: Row, places: Places<Placed>, { names, dates }: Context): Draft<TicketSummary> | undefined {
  const number = textAt(row, places.number)?.trim();
  if (!number) return undefined;
  const status = textAt(row, places.status)?.trim() ?? '';
  const priority = textAt(row, places.priority);
  const customerId = textAt(row, places.customerId);
  const company = textAt(row, places.customerName);
  const contact = textAt(row, places.contact);
  const closedAt = dates.read(textAt(row, places.closedAt));
  const summary: Draft<TicketSummary> = {
    id: number,
    number,
    subject: oneLine(textAt(row, places.subject) ?? ''),
    state: stateOf(status, closedAt),
    status,
    urgency: urgencyOfWord(priority),
  };
  const type = textAt(row, places.type);
  const category = textAt(row, places.category);
  const group = names.group(textAt(row, places.groupName), textAt(row, places.groupId));
  const assignee = names.technician(textAt(row, places.assigneeId), textAt(row, places.assigneeName));
  const openedAt = dates.read(textAt(row, places.openedAt));
  const changedAt = dates.read(textAt(row, places.changedAt));
  const dueAt = dates.read(textAt(row, places.dueAt), true);
  // Member by member: a list has thousands of tickets, and setting members by name takes more time than all the rest.
  if (priority !== undefined) summary.priority = priority;
  if (type !== undefined) summary.type = type;
  if (category !== undefined) summary.category = category;
  if (group !== undefined) summary.group = group;
  if (assignee !== undefined) summary.assignee = assignee;
  if (customerId) summary.customer = { id: customerId, name: company ?? customerId };
  else if (company) summary.customer = { name: company };
  if (contact) summary.contact = { name: contact };
  if (openedAt !== undefined) summary.openedAt = openedAt;
  if (changedAt !== undefined) summary.changedAt = changedAt;
  if (closedAt !== undefined) summary.closedAt = closedAt;
  if (dueAt !== undefined) summary.dueAt = dueAt;
  return summary;
}

function textAt(row: Row, index: number | undefined): string | undefined {
  return index === undefined ? undefined : row.text(index);
}

/** Records of a list whose dates are looked at. */
const LEARNT_FROM = 200;

/** The dates of tickets that cannot lie in the future; they tell in which order the desk writes dates. */
export function* pastDates(records: readonly DataRecord[], { tickets }: Tables): Generator<string | undefined> {
  for (const record of records.slice(0, LEARNT_FROM)) {
    const fields = new FieldReader(record);
    for (const names of [tickets.closedAt, tickets.openedAt, tickets.changedAt]) yield fields.take(names);
  }
}

/** 2.6.1. Absent for an entry of another ticket or without anything to show. */
export function toEntry(
  record: DataRecord,
  ticketId: string,
  index: number,
  context: Context,
): HistoryEntry | undefined {
  const { names, dates, tables } = context;
  const fields = new FieldReader(record);
  if ((fields.take(tables.history.ticket)?.trim() ?? ticketId) !== ticketId) return undefined;
  const id = fields.take(tables.history.id) ?? `${ticketId}-${index + 1}`;
  const body = fields.take(tables.history.body);
  const authorId = fields.take(tables.history.authorId);
  const authorName = fields.take(tables.history.authorName);
  const customerId = fields.take(tables.history.customerId);
  const kind = fields.take(tables.history.kind);
  if (!body && !kind) return undefined;
  const author = names.technician(authorId, authorName) ?? (customerId ? { name: customerId } : undefined);
  return {
    id,
    ...given('at', dates.read(fields.take(tables.history.at))),
    ...given('author', author),
    role: roleOf([fields.take(tables.history.role), kind], names, authorId, authorName, customerId),
    visibility: visibilityOf(fields, tables.history),
    ...given('kind', kind),
    body: richText(body ?? ''),
  };
}

/** By date where all have one, else by id; what has neither keeps its place. */
export function oldestFirst<T extends { id: string; at?: string }>(items: readonly (T | undefined)[]): T[] {
  const present = items.filter(item => item !== undefined);
  const byId = (a: T, b: T): number => Number(a.id) - Number(b.id) || 0;
  if (present.every(item => item.at))
    return present.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? '') || byId(a, b));
  return present.every(item => /^\d+$/.test(item.id)) ? present.sort(byId) : present;
}

/** 2.7, documented in full. Absent for a file of another ticket. */
export function toAttachment(
  record: DataRecord,
  ticketId: string,
  { dates, tables }: Pick<Context, 'dates' | 'tables'>,
): Attachment | undefined {
  const fields = new FieldReader(record);
  if ((fields.take(tables.attachments.ticket)?.trim() ?? ticketId) !== ticketId) return undefined;
  const name = fields.take(tables.attachments.name);
  if (!name) return undefined;
  return {
    name,
    ...given('size', fields.take(tables.attachments.size)),
    ...given('at', dates.read(fields.take(tables.attachments.at))),
  };
}

/** 2.8.1. Absent for an item of another ticket and for one that is no time. */
export function toTimeEntry(
  record: DataRecord,
  ticketId: string,
  index: number,
  context: Context,
): TimeEntry | undefined {
  const { names, dates, tables } = context;
  const fields = new FieldReader(record);
  if ((fields.take(tables.lineItems.ticket)?.trim() ?? ticketId) !== ticketId) return undefined;
  const minutes = minutesOf(fields, tables.lineItems);
  if (minutes <= 0) return undefined;
  const title = fields.take(tables.lineItems.title);
  const notes = fields.take(tables.lineItems.notes);
  return {
    id: fields.take(tables.lineItems.id) ?? `${ticketId}-${index + 1}`,
    minutes,
    ...given('at', dates.read(fields.take(tables.lineItems.at))),
    ...given('by', names.technician(fields.take(tables.lineItems.uid), fields.take(tables.lineItems.techName))),
    ...given('category', fields.take(tables.lineItems.category)),
    ...given('notes', notes ?? title),
  };
}

/** Text that has markup, escaped once or not, is HTML; the rest is plain. */
export function richText(value: string): RichText {
  if (MARKUP.test(value)) return { kind: 'html', body: value };
  const body = isEscapedMarkup(value) ? unescapeHtml(value) : value;
  return MARKUP.test(body) ? { kind: 'html', body } : { kind: 'text', body: value };
}

function stateOf(status: string, closedAt: string | undefined): TicketState {
  return stateOfWord(status) ?? (closedAt ? 'closed' : 'open');
}

/** `said` are what may name a role outright, such as the kind of the entry. */
function roleOf(
  said: readonly (string | undefined)[],
  names: Names,
  authorId: string | undefined,
  authorName: string | undefined,
  customerId: string | undefined,
): HistoryEntry['role'] {
  for (const word of said) {
    if (word && /^(?:customer|client|contact|requester|caller|kunde|cliente)\b/i.test(word)) return 'customer';
    if (word && /^(?:tech(?:nician)?|agent|staff|support|techniker|t[eé]cnico)\b/i.test(word)) return 'technician';
  }
  const system = /^(?:system|auto(?:mat\w*)?)$/i;
  if ([...said, authorId, authorName].some(part => part && system.test(part.trim()))) return 'system';
  if (names.isTechnician(authorId) || names.isTechnician(authorName)) return 'technician';
  return customerId && (!authorId || authorId === customerId) ? 'customer' : 'unknown';
}

function visibilityOf(fields: FieldReader, names: Tables['history']): HistoryEntry['visibility'] {
  const hidden = flag(fields.take(names.internal));
  if (hidden !== undefined) return hidden ? 'internal' : 'public';
  const shown = fields.take(names.public);
  if (shown && /^(?:private|internal|hidden|tech)/i.test(shown)) return 'internal';
  if (shown && /^(?:public|visible|customer)/i.test(shown)) return 'public';
  const yes = flag(shown);
  return yes === undefined ? 'unknown' : yes ? 'public' : 'internal';
}

/** 0 when there is no time in it. */
export function minutesOf(fields: FieldReader, names: Tables['lineItems']): number {
  const amount = (text: string | undefined): number => {
    const value = Number(text?.trim().replace(/^(\d+),(\d+)$/, '$1.$2') || Number.NaN);
    return Number.isFinite(value) ? value : 0;
  };
  const duration = amount(fields.take(names.duration));
  const unit = fields.take(names.unit) ?? '';
  if (duration > 0) return Math.round(duration * minutesIn(unit));
  return Math.round(amount(fields.take(names.hours)) * 60 + amount(fields.take(names.minutes)));
}

function minutesIn(unit: string): number {
  if (/^\s*(?:h|std|stunde|hora)/i.test(unit)) return 60;
  if (/^\s*(?:d|tag|d[ií]a)/i.test(unit)) return HOURS_A_DAY * 60;
  return 1;
}

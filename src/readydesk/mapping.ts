import type { Attachment, HistoryEntry, RichText, Ticket, TicketState, TimeEntry } from '../model/ticket.ts';
import { readDate } from '../wire/dates.ts';
import { isEscapedMarkup, unescapeHtml } from '../wire/html.ts';
import { type DataRecord, fieldOf, given } from '../wire/records.ts';
import { stateOfWord, urgencyOfWord } from '../wire/words.ts';
import { FieldReader, HISTORY, LINE_ITEM, TICKET } from './fields.ts';
import { flag, type Names } from './people.ts';

/** What is needed to understand a record. */
export interface Context {
  readonly names: Names;
  /** IANA zone of the desk's dates. */
  readonly zone: string;
}

const MARKUP =
  /<\/?(?:p|br|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|a|img|pre|code|font|h[1-6]|html|body)\b[^>]*>/i;
/** Length of a working day, for durations in days. */
const HOURS_A_DAY = 8;

/** 2.5.1. Absent when the record is no ticket. */
export function toTicket(record: DataRecord, { names, zone }: Context): Ticket | undefined {
  const fields = new FieldReader(record);
  const number = fields.take(TICKET.number)?.trim();
  if (!number) return undefined;
  const subject = fields.take(TICKET.subject);
  const status = fields.take(TICKET.status)?.trim() ?? '';
  const priority = fields.take(TICKET.priority);
  const description = fields.take(TICKET.description);
  const groupId = fields.take(TICKET.groupId);
  const groupName = fields.take(TICKET.groupName);
  const assigneeName = fields.take(TICKET.assigneeName);
  const assigneeId = fields.take(TICKET.assigneeId);
  const customerId = fields.take(TICKET.customerId);
  const company = fields.take(TICKET.customerName);
  const contact = fields.take(TICKET.contact);
  const closedAt = readDate(fields.take(TICKET.closedAt), zone);
  return {
    id: number,
    number,
    subject: (subject ?? '').replace(/\s+/g, ' ').trim(),
    state: stateOf(status, closedAt),
    status,
    urgency: urgencyOfWord(priority),
    ...given('priority', priority),
    ...given('type', fields.take(TICKET.type)),
    ...given('category', fields.take(TICKET.category)),
    ...given('group', names.group(groupName, groupId)),
    ...given('assignee', names.technician(assigneeId, assigneeName)),
    ...(customerId || company
      ? { customer: { ...(customerId ? { id: customerId } : {}), name: company ?? customerId ?? '' } }
      : {}),
    ...(contact ? { contact: { name: contact } } : {}),
    ...given('openedAt', readDate(fields.take(TICKET.openedAt), zone)),
    ...given('changedAt', readDate(fields.take(TICKET.changedAt), zone)),
    ...given('closedAt', closedAt),
    ...given('dueAt', readDate(fields.take(TICKET.dueAt), zone, true)),
    ...(description ? { description: richText(description) } : {}),
    otherFields: fields.rest(),
  };
}

/** 2.6.1. Absent for an entry of another ticket or without anything to show. */
export function toEntry(
  record: DataRecord,
  ticketId: string,
  index: number,
  context: Context,
): HistoryEntry | undefined {
  const fields = new FieldReader(record);
  if ((fields.take(HISTORY.ticket)?.trim() ?? ticketId) !== ticketId) return undefined;
  const id = fields.take(HISTORY.id) ?? `${ticketId}-${index + 1}`;
  const body = fields.take(HISTORY.body);
  const authorId = fields.take(HISTORY.authorId);
  const authorName = fields.take(HISTORY.authorName);
  const customerId = fields.take(HISTORY.customerId);
  const kind = fields.take(HISTORY.kind);
  if (!body && !kind) return undefined;
  const { names, zone } = context;
  const author = names.technician(authorId, authorName) ?? (customerId ? { name: customerId } : undefined);
  return {
    id,
    ...given('at', readDate(fields.take(HISTORY.at), zone)),
    ...given('author', author),
    role: roleOf([fields.take(HISTORY.role), kind], names, authorId, authorName, customerId),
    visibility: visibilityOf(fields),
    ...given('kind', kind),
    body: richText(body ?? ''),
  };
}

/** 2.7, documented in full. Absent for a file of another ticket. */
export function toAttachment(record: DataRecord, ticketId: string, zone: string): Attachment | undefined {
  const name = fieldOf(record, 'file_name', 'filename', 'name');
  if (!name || (fieldOf(record, 'ticket_id', 'tid')?.trim() ?? ticketId) !== ticketId) return undefined;
  return {
    name,
    ...given('size', fieldOf(record, 'file_size', 'size')),
    ...given('at', readDate(fieldOf(record, 'file_date', 'date'), zone)),
  };
}

/** 2.8.1. Absent for an item of another ticket and for one that is no time. */
export function toTimeEntry(
  record: DataRecord,
  ticketId: string,
  index: number,
  context: Context,
): TimeEntry | undefined {
  const fields = new FieldReader(record);
  if ((fields.take(LINE_ITEM.ticket)?.trim() ?? ticketId) !== ticketId) return undefined;
  const minutes = minutesOf(fields);
  if (minutes <= 0) return undefined;
  const title = fields.take(LINE_ITEM.title);
  const notes = fields.take(LINE_ITEM.notes);
  return {
    id: fields.take(LINE_ITEM.id) ?? `${ticketId}-${index + 1}`,
    minutes,
    ...given('at', readDate(fields.take(LINE_ITEM.at), context.zone)),
    ...given('by', context.names.technician(fields.take(LINE_ITEM.uid), fields.take(LINE_ITEM.techName))),
    ...given('category', fields.take(LINE_ITEM.category)),
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

function visibilityOf(fields: FieldReader): HistoryEntry['visibility'] {
  const hidden = flag(fields.take(HISTORY.internal));
  if (hidden !== undefined) return hidden ? 'internal' : 'public';
  const shown = fields.take(HISTORY.public);
  if (shown && /^(?:private|internal|hidden|tech)/i.test(shown)) return 'internal';
  if (shown && /^(?:public|visible|customer)/i.test(shown)) return 'public';
  const yes = flag(shown);
  return yes === undefined ? 'unknown' : yes ? 'public' : 'internal';
}

function minutesOf(fields: FieldReader): number {
  const amount = (text: string | undefined): number => {
    const value = Number(text?.trim().replace(/^(\d+),(\d+)$/, '$1.$2') || Number.NaN);
    return Number.isFinite(value) ? value : 0;
  };
  const duration = amount(fields.take(LINE_ITEM.duration));
  const unit = fields.take(LINE_ITEM.unit) ?? '';
  if (duration > 0) return Math.round(duration * minutesIn(unit));
  return Math.round(amount(fields.take(LINE_ITEM.hours)) * 60 + amount(fields.take(LINE_ITEM.minutes)));
}

function minutesIn(unit: string): number {
  if (/^\s*(?:h|std|stunde|hora)/i.test(unit)) return 60;
  if (/^\s*(?:d|tag|d[ií]a)/i.test(unit)) return HOURS_A_DAY * 60;
  return 1;
}

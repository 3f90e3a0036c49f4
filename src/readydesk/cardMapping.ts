import type { Article, Asset, Company, CustomerCard, Invoice, LineItem, Schedule } from '../model/customer.ts';
import { type DataRecord, given } from '../wire/records.ts';
import { FieldReader } from './fields.ts';
import { type Context, minutesOf, richText } from './mapping.ts';
import { flag, personName } from './people.ts';

/** 2.3.1, for a card. Absent when the record is no customer. */
export function toCardCustomer(record: DataRecord, { tables }: Context): CardCustomer | undefined {
  const fields = new FieldReader(record);
  const table = tables.customers;
  const id = fields.take(table.id);
  if (!id) return undefined;
  const email = fields.take(table.email);
  const company = fields.take(table.company);
  const name = personName(fields, table) ?? company ?? id;
  const companyId = fields.take(table.companyId);
  return {
    companyId,
    customer: {
      id,
      name,
      ...given('company', company),
      ...given('email', email),
      ...given('phone', fields.take(table.phone)),
      ...given('title', fields.take(table.title)),
      otherFields: fields.rest(),
    },
  };
}

/** A customer with what leads to their company. */
export interface CardCustomer {
  readonly customer: CustomerCard['customer'];
  readonly companyId: string | undefined;
}

/** 2.2.1. Absent when the record is no company. */
export function toCompany(record: DataRecord, { tables }: Context): Company | undefined {
  const fields = new FieldReader(record);
  const table = tables.companies;
  const id = fields.take(table.id);
  const name = fields.take(table.name)?.trim();
  if (!name) return undefined;
  const [website, phone, email] = [fields.take(table.website), fields.take(table.phone), fields.take(table.email)];
  const [street, city, state, zip, country] = [table.address, table.city, table.state, table.zip, table.country].map(
    names => fields.take(names)?.trim(),
  );
  const place = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const address = [street, place, country].filter(Boolean).join(', ').replace(/\s+/g, ' ');
  return {
    ...given('id', id),
    name,
    ...given('website', website),
    ...given('phone', phone),
    ...given('email', email),
    ...(address ? { address } : {}),
    otherFields: fields.rest(),
  };
}

/** 2.13.1. Absent for an asset of another ticket or customer and for a record that is none. */
export function toAsset(
  record: DataRecord,
  of: { readonly ticketId?: string; readonly customerId?: string },
  { dates, tables }: Context,
): Asset | undefined {
  const fields = new FieldReader(record);
  const table = tables.assets;
  const id = fields.take(table.id);
  const ticket = fields.take(table.ticket);
  const customer = fields.take(table.customerId);
  if (!id || isOther(ticket, of.ticketId) || isOther(customer, of.customerId)) return undefined;
  return {
    id,
    name: fields.take(table.name)?.trim() ?? id,
    ...given('addedAt', dates.read(fields.take(table.addedAt))),
    ...given('changedAt', dates.read(fields.take(table.changedAt))),
    otherFields: fields.rest(),
  };
}

/** 2.12.1. Absent for a schedule of another ticket and for a record that is none. */
export function toSchedule(
  record: DataRecord,
  ticketId: string,
  { names, dates, tables }: Context,
): Schedule | undefined {
  const fields = new FieldReader(record);
  const table = tables.schedules;
  const id = fields.take(table.id);
  const tickets = fields.take(table.ticket)?.split(',');
  if (!id || (tickets && !tickets.some(ticket => ticket.trim() === ticketId))) return undefined;
  const title = fields.take(table.title)?.trim() ?? id;
  const status = fields.take(table.status);
  const startsAt = dates.read(fields.take(table.startsAt));
  const completed = dates.read(fields.take(table.completedAt));
  const recurrence = fields.take(table.recurrence);
  return {
    id,
    title,
    state: stateOf(status, completed),
    ...given('category', fields.take(table.category)),
    ...given('startsAt', startsAt),
    ...given('endsAt', dates.read(fields.take(table.endsAt))),
    technicians: (fields.take(table.technicians) ?? '')
      .split(',')
      .map(each => names.technician(each))
      .filter(each => each !== undefined),
    recurs: flag(fields.take(table.recurring)) ?? Boolean(recurrence),
  };
}

/** The letters of `add_schedule` (2.12.2), or words. */
function stateOf(status: string | undefined, completed: string | undefined): Schedule['state'] {
  const word = status?.trim() ?? '';
  if (/^(?:d|done|complete\w*|finished|closed)$/i.test(word)) return 'done';
  if (/^(?:c|cancel\w*)$/i.test(word)) return 'cancelled';
  if (/^(?:h|hold|on ?hold|paused)$/i.test(word)) return 'onHold';
  if (/^(?:a|active|open|scheduled)$/i.test(word)) return 'active';
  return completed && !word ? 'done' : 'unknown';
}

/** 2.8.1, whether it is time or not. Absent for an item of another customer and for a record that is none. */
export function toLineItem(
  record: DataRecord,
  customerId: string,
  { names, dates, tables }: Context,
): LineItem | undefined {
  const fields = new FieldReader(record);
  const table = tables.lineItems;
  const ticketNumber = fields.take(table.ticket)?.trim();
  const minutes = minutesOf(fields, table);
  const title = fields.take(table.title);
  const notes = fields.take(table.notes);
  const id = fields.take(table.id);
  const at = dates.read(fields.take(table.at));
  const by = names.technician(fields.take(table.uid), fields.take(table.techName));
  const category = fields.take(table.category);
  if (!id || isOther(fields.take(table.customerId), customerId)) return undefined;
  return {
    id,
    title: (title ?? notes ?? category ?? id).replace(/\s+/g, ' ').trim(),
    ...given('ticketNumber', ticketNumber),
    ...given('at', at),
    ...given('by', by),
    ...given('category', category),
    ...(minutes > 0 ? { minutes } : {}),
    ...given('cost', fields.take(table.cost)?.trim()),
  };
}

/** 2.9.1. Absent for an invoice of another customer and for a record that is none. */
export function toInvoice(record: DataRecord, customerId: string, { dates, tables }: Context): Invoice | undefined {
  const fields = new FieldReader(record);
  const table = tables.invoices;
  const id = fields.take(table.id);
  if (!id || isOther(fields.take(table.customerId), customerId)) return undefined;
  const [from, to] = [fields.take(table.from), fields.take(table.to)];
  return {
    id,
    ...given('from', dates.read(from)),
    ...given('to', dates.read(to)),
    ...given('total', fields.take(table.total)?.trim()),
    ...given('status', fields.take(table.status)?.trim()),
    ...given('at', dates.read(fields.take(table.at))),
  };
}

/** 2.11. Absent when the record is no article. */
export function toArticle(
  record: DataRecord,
  { dates, tables }: Pick<Context, 'dates' | 'tables'>,
): Article | undefined {
  const fields = new FieldReader(record);
  const table = tables.articles;
  const id = fields.take(table.id)?.trim();
  if (!id) return undefined;
  const title = fields.take(table.title)?.replace(/\s+/g, ' ').trim();
  const category = fields.take(table.category);
  const changedAt = dates.read(fields.take(table.changedAt));
  const body = richText(fields.take(table.body) ?? '');
  const url = fields.take(table.url)?.trim();
  return {
    id,
    title: title || id,
    ...given('category', category),
    ...given('changedAt', changedAt),
    body,
    ...(url && /^https?:\/\//i.test(url) ? { url } : {}),
  };
}

/** A desk may not honour the filter; a record that names nothing cannot tell. */
function isOther(named: string | undefined, wanted: string | undefined): boolean {
  return named !== undefined && wanted !== undefined && named.trim().toLowerCase() !== wanted.toLowerCase();
}

import type { CardPart, Company, CustomerCard, CustomerProduct } from '../model/customer.ts';
import type { Customer } from '../model/directory.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import { byRecency } from '../model/query.ts';
import type { TicketSummary } from '../model/ticket.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import { type DataRecord, fieldOf, given } from '../wire/records.ts';
import type { Context } from './context.ts';
import { CONTACT, CUSTOMER, titleIn } from './entities.ts';
import { Filters } from './filters.ts';
import { customerKey } from './links.ts';
import { contactId, organizationId, toContact, toSummary } from './mapping.ts';
import { otherFieldsOf } from './otherFields.ts';
import { readPage } from './paging.ts';

/** Members of contacts and customers that the card has a place for, or that are of technical use only. */
const PLACED = new Set(
  `id contactid organizationid customerid organization firstname middlename lastname email title name website isactive
  creatorid modifierid needsindexing primaryuserid slalevelid defaultwikiarticleid defaultsupportgroupid
  defaultsupportuserid`.split(/\s+/),
);

/** The lists of a card. No link of assets to customers is known (2.9). */
export const CARD_PARTS = ['contacts', 'tickets', 'products'] as const satisfies readonly CardPart[];
type Part = (typeof CARD_PARTS)[number];
type Lists = { -readonly [P in Part]?: CustomerCard[P] };

/** A contact with its customer, or a customer; with the customer's contacts, tickets and products (2.4, 2.5). */
export async function customerCard(
  context: Context,
  customerId: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<CustomerCard> {
  const { client } = context;
  const { kind, id } = customerKey(customerId);
  const contact = kind === 'contact' ? await client.contact(id, signal) : undefined;
  const organization = contact ? fieldOf(contact, 'OrganizationID') : id;
  const lists: Lists = {};
  const cut: CardPart[] = [];
  const missing: { part: CardPart; failure: DeskFailure }[] = [];
  const part = async <P extends Part>(name: P, load: Promise<Cut<NonNullable<CustomerCard[P]>>>): Promise<void> => {
    try {
      const { items, more } = await load;
      lists[name] = items;
      if (more) cut.push(name);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.reason === 'cancelled') throw thrown;
      missing.push({ part: name, failure });
    }
  };
  const [company] =
    organization === undefined
      ? [undefined]
      : await Promise.all([
          companyOf(context, organization, kind === 'customer', signal),
          part('contacts', contactsOf(context, organization, limit, signal)),
          part('tickets', ticketsOf(context, organization, limit, signal)),
          part('products', productsOf(context, organization, limit, signal)),
        ]);
  const customer = contact ? toPerson(contact, id) : { id: customerId, name: company?.name ?? id, otherFields: [] };
  return { customer, ...given('company', company), ...lists, cut, missing };
}

interface Cut<T> {
  readonly items: T;
  readonly more: boolean;
}

function cutTo<T>(items: readonly T[], limit: number, more = false): Cut<readonly T[]> {
  return { items: items.slice(0, limit), more: more || items.length > limit };
}

/** Without its customer the card of a contact is still worth something. */
async function companyOf(
  { client }: Context,
  id: string,
  needed: boolean,
  signal: AbortSignal | undefined,
): Promise<Company | undefined> {
  try {
    const record = await client.customer(id, signal);
    return {
      id: organizationId(id),
      name: titleIn(CUSTOMER, record),
      ...given('website', fieldOf(record, 'Website')),
      otherFields: otherFieldsOf(record, PLACED),
    };
  } catch (thrown) {
    const { reason } = failureOf(thrown);
    if (needed || reason === 'cancelled') throw thrown;
    return undefined;
  }
}

async function contactsOf(
  { client }: Context,
  id: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Cut<readonly Customer[]>> {
  const { records } = await client.customerContacts(id, [], signal);
  const contacts = records.map(toContact).filter(each => each !== undefined);
  return cutTo(
    contacts.sort((a, b) => a.name.localeCompare(b.name)),
    limit,
  );
}

/** There is no known way to ask for the newest (1.14): those of the first page, newest change first. */
async function ticketsOf(
  { client, dates }: Context,
  id: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Cut<readonly TicketSummary[]>> {
  const page = { number: 1, size: limit };
  const { records, more } = readPage(await client.customerTickets(id, new Filters().page(page), signal), page);
  const tickets = records.map(record => toSummary(record, dates)).filter(ticket => ticket !== undefined);
  return cutTo(tickets.sort(byRecency), limit, more);
}

async function productsOf(
  { client, dates }: Context,
  id: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Cut<readonly CustomerProduct[]>> {
  const { records } = await client.customerProducts(id, [], signal);
  return cutTo(
    records.map(record => toProduct(record, dates)).filter(product => product !== undefined),
    limit,
  );
}

function toProduct(record: DataRecord, dates: DeskDates): CustomerProduct | undefined {
  const name = fieldOf(record, 'Product', 'ProductName', 'Name');
  if (!name) return undefined;
  return {
    name,
    ...given('version', fieldOf(record, 'VersionNumber')),
    ...given('versionStatus', fieldOf(record, 'VersionStatus')),
    ...given('supportEndsAt', dates.read(fieldOf(record, 'SupportExpiration'), true)),
  };
}

function toPerson(record: DataRecord, id: string): CustomerCard['customer'] {
  return {
    id: contactId(id),
    name: titleIn(CONTACT, record),
    ...given('company', fieldOf(record, 'Organization')),
    ...given('email', fieldOf(record, 'Email')),
    ...given('title', fieldOf(record, 'Title')),
    otherFields: otherFieldsOf(record, PLACED),
  };
}

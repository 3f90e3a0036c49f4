import type { CardPart, Company, CustomerCard } from '../model/customer.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import { byRecency } from '../model/query.ts';
import { said } from '../model/said.ts';
import type { CardCustomer } from './cardMapping.ts';
import { toAsset, toCardCustomer, toCompany, toInvoice, toLineItem } from './cardMapping.ts';
import type { ReadyDeskClient } from './client.ts';
import type { Directory } from './directory.ts';
import type { TicketLists } from './listing.ts';
import type { Context } from './mapping.ts';
import type { Newest } from './newest.ts';

/** The lists that a card has here. */
export const CARD_PARTS = ['contacts', 'tickets', 'assets', 'lineItems', 'invoices'] as const satisfies CardPart[];

/** Questions of one card under way at once. */
const AT_ONCE = 3;

/** What a card is read with. */
export interface CardSources {
  readonly client: ReadyDeskClient;
  readonly directory: Directory;
  readonly lists: TicketLists;
  readonly newest: Newest;
}

/** A customer with company and lists of at most `limit`; what cannot be answered is named in it. */
export async function readCard(
  { client, directory, lists, newest }: CardSources,
  customerId: string,
  limit: number,
  context: Context,
  signal?: AbortSignal,
): Promise<CustomerCard> {
  const records = await client.getCustomers({ cid: [customerId] }, signal);
  const found = records
    .map(record => toCardCustomer(record, context))
    .find(each => each?.customer.id.toLowerCase() === customerId.toLowerCase());
  if (!found) throw client.error('notFound', said`There is no customer ${customerId}.`);
  const { customer } = found;

  const cut: CardPart[] = [];
  const missing: { part: CardPart; failure: DeskFailure }[] = [];
  const gate = gateOf(AT_ONCE);
  // One more than is shown tells that there is more.
  const count = limit + 1;
  const part = async <T>(name: CardPart, read: () => Promise<(T | undefined)[]>): Promise<T[] | undefined> => {
    try {
      const all = (await gate(read)).filter(each => each !== undefined);
      if (all.length > limit) cut.push(name);
      return all.slice(0, limit);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.reason === 'cancelled') throw thrown;
      missing.push({ part: name, failure });
      return undefined;
    }
  };
  const [company, contacts, tickets, assets, lineItems, invoices] = await Promise.all([
    gate(() => readCompany(client, found, context, signal)),
    part('contacts', async () =>
      customer.company ? await directory.colleagues(customer.company, customer.id, count, signal) : [],
    ),
    part('tickets', async () => {
      const page = await lists.page({ customerId: customer.id }, { number: 1, size: count }, context, signal);
      return [...page.tickets].sort(byRecency);
    }),
    part('assets', async () =>
      (await client.getAssets({ cid: customer.id, count }, signal)).map(record =>
        toAsset(record, { customerId: customer.id }, context),
      ),
    ),
    part('lineItems', async () => {
      const items = await newest.ask('get_line_items', order =>
        client.getLineItems({ cid: customer.id, ...order, ...(order.order ? { count } : {}) }, signal),
      );
      return newestFirst(items.map(record => toLineItem(record, customer.id, context)));
    }),
    part('invoices', async () => {
      const items = await newest.ask('get_invoices', order =>
        client.getInvoices({ cid: customer.id, ...order, ...(order.order ? { count } : {}) }, signal),
      );
      return newestFirst(items.map(record => toInvoice(record, customer.id, context)));
    }),
  ]);
  return {
    customer,
    ...(company ? { company } : {}),
    ...(contacts ? { contacts } : {}),
    ...(tickets ? { tickets } : {}),
    ...(assets ? { assets } : {}),
    ...(lineItems ? { lineItems } : {}),
    ...(invoices ? { invoices } : {}),
    cut: CARD_PARTS.filter(name => cut.includes(name)),
    missing,
  };
}

/** By ID, else by name; a company that cannot be read still has its name. */
async function readCompany(
  client: ReadyDeskClient,
  { customer: { company: name }, companyId }: CardCustomer,
  context: Context,
  signal?: AbortSignal,
): Promise<Company | undefined> {
  const id = companyId && /^\d+$/.test(companyId.trim()) && companyId.trim() !== '0' ? companyId.trim() : undefined;
  const unread = name ? { name, otherFields: [] } : undefined;
  if (!id && (!name || name.trim() === '*')) return unread;
  try {
    const records = await client.getCompanies(id ? { id } : { name }, signal);
    const companies = records.map(record => toCompany(record, context)).filter(each => each !== undefined);
    return (
      companies.find(each => (id ? each.id === id : each.name.toLowerCase() === name?.trim().toLowerCase())) ?? unread
    );
  } catch (thrown) {
    if (failureOf(thrown).reason === 'cancelled') throw thrown;
    return unread;
  }
}

/** By date, else by id. */
function newestFirst<T extends { readonly id: string; readonly at?: string }>(items: readonly (T | undefined)[]): T[] {
  return items
    .filter(item => item !== undefined)
    .sort((a, b) => (b.at ?? '').localeCompare(a.at ?? '') || Number(b.id) - Number(a.id) || 0);
}

/** Lets only so many pieces of work run at once. */
function gateOf(free: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  return async work => {
    if (free > 0) free--;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

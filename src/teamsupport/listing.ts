import { matches, type TicketPage, type TicketQuery } from '../model/query.ts';
import { said } from '../model/said.ts';
import type { Context } from './context.ts';
import type { PageOf } from './filters.ts';
import { customerKey, NO_TICKETS } from './links.ts';
import { toSummary } from './mapping.ts';
import { readPage } from './paging.ts';
import { ticketTerms } from './query.ts';
import type { List } from './rest.ts';

/** One page of the tickets that match (1.14, 1.15). */
export async function listTickets(
  context: Context,
  query: TicketQuery,
  page: PageOf,
  signal: AbortSignal | undefined,
): Promise<TicketPage> {
  const { client, dates } = context;
  const list = await ask(context, query, page, signal);
  if (!list) return NO_TICKETS;
  const { records, more, total } = readPage(list, page);
  const all = records.map(record => toSummary(record, dates)).filter(ticket => ticket !== undefined);
  if (all.length === 0 && records.length > 0) {
    throw client.error('unreadable', said`The list holds records that are no tickets.`);
  }
  // Filters on members that a server does not know might be ignored without a word, as unknown members are (1.7).
  const tickets = all.filter(ticket => matches(query, ticket));
  const filteredHere = tickets.length < all.length;
  const sum = filteredHere ? (page.number === 1 && !more ? tickets.length : undefined) : total;
  return { tickets, more, ...(sum === undefined ? {} : { total: sum }) };
}

/** A contact's tickets can only be asked for by its customer; without one there are none to ask for. */
async function ask(
  { client, directory, custom, dates }: Context,
  query: TicketQuery,
  page: PageOf,
  signal: AbortSignal | undefined,
): Promise<List | undefined> {
  const terms = ticketTerms(query, page, { custom, dates });
  if (query.customerId === undefined) return await client.tickets(terms, signal);
  const key = customerKey(query.customerId);
  const id = key.kind === 'customer' ? key.id : await directory.customerOf(key.id, signal);
  return id === undefined ? undefined : await client.customerTickets(id, terms, signal);
}

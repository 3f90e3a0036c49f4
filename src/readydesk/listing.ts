import { failureOf } from '../model/errors.ts';
import { matches, type TicketPage, type TicketQuery } from '../model/query.ts';
import { said } from '../model/said.ts';
import type { TicketSummary } from '../model/ticket.ts';
import { getTickets } from './actions/tickets.ts';
import type { ReadyDeskClient } from './client.ts';
import type { GetTickets } from './inputs/tickets.ts';
import { type Context, pastDates, toSummary } from './mapping.ts';
import { type Newest, Repeats } from './newest.ts';
import type { Pages } from './pages.ts';

/** What is set under one name is filtered under another (3.5). */
const FILTER_NAMES: Readonly<Record<string, string>> = {
  assigned_to: 'uid',
  assigned_group: 'group',
  escalation_level: 'escalation',
};
/** Not for filtering: which tickets, how many and in which order is up to the list. */
const RESERVED: ReadonlySet<string> = new Set(['tid', 'count', 'count_only', 'page', 'order', 'order_direction']);

/** Pages of tickets, with the filters that the API lacks applied here. */
export class TicketLists {
  readonly #client: ReadyDeskClient;
  readonly #newest: Newest;
  readonly #pages: Pages;
  readonly #repeats = new Repeats();

  constructor(client: ReadyDeskClient, newest: Newest, pages: Pages) {
    this.#client = client;
    this.#newest = newest;
    this.#pages = pages;
  }

  /** A page of `page.size` tickets as the desk has them; those that do not match are then left out. */
  async page(
    query: TicketQuery,
    page: { number: number; size: number },
    context: Context,
    signal?: AbortSignal,
  ): Promise<TicketPage> {
    const filters = this.#filtersOf(query);
    const selected = { ...filters, tid: '*' };
    const { records, more } = await this.#pages.read(
      {
        page: paging =>
          this.#newest.ask('get_tickets', order =>
            this.#client.getTickets({ ...selected, ...paging, ...order }, signal),
          ),
        count: () => this.#client.countTickets(selected, signal),
      },
      page,
    );
    context.dates.learn([], pastDates(records, context.tables));
    const all = records.map(record => toSummary(record, context)).filter(ticket => ticket !== undefined);
    if (all.length === 0 && records.length > 0) {
      throw this.#client.error('unreadable', said`The list holds records without a ticket number.`);
    }
    const list = JSON.stringify([query, page.size]);
    if (this.#repeats.isRepeated(list, page.number, all[0]?.id)) return { tickets: [], more: false };

    const own = query.customerId === undefined ? all : all.filter(ticket => isOf(ticket, query.customerId));
    const here = filteredHere(query) ?? (own.length < all.length ? {} : undefined);
    const tickets = here ? own.filter(ticket => matches(here, ticket)) : own;
    const before = (page.number - 1) * page.size;
    let total: number | undefined;
    if (!here) {
      if (more) total = page.number === 1 ? await this.#count(filters, records.length, signal) : undefined;
      else if (records.length > 0 || page.number === 1) total = before + records.length;
    } else if (page.number === 1 && !more) {
      total = tickets.length;
    }
    return { tickets, more, ...(total === undefined ? {} : { total }) };
  }

  /** A courtesy: whether `count_only` honours filters is a gap (1.8), so only what can be true is believed. */
  async #count(filters: GetTickets, atLeast: number, signal: AbortSignal | undefined): Promise<number | undefined> {
    try {
      const total = await this.#client.countTickets({ ...filters, tid: '*' }, signal);
      return total !== undefined && total >= atLeast ? total : undefined;
    } catch (thrown) {
      if (failureOf(thrown).reason === 'cancelled') throw thrown;
      return undefined;
    }
  }

  /** The filters that the API documents (2.5.1); paging wants a wildcard beside them (1.8). */
  #filtersOf(query: TicketQuery): GetTickets {
    const fields: Record<string, string> = {};
    for (const [given, value] of Object.entries(query.fields ?? {})) {
      const name = (Object.hasOwn(FILTER_NAMES, given) && FILTER_NAMES[given]) || given;
      if (!Object.hasOwn(getTickets.inputs, name) || RESERVED.has(name)) {
        throw this.#client.error('badInput', said`ReadyDesk has no filter on ${given} (reference 2.5.1).`);
      }
      fields[name] = value;
    }
    return {
      uid: query.assigneeId ?? undefined,
      group: query.groupName,
      status: query.status,
      keyword: query.text?.trim() || undefined,
      cid: query.customerId,
      ...fields,
    };
  }
}

/** A desk may not honour the filter; a ticket that names no customer cannot tell. */
function isOf(ticket: TicketSummary, customerId: string | undefined): boolean {
  const id = ticket.customer?.id;
  return id === undefined || id.toLowerCase() === customerId?.toLowerCase();
}

/** What only this side can filter; absent when there is nothing of it. */
function filteredHere(query: TicketQuery): TicketQuery | undefined {
  const { state, assigneeId } = query;
  const here: TicketQuery = {
    ...(state === 'open' ? { state } : {}),
    ...(assigneeId === null ? { assigneeId } : {}),
  };
  return Object.keys(here).length > 0 ? here : undefined;
}

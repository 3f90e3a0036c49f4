import { failureOf } from '../model/errors.ts';
import { matches, type TicketPage, type TicketQuery } from '../model/query.ts';
import type { TicketSummary } from '../model/ticket.ts';
import type { ReadyDeskClient, Variables } from './client.ts';
import { type Context, toTicket } from './mapping.ts';

/** Pages of tickets, with the filters that the API lacks applied here. */
export class TicketLists {
  readonly #client: ReadyDeskClient;
  /** `order` takes names of database fields, of which only `ID` is known (1.8): a desk may refuse it. */
  #ordered = true;
  /** First ticket of the last page of each query: tells a desk that answers every page alike. */
  readonly #firsts = new Map<string, { page: number; id: string }>();

  constructor(client: ReadyDeskClient) {
    this.#client = client;
  }

  /** A page of `page.size` tickets as the desk has them; those that do not match are then left out. */
  async page(
    query: TicketQuery,
    page: { number: number; size: number },
    context: Context,
    signal?: AbortSignal,
  ): Promise<TicketPage> {
    const filters = filtersOf(query);
    const records = await this.#ask({ ...filters, count: page.size, page: page.number }, signal);
    const all = records.map(record => toTicket(record, context)).filter(ticket => ticket !== undefined);
    if (all.length === 0 && records.length > 0) {
      throw this.#client.error('unreadable', 'The list holds records without a ticket number.');
    }
    if (this.#repeats(JSON.stringify([query, page.size]), page.number, all[0]?.id)) return { tickets: [], more: false };

    const here = filteredHere(query);
    const tickets = here ? all.filter(ticket => matches(here, ticket)) : all;
    const more = records.length === page.size;
    const before = (page.number - 1) * page.size;
    let total: number | undefined;
    if (!here) {
      if (more) total = page.number === 1 ? await this.#count(filters, signal) : undefined;
      else if (records.length > 0 || page.number === 1) total = before + records.length;
    } else if (page.number === 1 && !more) {
      total = tickets.length;
    }
    return { tickets: tickets.map(toSummary), more, ...(total === undefined ? {} : { total }) };
  }

  async #ask(variables: Variables, signal: AbortSignal | undefined) {
    if (this.#ordered) {
      try {
        return await this.#client.tickets({ ...variables, order: 'ID DESC' }, signal);
      } catch (thrown) {
        if (failureOf(thrown).reason !== 'refused') throw thrown;
      }
      const records = await this.#client.tickets(variables, signal);
      this.#ordered = false;
      return records;
    }
    return await this.#client.tickets(variables, signal);
  }

  #repeats(query: string, number: number, first: string | undefined): boolean {
    const last = this.#firsts.get(query);
    if (first === undefined) return false;
    if (number > 1 && last?.page === number - 1 && last.id === first) return true;
    this.#firsts.set(query, { page: number, id: first });
    if (this.#firsts.size > 100) this.#firsts.delete(this.#firsts.keys().next().value ?? '');
    return false;
  }

  /** A courtesy: whether `count_only` honours filters is a gap (1.8), so only an answer that can be true is believed. */
  async #count(filters: Variables, signal: AbortSignal | undefined): Promise<number | undefined> {
    try {
      return await this.#client.countTickets(filters, signal);
    } catch (thrown) {
      if (failureOf(thrown).reason === 'cancelled') throw thrown;
      return undefined;
    }
  }
}

/** The filters that the API documents (2.5.1). Paging wants a wildcard (1.8). */
function filtersOf(query: TicketQuery): Variables {
  return {
    tid: '*',
    uid: query.assigneeId ?? undefined,
    group: query.groupName,
    status: query.status,
    keyword: query.text?.trim() || undefined,
  };
}

/** What only this side can filter; absent when there is nothing of it. */
function filteredHere(query: TicketQuery): TicketQuery | undefined {
  const { state, assigneeId, changedSince } = query;
  const here: TicketQuery = {
    ...(state === 'open' ? { state } : {}),
    ...(assigneeId === null ? { assigneeId } : {}),
    ...(changedSince === undefined ? {} : { changedSince }),
  };
  return Object.keys(here).length > 0 ? here : undefined;
}

/** A list carries no text and no other fields. */
function toSummary(ticket: NonNullable<ReturnType<typeof toTicket>>): TicketSummary {
  const { description: _description, otherFields: _otherFields, minutesLogged: _minutes, ...summary } = ticket;
  return summary;
}

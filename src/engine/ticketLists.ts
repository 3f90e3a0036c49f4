import type { HelpDesk } from '../model/desk.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import { byRecency, type TicketQuery } from '../model/query.ts';
import type { TicketSummary } from '../model/ticket.ts';
import type { TicketList } from './engine.ts';
import { SharedWork } from './shared.ts';

/** Records asked for at a time. TeamSupport's clients use up to 1,000 without complaint (reference 1.15). */
const pageSize = 500;
/** Pages read for one question at most: a desk that cannot filter may have few matches on very many pages. */
const pagesAtOnce = 4;

/** Lists remembered; every search and every day makes another one. */
const listsKept = 30;

interface LoadedList {
  readonly tickets: Map<string, TicketSummary>;
  readonly pagesRead: number;
  /** The most tickets that somebody wanted when this was read. */
  readonly soughtFor: number;
  readonly total: number | undefined;
  readonly more: boolean;
  readonly fetchedAt: string;
}

interface ListState {
  loaded?: LoadedList;
  failure?: DeskFailure;
  /** How often somebody wanted to know anew. */
  wanted: number;
  /** Which of these times the desk was last asked for; less than `wanted`: the next question goes to the desk. */
  asked: number;
}

/** The lists of one desk as the desk itself answers them: for what the copy on this machine cannot tell. */
export class TicketLists {
  readonly #desk: HelpDesk;
  readonly #closing: AbortSignal;
  readonly #states = new Map<string, ListState>();
  readonly #shared = new SharedWork<void>();

  /** `closing` aborts when the desk is closed, and ends what is under way. */
  constructor(desk: HelpDesk, closing: AbortSignal) {
    this.#desk = desk;
    this.#closing = closing;
  }

  /** Makes every list ask the desk the next time; what is loaded stays at hand in case that fails. */
  forget(): void {
    for (const state of this.#states.values()) state.wanted++;
  }

  /** The first `limit` tickets of a query; never throws but for `cancelled`. */
  async list(query: TicketQuery, limit: number, signal?: AbortSignal): Promise<TicketList> {
    return answer(await this.#load(query, limit, signal), limit);
  }

  async #load(query: TicketQuery, wanted: number, signal?: AbortSignal): Promise<ListState> {
    const key = JSON.stringify(query);
    const state = this.#states.get(key) ?? { wanted: 1, asked: 0 };
    this.#remember(key, state);
    // Twice where what was under way had begun before someone wanted to know anew, or wanted fewer.
    for (let turn = 0; turn < 2 && needsDesk(state, wanted); turn++) {
      await this.#shared.run(key, () => this.#read(query, state, wanted), signal);
    }
    return state;
  }

  /** Keeps the lists that were last asked for. */
  #remember(key: string, state: ListState): void {
    this.#states.delete(key);
    this.#states.set(key, state);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= listsKept) break;
      this.#states.delete(oldest);
    }
  }

  async #read(query: TicketQuery, state: ListState, wanted: number): Promise<void> {
    const start = isDirty(state) ? undefined : state.loaded;
    // A write that happens while this reads is not in what it reads.
    const time = state.wanted;
    const tickets = new Map(start?.tickets);
    let page = start?.pagesRead ?? 0;
    const lastPage = page + pagesAtOnce;
    let more = true;
    let total = start?.total;
    try {
      while (more && tickets.size < wanted && page < lastPage) {
        page++;
        const answer = await this.#desk.listTickets(query, { number: page, size: pageSize }, this.#closing);
        // Pages shift when tickets are made meanwhile: the same ticket may come twice, the later answer counts.
        for (const ticket of [...answer.tickets].sort(byRecency)) tickets.set(ticket.id, ticket);
        more = answer.more;
        total = answer.total ?? (more ? undefined : tickets.size);
      }
      state.loaded = { tickets, pagesRead: page, soughtFor: wanted, total, more, fetchedAt: new Date().toISOString() };
      delete state.failure;
    } catch (thrown) {
      state.failure = failureOf(thrown);
    }
    state.asked = time;
  }
}

function isDirty({ wanted, asked }: ListState): boolean {
  return asked < wanted;
}

/** A failure stands until someone wants to know anew: views that draw again must not become a storm of requests. */
function needsDesk(state: ListState, wanted: number): boolean {
  const { loaded, failure } = state;
  return (
    isDirty(state) ||
    (!failure && (!loaded || (loaded.more && loaded.tickets.size < wanted && loaded.soughtFor < wanted)))
  );
}

function answer(state: ListState, limit: number): TicketList {
  const failure = state.failure ? { failure: state.failure } : {};
  const { loaded } = state;
  if (!loaded) return { tickets: [], more: false, ...failure };
  const { total } = loaded;
  return {
    tickets: [...loaded.tickets.values()].slice(0, limit),
    ...(total === undefined ? {} : { total }),
    more: loaded.tickets.size > limit || loaded.more,
    fetchedAt: loaded.fetchedAt,
    ...failure,
  };
}

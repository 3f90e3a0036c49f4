import type { DeskConfig, HelpDesk } from '../model/desk.ts';
import type { Group, PickLists, Technician } from '../model/directory.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import type { DetailPart, TicketDetails } from '../model/ticket.ts';
import type { DetailsAnswer } from './engine.ts';
import { SharedWork, unlessAborted } from './shared.ts';
import { TicketLists } from './ticketLists.ts';

/** Tickets whose details are kept at hand. */
const detailsKept = 50;
/** How long people, groups and pick-lists are taken as current, in milliseconds. */
const directoryAge = 10 * 60_000;

interface KeptDetails {
  readonly details: TicketDetails;
  readonly fetchedAt: string;
  stale: boolean;
}

/** One desk that is open: its connector and what is remembered of its answers. */
export class OpenDesk {
  readonly config: DeskConfig;
  readonly lists: TicketLists;
  readonly helpDesk: HelpDesk;
  readonly #closing = new AbortController();
  readonly #details = new Map<string, KeptDetails>();
  readonly #sharedDetails = new SharedWork<KeptDetails>();
  /** Counts what was written: an answer asked for before a write is not kept. */
  #writes = 0;
  readonly #directory = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();

  constructor(config: DeskConfig, helpDesk: HelpDesk) {
    this.config = config;
    this.helpDesk = helpDesk;
    this.lists = new TicketLists(helpDesk, this.#closing.signal);
  }

  /** Ends what is under way and closes connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.helpDesk.close();
  }

  /** Makes lists, and the ticket if one is named, ask the desk the next time. */
  forget(ticketId?: string): void {
    this.lists.forget();
    if (ticketId === undefined) return;
    this.#writes++;
    this.#sharedDetails.forget(ticketId);
    const kept = this.#details.get(ticketId);
    if (kept) kept.stale = true;
  }

  /** Makes every ticket ask the desk the next time; answers the ids of those that were at hand. */
  forgetTickets(): readonly string[] {
    this.#writes++;
    this.#sharedDetails.forgetAll();
    for (const kept of this.#details.values()) kept.stale = true;
    return [...this.#details.keys()];
  }

  /** @throws DeskError when the desk could not answer and nothing was at hand. */
  async details(ticketId: string, fresh: boolean, signal?: AbortSignal): Promise<DetailsAnswer> {
    const kept = this.#details.get(ticketId);
    if (kept && !kept.stale && !fresh) return { details: kept.details, fetchedAt: kept.fetchedAt };
    try {
      const { details, fetchedAt } = await this.#sharedDetails.run(ticketId, () => this.#readDetails(ticketId), signal);
      return { details, fetchedAt };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!kept || failure.reason === 'cancelled' || failure.reason === 'notFound') throw thrown;
      return { details: kept.details, fetchedAt: kept.fetchedAt, failure };
    }
  }

  groups(signal?: AbortSignal): Promise<Group[]> {
    return this.#remembered('groups', end => this.helpDesk.groups(end), signal);
  }

  technicians(signal?: AbortSignal): Promise<Technician[]> {
    return this.#remembered('technicians', end => this.helpDesk.technicians(end), signal);
  }

  pickLists(signal?: AbortSignal): Promise<PickLists> {
    return this.#remembered('pickLists', end => this.helpDesk.pickLists(end), signal);
  }

  /** Makes people, groups and pick-lists be asked again. */
  forgetDirectory(): void {
    this.#directory.clear();
    this.helpDesk.forgetDirectory();
  }

  #remembered<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const known = this.#directory.get(key);
    if (known && Date.now() - known.at < directoryAge) return unlessAborted(known.value as Promise<T>, signal);
    const value = ask(this.#closing.signal);
    const entry = { at: Date.now(), value };
    this.#directory.set(key, entry);
    // A failure is not remembered: the next question asks again.
    value.catch(() => {
      if (this.#directory.get(key) === entry) this.#directory.delete(key);
    });
    return unlessAborted(value, signal);
  }

  async #readDetails(ticketId: string): Promise<KeptDetails> {
    const end = this.#closing.signal;
    const before = this.#writes;
    const missing: DetailPart[] = [];
    const part = async <T>(name: DetailPart, ask: Promise<T[]>): Promise<T[]> => {
      try {
        return await ask;
      } catch (thrown) {
        if (!partial(failureOf(thrown))) throw thrown;
        missing.push(name);
        return [];
      }
    };
    const { ticketAssets, ticketSchedules } = this.helpDesk.capabilities;
    const [ticket, history, attachments, timeEntries, assets, schedules] = await Promise.all([
      this.helpDesk.getTicket(ticketId, end),
      part('history', this.helpDesk.history(ticketId, end)),
      part('attachments', this.helpDesk.attachments(ticketId, end)),
      part('timeEntries', this.helpDesk.timeEntries(ticketId, end)),
      ticketAssets ? part('assets', this.helpDesk.assets(ticketId, end)) : [],
      ticketSchedules ? part('schedules', this.helpDesk.schedules(ticketId, end)) : [],
    ]);
    const logged = timeEntries.reduce((sum, entry) => sum + entry.minutes, 0);
    const totalMinutes = missing.includes('timeEntries') ? (ticket.minutesLogged ?? 0) : logged;
    const kept: KeptDetails = {
      details: { ticket, history, attachments, timeEntries, assets, schedules, totalMinutes, missing },
      fetchedAt: new Date().toISOString(),
      stale: false,
    };
    if (before !== this.#writes) return kept;
    this.#details.delete(ticketId);
    this.#details.set(ticketId, kept);
    for (const oldest of this.#details.keys()) {
      if (this.#details.size <= detailsKept) break;
      this.#details.delete(oldest);
    }
    return kept;
  }
}

/** Whether a failure of one part leaves the rest of the ticket worth showing. */
function partial(failure: DeskFailure): boolean {
  return !['unauthorized', 'wrongServer', 'quotaSpent', 'unreachable', 'cancelled'].includes(failure.reason);
}

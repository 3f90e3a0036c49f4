import { failureOf } from '../../model/errors.ts';
import type { TicketDepth } from '../../model/sync.ts';
import type { Me } from '../me.ts';
import { assigneesWhoAre } from './assignees.ts';
import { concernsOne, type Reading } from './reading.ts';

/** Requests a day that are reckoned with where the settings say nothing. */
const usualDailyRequests = 25_000;
/** The part of them that goes into conversations. */
const share = 0.1;
/** About so many requests in one round: the next round comes with the next look at the desk. */
const requestsAtOnce = { single: 20, several: 50 };
/** Tickets that were asked for in vain and are not asked for again in this session. */
const mostVain = 2_000;
/** Failures in a row that may be the fault of a ticket: halving what is asked for leads to one in fewer. */
const mostFailures = 10;

export interface DepthOptions {
  readonly dailyRequests: number | undefined;
  readonly me: Me;
  /** Asked before each request: somebody else may want the desk. */
  readonly mayGoOn: () => boolean;
}

/** Reads conversations in the background, so that they can be searched and read offline; with few requests. */
export class Depths {
  readonly #reading: Reading;
  readonly #options: DepthOptions;
  readonly #vain = new Set<string>();
  /** Tickets that are asked for at once now. */
  #size = Number.MAX_SAFE_INTEGER;
  /** Questions, where requests are not counted. */
  #questions = 0;
  /** Requests that are put down. */
  #counted = 0;
  /** The desk cannot do it. */
  #cannot = false;

  constructor(reading: Reading, options: DepthOptions) {
    this.#reading = reading;
    this.#options = options;
  }

  /**
   * Reads some; answers whether more could be read soon.
   * @throws DeskError, LeaseLost, and what the store throws
   */
  async read(signal: AbortSignal): Promise<boolean> {
    const atOnce = Math.max(1, this.#reading.helpDesk.capabilities.depthsAtOnce);
    const most = this.#requests() + (atOnce === 1 ? requestsAtOnce.single : requestsAtOnce.several);
    this.#counted = this.#requests();
    let failures = 0;
    try {
      while (this.#requests() < most && !this.#cannot) {
        if (signal.aborted || !this.#options.mayGoOn()) return true;
        const ids = this.#wanted(Math.min(this.#size, atOnce));
        if (ids.length === 0 || !this.#mayAsk()) return false;
        const failure = await this.#readSome(ids, signal);
        if (failure === undefined) {
          this.#size = Math.min(atOnce, 2 * this.#size);
          failures = 0;
        } else if (++failures > mostFailures || !concernsOne(failure)) throw failure;
      }
    } finally {
      this.#mayAsk();
    }
    return !this.#cannot;
  }

  /** Answers what the desk threw. Fewer are asked for then the next time, and one that fails alone is passed over. */
  async #readSome(ids: readonly string[], signal: AbortSignal): Promise<unknown> {
    const { helpDesk, store, renew, onKept } = this.#reading;
    const came: TicketDepth[] = [];
    let failure: unknown;
    this.#questions++;
    try {
      for await (const depth of helpDesk.depths(ids, signal)) came.push(depth);
    } catch (thrown) {
      failure = thrown;
    }
    if (signal.aborted) return undefined;
    this.#cannot = failure !== undefined && failureOf(failure).reason === 'unsupported';
    if (this.#cannot) return undefined;
    renew();
    const kept = store.keepDepths(came);
    if (kept.talked?.length) onKept({ kept, left: [], newcomers: false });
    if (failure !== undefined) {
      this.#size = Math.max(1, Math.floor(ids.length / 2));
      if (ids.length === 1) this.#passOver(ids[0] ?? '');
      return failure;
    }
    const answered = new Set(came.map(depth => depth.ticketId));
    for (const id of ids) {
      if (answered.has(id)) continue;
      if (signal.aborted || !this.#mayAsk()) break;
      await this.#lookFor(id, signal);
    }
    return undefined;
  }

  /** A ticket without a conversation is gone, or the desk did not tell it. */
  async #lookFor(id: string, signal: AbortSignal): Promise<void> {
    const { helpDesk, store, renew, onKept } = this.#reading;
    this.#passOver(id);
    this.#questions++;
    try {
      await helpDesk.getTicket(id, signal);
    } catch (thrown) {
      if (!concernsOne(thrown)) throw thrown;
      if (failureOf(thrown).reason !== 'notFound') return;
      renew();
      onKept({ kept: store.remove([id]), left: [], newcomers: false });
    }
  }

  #passOver(id: string): void {
    this.#vain.add(id);
    if (this.#vain.size > mostVain) this.#vain.delete(String(this.#vain.values().next().value));
  }

  /** Those that were never read or changed since: the user's first, then open ones, then all; of each the newest. */
  #wanted(count: number): string[] {
    const { store } = this.#reading;
    const ids = new Set<string>();
    const mine = assigneesWhoAre(store, this.#options.me);
    const places = mine.map(() => '?').join(', ');
    const kinds: [condition: string, values: readonly number[]][] = [
      ['state < 2', []],
      ['1', []],
    ];
    if (mine.length > 0) kinds.unshift([`state < 2 AND assignee IN (${places})`, mine]);
    // As many more as might be among those that are passed over.
    const limit = count + this.#vain.size;
    for (const [condition, values] of kinds) {
      if (ids.size >= count) break;
      const rows = store.reader
        .prepare(
          `SELECT id FROM tickets WHERE ${condition} AND deep < max(1, coalesce(changed, opened, 1)) ORDER BY doc DESC LIMIT ?`,
        )
        .all(...values, limit);
      for (const { id } of rows) {
        if (ids.size >= count) break;
        if (!this.#vain.has(String(id))) ids.add(String(id));
      }
    }
    return [...ids];
  }

  #requests(): number {
    return this.#reading.requests?.() ?? this.#questions;
  }

  /** Puts down what was asked; whether something is left of the day's share. */
  #mayAsk(): boolean {
    const { store, now } = this.#reading;
    const today = new Date(now()).toISOString().slice(0, 10);
    const [day, count] = (store.meta('depthsAsked') ?? '').split(' ');
    if (day !== today) this.#vain.clear();
    const asked = this.#requests();
    const used = (day === today ? Number(count) || 0 : 0) + asked - this.#counted;
    if (asked !== this.#counted) store.setMeta({ depthsAsked: `${today} ${used}` });
    this.#counted = asked;
    return used < Math.max(1, Math.floor((this.#options.dailyRequests ?? usualDailyRequests) * share));
  }
}

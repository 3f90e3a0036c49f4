import { failureOf } from '../../model/errors.ts';
import type { TicketDepth } from '../../model/sync.ts';
import { assigneesWhoAre } from './assignees.ts';
import type { Me } from './notices.ts';
import type { Reading } from './reading.ts';

/** Requests a day that are reckoned with where the settings say nothing. */
const usualDailyRequests = 25_000;
/** The part of them that goes into conversations. */
const share = 0.1;
/** Requests in one round: the next round comes with the next look at the desk. */
const requestsAtOnce = { single: 20, several: 50 };
/** Tickets that were asked for in vain and are not asked for again in this session. */
const mostVain = 2_000;

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
    const { depthsAtOnce } = this.#reading.helpDesk.capabilities;
    const atOnce = Math.max(1, depthsAtOnce);
    const most = atOnce === 1 ? requestsAtOnce.single : requestsAtOnce.several;
    for (let requests = 0; requests < most && !this.#cannot; ) {
      if (signal.aborted || !this.#options.mayGoOn()) return true;
      const ids = this.#wanted(atOnce);
      if (ids.length === 0 || !this.#spend()) return false;
      requests += 1 + (await this.#readSome(ids, signal));
    }
    return !this.#cannot;
  }

  /** Answers how many requests it took beside the first. */
  async #readSome(ids: readonly string[], signal: AbortSignal): Promise<number> {
    const { helpDesk, store, renew, onKept } = this.#reading;
    const came: TicketDepth[] = [];
    try {
      for await (const depth of helpDesk.depths(ids, signal)) came.push(depth);
    } catch (thrown) {
      if (failureOf(thrown).reason !== 'unsupported') throw thrown;
      this.#cannot = true;
      return 0;
    }
    if (signal.aborted) return 0;
    renew();
    const kept = store.keepDepths(came);
    if (kept.changed.length > 0 || kept.removed.length > 0) onKept({ kept, left: [], newcomers: false });
    const answered = new Set(came.map(depth => depth.ticketId));
    let further = 0;
    for (const id of ids) {
      if (answered.has(id)) continue;
      if (signal.aborted || !this.#spend()) break;
      further++;
      await this.#lookFor(id, signal);
    }
    return further;
  }

  /** A ticket without a conversation is gone, or the desk did not tell it. */
  async #lookFor(id: string, signal: AbortSignal): Promise<void> {
    const { helpDesk, store, renew, onKept } = this.#reading;
    this.#vain.add(id);
    if (this.#vain.size > mostVain) this.#vain.delete(String(this.#vain.values().next().value));
    try {
      await helpDesk.getTicket(id, signal);
    } catch (thrown) {
      if (failureOf(thrown).reason !== 'notFound') throw thrown;
      renew();
      onKept({ kept: store.remove([id]), left: [], newcomers: false });
    }
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

  /** Takes a request from the day's share; `false` when nothing is left of it. */
  #spend(): boolean {
    const { store, now } = this.#reading;
    const today = new Date(now()).toISOString().slice(0, 10);
    const [day, count] = (store.meta('depthsAsked') ?? '').split(' ');
    if (day !== today) this.#vain.clear();
    const used = day === today ? Number(count) || 0 : 0;
    if (used >= Math.max(1, Math.floor((this.#options.dailyRequests ?? usualDailyRequests) * share))) return false;
    store.setMeta({ depthsAsked: `${today} ${used + 1}` });
    return true;
  }
}

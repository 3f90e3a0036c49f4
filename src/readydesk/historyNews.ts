import { createHash } from 'node:crypto';
import type { DataRecord } from '../wire/records.ts';
import type { ReadyDeskClient } from './client.ts';
import { FieldReader } from './fields.ts';
import type { Context } from './mapping.ts';
import { directionOf, isLack, orderedFirst, readTail, wholeOf } from './newestFirst.ts';
import type { Mark } from './syncCursor.ts';

/** Entries asked for to see whether there is anything new. */
const GLANCE = 50;
/** Entries of a page when there is more. */
const PAGE = 200;
const MOST_PAGES = 50;
/** Newest entries by which a desk without ids of entries is recognised again. */
const KEYS = 20;

/** What happened since a mark. */
export interface News {
  /** Numbers of tickets with new entries. */
  readonly tickets: ReadonlySet<string>;
  readonly mark: Mark;
}

interface Entry {
  readonly ticket: string | undefined;
  readonly id: number | undefined;
  readonly at: string | undefined;
  readonly key: string;
}

const NO_MARK: Mark = { direction: 'none', ordered: false };

/**
 * Tells from the newest entries in the history of all tickets (2.6.1) which tickets changed. What is relied on is
 * inferred: entries have ids that rise, or dates, and name their ticket.
 */
export class HistoryNews {
  readonly #client: ReadyDeskClient;
  readonly #context: Context;
  readonly #signal: AbortSignal | undefined;

  constructor(client: ReadyDeskClient, context: Context, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#context = context;
    this.#signal = signal;
  }

  /** Where the history ends now; its direction is `none` for a desk whose history cannot tell what is new. */
  async mark(): Promise<Mark> {
    try {
      const { records, ordered } = await orderedFirst(on => this.#page(GLANCE, 1, on));
      const entries = this.#entries(records);
      if (entries.some(entry => entry.ticket === undefined)) return NO_MARK;
      const direction = this.#direction(entries);
      if (direction === 'none') return NO_MARK;
      if (direction === 'down') return markOf(entries, { direction, ordered });
      const tail = await readTail(this.#asking(ordered), undefined, undefined);
      const last = tail && this.#entries(tail.records).reverse();
      return last && this.#direction(last) === 'down'
        ? markOf(last, { direction, ordered, count: tail.count })
        : NO_MARK;
    } catch (thrown) {
      if (isLack(thrown, true)) return NO_MARK;
      throw thrown;
    }
  }

  /** What is new since `mark`; nothing when the list cannot tell it any more. */
  async since(mark: Mark): Promise<News | undefined> {
    if (mark.direction === 'none') return undefined;
    try {
      return mark.direction === 'down' ? await this.#above(mark) : await this.#after(mark);
    } catch (thrown) {
      if (isLack(thrown)) return undefined;
      throw thrown;
    }
  }

  async #above(mark: Mark): Promise<News | undefined> {
    const glance = this.#entries(await this.#page(GLANCE, 1, mark.ordered));
    // A history that was there and is not any more tells nothing.
    if (glance.length === 0) return mark.last || mark.keys?.length ? undefined : { tickets: new Set(), mark };
    const told = this.#told(glance, mark);
    if (!told || told.reached) return told && { tickets: told.tickets, mark: markOf(glance, mark) };
    const tickets = new Set(told.tickets);
    let size = PAGE;
    for (let page = 1; page <= MOST_PAGES; page++) {
      const entries = this.#entries(await this.#page(size, page, mark.ordered));
      const more = this.#told(entries, mark);
      if (!more) return undefined;
      for (const ticket of more.tickets) tickets.add(ticket);
      if (more.reached || entries.length === 0) return { tickets, mark: markOf(glance, mark) };
      // A desk may give fewer at once than are asked for.
      if (page === 1) size = Math.min(size, entries.length);
    }
    return undefined;
  }

  async #after(mark: Mark): Promise<News | undefined> {
    const isKnown = (record: DataRecord): boolean => this.#entries([record]).some(entry => isIn(mark, entry));
    const tail = await readTail(this.#asking(mark.ordered), mark.count, mark.count === 0 ? undefined : isKnown);
    if (!tail) return undefined;
    const entries = this.#entries(tail.records).reverse();
    const told = this.#told(entries, mark);
    return told && { tickets: told.tickets, mark: { ...markOf(entries, mark), count: tail.count } };
  }

  /** The tickets of the entries that are newer than the mark; nothing when the order or what it takes is not there. */
  #told(entries: readonly Entry[], mark: Mark): { tickets: Set<string>; reached: boolean } | undefined {
    if (this.#direction(entries) !== 'down') return undefined;
    const tickets = new Set<string>();
    for (const entry of entries) {
      if (isIn(mark, entry)) return { tickets, reached: true };
      if (entry.ticket === undefined) return undefined;
      tickets.add(entry.ticket);
    }
    return { tickets, reached: false };
  }

  /** By ids, else by dates, which may be alike. */
  #direction(entries: readonly Entry[]): 'down' | 'up' | 'none' {
    if (entries.every(entry => entry.id !== undefined)) return directionOf(entries.map(entry => entry.id));
    const [first, last] = [entries[0]?.at, entries.at(-1)?.at];
    if (entries.length < 2) return 'down';
    if (first === undefined || last === undefined || first === last) return 'none';
    return first > last ? 'down' : 'up';
  }

  #entries(records: readonly DataRecord[]): Entry[] {
    const { tables, dates } = this.#context;
    return records.map(record => {
      const fields = new FieldReader(record);
      const ticket = wholeOf(fields.take(tables.history.ticket));
      const id = wholeOf(fields.take(tables.history.id));
      const at = dates.read(fields.take(tables.history.at));
      const key = createHash('sha1').update(JSON.stringify(record.values)).digest('base64url').slice(0, 12);
      return { ticket: ticket === undefined ? undefined : String(ticket), id, at, key };
    });
  }

  #page(count: number, page: number, ordered: boolean): Promise<DataRecord[]> {
    const order = ordered ? { order: 'ID DESC' } : {};
    return this.#client.getHistory({ tid: '*', count, page, ...order }, this.#signal);
  }

  #asking(ordered: boolean): Parameters<typeof readTail>[0] {
    return {
      page: ({ count, page }) => this.#page(count, page, ordered),
      count: () => this.#client.countHistory({ tid: '*' }, this.#signal),
    };
  }
}

function isIn({ last, keys }: Mark, { id, key }: Entry): boolean {
  return id !== undefined && last !== undefined ? id <= last : keys?.includes(key) === true;
}

/** @param entries newest first */
function markOf(entries: readonly Entry[], { direction, ordered, last = 0, count }: Mark): Mark {
  const more = count === undefined ? {} : { count };
  if (entries.every(entry => entry.id !== undefined)) {
    return { direction, ordered, last: Math.max(last, entries[0]?.id ?? 0), ...more };
  }
  return { direction, ordered, keys: entries.slice(0, KEYS).map(entry => entry.key), ...more };
}

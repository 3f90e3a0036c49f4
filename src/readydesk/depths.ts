import { DeskError, failureOf } from '../model/errors.ts';
import type { TicketDepth } from '../model/sync.ts';
import type { DataRecord } from '../wire/records.ts';
import type { ReadyDeskClient } from './client.ts';
import { FieldReader } from './fields.ts';
import type { KnownNames } from './knownNames.ts';
import { type Context, oldestFirst, toEntry } from './mapping.ts';
import { isLack, wholeOf } from './newestFirst.ts';
import { Pages } from './pages.ts';
import { type Range, rangesIn } from './ranges.ts';
import { TicketReading } from './ticketReading.ts';

/** Entries asked for at once. */
const ENTRIES = 2000;
const AT_ONCE = 4;

/**
 * Conversations of tickets in bulk: the history of ranges of tickets (2.6.1). Attachments have ranges too, but neither
 * pages nor a count (2.7.1), so nothing would tell that some are missing; the ranges of line items are of their own ids.
 */
export class Depths {
  readonly #client: ReadyDeskClient;
  readonly #names: KnownNames;
  /** Tells whether the desk gives fewer entries at once than there are. */
  readonly #pages = new Pages();
  /** False once a range was not answered as asked. */
  #ranges = true;

  constructor(client: ReadyDeskClient, names: KnownNames) {
    this.#client = client;
    this.#names = names;
  }

  /** As `HelpDesk.depths`. */
  async *of(ticketIds: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<TicketDepth, void, void> {
    const wanted = new Set(ticketIds.map(id => wholeOf(id)).filter(number => number !== undefined));
    if (wanted.size === 0) return;
    const context = await this.#names.context(signal);
    const silent: number[] = [];
    for (const range of rangesIn([...wanted])) {
      const entries = this.#ranges ? await this.#inRange(range, context, signal) : undefined;
      if (!entries) break;
      for (let number = range.from; number <= range.to; number++) {
        if (!wanted.delete(number)) continue;
        const records = entries.get(number);
        if (records) yield toDepth(String(number), records, context);
        else silent.push(number);
      }
    }
    const alone = [...wanted];
    for (let at = 0; at < alone.length; at += AT_ONCE) {
      const some = alone.slice(at, at + AT_ONCE);
      const answers = await Promise.all(some.map(number => this.#one(number, signal)));
      for (const [index, records] of answers.entries()) {
        const number = some[index];
        if (number === undefined || !records) continue;
        if (records.length > 0) yield toDepth(String(number), records, context);
        else silent.push(number);
      }
    }
    if (silent.length === 0) return;
    // Without a word in the history are those where nothing ever happened, and those that are gone.
    const reading = new TicketReading(this.#client, context.tables, signal);
    const { records } = await reading.some(silent.map(String));
    for (const record of records) {
      const number = wholeOf(new FieldReader(record).take(context.tables.tickets.number));
      if (number !== undefined) yield toDepth(String(number), [], context);
    }
  }

  /** The entries of a range by ticket; nothing when the desk does not answer ranges as asked. */
  async #inRange(
    { from, to }: Range,
    context: Context,
    signal: AbortSignal | undefined,
  ): Promise<Map<number, DataRecord[]> | undefined> {
    const range = { tid: '*', start_tid: from, end_tid: to };
    const asking = {
      page: (paging: { count: number; page: number }) => this.#client.getHistory({ ...range, ...paging }, signal),
      count: () => this.#client.countHistory(range, signal),
    };
    try {
      const { records, more } = await this.#pages.read(asking, { number: 1, size: ENTRIES });
      const byTicket = new Map<number, DataRecord[]>();
      for (const record of records) {
        const ticket = wholeOf(new FieldReader(record).take(context.tables.history.ticket));
        if (ticket === undefined || ticket < from || ticket > to) {
          this.#ranges = false;
          return undefined;
        }
        const entries = byTicket.get(ticket);
        if (entries) entries.push(record);
        else byTicket.set(ticket, [record]);
      }
      if (!more || from === to) return byTicket;
      const middle = Math.floor((from + to) / 2);
      const low = await this.#inRange({ from, to: middle }, context, signal);
      const high = await this.#inRange({ from: middle + 1, to }, context, signal);
      return low && high && new Map([...low, ...high]);
    } catch (thrown) {
      if (!isLack(thrown)) throw thrown;
      this.#ranges = false;
      return undefined;
    }
  }

  /** Nothing for a ticket that the desk does not have, or refuses to tell of. */
  async #one(number: number, signal: AbortSignal | undefined): Promise<DataRecord[] | undefined> {
    try {
      return await this.#client.getHistory({ tid: number }, signal);
    } catch (thrown) {
      const { reason } = failureOf(thrown);
      if (thrown instanceof DeskError && (reason === 'notFound' || reason === 'refused')) return undefined;
      throw thrown;
    }
  }
}

function toDepth(ticketId: string, records: readonly DataRecord[], context: Context): TicketDepth {
  return { ticketId, history: oldestFirst(records.map((record, index) => toEntry(record, ticketId, index, context))) };
}

import { failureOf } from '../model/errors.ts';
import { Ahead } from '../wire/ahead.ts';
import type { DataRecord } from '../wire/records.ts';
import type { ReadyDeskClient } from './client.ts';
import { FieldReader, type Tables } from './fields.ts';
import type { GetTickets } from './inputs/tickets.ts';
import type { Common, Counted, Paged } from './inputs/values.ts';
import { directionOf, isLack, orderedFirst, readTail, wholeOf } from './newestFirst.ts';
import { type Range, rangesIn } from './ranges.ts';
import type { Listed, Place } from './syncCursor.ts';

/** Tickets asked for at once when all are read. */
const PAGE = 500;
/** Newest tickets that are looked at each time: edits of these are seen even without an entry in their history. */
const NEWEST = 50;
const MOST_NEW_PAGES = 100;
const AT_ONCE = 4;
/** How often all pages are read again because fewer tickets came than the desk counts. */
const MOST_ROUNDS = 2;

type Asked = GetTickets & Common;

/** Some tickets as the desk has them, and where reading goes on; `place` is absent at the end. */
export interface Step {
  readonly records: readonly DataRecord[];
  readonly place: Place | undefined;
  /** What is known of the list, at its end. */
  readonly listed?: Listed;
}

/** Reads tickets for a mirror: all of them, the newest, and some by their numbers (2.5.1, 1.8). */
export class TicketReading {
  readonly #client: ReadyDeskClient;
  readonly #tables: Tables;
  readonly #signal: AbortSignal | undefined;
  /** All numbers that came page by page, when the first page came in this process. */
  #seen: Set<number> | undefined;
  #lastPage = '';
  #rounds = 1;
  /** False once a range was not answered as asked. */
  #ranges = true;
  readonly #ahead: Ahead;
  /** Where the range begins that was asked for ahead. */
  #guessed: number | undefined;
  /** The last range held as many tickets as were asked for, with few numbers missing. */
  #dense = false;

  constructor(client: ReadyDeskClient, tables: Tables, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#tables = tables;
    this.#signal = signal;
    this.#ahead = new Ahead(signal);
  }

  /** Lets go of what was asked for ahead. */
  stop(): void {
    this.#ahead.stop();
  }

  /** The first tickets of all. */
  async first(): Promise<Step> {
    const { records, ordered } = await orderedFirst(ordered =>
      this.#list(asking({}, { count: PAGE, page: 1 }, { ordered })),
    );
    const numbers = this.#numbers(records);
    const place: Place = {
      ordered,
      direction: directionOf(numbers),
      page: 1,
      size: PAGE,
      read: records.length,
      highest: highestOf(numbers),
      proven: false,
    };
    this.#seen = new Set(numbers.filter(number => number !== undefined));
    this.#lastPage = numbers.join();
    // More than was asked for: this desk answers all at once.
    if (records.length === 0 || records.length > PAGE) return { records, place: undefined, listed: listedBy(place) };
    const total = await this.#count();
    const goesOn = { ...place, ...(total === undefined ? {} : { total }) };
    const bound = boundOf(place.direction, numbers);
    return { records, ...this.#next(bound === undefined ? paged(goesOn) : { ...goesOn, bound }) };
  }

  /** The next tickets. */
  next(place: Place): Promise<Step> {
    return place.bound === undefined ? this.#byPage(place) : this.#byRange(place, place.bound);
  }

  /** By ranges nothing is left out or comes twice, whatever comes or goes meanwhile. What comes tells whether they hold. */
  async #byRange(place: Place, bound: number): Promise<Step> {
    const down = place.direction === 'down';
    const from = this.#guessed ?? bound;
    const guess = this.#guess(place, from);
    const asked = (start: number) => asking(down ? { end_tid: start } : { start_tid: start }, { count: PAGE }, place);
    this.#guessed = undefined;
    let records: DataRecord[];
    try {
      records = await this.#list(asked(from), guess === undefined ? undefined : asked(guess));
    } catch (thrown) {
      if (!isLack(thrown)) throw thrown;
      return await this.#byPage(paged(place));
    }
    const numbers = this.#numbers(records);
    if (records.length === 0) {
      const early = !place.proven && place.total !== undefined && place.read < place.total;
      return early ? await this.#byPage(paged(place)) : { records, place: undefined, listed: listedBy(place) };
    }
    const reaches = (start: number) => (number: number | undefined) =>
      number !== undefined && (down ? number <= start : number >= start);
    if (!numbers.every(reaches(from)) || (directionOf(numbers) !== place.direction && records.length > 1)) {
      return await this.#byPage(paged(place));
    }
    // A range that was guessed begins with tickets that came before, or holds no others when many numbers are missing.
    const fresh = numbers.findIndex(reaches(bound));
    if (fresh < 0) return await this.#byRange(place, bound);
    const next = boundOf(place.direction, numbers);
    this.#dense = records.length === PAGE && next !== undefined && Math.abs(from - next) <= 2 * PAGE;
    if (guess !== undefined && next !== undefined && reaches(guess)(next)) this.#guessed = guess;
    const after = { ...taken(place, numbers.slice(fresh)), proven: true };
    return { records: records.slice(fresh), ...this.#next(next === undefined ? after : { ...after, bound: next }) };
  }

  /** Where the range behind the one from `from` begins at the latest, if that will be full; none when it is the last. */
  #guess({ direction, read, total }: Place, from: number): number | undefined {
    if (!this.#dense || total === undefined || read + PAGE >= total) return undefined;
    const guess = direction === 'down' ? from - PAGE : from + PAGE;
    return guess > 0 ? guess : undefined;
  }

  async #byPage(place: Place): Promise<Step> {
    if (this.#lastPage === '' && place.page > 2) {
      // What became of the page before while nobody read, nobody knows.
      return await this.#readPage({ ...place, page: place.page - 1 });
    }
    return await this.#readPage(place);
  }

  async #readPage(place: Place): Promise<Step> {
    const { size, total } = place;
    const asked = (page: number) => asking({}, { count: size, page }, place);
    const more = place.page > 1 && total !== undefined && place.page * size < total;
    const records = await this.#list(asked(place.page), more ? asked(place.page + 1) : undefined);
    const numbers = this.#numbers(records);
    const page = numbers.join();
    const repeated = place.page > 1 && page === this.#lastPage;
    this.#lastPage = page;
    if (place.page === 1) this.#seen ??= new Set();
    for (const number of numbers) if (number !== undefined) this.#seen?.add(number);
    const after = { ...taken(place, numbers), page: place.page + 1 };
    if (records.length > 0 && !repeated) {
      // A desk that gives fewer at once than are asked for counts its pages by what it gives, or by what is asked for.
      return { records, place: { ...after, size: place.page === 1 ? records.length : size } };
    }
    const missing = this.#seen !== undefined && place.total !== undefined && this.#seen.size < place.total;
    if (missing && this.#rounds < MOST_ROUNDS && !repeated) {
      this.#rounds++;
      return { records, place: { ...after, page: 1 } };
    }
    const read = this.#seen?.size ?? after.read;
    return { records: repeated ? [] : records, place: undefined, listed: listedBy({ ...after, read }) };
  }

  /**
   * The newest tickets and all that came since the list was read.
   * @returns nothing when the list does not come as it did
   */
  async newest(listed: Listed): Promise<{ readonly records: DataRecord[]; readonly listed: Listed } | undefined> {
    try {
      if (listed.direction === 'down') return await this.#newestDown(listed);
      if (listed.direction === 'none') return undefined;
      const isKnown = (record: DataRecord): boolean => (this.#number(record) ?? Infinity) <= listed.highest;
      const tail = await readTail(
        {
          page: paging => this.#list(asking({}, paging, listed)),
          count: () => this.#client.countTickets({ tid: '*' }, this.#signal),
        },
        listed.count,
        listed.count === 0 ? undefined : isKnown,
      );
      const numbers = tail && this.#numbers(tail.records);
      if (!tail || !numbers || (numbers.length > 1 && directionOf(numbers) !== 'up')) return undefined;
      const highest = Math.max(listed.highest, highestOf(numbers));
      return { records: tail.records, listed: { ...listed, highest, count: tail.count } };
    } catch (thrown) {
      if (isLack(thrown)) return undefined;
      throw thrown;
    }
  }

  async #newestDown(listed: Listed): Promise<{ records: DataRecord[]; listed: Listed } | undefined> {
    const records: DataRecord[] = [];
    let size = NEWEST;
    let highest = listed.highest;
    for (let page = 1; page <= MOST_NEW_PAGES; page++) {
      const some = await this.#list(asking({}, { count: size, page }, listed));
      const numbers = this.#numbers(some);
      if (directionOf(numbers) !== 'down') return undefined;
      for (const record of some) records.push(record);
      highest = Math.max(highest, highestOf(numbers));
      const lowest = numbers.at(-1);
      if (lowest === undefined || lowest <= listed.highest) return { records, listed: { ...listed, highest } };
      if (page === 1) size = Math.min(size, some.length);
    }
    return undefined;
  }

  /** Tickets by their numbers; those that the desk does not have are `gone`. */
  async some(tickets: readonly string[]): Promise<{ readonly records: DataRecord[]; readonly gone: string[] }> {
    const missing = new Set(tickets.map(Number));
    const records: DataRecord[] = [];
    for (const range of rangesIn(tickets.map(Number))) {
      if (!this.#ranges) break;
      for (const record of await this.#range(range)) {
        if (missing.delete(this.#number(record) ?? -1)) records.push(record);
      }
    }
    const gone: string[] = [];
    const alone = [...missing];
    for (let at = 0; at < alone.length; at += AT_ONCE) {
      const some = alone.slice(at, at + AT_ONCE);
      const answers = await Promise.all(some.map(number => this.#one(number)));
      for (const [index, answer] of answers.entries()) {
        const number = some[index];
        const record = answer?.find(each => this.#number(each) === number);
        if (record) records.push(record);
        else if (answer?.length === 0) gone.push(String(number));
      }
    }
    return { records, gone };
  }

  async #range({ from, to }: Range): Promise<DataRecord[]> {
    try {
      const records = await this.#list({ tid: '*', start_tid: from, end_tid: to });
      this.#ranges = this.#numbers(records).every(number => number !== undefined && number >= from && number <= to);
      return this.#ranges ? records : [];
    } catch (thrown) {
      if (!isLack(thrown)) throw thrown;
      this.#ranges = false;
      return [];
    }
  }

  /** Nothing when the desk refuses: that says less than an answer without the ticket. */
  async #one(number: number): Promise<DataRecord[] | undefined> {
    try {
      return await this.#client.getTickets({ tid: number }, this.#signal);
    } catch (thrown) {
      if (failureOf(thrown).reason === 'notFound') return [];
      if (isLack(thrown)) return undefined;
      throw thrown;
    }
  }

  #next(place: Place): Pick<Step, 'place' | 'listed'> {
    // Below the lowest number there is nothing to ask for.
    return place.bound === 0 ? { place: undefined, listed: listedBy(place) } : { place };
  }

  async #count(): Promise<number | undefined> {
    try {
      return await this.#client.countTickets({ tid: '*' }, this.#signal);
    } catch (thrown) {
      if (isLack(thrown, true)) return undefined;
      throw thrown;
    }
  }

  /** @param next what is likely to be asked for behind it */
  #list(asked: Asked, next?: Asked): Promise<DataRecord[]> {
    return this.#client.getTickets(asked, this.#signal, { ahead: this.#ahead, next });
  }

  #numbers(records: readonly DataRecord[]): (number | undefined)[] {
    return records.map(record => this.#number(record));
  }

  #number(record: DataRecord): number | undefined {
    return wholeOf(new FieldReader(record).take(this.#tables.tickets.number));
  }
}

function asking(range: GetTickets, paging: Counted & Paged, { ordered }: Pick<Place, 'ordered'>): Asked {
  return { tid: '*', ...range, ...paging, ...(ordered ? { order: 'ID DESC' } : {}) };
}

function highestOf(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((highest, number) => Math.max(highest, number ?? 0), 0);
}

/** The next range begins beyond the last number. */
function boundOf(direction: Place['direction'], numbers: readonly (number | undefined)[]): number | undefined {
  const last = numbers.at(-1);
  if (direction === 'none' || last === undefined) return undefined;
  return direction === 'down' ? Math.max(0, last - 1) : last + 1;
}

/** From the second page on, by pages; a page may shift, so what was read by ranges is no help. */
function paged({ bound: _bound, ...place }: Place): Place {
  return { ...place, page: 2, size: Math.min(place.size, Math.max(1, place.read)) };
}

function taken(place: Place, numbers: readonly (number | undefined)[]): Place {
  return { ...place, read: place.read + numbers.length, highest: Math.max(place.highest, highestOf(numbers)) };
}

function listedBy({ direction, ordered, highest, read }: Place): Listed {
  return { direction, ordered, highest, count: read };
}

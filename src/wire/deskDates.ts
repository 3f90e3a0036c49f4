import type { DateOrder, DeskConfig } from '../model/desk.ts';
import type { DateFacts } from '../model/examination.ts';
import { readDate, readWall, requireZone, writeDate } from './dates.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Zones lie between these. */
const MOST_BEHIND_MS = -12 * 60 * MINUTE_MS;
const MOST_AHEAD_MS = 14 * 60 * MINUTE_MS;
/** So many dates in the future are no accident. */
const SEVERAL = 3;
const AMBIGUOUS = /^\s*(\d{1,2})([/-])(\d{1,2})\2\d{4}\b/;

/** How one desk writes its dates: as the settings say, else as its own answers show, else month first and in UTC. */
export class DeskDates {
  #order: DateOrder;
  #orderFrom: DateFacts['orderFrom'];
  #zone: string;
  #zoneFrom: DateFacts['zoneFrom'];

  /** @throws DeskError `badInput` for a zone that there is not */
  constructor(config: Pick<DeskConfig, 'timeZone' | 'dateOrder'>) {
    this.#order = config.dateOrder ?? 'mdy';
    this.#orderFrom = config.dateOrder ? 'settings' : 'usual';
    this.#zone = requireZone(config.timeZone ?? 'UTC');
    this.#zoneFrom = config.timeZone ? 'settings' : 'usual';
  }

  get facts(): DateFacts {
    return { order: this.#order, orderFrom: this.#orderFrom, zone: this.#zone, zoneFrom: this.#zoneFrom };
  }

  /** A date of the desk as ISO 8601 in UTC; absent when it is none. `wholeDay`: without a time it means the day's end. */
  read(text: string | undefined, wholeDay = false): string | undefined {
    return readDate(text, this.#zone, wholeDay, this.#order);
  }

  /** An instant as the desk writes it, in its order and zone. */
  write(iso: string, clock: 'H:mm:ss' | 'h:mm tt'): string {
    return writeDate(iso, this.#zone, clock, this.#order);
  }

  /**
   * Looks at dates of an answer for what tells their order: a number above 12, which can only be a day. To be called
   * with all of an answer before it is read. What is learnt once stays; what contradicts itself tells nothing.
   * @param past dates that cannot lie in the future, such as those of creation: several that would, in one order and
   * not in the other, tell it too
   */
  learn(texts: Iterable<string | undefined>, past: Iterable<string | undefined> = [], now = Date.now()): void {
    if (this.#orderFrom !== 'usual') return;
    const told = orderToldBy(texts) ?? orderOfPast(past, now);
    if (told) this.#setOrder(told);
  }

  /**
   * The desk wrote `text` at this instant (milliseconds): tells its zone, as a fixed offset. Believed only when it is
   * off by whole quarters of an hour, to the minute, and no more than zones are.
   */
  learnZone(text: string | undefined, at: number): void {
    if (this.#zoneFrom !== 'usual' || !text?.includes(':')) return;
    const orders: readonly DateOrder[] =
      this.#orderFrom === 'usual' ? [this.#order, other(this.#order)] : [this.#order];
    for (const order of orders) {
      const offset = offsetOf(readWall(text, order), at);
      if (offset === undefined) continue;
      if (order !== this.#order) this.#setOrder(order);
      this.#zone = zoneAt(offset);
      this.#zoneFrom = 'data';
      return;
    }
  }

  #setOrder(order: DateOrder): void {
    this.#order = order;
    this.#orderFrom = 'data';
  }
}

function other(order: DateOrder): DateOrder {
  return order === 'mdy' ? 'dmy' : 'mdy';
}

function orderToldBy(texts: Iterable<string | undefined>): DateOrder | undefined {
  const told = new Set<DateOrder>();
  for (const text of texts) {
    const match = text === undefined ? null : AMBIGUOUS.exec(text);
    if (!text || !match || readWall(text, 'mdy') === undefined) continue;
    if (Number(match[1]) > 12) told.add('dmy');
    else if (Number(match[3]) > 12) told.add('mdy');
  }
  const [order, contrary] = told;
  return contrary ? undefined : order;
}

function orderOfPast(texts: Iterable<string | undefined>, now: number): DateOrder | undefined {
  // In the zone that is farthest ahead it is tomorrow already, and of that day all is left.
  const latest = now + 2 * DAY_MS;
  const future = { mdy: 0, dmy: 0 };
  for (const text of new Set(texts)) {
    if (text === undefined || !AMBIGUOUS.test(text)) continue;
    for (const order of ['mdy', 'dmy'] as const) if ((readWall(text, order) ?? 0) > latest) future[order]++;
  }
  if (future.mdy >= SEVERAL && future.dmy === 0) return 'dmy';
  return future.dmy >= SEVERAL && future.mdy === 0 ? 'mdy' : undefined;
}

/** How far a desk's clock is ahead of UTC; absent when that is not told. */
function offsetOf(wall: number | undefined, at: number): number | undefined {
  if (wall === undefined) return undefined;
  const offset = Math.round((wall - at) / QUARTER_MS) * QUARTER_MS;
  // Desks write whole minutes, and the answer took its time: they are behind rather than ahead.
  const ahead = wall - at - offset;
  const confirmed = ahead >= -2 * MINUTE_MS && ahead <= MINUTE_MS;
  return confirmed && offset >= MOST_BEHIND_MS && offset <= MOST_AHEAD_MS ? offset : undefined;
}

function zoneAt(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset) / MINUTE_MS;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

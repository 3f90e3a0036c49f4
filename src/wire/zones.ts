import { DeskError } from '../model/errors.ts';
import { said } from '../model/said.ts';

const DAY_MS = 86_400_000;
/** Days of which a zone's offset is kept; more than the dates of a page ever have. */
const KEPT_DAYS = 20_000;

/** A time zone's offsets from UTC. */
export class Zone {
  readonly #formatter: Intl.DateTimeFormat;
  /** Milliseconds by day since 1970; NaN for a day on which the clocks change. */
  readonly #days = new Map<number, number>();

  private constructor(name: string) {
    const two = '2-digit';
    this.#formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  }

  static readonly #zones = new Map<string, Zone>();

  /**
   * @param name IANA name, or an offset such as `+02:00`
   * @throws DeskError `badInput` when there is none of that name
   */
  static of(name: string): Zone {
    let zone = Zone.#zones.get(name);
    if (!zone) {
      try {
        zone = new Zone(name);
      } catch {
        throw new DeskError({ reason: 'badInput', detail: said`There is no time zone named ${name}.` });
      }
      Zone.#zones.set(name, zone);
    }
    return zone;
  }

  /** What its clocks are ahead of UTC at an instant; both in milliseconds. */
  offsetAt(at: number): number {
    const day = Math.floor(at / DAY_MS);
    let offset = this.#days.get(day);
    if (offset === undefined) {
      const [first, next] = [this.#measure(day * DAY_MS), this.#measure((day + 1) * DAY_MS)];
      offset = first === next ? first : Number.NaN;
      if (this.#days.size >= KEPT_DAYS) this.#days.clear();
      this.#days.set(day, offset);
    }
    return Number.isNaN(offset) ? this.#measure(at) : offset;
  }

  /** The instant at which its clocks show `wall`, which is written as if it were UTC. */
  instantOf(wall: number): number {
    // The offset depends on the instant that is looked for: the second guess is right but for the hour a clock change skips.
    const guess = wall - this.offsetAt(wall);
    return wall - this.offsetAt(guess);
  }

  #measure(at: number): number {
    const found: Record<string, number> = {};
    for (const part of this.#formatter.formatToParts(at)) found[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}

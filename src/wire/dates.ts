import type { DateOrder } from '../model/desk.ts';
import { DeskError } from '../model/errors.ts';
import { said } from '../model/said.ts';
import { Zone } from './zones.ts';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.*))?$/;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Years before this are what databases write for "no date". */
const FIRST_YEAR = 1971;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * A desk's date as ISO 8601 in UTC: `M/d/yyyy h:mm[:ss] tt` or day first, the same with a 24-hour clock or without a
 * time, `d.M.yyyy` and ISO forms. A number above 12 can only be a day. Absent when it is none.
 * @param zone zone of dates that name none
 * @param wholeDay a date without a time, or at midnight, means the end of that day (for due dates)
 */
export function readDate(
  text: string | undefined,
  zone: string,
  wholeDay = false,
  order: DateOrder = 'mdy',
): string | undefined {
  if (!text) return undefined;
  const wall = readWall(text, order);
  if (wall === undefined) return readZoned(text);
  const noTime = wall % DAY_MS === 0;
  const local = wholeDay && noTime ? wall + DAY_MS - SECOND_MS : wall;
  return writeIso(zone === 'UTC' ? local : Zone.of(zone).instantOf(local));
}

/** What a desk's clock showed, in milliseconds as if it were UTC; absent for what is no date or names its own zone. */
export function readWall(text: string, order: DateOrder): number | undefined {
  const usual = readUsual(text, order);
  if (usual !== undefined) return usual;
  const wall = new Scanner(text).slashed(order);
  if (wall !== undefined) return wall;
  const clean = text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  if (ZONED.test(clean)) return undefined;
  const iso = ISO.exec(clean);
  if (!iso) return clean === text ? undefined : new Scanner(clean).slashed(order);
  const day = dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const clock = iso[4] ? new Scanner(iso[4]).clock() : 0;
  return day === undefined || clock === undefined ? undefined : day + clock;
}

/** An instant in a desk's zone as `M/d/yyyy H:mm:ss`, or with a 12-hour clock and no seconds as `M/d/yyyy h:mm tt`. */
export function writeDate(iso: string, zone: string, clock: 'H:mm:ss' | 'h:mm tt', order: DateOrder = 'mdy'): string {
  const at = instantOf(iso);
  const wall = new Date(at + Zone.of(zone).offsetAt(at));
  const [day, month, hour] = [wall.getUTCDate(), wall.getUTCMonth() + 1, wall.getUTCHours()];
  const date = `${order === 'mdy' ? `${month}/${day}` : `${day}/${month}`}/${wall.getUTCFullYear()}`;
  if (clock === 'H:mm:ss') return `${date} ${two(hour)}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`;
  return `${date} ${hour % 12 || 12}:${two(wall.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** An instant as the 14 digits `yyyyMMddHHmmss`, UTC. */
export function writeStamp(iso: string): string {
  return new Date(instantOf(iso)).toISOString().replace(/\D/g, '').slice(0, 14);
}

/**
 * Checks a zone's name.
 * @throws DeskError `badInput`
 */
export function requireZone(zone: string): string {
  Zone.of(zone);
  return zone;
}

function readZoned(text: string): string | undefined {
  const clean = text.trim();
  const at = ZONED.test(clean) ? Date.parse(clean) : Number.NaN;
  return at >= Date.UTC(FIRST_YEAR) ? new Date(at).toISOString() : undefined;
}

function instantOf(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new DeskError({ reason: 'badInput', detail: said`A date is not in ISO form.` });
  return at;
}

const [BLANK, SLASH, COLON, A, M, P] = [0x20, 0x2f, 0x3a, 0x41, 0x4d, 0x50];

/**
 * As `Scanner.slashed`, for the form `M/d/yyyy h:mm[:ss] tt` alone, in which both systems write: where its marks are
 * tells all, which matters to lists with thousands of dates. Absent for every other form.
 */
function readUsual(text: string, order: DateOrder): number | undefined {
  const slash = text.charCodeAt(1) === SLASH ? 1 : 2;
  const next = text.charCodeAt(slash + 2) === SLASH ? slash + 2 : slash + 3;
  const blank = next + 5;
  const colon = text.charCodeAt(blank + 2) === COLON ? blank + 2 : blank + 3;
  const end = text.charCodeAt(colon + 3) === COLON ? colon + 6 : colon + 3;
  const half = text.charCodeAt(end + 1);
  const isUsual =
    text.charCodeAt(slash) === SLASH &&
    text.charCodeAt(next) === SLASH &&
    text.charCodeAt(blank) === BLANK &&
    text.charCodeAt(colon) === COLON &&
    text.charCodeAt(end) === BLANK &&
    (half === A || half === P) &&
    text.charCodeAt(end + 2) === M &&
    text.length === end + 3;
  if (!isUsual) return undefined;
  const [first, second] = [numberIn(text, 0, slash), numberIn(text, slash + 1, next)];
  const [hour, minute] = [numberIn(text, blank + 1, colon), numberIn(text, colon + 1, colon + 3)];
  const rest = end === colon + 3 ? 0 : numberIn(text, colon + 4, end);
  const day = slashedDay(
    first,
    second,
    numberIn(text, next + 1, blank),
    first > 12 || (order === 'dmy' && second <= 12),
  );
  if (day === undefined || !(hour >= 1 && hour <= 12 && minute <= 59 && rest <= 59)) return undefined;
  return day + ((hour % 12) + (half === P ? 12 : 0)) * HOUR_MS + minute * MINUTE_MS + rest * SECOND_MS;
}

/** The number that all the characters from `from` to before `to` are; NaN when they are none. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return Number.NaN;
    number = number * 10 + code - 48;
  }
  return number;
}

function slashedDay(first: number, second: number, year: number, dayFirst: boolean): number | undefined {
  return dayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
}

/** Reads a date from left to right. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** A date with the year last; absent when it is none. */
  slashed(order: DateOrder): number | undefined {
    const first = this.#digits(2);
    const mark = this.#text[this.#at++];
    if (mark !== '/' && mark !== '.' && mark !== '-') return undefined;
    const second = this.#digits(2);
    if (this.#text[this.#at++] !== mark) return undefined;
    const began = this.#at;
    const year = this.#digits(4);
    if (this.#at - began !== 4) return undefined;
    const dayFirst = mark === '.' || first > 12 || (order === 'dmy' && second <= 12);
    const day = slashedDay(first, second, year, dayFirst);
    if (day === undefined || this.#at === this.#text.length) return day;
    const end = this.#at;
    this.#skipBlanks();
    if (this.#at === end) return undefined;
    const clock = this.#at === this.#text.length ? 0 : this.clock();
    return clock === undefined ? undefined : day + clock;
  }

  /** The time of day that the rest is, in milliseconds; absent when it is none. */
  clock(): number | undefined {
    let hour = this.#digits(2);
    const minute = this.#pair();
    if (Number.isNaN(hour) || minute === undefined) return undefined;
    const second = this.#pair();
    if (second !== undefined) this.#fraction();
    this.#skipBlanks();
    if (this.#at < this.#text.length) {
      const half = this.#half();
      if (half === undefined || hour < 1 || hour > 12) return undefined;
      hour = (hour % 12) + half;
    }
    if (hour > 23 || minute > 59 || (second ?? 0) > 59) return undefined;
    return hour * HOUR_MS + minute * MINUTE_MS + (second ?? 0) * SECOND_MS;
  }

  /** The hours that AM or PM add, when that is all the rest. */
  #half(): number | undefined {
    const first = this.#text[this.#at];
    const hours = first === 'P' || first === 'p' ? 12 : first === 'A' || first === 'a' ? 0 : undefined;
    const isUsual = this.#text.length === this.#at + 2 && this.#text[this.#at + 1] === 'M';
    return isUsual || /^[ap]\.? ?m\.? *$/i.test(this.#text.slice(this.#at)) ? hours : undefined;
  }

  /** The number that the next digits are; NaN when there are none. */
  #digits(most: number): number {
    let number = 0;
    const began = this.#at;
    for (; this.#at < began + most; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (!isDigit(code)) break;
      number = number * 10 + code - 48;
    }
    return this.#at > began ? number : Number.NaN;
  }

  /** A colon and two digits. */
  #pair(): number | undefined {
    if (this.#text[this.#at] !== ':') return undefined;
    const began = ++this.#at;
    const number = this.#digits(2);
    return this.#at - began === 2 ? number : Number.POSITIVE_INFINITY;
  }

  /** Parts of a second count for nothing here. */
  #fraction(): void {
    if (this.#text[this.#at] !== '.') return;
    do this.#at++;
    while (isDigit(this.#text.charCodeAt(this.#at)));
  }

  #skipBlanks(): void {
    while (BLANKS.has(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}

/** Blank, comma and T; the blanks that do not break stand before AM and PM. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x2c, 0x54, 0xa0, 0x202f]);

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The start of a day that there is, as if in UTC. */
function dayOf(year: number, month: number, day: number): number | undefined {
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1)) return undefined;
  const months = (year - FIRST_YEAR) * 12 + month - 1;
  const at = startOfMonth(months) + (day - 1) * DAY_MS;
  return day <= 28 || at < startOfMonth(months + 1) ? at : undefined;
}

const starts: number[] = [];

/** @param months since January of the first year */
function startOfMonth(months: number): number {
  const known = starts[months];
  if (known !== undefined) return known;
  const start = Date.UTC(FIRST_YEAR, months);
  // Kept for the years of help desks only.
  if (months < 12 * 200) starts[months] = start;
  return start;
}

const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const two = (number: number): string => TWO[number] ?? '';

const MINUTES = Array.from({ length: 24 * 60 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`);
const SECONDS = TWO.map(second => `${second}.000Z`);

/** How the days of late are written, up to the `T`: the dates of a list lie close together. */
const days = new Map<number, string>();
const KEPT_DAYS = 5_000;

/** As `Date.toISOString` of whole seconds, but for lists. */
function writeIso(at: number): string {
  const day = Math.floor(at / DAY_MS);
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(at).toISOString().slice(0, 11);
    if (days.size >= KEPT_DAYS) days.clear();
    days.set(day, text);
  }
  const seconds = (at - day * DAY_MS) / SECOND_MS;
  return text + MINUTES[Math.floor(seconds / 60)] + SECONDS[seconds % 60];
}

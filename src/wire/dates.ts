import { DeskError } from '../model/errors.ts';

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const SLASHED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ ,T]+(.*))?$/;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.*))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?\s?m\.?)?$/i;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Years before this are what databases write for "no date". */
const FIRST_YEAR = 1971;

/**
 * A desk's date as ISO 8601 in UTC: `M/d/yyyy h:mm[:ss] tt`, the same with a 24-hour clock or without a time, `d.M.yyyy`
 * and ISO forms. A first number above 12 can only be a day. Absent when it is none.
 * @param zone IANA zone of dates that name none
 * @param wholeDay a date without a time, or at midnight, means the end of that day (for due dates)
 */
export function readDate(text: string | undefined, zone: string, wholeDay = false): string | undefined {
  const clean = text?.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  if (!clean) return undefined;
  if (ZONED.test(clean)) {
    const at = Date.parse(clean);
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  }
  const day = readDay(clean);
  if (!day) return undefined;
  const clock = day.clock ? readClock(day.clock) : MIDNIGHT;
  if (!clock) return undefined;
  const noTime = clock.hour + clock.minute + clock.second === 0;
  return toUtc({ ...day, ...(wholeDay && noTime ? END_OF_DAY : clock) }, zone);
}

/** An instant in a desk's zone as `M/d/yyyy H:mm:ss`, or with a 12-hour clock and no seconds as `M/d/yyyy h:mm tt`. */
export function writeDate(iso: string, zone: string, clock: 'H:mm:ss' | 'h:mm tt'): string {
  const p = partsIn(instantOf(iso), zone);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${p.month}/${p.day}/${p.year}`;
  if (clock === 'H:mm:ss') return `${day} ${two(p.hour)}:${two(p.minute)}:${two(p.second)}`;
  return `${day} ${p.hour % 12 || 12}:${two(p.minute)} ${p.hour < 12 ? 'AM' : 'PM'}`;
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
  try {
    formatter(zone);
    return zone;
  } catch {
    throw new DeskError({ reason: 'badInput', detail: `There is no time zone named ${zone}.` });
  }
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };
const END_OF_DAY = { hour: 23, minute: 59, second: 59 };

function readDay(text: string): { year: number; month: number; day: number; clock: string | undefined } | undefined {
  const iso = ISO.exec(text);
  const slashed = SLASHED.exec(text);
  let year: number;
  let month: number;
  let day: number;
  let clock: string | undefined;
  if (iso) {
    [year, month, day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
    clock = iso[4];
  } else if (slashed) {
    [month, day, year] = [Number(slashed[1]), Number(slashed[3]), Number(slashed[4])];
    if (slashed[2] === '.' || month > 12) [month, day] = [day, month];
    clock = slashed[5];
  } else {
    return undefined;
  }
  const valid = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return valid ? { year, month, day, clock } : undefined;
}

function readClock(text: string): { hour: number; minute: number; second: number } | undefined {
  const match = CLOCK.exec(text.trim());
  if (!match) return undefined;
  let hour = Number(match[1]);
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  if (match[4]) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (match[4].toLowerCase() === 'p' ? 12 : 0);
  }
  return hour < 24 && minute < 60 && second < 60 ? { hour, minute, second } : undefined;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function instantOf(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new DeskError({ reason: 'badInput', detail: 'A date is not in ISO form.' });
  return at;
}

function toUtc(p: Parts, zone: string): string {
  const wall = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);
  // The offset depends on the instant that is looked for: the second guess is right but for the hour a clock change skips.
  let at = wall - offsetAt(wall, zone);
  at = wall - offsetAt(at, zone);
  return new Date(at).toISOString();
}

function offsetAt(at: number, zone: string): number {
  const p = partsIn(at, zone);
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(at / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let made = formatters.get(zone);
  if (!made) {
    const two = '2-digit';
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formatters.set(zone, made);
  }
  return made;
}

function partsIn(at: number, zone: string): Parts {
  const found: Record<string, number> = {};
  for (const part of formatter(zone).formatToParts(at)) found[part.type] = Number(part.value);
  const of = (type: string): number => found[type] ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

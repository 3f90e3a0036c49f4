/** Seconds since 1970 UTC, now. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** How an installation writes dates. */
export interface DateStyle {
  readonly dateOrder: 'mdy' | 'dmy';
  /** IANA name. */
  readonly timeZone: string;
}

const american: DateStyle = { dateOrder: 'mdy', timeZone: 'UTC' };

/** `M/d/yyyy h:mm tt`, with seconds when asked: how both systems write instants. UTC unless a style says otherwise. */
export function usDate(seconds: number, withSeconds = false, style: DateStyle = american): string {
  const date = new Date(wallClock(seconds, style.timeZone) * 1000);
  const hours = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}${withSeconds ? `:${two(date.getUTCSeconds())}` : ''}`;
  return `${usDay(seconds, style)} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** `M/d/yyyy`: the day that an instant lies on. */
export function usDay(seconds: number, { dateOrder, timeZone }: DateStyle = american): string {
  const date = new Date(wallClock(seconds, timeZone) * 1000);
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return `${dateOrder === 'mdy' ? `${month}/${day}` : `${day}/${month}`}/${date.getUTCFullYear()}`;
}

/**
 * Reads a date as people type it for an American server: `M/d/yyyy`, with or without leading zeros, alone or with a 12-
 * or 24-hour time; also `yyyy-MM-dd` with or without a time, where `Z` is UTC. `undefined` when it is none.
 */
export function readDate(text: string, { dateOrder, timeZone }: DateStyle = american): number | undefined {
  const typed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](.*))?$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](.*?))?(Z?)$/i.exec(text.trim());
  const [year, month, day, time] = typed
    ? [typed[3], ...(dateOrder === 'mdy' ? [typed[1], typed[2]] : [typed[2], typed[1]]), typed[4]]
    : iso
      ? [iso[1], iso[2], iso[3], iso[4]]
      : [];
  if (!year || !month || !day) return undefined;
  const clock = readTime(time ?? '');
  const wall = clock === undefined ? undefined : instant(Number(year), Number(month), Number(day), clock);
  return wall === undefined || iso?.[5] ? wall : instantOf(wall, timeZone);
}

/** The first second of the day that an instant lies on. */
export function startOfDay(seconds: number, { timeZone }: DateStyle): number {
  const wall = wallClock(seconds, timeZone);
  return instantOf(wall - (wall % day), timeZone);
}

/** The last second of the day that an instant lies on. */
export function endOfDay(seconds: number, { timeZone }: DateStyle): number {
  const wall = wallClock(seconds, timeZone);
  return instantOf(wall - (wall % day) + day, timeZone) - 1;
}

/** Whether `Intl` knows a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Reads the 14 digits `YYYYMMDDHHMMSS` of a TeamSupport filter. */
export function readDigits(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return instant(year, month, day, hours * 3600 + minutes * 60 + seconds);
}

function readTime(text: string): number | undefined {
  if (!text.trim()) return 0;
  const found = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([AP])\.?M\.?)?$/i.exec(text.trim());
  if (!found) return undefined;
  let hours = Number(found[1]);
  if (found[4]) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (found[4].toUpperCase() === 'P' ? 12 : 0);
  }
  const [minutes, seconds] = [Number(found[2]), Number(found[3] ?? 0)];
  return hours > 23 || minutes > 59 || seconds > 59 ? undefined : hours * 3600 + minutes * 60 + seconds;
}

function instant(year: number, month: number, day: number, clock: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1753 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / 1000 + clock;
}

const day = 86_400;
const quarter = 900;
/** Distances from UTC in seconds, by zone and quarter of an hour: zones change at such moments only. */
const distances = new Map<string, number>();

/** What a clock of the zone shows, as if it were UTC. */
function wallClock(seconds: number, timeZone: string): number {
  if (timeZone === 'UTC') return seconds;
  const key = `${timeZone} ${Math.floor(seconds / quarter)}`;
  let distance = distances.get(key);
  if (distance === undefined) {
    if (distances.size > 50_000) distances.clear();
    distance = distanceAt(Math.floor(seconds / quarter) * quarter, timeZone);
    distances.set(key, distance);
  }
  return seconds + distance;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const numeric = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

function distanceAt(seconds: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, ...numeric, hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const found = Object.fromEntries(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, date, hour, minute, second) / 1000 - seconds;
}

/** The instant at which clocks of the zone show this; where they show it twice or never, one close by. */
function instantOf(wall: number, timeZone: string): number {
  if (timeZone === 'UTC') return wall;
  const near = wall - (wallClock(wall, timeZone) - wall);
  return wall - (wallClock(near, timeZone) - near);
}

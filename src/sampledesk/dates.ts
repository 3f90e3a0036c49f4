/** Seconds since 1970 UTC, now. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** `M/d/yyyy h:mm tt` in UTC, with seconds when asked: how both systems write instants. */
export function usDate(seconds: number, withSeconds = false): string {
  const date = new Date(seconds * 1000);
  const hours = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}${withSeconds ? `:${two(date.getUTCSeconds())}` : ''}`;
  return `${usDay(seconds)} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** `M/d/yyyy` in UTC. */
export function usDay(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
}

/**
 * Reads a date as people type it for an American server: `M/d/yyyy`, with or without leading zeros, alone or with a 12-
 * or 24-hour time; also `yyyy-MM-dd` with or without a time. UTC. `undefined` when it is none.
 */
export function readDate(text: string): number | undefined {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](.*))?$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](.*?)Z?)?$/i.exec(text.trim());
  const [year, month, day, time] = us ? [us[3], us[1], us[2], us[4]] : iso ? [iso[1], iso[2], iso[3], iso[4]] : [];
  if (!year || !month || !day) return undefined;
  const clock = readTime(time ?? '');
  return clock === undefined ? undefined : instant(Number(year), Number(month), Number(day), clock);
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

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago (or ahead) an ISO 8601 instant lies, in the words of the locale: `2d ago`, `in 5h`. Rounded; days go by
 * the calendar of this machine's time zone.
 */
export function relativeTime(
  iso: string,
  now: Date,
  locale: string | undefined,
  style: 'narrow' | 'long' = 'narrow',
): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  const format = new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
  const off = at - now.getTime();
  if (Math.abs(off) < minute) return format.format(0, 'second');
  if (Math.abs(off) < hour) return format.format(within(off / minute, 59), 'minute');
  if (Math.abs(off) < day) return format.format(within(off / hour, 23), 'hour');
  const days = calendarDays(now.getTime(), at);
  if (Math.abs(days) < 7) return format.format(days, 'day');
  if (Math.abs(days) < 30) return format.format(within(days / 7, 4), 'week');
  if (Math.abs(days) < 365) return format.format(within(days / 30, 11), 'month');
  return format.format(Math.round(days / 365), 'year');
}

/** Midnights between two instants (milliseconds), by the calendar of this machine's time zone. */
export function calendarDays(from: number, to: number): number {
  return Math.round((midnight(to) - midnight(from)) / day);
}

/** An ISO 8601 instant in full, in the reader's own zone and language; what is no date is given back as it is. */
export function exactTime(iso: string, locale: string | undefined): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' });
}

/** Rounded, and never as far as the next bigger unit. */
function within(value: number, most: number): number {
  return Math.max(-most, Math.min(most, Math.round(value)));
}

function midnight(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

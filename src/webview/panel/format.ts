import { t } from '@vscode/l10n';
import { calendarDays, exactTime, relativeTime } from '../../model/age.ts';

const minute = 60_000;

/** Dates and numbers as a reader of one locale writes them, in this machine's time zone. */
export interface Formats {
  /** How far `iso` is from `now` (milliseconds): `2 hours ago`, `yesterday`, from a week on the date. */
  relative(iso: string, now: number): string;
  /** The full date with the time. */
  exact(iso: string): string;
  /** The date without the time. */
  day(iso: string): string;
  /** From when to when, with the day once when it is one. */
  appointment(from: string, to: string | undefined): string;
  number(value: number): string;
  /** Whole minutes as `1 h 20 min`. */
  duration(minutes: number): string;
}

/** Formats for a BCP 47 tag; the reader's default locale when the tag is none. What is no date is given back as it is. */
export function formatsFor(tag: string): Formats {
  const locale = isLocale(tag) ? tag : undefined;
  const thisYear = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });
  const otherYear = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const plain = new Intl.NumberFormat(locale);

  return {
    relative(iso, now) {
      const at = Date.parse(iso);
      if (Number.isNaN(at)) return iso;
      if (Math.abs(at - now) < minute) return t('just now');
      if (Math.abs(calendarDays(now, at)) < 7) return relativeTime(iso, new Date(now), locale, 'long');
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? thisYear : otherYear).format(at);
    },
    exact: iso => exactTime(iso, locale),
    day: iso => (Number.isNaN(Date.parse(iso)) ? iso : otherYear.format(Date.parse(iso))),
    appointment(from, to) {
      const [start, end] = [new Date(from), new Date(to ?? from)];
      if (Number.isNaN(start.getTime())) return from;
      return Number.isNaN(end.getTime()) || end < start ? moment.format(start) : moment.formatRange(start, end);
    },
    number: value => plain.format(value),
    duration(minutes) {
      const whole = Math.max(0, Math.round(minutes));
      const hours = Math.floor(whole / 60);
      const rest = whole % 60;
      if (hours === 0) return t('{0} min', plain.format(rest));
      if (rest === 0) return t('{0} h', plain.format(hours));
      return t('{0} h {1} min', plain.format(hours), plain.format(rest));
    },
  };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

import { t } from '@vscode/l10n';
import { type Day, dayOf, startOf } from '../../model/timesheet.ts';

/** Days and times as a reader of one locale writes them. */
export interface SheetFormats {
  /** `Thu` and `9`, for the head of a column. */
  weekday(day: Day): string;
  date(day: Day): string;
  /** `Thu, Jul 9`. */
  day(day: Day): string;
  /** `Jul 9`. */
  plainDay(day: Day): string;
  /** `Jul 6 – 12, 2026` or `July 2026`. */
  period(days: readonly Day[], kind: 'week' | 'month'): string;
  /** The time of day. */
  clock(iso: string): string;
  number(value: number): string;
  /** `Nov 2 – 6, Nov 9, and Nov 12 – 13`: days that follow each other as one. */
  spans(days: readonly Day[]): string;
  /** The first day of the week: 0 is Sunday. */
  readonly firstDay: number;
}

/** Formats for a BCP 47 tag; the reader's default locale when the tag is none. */
export function sheetFormats(tag: string): SheetFormats {
  const locale = Intl.DateTimeFormat.supportedLocalesOf(safe(tag))[0];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const [weekday, date] = [format({ weekday: 'short' }), format({ day: 'numeric' })];
  const plainDay = format({ month: 'short', day: 'numeric' });
  const whole = format({ weekday: 'short', month: 'short', day: 'numeric' });
  const range = format({ year: 'numeric', month: 'short', day: 'numeric' });
  const month = format({ year: 'numeric', month: 'long' });
  const clock = format({ hour: 'numeric', minute: '2-digit' });
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    weekday: day => weekday.format(startOf(day)),
    date: day => date.format(startOf(day)),
    day: day => whole.format(startOf(day)),
    plainDay: day => plainDay.format(startOf(day)),
    period: (days, kind) => {
      const [first = '', last = first] = [days[0], days.at(-1)];
      return kind === 'month'
        ? month.format(startOf(first))
        : range.formatRange(startOf(first), startOf(last)).replaceAll('\u2009', ' ');
    },
    clock: iso => clock.format(Date.parse(iso)),
    number: value => plain.format(value),
    spans: days =>
      list.format(
        runsOf(days).map(([first, last]) =>
          first === last
            ? plainDay.format(startOf(first))
            : plainDay.formatRange(startOf(first), startOf(last)).replaceAll('\u2009', ' '),
        ),
      ),
    firstDay: firstDayOf(locale),
  };
}

/** The first and the last of days that follow each other without one between; in their order. */
function runsOf(days: readonly Day[]): (readonly [Day, Day])[] {
  const runs: (readonly [Day, Day])[] = [];
  for (const day of days) {
    const [first, last] = runs.at(-1) ?? [day, undefined];
    if (last !== undefined && dayOf(startOf(last, 1)) === day) runs[runs.length - 1] = [first, day];
    else runs.push([day, day]);
  }
  return runs;
}

/** Minutes as `1:20`, which columns of numbers are made of. */
export function short(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;
}

/** Minutes in words for who listens: `1 h 20 min`. */
export function spoken(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  if (hours === 0) return t('{0} min', rest);
  return rest === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, rest);
}

function safe(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** Not in every browser yet; the week begins on Monday by ISO 8601. */
function firstDayOf(locale: string | undefined): number {
  const known = new Intl.Locale(locale ?? new Intl.DateTimeFormat().resolvedOptions().locale) as Intl.Locale & {
    getWeekInfo?(): { readonly firstDay: number };
  };
  return (known.getWeekInfo?.().firstDay ?? 1) % 7;
}

import type { WriteState } from './outbox.ts';

/** Time on a ticket: logged, or written down to be. */
export interface SheetEntry {
  readonly deskId: string;
  readonly ticketId: string;
  /** Number and subject of the ticket, where it is kept on this machine. */
  readonly number?: string;
  readonly subject?: string;
  /** The desk's id of the entry; absent as long as the desk has none. */
  readonly id?: string;
  readonly minutes: number;
  /** ISO 8601: when the work began, or what the desk tells in its place. */
  readonly at: string;
  readonly by?: string;
  readonly category?: string;
  readonly notes?: string;
  /** The desk has not confirmed it: where it stands in the outbox. */
  readonly unsent?: { readonly id: number; readonly state: WriteState };
}

/** What is known on this machine of the time that was logged in a span. */
export interface LoggedTime {
  /** The earliest first. */
  readonly entries: readonly SheetEntry[];
  /** Entries to which the desk tells no date, so that nobody knows whether they belong here. */
  readonly undated: number;
  /** The user's tickets that changed since the span began and whose time was not read since; at most `unreadKept`. */
  readonly unread: readonly string[];
}

/** Tickets that are named at most as not read. */
export const unreadKept = 500;

/** From (inclusive) and to (exclusive) when; ISO 8601. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What of a logged entry is to be otherwise; what is absent stays. */
export interface TimeChange {
  /** Whole minutes, at least 1. */
  readonly minutes?: number;
  /** ISO 8601. */
  readonly startedAt?: string;
  /** Plain text. */
  readonly notes?: string;
}

/** A day of the calendar as `2026-07-09`: what people log time on, wherever they are. */
export type Day = string;

/** Time on one ticket, day by day. */
export interface SheetRow {
  readonly deskId: string;
  readonly ticketId: string;
  readonly number?: string;
  readonly subject?: string;
  readonly cells: readonly SheetCell[];
  readonly minutes: number;
}

/** Time on one day. */
export interface SheetCell {
  readonly day: Day;
  readonly minutes: number;
  /** Of these minutes: those that the desk has not confirmed. */
  readonly unsent: number;
  readonly entries: readonly SheetEntry[];
}

/** A timesheet: rows by ticket, columns by day. */
export interface Sheet {
  readonly days: readonly Day[];
  /** By the first entry of each. */
  readonly rows: readonly SheetRow[];
  /** What each day has in all. */
  readonly totals: readonly SheetCell[];
  readonly minutes: number;
  readonly unsent: number;
  /** Working days that are over and have no time. */
  readonly gaps: readonly Day[];
}

/** Days of the week on which nobody is expected to work: 0 is Sunday. */
const weekend = [0, 6];

/** The day of a date in this machine's zone. */
export function dayOf(date: Date): Day {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When a day begins in this machine's zone, `after` days later. */
export function startOf(day: Day, after = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + after);
}

export function isWeekend(day: Day): boolean {
  return weekend.includes(startOf(day).getDay());
}

/**
 * The days of the week or month that a day is in.
 * @param firstDay of the week: 0 is Sunday
 */
export function daysAround(day: Day, kind: 'week' | 'month', firstDay = 1): readonly Day[] {
  const date = startOf(day);
  const back = kind === 'month' ? date.getDate() - 1 : (date.getDay() - firstDay + 7) % 7;
  const count = kind === 'month' ? new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate() : 7;
  return Array.from({ length: count }, (_, at) => dayOf(startOf(day, at - back)));
}

/** From the beginning of the first day to the end of the last. */
export function spanOf(days: readonly Day[]): Span {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return { from: startOf(first).toISOString(), to: startOf(last, 1).toISOString() };
}

/** The sheet of some days; entries of other days are left out. */
export function sheetOf(entries: readonly SheetEntry[], days: readonly Day[], today: Day): Sheet {
  const inside = entries.filter(({ at }) => days.includes(dayOf(new Date(at))));
  const byTicket = grouped(inside, ({ deskId, ticketId }) => JSON.stringify([deskId, ticketId]));
  const rows = [...byTicket.values()].flatMap(own => {
    const [first] = own;
    if (!first) return [];
    const { deskId, ticketId } = first;
    const { number, subject } = own.find(each => each.number !== undefined) ?? first;
    return {
      ...{ deskId, ticketId, cells: cellsOf(own, days), minutes: sum(own) },
      ...(number === undefined ? {} : { number }),
      ...(subject === undefined ? {} : { subject }),
    };
  });
  const totals = cellsOf(inside, days);
  return {
    days,
    rows,
    totals,
    minutes: sum(inside),
    unsent: sum(inside.filter(isUnsent)),
    gaps: totals.filter(({ day, minutes }) => minutes === 0 && day < today && !isWeekend(day)).map(({ day }) => day),
  };
}

function cellsOf(entries: readonly SheetEntry[], days: readonly Day[]): SheetCell[] {
  const byDay = grouped(entries, ({ at }) => dayOf(new Date(at)));
  return days.map(day => {
    const own = byDay.get(day) ?? [];
    return { day, minutes: sum(own), unsent: sum(own.filter(isUnsent)), entries: own };
  });
}

function grouped(entries: readonly SheetEntry[], keyOf: (entry: SheetEntry) => string): Map<string, SheetEntry[]> {
  const groups = new Map<string, SheetEntry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function isUnsent({ unsent }: SheetEntry): boolean {
  return unsent !== undefined;
}

function sum(entries: readonly SheetEntry[]): number {
  return entries.reduce((total, { minutes }) => total + minutes, 0);
}

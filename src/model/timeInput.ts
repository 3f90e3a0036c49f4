import { longestEntry, parseDuration } from './duration.ts';
import { inEnglish } from './timeWords.ts';

/** When work was done, as a person typed it. */
export interface TimeInput {
  /** Whole minutes, from 1 to `longestEntry`. */
  readonly minutes: number;
  readonly startedAt: Date;
  /** What was typed says when: a day or a time of day. Else the work is taken to end now. */
  readonly says: 'duration' | 'when';
}

/** When work of another day begins, if only its duration is told: minutes after midnight. */
const usualStart = 9 * 60;
const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * What a person means who tells when they worked: `1h 20m`, `90m`, `1.5h`, `45`; `9:30-11:00`, `9-11`, `1pm to 2:30pm`,
 * `9-now`; `since 9:30`; `1h at 14:00`; each alone or with a day (`yesterday 2h`, `mon 9-11`, `2026-11-20 9:00-10:30`). Days
 * and times are those of this machine's time zone; a weekday is the last such day, today included. Nothing when it is none
 * of these, or lasts longer than a day, or begins after `now`. Words may be German or Spanish, too.
 */
export function parseTimeInput(text: string, now: Date): TimeInput | undefined {
  const typed = inEnglish(text.trim().toLowerCase().replaceAll(/[–—]/g, '-').replaceAll(/\s+/g, ' '));
  const { day, rest } = takeDay(typed, now);
  if (rest === undefined) return undefined;
  return parseSpan(rest, day, now) ?? parseLength(rest, day, now);
}

/** A length alone, or with the time at which it began. */
function parseLength(rest: string, day: Date | undefined, now: Date): TimeInput | undefined {
  const told = /^(.+) (?:at|from) (.+)$/.exec(rest);
  const minutes = parseDuration(told?.[1] ?? rest);
  if (minutes === undefined) return undefined;
  const today = startOfDay(now);
  if (told) {
    const clock = parseClock(told[2] ?? '');
    return clock && input(minutes, on(day ?? today, clock.minute), now, 'when');
  }
  if (!day) return input(minutes, new Date(now.getTime() - minutes * 60_000), now, 'duration');
  // What was done today ends now, and what was done on another day within that day.
  if (day.getTime() === today.getTime()) return input(minutes, new Date(now.getTime() - minutes * 60_000), now, 'when');
  return input(minutes, on(day, Math.min(usualStart, Math.max(0, longestEntry - minutes))), now, 'when');
}

/** From a time of day to another one, or until now. */
function parseSpan(rest: string, day: Date | undefined, now: Date): TimeInput | undefined {
  const since = /^since (.+)$/.exec(rest);
  const parts = since ? [since[1], 'now'] : /^(.+?) ?(?:-| to | until ) ?(.+)$/.exec(rest)?.slice(1);
  const from = parseClock(parts?.[0] ?? '');
  if (!from) return undefined;
  if (parts?.[1] === 'now') {
    const start = lastTime(from.minute, day, now);
    return input(Math.floor((now.getTime() - start.getTime()) / 60_000), start, now, 'when');
  }
  const to = parseClock(parts?.[1] ?? '');
  if (!to) return undefined;
  const [first, last] = halves(from, to);
  if (first === last) return undefined;
  const start = lastTime(first, day, now);
  const end = on(start, last > first ? last : last + longestEntry);
  return input(Math.round((end.getTime() - start.getTime()) / 60_000), start, now, 'when');
}

/** Without a day, a time that is still to come today was yesterday's: at half past midnight, say. */
function lastTime(minute: number, day: Date | undefined, now: Date): Date {
  const start = on(day ?? startOfDay(now), minute);
  return day || start <= now ? start : on(start, minute - longestEntry);
}

/** A time of day in minutes after midnight. */
interface Clock {
  readonly minute: number;
  /** Said to be of the morning or the afternoon, or plain only with 24 hours. */
  readonly half?: 'am' | 'pm' | '24';
}

/** `9`, `9:30`, `09:30`, `930` is none, `9am`, `9:30 pm`. */
function parseClock(text: string): Clock | undefined {
  const parts = /^(\d{1,2})(?:[:.]([0-5]\d))?(?: ?([ap])\.?m?\.?)?$/.exec(text.trim());
  if (!parts) return undefined;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (parts[3]) {
    if (hour < 1 || hour > 12) return undefined;
    const half = parts[3] === 'p' ? 'pm' : 'am';
    return { minute: (hour % 12) * 60 + (half === 'pm' ? 720 : 0) + minute, half };
  }
  if (hour > 24 || (hour === 24 && minute > 0)) return undefined;
  return { minute: hour * 60 + minute, ...(hour > 12 || parts[1]?.startsWith('0') ? { half: '24' } : {}) };
}

/** Times as people say them: `1-3pm` begins in the afternoon, `9-5` and `11-1` end there. */
function halves(from: Clock, to: Clock): readonly [from: number, to: number] {
  if (!from.half && to.half === 'pm' && from.minute < 720 && from.minute + 720 < to.minute)
    return [from.minute + 720, to.minute];
  if (!to.half && from.half !== '24' && to.minute < from.minute && to.minute + 720 > from.minute && to.minute < 720)
    return [from.minute, to.minute + 720];
  return [from.minute, to.minute];
}

/** The day that a text begins or ends with, and what is left. No `rest`: the day is none. */
function takeDay(typed: string, now: Date): { readonly day?: Date; readonly rest?: string } {
  const word = '((?:on )?(?:today|yesterday|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*|\\d{4}-\\d{2}-\\d{2}))';
  const first = new RegExp(`^${word},? (.+)$`).exec(typed);
  const last = first ? undefined : new RegExp(`^(.+?),? ${word}$`).exec(typed);
  const said = first?.[1] ?? last?.[2];
  if (said === undefined) return { rest: typed };
  const day = dayOf(said.replace(/^on /, ''), now);
  const rest = first?.[2] ?? last?.[1];
  return day && rest !== undefined ? { day, rest } : {};
}

function dayOf(said: string, now: Date): Date | undefined {
  const today = startOfDay(now);
  const back = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - days);
  if (said === 'today') return today;
  if (said === 'yesterday') return back(1);
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (date) {
    const [, year, month, day] = date.map(Number);
    const meant = new Date(year ?? 0, (month ?? 0) - 1, day);
    return meant.getMonth() === (month ?? 0) - 1 && meant.getDate() === day && meant <= today ? meant : undefined;
  }
  // `mon`, `tues` and `monday`: as much of the name as one likes.
  const weekday = dayNames.findIndex(name => name.startsWith(said));
  return weekday < 0 ? undefined : back((today.getDay() - weekday + 7) % 7);
}

function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

/** A time on the clock of a day, also after its end; a day with a change of the clock has its own length. */
function on(day: Date, minute: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minute);
}

function input(minutes: number, startedAt: Date, now: Date, says: TimeInput['says']): TimeInput | undefined {
  if (minutes < 1 || minutes > longestEntry || startedAt > now) return undefined;
  return { minutes, startedAt, says };
}

import * as vscode from 'vscode';
import { formatDuration } from '../../model/duration.ts';
import type { AwaySpan, TimedTicket, Timer } from '../../model/timer.ts';
import { isPaused, workedTime } from '../../model/timer.ts';
import { shownText } from '../shownText.ts';

const minute = 60_000;

/** Milliseconds as on a stop watch without seconds: `1:20`. */
export function clockWords(time: number): string {
  const minutes = Math.floor(time / minute);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Milliseconds in words, in whole minutes: `1 h 20 min`. */
export function lengthWords(time: number): string {
  return formatDuration(Math.floor(time / minute));
}

/** A ticket by its number, for sentences. */
export function ticketWords({ number }: TimedTicket): string {
  return `#${shownText(number)}`;
}

/** Number and subject, for rows. */
export function titleWords({ number, subject }: TimedTicket): string {
  return shownText(`#${number} ${subject ?? ''}`);
}

/** A time of day as people here write it, with the day where it is not today's. */
export function momentWords(at: number | Date, now = new Date()): string {
  const date = new Date(at);
  const today = date.toDateString() === now.toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { weekday: 'short', day: 'numeric', month: 'short' };
  return date.toLocaleString(vscode.env.language, { ...day, hour: 'numeric', minute: '2-digit' });
}

/** From when to when. */
export function spanWords(from: number | Date, to: number | Date, now = new Date()): string {
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString();
  const end = sameDay
    ? new Date(to).toLocaleString(vscode.env.language, { hour: 'numeric', minute: '2-digit' })
    : momentWords(to, now);
  return `${momentWords(from, now)}–${end}`;
}

/** Time on a ticket for a row: what matters first, since rows are narrow. */
export function rowWords(length: string, ticket: TimedTicket): string {
  return `${length} · ${ticketWords(ticket)}`;
}

/** What the user is asked about a time away. */
export function awayWords({ from, to }: AwaySpan): string {
  return vscode.l10n.t('Away {0} ({1})', spanWords(from, to), lengthWords(to - from));
}

/** How a timer stands, in one line. */
export function timerWords(timer: Timer, now = Date.now()): string {
  const { t } = vscode.l10n;
  const length = lengthWords(workedTime(timer, now));
  return isPaused(timer)
    ? t('Paused at {0}', length)
    : t('{0}, since {1}', length, momentWords(timer.spans[0]?.from ?? now));
}

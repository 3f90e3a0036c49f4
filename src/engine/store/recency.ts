import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Ticket, TicketSummary } from '../../model/ticket.ts';

/** Minutes from 1970 to 2000. */
const epoch = Date.UTC(2000, 0, 1) / 60_000;
/** Tickets of one minute that have a place; further ones go to the minutes after it. */
const slots = 64;
/** Minutes whose next free place is remembered. */
const remembered = 4096;

/** Seconds since 1970, or nothing for what is no date. */
export function secondsOf(iso: string | undefined): number | null {
  if (iso === undefined) return null;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

/** The first place of the minute in which a ticket changed last; tickets without a date come before all others. */
export function baseOf({ changedAt, openedAt }: Pick<TicketSummary, 'changedAt' | 'openedAt'>): number {
  const seconds = secondsOf(changedAt) ?? secondsOf(openedAt);
  return seconds === null ? 0 : Math.max(1, Math.floor(seconds / 60) - epoch) * slots;
}

/**
 * The oldest first: rows that come in rising order fill their pages of the file, others leave half of each empty. Of a
 * ticket that comes twice the last.
 */
export function inOrder(tickets: readonly Ticket[]): Ticket[] {
  return [...new Map(tickets.map(ticket => [ticket.id, ticket])).values()]
    .map(ticket => ({ ticket, base: baseOf(ticket) }))
    .sort((a, b) => a.base - b.base)
    .map(({ ticket }) => ticket);
}

/**
 * Gives tickets their `doc`: a number that rises with the time of their last change. Where thousands changed in one
 * minute, after an import say, the next free place is remembered, so that none of them is looked for long.
 */
export class Places {
  readonly #last: StatementSync;
  readonly #taken: StatementSync;
  readonly #next = new Map<number, number>();

  constructor(database: DatabaseSync) {
    this.#last = database.prepare('SELECT max(doc) AS last FROM tickets WHERE doc BETWEEN ? AND ?');
    this.#taken = database.prepare('SELECT 1 FROM tickets WHERE doc = ?');
  }

  /** A free place at or after `base`; the caller takes it before it asks for another. */
  free(base: number): number {
    const next = this.#next.get(base);
    const place = next === undefined ? this.#firstIn(base) : this.#freeFrom(next);
    this.#remember(base, place + 1);
    return place;
  }

  /** A place that was free is taken when the minute before it ran over. */
  #freeFrom(remembered: number): number {
    let place = remembered;
    while (this.#taken.get(place)) {
      const minute = place - (place % slots);
      const next = this.#next.get(minute);
      if (next === undefined || next <= place) return this.#firstIn(minute);
      place = next;
    }
    return place;
  }

  /** Forgets what is remembered of the table: somebody else wrote to it, or it was rolled back. */
  forget(): void {
    this.#next.clear();
  }

  /** The place behind the last that is taken in a minute, or in the next minute that has room. */
  #firstIn(base: number): number {
    for (let minute = base; ; minute += slots) {
      const last = this.#last.get(minute, minute + slots - 1)?.last;
      if (typeof last !== 'number') return minute;
      if (last < minute + slots - 1) return last + 1;
    }
  }

  #remember(base: number, next: number): void {
    if (this.#next.size >= remembered) this.#next.clear();
    this.#next.set(base, next);
  }
}

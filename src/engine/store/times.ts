import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TimeEntry } from '../../model/ticket.ts';
import { secondsOf } from './recency.ts';

/** Logged time by when it was: what conversations hold of it, once more. Within a transaction. */
export class Times {
  readonly #drop: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync) {
    this.#drop = database.prepare('DELETE FROM times WHERE ticket = ?');
    this.#put = database.prepare('INSERT INTO times(ticket, place, at, json) VALUES(?, ?, ?, ?)');
  }

  /** What is logged on a ticket, in place of what was. */
  put(ticketId: string, entries: readonly TimeEntry[]): void {
    this.drop(ticketId);
    for (const [place, entry] of entries.entries())
      this.#put.run(ticketId, place, secondsOf(entry.at), JSON.stringify(entry));
  }

  drop(ticketId: string): void {
    this.#drop.run(ticketId);
  }
}

import type { Database } from '../database.ts';
import { now } from '../dates.ts';

const hours = 24;

/** Counts the requests of a rolling 24 hours, hour by hour, where a restart does not lose them (reference 1.16). */
export class Quota {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Requests counted in the last 24 hours. */
  used(): number {
    return this.#db.number('SELECT sum(count) FROM ts_requests WHERE hour > ?', this.#hour() - hours);
  }

  /** Counts one more, unless `limit` is reached; whether it was counted. */
  take(limit: number | undefined): boolean {
    if (limit !== undefined && this.used() >= limit) return false;
    const hour = this.#hour();
    const sql = 'INSERT INTO ts_requests VALUES (?, 1) ON CONFLICT (hour) DO UPDATE SET count = count + 1';
    this.#db.run(sql, hour);
    this.#db.run('DELETE FROM ts_requests WHERE hour <= ?', hour - hours);
    return true;
  }

  #hour(): number {
    return Math.floor(now() / 3600);
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A lease that ends later than this was taken by a clock that went wrong. */
const longest = 3_600_000;

/** Who reads the desk. Within a transaction. */
export class Lease {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #drop: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare("SELECT holder, pid, until FROM lease WHERE name = 'sync'");
    this.#put = database.prepare("INSERT OR REPLACE INTO lease(name, holder, pid, until) VALUES('sync', ?, ?, ?)");
    this.#drop = database.prepare("DELETE FROM lease WHERE name = 'sync' AND holder = ?");
  }

  take(holder: string, milliseconds: number): boolean {
    const now = Date.now();
    const held = this.#get.get();
    if (held && held.holder !== holder) {
      const until = Number(held.until);
      if (until > now && until < now + longest && lives(Number(held.pid))) return false;
    }
    this.#put.run(holder, process.pid, now + milliseconds);
    return true;
  }

  /** Answers whether there was one to release. */
  release(holder: string): boolean {
    return Number(this.#drop.run(holder).changes) > 0;
  }
}

/** Whether a process runs. One of this process may be another store of it: it counts as living. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Of another user: it is there.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

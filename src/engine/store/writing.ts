import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toDeskError } from './failures.ts';

/** Work in pieces, with pauses in which others can read, that ends with a value. */
export type Steps<T> = Generator<void, T>;

interface Job {
  /** Goes on to the next pause; `true` when it ended. */
  readonly step: () => boolean;
}

/** What a transaction needs around it. */
export interface Surroundings {
  /** Somebody else wrote since the last transaction of this connection. */
  readonly onForeign: () => void;
  readonly onRollback: () => void;
  /** The first thing in each transaction: throws when nothing may be written. */
  readonly check: () => void;
}

/**
 * Transactions of the connection that writes. One with pauses is ended at once when another one wants to begin, so that
 * each is whole and in order.
 */
export class Writing {
  readonly #database: DatabaseSync;
  readonly #around: Surroundings;
  readonly #version: StatementSync;
  #seen: unknown;
  #job: Job | undefined;
  #after: (() => void)[] = [];

  constructor(database: DatabaseSync, around: Surroundings) {
    this.#database = database;
    this.#around = around;
    this.#version = database.prepare('PRAGMA data_version');
  }

  /** Does something in one transaction. @throws DeskError or, for damage, what SQLite said */
  now<T>(work: () => T): T {
    this.finish();
    return this.#transaction(work);
  }

  /** As `now`, and does not return before the disk has it: nobody else could tell it again. */
  surely<T>(work: () => T): T {
    this.finish();
    this.#database.exec('PRAGMA synchronous = FULL');
    try {
      return this.#transaction(work);
    } finally {
      this.#database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  /** As `now`, in pieces with pauses of the event loop between them. */
  inSteps<T>(work: () => Steps<T>): Promise<T> {
    this.finish();
    return new Promise((resolve, reject) => {
      let steps: Steps<T> | undefined;
      const job: Job = {
        step: () => {
          try {
            if (!steps) {
              this.#begin();
              steps = work();
            }
            const { done, value } = steps.next();
            if (!done) return false;
            this.#commit();
            resolve(value);
          } catch (thrown) {
            this.#rollback();
            reject(toDeskError(thrown));
          }
          this.#job = undefined;
          return true;
        },
      };
      this.#job = job;
      const go = () => {
        if (this.#job === job && !job.step()) setImmediate(go);
        this.#afterwards();
      };
      go();
    });
  }

  /** Ends what is under way. */
  finish(): void {
    const job = this.#job;
    while (job && this.#job === job) job.step();
    this.#afterwards();
  }

  /** Does something once what is being written is committed. */
  afterCommit(work: () => void): void {
    this.#after.push(work);
  }

  #transaction<T>(work: () => T): T {
    let value: T;
    try {
      this.#begin();
      value = work();
      this.#commit();
    } catch (thrown) {
      this.#rollback();
      throw toDeskError(thrown);
    }
    this.#afterwards();
    return value;
  }

  #begin(): void {
    this.#after = [];
    this.#around.check();
    this.#database.exec('BEGIN IMMEDIATE');
    const version = this.#version.get()?.data_version;
    if (this.#seen !== undefined && version !== this.#seen) this.#around.onForeign();
    this.#seen = version;
  }

  #commit(): void {
    this.#database.exec('COMMIT');
  }

  #rollback(): void {
    this.#after = [];
    this.#around.onRollback();
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled it back already, or it never began.
    }
  }

  #afterwards(): void {
    if (this.#job) return;
    const after = this.#after;
    this.#after = [];
    for (const work of after) work();
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Rows written between two pauses. */
export const stride = 100;

interface Head {
  readonly subject: string;
  readonly rest: string;
}

/**
 * The full-text indexes, written at the end of a transaction: first what goes and then what comes, each in rising order,
 * because FTS5 writes out what it has gathered whenever a document comes before the last.
 */
export class FullText {
  readonly #addHead: StatementSync;
  readonly #dropHead: StatementSync;
  readonly #addTalk: StatementSync;
  readonly #dropTalk: StatementSync;
  readonly #headsGone = new Set<number>();
  readonly #talksGone = new Set<number>();
  readonly #heads = new Map<number, Head>();
  readonly #talks = new Map<number, string>();

  constructor(database: DatabaseSync) {
    this.#addHead = database.prepare('INSERT INTO heads(rowid, subject, rest) VALUES(?, ?, ?)');
    this.#dropHead = database.prepare('DELETE FROM heads WHERE rowid = ?');
    this.#addTalk = database.prepare('INSERT INTO talks(rowid, text) VALUES(?, ?)');
    this.#dropTalk = database.prepare('DELETE FROM talks WHERE rowid = ?');
  }

  addHead(doc: number, subject: string, rest: string): void {
    this.#heads.set(doc, { subject, rest });
  }

  dropHead(doc: number): void {
    this.#headsGone.add(doc);
    this.#heads.delete(doc);
  }

  addTalk(doc: number, text: string): void {
    this.#talks.set(doc, text);
  }

  dropTalk(doc: number): void {
    this.#talksGone.add(doc);
    this.#talks.delete(doc);
  }

  /** Writes what was gathered, with pauses. */
  *write(): Generator<void> {
    let rows = 0;
    for (const doc of rising(this.#headsGone)) {
      this.#dropHead.run(doc);
      if (++rows % stride === 0) yield;
    }
    for (const doc of rising(this.#talksGone)) {
      this.#dropTalk.run(doc);
      if (++rows % stride === 0) yield;
    }
    for (const doc of rising(this.#heads.keys())) {
      const head = this.#heads.get(doc);
      if (head) this.#addHead.run(doc, head.subject, head.rest);
      if (++rows % stride === 0) yield;
    }
    for (const doc of rising(this.#talks.keys())) {
      this.#addTalk.run(doc, this.#talks.get(doc) ?? '');
      if (++rows % stride === 0) yield;
    }
    this.forget();
  }

  /** Forgets what was gathered. */
  forget(): void {
    this.#headsGone.clear();
    this.#talksGone.clear();
    this.#heads.clear();
    this.#talks.clear();
  }
}

function rising(docs: Iterable<number>): number[] {
  return [...docs].sort((a, b) => a - b);
}

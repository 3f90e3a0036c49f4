import { randomInt } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Tickets of one transaction that are told one by one. */
const mostNamed = 200;
/** Rows that windows can lag behind by without asking for everything again. */
const rowsKept = 2_000;

/** What other windows should hear of, and what they tell. */
export class Changes {
  readonly #writer = randomInt(1, 2 ** 47);
  readonly #add: StatementSync;
  readonly #prune: StatementSync;
  readonly #since: StatementSync;
  readonly #last: StatementSync;
  #heard: number;

  constructor(writer: DatabaseSync, reader: DatabaseSync) {
    this.#add = writer.prepare('INSERT INTO changes(writer, ticket) VALUES(?, ?)');
    this.#prune = writer.prepare('DELETE FROM changes WHERE seq <= ?');
    this.#since = reader.prepare('SELECT seq, writer, ticket FROM changes WHERE seq > ? ORDER BY seq');
    this.#last = reader.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'changes'");
    this.#heard = Number(this.#last.get()?.seq ?? 0);
  }

  /** Puts down, within a transaction, what it changed; no ticket: that the desk was read. */
  tell(ticketIds: readonly string[]): void {
    const ids = ticketIds.length > mostNamed ? [''] : ticketIds.length === 0 ? [null] : ticketIds;
    let last = 0;
    for (const id of ids) last = Number(this.#add.run(this.#writer, id).lastInsertRowid);
    if (last > rowsKept) this.#prune.run(last - rowsKept);
  }

  /** Puts down, within a transaction, that all was deleted: with what others said before. */
  tellAll(): void {
    this.#heard = Number(this.#add.run(this.#writer, '').lastInsertRowid);
  }

  /**
   * What others did since this was asked before: `undefined` for nothing, an empty list when they only read the desk.
   */
  foreign(): readonly string[] | 'anything' | undefined {
    const last = Number(this.#last.get()?.seq ?? 0);
    if (last === this.#heard) return undefined;
    const rows = this.#since.all(this.#heard);
    const gap = Number(rows[0]?.seq) !== this.#heard + 1;
    this.#heard = Number(rows.at(-1)?.seq ?? last);
    if (gap) return 'anything';
    const others = rows.filter(({ writer }) => writer !== this.#writer).map(({ ticket }) => ticket);
    if (others.length === 0) return undefined;
    if (others.includes('')) return 'anything';
    return [...new Set(others.filter(ticket => ticket !== null).map(String))];
  }
}

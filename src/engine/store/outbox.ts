import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Created } from '../../model/desk.ts';
import { DeskError, type DeskFailure } from '../../model/errors.ts';
import type { FieldConflict, Write, WriteState } from '../../model/outbox.ts';
import { type Claim, isHeld } from './claims.ts';
import { readKept } from './keptJson.ts';

/** Where a write that is kept can stand. */
export type KeptState = Exclude<WriteState, 'sent' | 'discarded'>;

/** A write as it is kept. */
export interface Unsent {
  readonly id: number;
  /** ISO 8601: when it was put down. */
  readonly at: string;
  readonly write: Write;
  readonly state: KeptState;
  /** Milliseconds since 1970: nothing is done with it before. */
  readonly due?: number;
  /** ISO 8601: before this it cannot have arrived; absent as long as it certainly never left. */
  readonly sent?: string;
  /** Ids that were there before it was sent. */
  readonly others: readonly string[];
  /** How often in a row the desk said that it is not there. */
  readonly looked: number;
  /** How often it was sent with an unknown outcome, or could not be looked for, in a row. */
  readonly tries: number;
  readonly failure?: DeskFailure;
  readonly conflicts?: readonly FieldConflict[];
  readonly claim?: Claim;
  /** Another number after each change. */
  readonly version: number;
}

/** What can be changed of a write that is kept; `undefined` takes it away. */
export type UnsentChange = {
  readonly [K in
    | 'write'
    | 'state'
    | 'due'
    | 'sent'
    | 'others'
    | 'looked'
    | 'tries'
    | 'failure'
    | 'conflicts'
    | 'claim']?: Unsent[K] | undefined;
};

/** How the outbox reads and writes its store. */
export interface OutboxAccess {
  readonly read: <T>(work: () => T) => T;
  /** One transaction, of which other windows hear. */
  readonly write: <T>(work: () => T) => T;
  /** As `write`, and on the disk when it returns, also if the power fails. */
  readonly surely: <T>(work: () => T) => T;
  /** Ids of what the copy knows where this write would come to stand. */
  readonly known: (write: Write) => readonly string[];
}

/** Made by writes so long ago, in milliseconds, that nothing can be taken for them any more. */
const madeKept = 24 * 3_600_000;
/** Milliseconds between two times that what was made so long ago is forgotten. */
const forgetEvery = 60_000;
/** Failures after which the same would happen again soon, or which say how long to wait: nothing but time helps. */
const needsTime = "('serverError', 'unreadable', 'notFound')";

/** Writes that the desk has not confirmed, in the order in which they were put down; and what became of those it has. */
export class Outbox {
  readonly #access: OutboxAccess;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #drop: StatementSync;
  readonly #get: StatementSync;
  readonly #named: StatementSync;
  readonly #all: StatementSync;
  readonly #versions: StatementSync;
  readonly #underWay: StatementSync;
  readonly #claimed: StatementSync;
  readonly #next: StatementSync;
  readonly #before: StatementSync;
  readonly #due: StatementSync;
  readonly #hasty: StatementSync;
  readonly #keepMade: StatementSync;
  readonly #forgetMade: StatementSync;
  readonly #made: StatementSync;
  readonly #madeThere: StatementSync;
  /** Milliseconds since 1970. */
  #forgotMade = 0;

  constructor(writer: DatabaseSync, reader: DatabaseSync, access: OutboxAccess) {
    this.#access = access;
    this.#insert = writer.prepare(
      'INSERT INTO outbox(at, kind, ticket, lane, json, state, due, key) VALUES(?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#update = writer.prepare(
      `UPDATE outbox SET kind = ?, ticket = ?, lane = ?, json = ?, state = ?, due = ?, sent = ?, others = ?, looked = ?,
         tries = ?, failure = ?, conflicts = ?, holder = ?, pid = ?, until = ?, version = version + 1 WHERE id = ?`,
    );
    this.#drop = writer.prepare('DELETE FROM outbox WHERE id = ?');
    this.#named = writer.prepare(
      'SELECT id FROM outbox WHERE key = ?1 UNION ALL SELECT row FROM made WHERE key = ?1 LIMIT 1',
    );
    this.#get = writer.prepare('SELECT * FROM outbox WHERE id = ?');
    this.#all = reader.prepare('SELECT * FROM outbox ORDER BY id');
    this.#versions = reader.prepare('SELECT id, version FROM outbox ORDER BY id');
    this.#underWay = writer.prepare('SELECT 1 FROM outbox WHERE holder IS NOT NULL LIMIT 1');
    this.#claimed = writer.prepare('SELECT * FROM outbox WHERE holder IS NOT NULL ORDER BY id');
    this.#next = writer.prepare(
      `SELECT * FROM outbox AS one WHERE state IN ('held', 'waiting', 'checking') AND holder IS NULL
         AND (due IS NULL OR due <= ?)
         AND NOT EXISTS (
           SELECT 1 FROM outbox AS other WHERE other.lane = one.lane AND other.id < one.id AND other.state <> 'failed'
         )
       ORDER BY id LIMIT 1`,
    );
    this.#before = reader.prepare(
      "SELECT * FROM outbox WHERE lane = ? AND id < ? AND state <> 'failed' ORDER BY id LIMIT 1",
    );
    this.#due = reader.prepare(
      `SELECT min(due) AS due, max(holder IS NOT NULL) AS claimed FROM outbox
        WHERE state IN ('held', 'waiting', 'checking', 'sending') AND (due > ? OR holder IS NOT NULL)`,
    );
    this.#hasty = writer.prepare(
      `SELECT * FROM outbox WHERE due IS NOT NULL AND holder IS NULL AND failure IS NOT NULL
         AND state IN ('waiting', 'checking') AND json_extract(failure, '$.retryAfterSeconds') IS NULL
         AND json_extract(failure, '$.reason') NOT IN ${needsTime} AND looked = 0`,
    );
    this.#keepMade = writer.prepare(
      `INSERT OR REPLACE INTO made(row, at, lane, id, json, key)
       SELECT id, ?2, kind || ' ' || lane, ?3, ?4, key FROM outbox WHERE id = ?1`,
    );
    this.#forgetMade = writer.prepare('DELETE FROM made WHERE at < ?');
    this.#made = reader.prepare('SELECT json FROM made WHERE row = ?');
    this.#madeThere = reader.prepare('SELECT id FROM made WHERE lane = ? AND id IS NOT NULL');
  }

  /**
   * Puts a write down, on the disk when this returns.
   * @param due held until then, in milliseconds since 1970
   * @param key by which `idOf` knows it
   */
  put(write: Write, due?: number, key?: string): Unsent {
    return this.#access.surely(() => {
      const at = new Date().toISOString();
      const state = due === undefined ? 'waiting' : 'held';
      const values = [
        at,
        write.kind,
        ticketOf(write),
        laneOf(write),
        JSON.stringify(write),
        state,
        due ?? null,
        key ?? null,
      ];
      return this.#row(Number(this.#insert.run(...values).lastInsertRowid));
    });
  }

  /** The id under which a write is kept, or was, that was put down with this key. */
  idOf(key: string): number | undefined {
    return this.#access.read(() => {
      const id = this.#named.get(key)?.id;
      return id === undefined ? undefined : Number(id);
    });
  }

  all(): readonly Unsent[] {
    return this.#access.read(() => this.#all.all().map(toUnsent));
  }

  /** Ids with their versions: what is not among them is settled. */
  versions(): ReadonlyMap<number, number> {
    return this.#access.read(
      () => new Map(this.#versions.all().map(({ id, version }) => [Number(id), Number(version)])),
    );
  }

  /** Whether any is under way or can go now; others may stand for long. */
  goesOn(now: number): boolean {
    return this.#access.read(() => this.#underWay.get() !== undefined || this.#next.get(now) !== undefined);
  }

  get(id: number): Unsent | undefined {
    return this.#access.read(() => this.#find(id));
  }

  /** The oldest that stands in the way of this one. */
  before(unsent: Unsent): Unsent | undefined {
    return this.#access.read(() => {
      const row = this.#before.get(laneOf(unsent.write), unsent.id);
      return row && toUnsent(row);
    });
  }

  /**
   * Takes the oldest that may go on, at most `most`, for one holder: each is to be sent (`sending`, and it may have left
   * from now on), or looked for (`checking`). What was being sent by somebody who is no more is to be looked for.
   * @param busy what the holder is at; the rest that it claimed it could not settle
   */
  claim(claim: Claim, now: number, busy: ReadonlySet<number>, most = 1): readonly Unsent[] {
    const given = (row: Unsent) => row.claim?.holder === claim.holder && !busy.has(row.id);
    if (!this.#access.read(() => this.#anything(now, given))) return [];
    return this.#access.surely(() => {
      this.#takeFromTheGone(now, given);
      const claimed: Unsent[] = [];
      while (claimed.length < most) {
        const found = this.#next.get(now);
        if (!found) break;
        claimed.push(this.#claim(toUnsent(found), claim, now));
      }
      return claimed;
    });
  }

  /** Writes of the same kind of place that were confirmed lately: none of what they made is another one's. */
  madeBeside(write: Write): readonly string[] {
    return this.#access.read(() => this.#madeThere.all(placeOf(write)).map(({ id }) => String(id)));
  }

  /**
   * Changes a write as `change` says. With `holder` only while it is theirs; then it is given back.
   * @returns how it stands then; nothing when it is gone, or another's
   */
  change(id: number, change: (row: Unsent) => UnsentChange, holder?: string): Unsent | undefined {
    const work = () => {
      const row = this.#find(id);
      if (!row || (holder !== undefined && row.claim?.holder !== holder)) return undefined;
      return this.#save(row, { ...(holder === undefined ? {} : { claim: undefined }), ...change(row) });
    };
    // What a user chose must not be lost; how a try ended can be found out again.
    return holder === undefined ? this.#access.surely(work) : this.#access.write(work);
  }

  /** The desk has it: it is kept no longer, in one transaction with what the desk made of it. */
  confirm(id: number, made: Created | undefined): void {
    this.confirmAll([{ id, made }]);
  }

  /** As `confirm`, several in one transaction. */
  confirmAll(confirmed: readonly { readonly id: number; readonly made: Created | undefined }[]): void {
    this.#access.write(() => {
      const now = Date.now();
      if (Math.abs(now - this.#forgotMade) > forgetEvery) {
        this.#forgetMade.run(now - madeKept);
        this.#forgotMade = now;
      }
      for (const { id, made } of confirmed) {
        this.#keepMade.run(id, now, made?.id || null, JSON.stringify(made ?? null));
        this.#drop.run(id);
      }
    });
  }

  /** What became of a write that is gone: `false` when the desk never confirmed it. */
  outcome(id: number): { readonly made?: Created } | false {
    return this.#access.read(() => {
      const row = this.#made.get(id);
      if (!row) return false;
      const made = readKept<Created | null>(row.json);
      return made ? { made } : {};
    });
  }

  drop(id: number): void {
    this.#access.surely(() => this.#drop.run(id));
  }

  /** Lets those go at once that wait for the desk to be in reach. */
  hurry(): readonly Unsent[] {
    if (!this.#access.read(() => this.#hasty.get())) return [];
    return this.#access.write(() => this.#hasty.all().map(row => this.#save(toUnsent(row), { due: undefined })));
  }

  /** Milliseconds since 1970 when something becomes due next; `claimed`: others are at some. */
  next(now: number): { readonly due?: number; readonly claimed: boolean } {
    return this.#access.read(() => {
      const { due, claimed } = this.#due.get(now) ?? {};
      return { ...(typeof due === 'number' ? { due } : {}), claimed: claimed === 1 };
    });
  }

  #claim(row: Unsent, claim: Claim, now: number): Unsent {
    if (row.state === 'checking') return this.#save(row, { claim, due: undefined });
    const sent = row.sent ?? new Date(now).toISOString();
    const others = row.sent === undefined ? this.#access.known(row.write) : row.others;
    return this.#save(row, { state: 'sending', claim, due: undefined, sent, others });
  }

  #anything(now: number, given: (row: Unsent) => boolean): boolean {
    return this.#next.get(now) !== undefined || this.#gone(now, given).length > 0;
  }

  #gone(now: number, given: (row: Unsent) => boolean): Unsent[] {
    const rows = this.#claimed.all().map(toUnsent);
    return rows.filter(row => row.claim && (given(row) || !isHeld(row.claim, now)));
  }

  #takeFromTheGone(now: number, given: (row: Unsent) => boolean): void {
    for (const row of this.#gone(now, given)) {
      // Sending it may be what ends whoever tries.
      const tries = row.tries + 1;
      const checked: UnsentChange = { state: 'checking', looked: 0, tries, failure: { reason: 'stopped' } };
      this.#save(row, { claim: undefined, due: undefined, ...(row.state === 'sending' ? checked : {}) });
    }
  }

  #find(id: number): Unsent | undefined {
    const row = this.#get.get(id);
    return row && toUnsent(row);
  }

  #row(id: number): Unsent {
    const row = this.#find(id);
    if (!row) throw new DeskError({ reason: 'notFound' });
    return row;
  }

  #save(row: Unsent, change: UnsentChange): Unsent {
    const next = { ...row, ...change };
    const { write = row.write, state = row.state, others = [], looked = 0, tries = 0, claim } = next;
    this.#update.run(
      write.kind,
      ticketOf(write),
      laneOf(write),
      JSON.stringify(write),
      state,
      next.due ?? null,
      next.sent ?? null,
      json(others),
      looked,
      tries,
      json(next.failure),
      json(next.conflicts),
      claim?.holder ?? null,
      claim?.pid ?? null,
      claim?.until ?? null,
      row.id,
    );
    return present<Unsent>({ ...next, write, state, others, looked, tries, version: row.version + 1 });
  }
}

/** Without what is `undefined`, as a row is read. */
function present<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

function ticketOf(write: Write): string | null {
  return write.kind === 'createTicket' ? null : write.ticketId;
}

/**
 * In which writes keep their order: a ticket. Tickets with the same subject are made one after the other too, so that none
 * is taken for the other.
 */
function laneOf(write: Write): string {
  return write.kind === 'createTicket' ? `new ${write.draft.subject.trim()}` : `of ${write.ticketId}`;
}

/** Where what it makes may be taken for what another made: ids of one kind may well be those of another. */
function placeOf(write: Write): string {
  return `${write.kind} ${laneOf(write)}`;
}

function json(value: unknown): SQLInputValue {
  return value === undefined ? null : JSON.stringify(value);
}

/** A row of the table as it is kept. @throws UnreadableKept */
export function toUnsent(row: Readonly<Record<string, unknown>>): Unsent {
  const { due, sent, others, failure, conflicts, holder, pid, until } = row;
  return {
    id: Number(row.id),
    at: String(row.at),
    write: readKept<Write>(row.json),
    state: String(row.state) as KeptState,
    ...(typeof due === 'number' ? { due } : {}),
    ...(typeof sent === 'string' ? { sent } : {}),
    others: others === null ? [] : readKept<string[]>(others),
    looked: Number(row.looked),
    tries: Number(row.tries),
    ...(failure === null ? {} : { failure: readKept<DeskFailure>(failure) }),
    ...(conflicts === null ? {} : { conflicts: readKept<FieldConflict[]>(conflicts) }),
    ...(holder === null ? {} : { claim: { holder: String(holder), pid: Number(pid), until: Number(until) } }),
    version: Number(row.version),
  };
}

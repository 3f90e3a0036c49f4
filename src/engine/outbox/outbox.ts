import type { Created, HelpDesk } from '../../model/desk.ts';
import { DeskError, type Result } from '../../model/errors.ts';
import type { OutboxChoice, OutboxEntry, Write } from '../../model/outbox.ts';
import { said } from '../../model/said.ts';
import { beginHolder, retireHolder } from '../store/claims.ts';
import type { Outbox as OutboxTable, Unsent } from '../store/outbox.ts';
import { Attempts } from './attempts.ts';
import { chosen } from './choices.ts';
import type { Pauses } from './pauses.ts';
import { Reach } from './reach.ts';
import { Standings } from './standings.ts';

/** What the outbox of a desk works with. */
export interface OutboxParts {
  readonly deskId: string;
  readonly helpDesk: HelpDesk;
  /** Does something with the outbox that is kept. @throws DeskError when nothing can be kept */
  readonly use: <T>(work: (kept: OutboxTable) => T) => Promise<T>;
  readonly tell: (entries: readonly OutboxEntry[]) => void;
  /** A write is about to leave. */
  readonly leaves: (write: Write) => void;
  /** A write was confirmed, or refused. `more`: others of the same place are still to come. */
  readonly ended: (write: Write, made: Created | undefined, more: boolean) => void;
  readonly pauses: Pauses;
}

/** So many writes are on their way at once, each to another ticket. */
const lanes = 3;
/** So many are claimed at once when many wait. */
const atOnce = 32;
/** Longer than anything takes that is done with a write, and its turn takes to come, in milliseconds. */
const claimFor = 6 * 60_000;
const mostTurn = 30_000;
/** How often another window's writes are looked at, in milliseconds: it may end without a word. */
const glance = 30_000;

/** Sends what was put down: each write once, those of a ticket in order, and after a lost answer only when it is not there. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #holder = beginHolder();
  readonly #standings: Standings;
  readonly #reach: Reach;
  readonly #stopping = new AbortController();
  readonly #running = new Map<number, Promise<void>>();
  readonly #attempts: Attempts;
  /** What was claimed, and its turn has not come. */
  #taken: Unsent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | undefined;
  #again = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#standings = new Standings(parts.deskId, parts.tell);
    this.#reach = new Reach(parts.pauses);
    this.#attempts = new Attempts({
      ...parts,
      holder: this.#holder,
      standings: this.#standings,
      reach: this.#reach,
      stopping: this.#stopping.signal,
      onReached: () => this.inReach(),
      many: () => this.#taken.length > 0,
    });
  }

  /** Begins to send what was left. */
  async start(): Promise<void> {
    await this.hear();
    this.inReach();
  }

  /** Ends what is under way; what may have arrived is looked for the next time. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    this.#standings.waiters.endAll({ reason: 'cancelled', uncertain: true, kept: true });
    await this.#pumping;
    await Promise.all(this.#running.values());
    await this.#attempts.putDown().catch(() => undefined);
    await this.#releaseTaken().catch(() => undefined);
    clearTimeout(this.#timer);
    this.#standings.flush();
    retireHolder(this.#holder);
  }

  /**
   * @param hold milliseconds in which it can be taken back
   * @param key with the same key it is put down only once
   */
  async put(write: Write, hold = 0, key?: string): Promise<OutboxEntry> {
    const entry = await this.#kept(kept => {
      const row = this.#putDown(kept, write, hold, key);
      if (row) return this.#standings.entry(row);
      const outcome = key === undefined ? undefined : this.#outcome(kept, key);
      const now: OutboxEntry = {
        deskId: this.#parts.deskId,
        id: 0,
        write,
        at: new Date().toISOString(),
        state: 'sent',
      };
      return outcome?.made ? { ...now, made: outcome.made } : now;
    });
    this.inReach();
    return entry;
  }

  /** Puts a write down and waits until it is confirmed or refused; what is refused is not kept. */
  async write(write: Write, signal?: AbortSignal, key?: string): Promise<Result<Created | undefined>> {
    const { waited } = await this.#kept(kept => {
      const row = this.#putDown(kept, write, 0, key);
      if (!row) {
        const outcome = key === undefined ? undefined : this.#outcome(kept, key);
        return { waited: { ok: true as const, value: outcome?.made } };
      }
      const waited = this.#standings.waiters.wait(row.id, signal);
      // It may stand already as the caller is to hear.
      if (row.version > 0) this.#standings.waiters.hear(this.#standings.entry(row));
      return { waited };
    });
    this.inReach();
    return waited;
  }

  entries(): Promise<readonly OutboxEntry[]> {
    return this.#kept(kept => kept.all().map(row => this.#standings.entry(row)));
  }

  /** @throws DeskError `notFound`, `badInput` */
  async choose(id: number, choice: OutboxChoice): Promise<OutboxEntry> {
    const entry = await this.#kept(kept => {
      const row = kept.get(id);
      if (!row) throw new DeskError({ reason: 'notFound', detail: said`this write is not in the outbox any more` });
      const what = chosen(row, choice);
      if ('ends' in what) {
        if (what.ends === 'sent') kept.confirm(id, undefined);
        else kept.drop(id);
        const made = what.ends === 'sent' && row.write.kind !== 'updateTicket' ? { id: '' } : undefined;
        return this.#standings.end(row, what.ends, made);
      }
      const now = kept.change(id, () => what.change);
      if (!now) throw new DeskError({ reason: 'notFound' });
      return this.#standings.note(now);
    });
    if (entry.state === 'sent') this.#parts.ended(entry.write, undefined, false);
    if (choice.kind === 'send') this.#reach.found();
    this.inReach();
    return entry;
  }

  /** The desk may be in reach again, or somebody wants to know: what waits for that goes now. */
  inReach(): void {
    this.#reach.hope();
    void this.#kept(kept => {
      for (const row of kept.hurry()) this.#standings.note(row);
    }).catch(() => undefined);
    this.#pump();
  }

  /** Whether it waits for the desk to be in reach. */
  get waits(): boolean {
    return this.#reach.failure !== undefined;
  }

  /** Another window may have changed something. */
  async hear(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const ended = ({ id, write }: OutboxEntry, made: Created | undefined) => {
      // Whoever waits for it here looks at the ticket then.
      if (this.#standings.waiters.has(id)) this.#parts.ended(write, made, false);
    };
    await this.#kept(kept => this.#standings.hear(kept, ended)).catch(() => undefined);
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    if (this.#stopping.signal.aborted) return;
    this.#pumping = this.#claimAll()
      .catch(() => this.#wakeIn(glance))
      .finally(() => {
        this.#pumping = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.#pump();
      });
  }

  async #claimAll(): Promise<void> {
    let now = Date.now();
    for (; ; now = Date.now()) {
      if (!this.#reach.mayTry(now) || this.#stopping.signal.aborted) break;
      // After a failure one alone shows whether the desk is back.
      const alone = this.#reach.failure !== undefined;
      if (this.#running.size >= (alone ? 1 : lanes)) break;
      const row = await this.#next(now, alone ? 1 : atOnce);
      if (!row) break;
      const done = this.#attempts.attend(row).finally(() => {
        this.#running.delete(row.id);
        this.#pump();
      });
      this.#running.set(row.id, done);
    }
    if (!this.#reach.mayTry(Date.now())) await this.#releaseTaken();
    // The next one to end comes by here again.
    if (this.#taken.length > 0 && this.#running.size > 0) return;
    await this.#kept(kept => {
      this.#answerWhoWaits(kept);
      this.#setTimer(kept, now);
    });
  }

  /** The next one to be sent or looked for; many are claimed at once, since the disk takes its time for each claim. */
  async #next(now: number, most: number): Promise<Unsent | undefined> {
    // Another window must not think that nobody is at it while it is.
    if (this.#taken.some(({ claim }) => !claim || claim.until - now < claimFor - mostTurn)) await this.#releaseTaken();
    if (this.#taken.length === 0) {
      // What comes after them in their tickets may go then.
      await this.#attempts.putDown();
      const claim = { holder: this.#holder, pid: process.pid, until: now + claimFor };
      this.#taken = await this.#kept<Unsent[]>(kept => {
        const busy = new Set([...this.#running.keys(), ...this.#attempts.unconfirmed]);
        const claimed = kept.claim(claim, now, busy, most);
        for (const row of claimed) this.#standings.note(row, true);
        this.#standings.flush();
        return [...claimed];
      });
    }
    return this.#taken.shift();
  }

  async #releaseTaken(): Promise<void> {
    const taken = this.#taken;
    this.#taken = [];
    for (const row of taken) await this.#attempts.release(row);
  }

  /** Who waits for a write that does not go on at once is told so. */
  #answerWhoWaits(kept: OutboxTable): void {
    if (this.#running.size >= lanes) return;
    for (const id of this.#standings.waiters.ids) {
      const row = kept.get(id);
      if (!row || row.claim) continue;
      const before = kept.before(row);
      const moves = before ? before.claim !== undefined : !this.#reach.failure || this.#running.size > 0;
      if (moves) continue;
      const failure = row.failure ?? before?.failure ?? this.#reach.failure;
      const detail = said`an earlier write to this ticket waits`;
      const uncertain = row.state === 'checking' ? { uncertain: true } : {};
      this.#standings.waiters.end(id, { ...(failure ?? { reason: 'cancelled', detail }), ...uncertain, kept: true });
    }
  }

  /** @param now when it was last asked what can go: what has become due since then was not among it */
  #setTimer(kept: OutboxTable, now: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    const { due, claimed } = kept.next(now);
    const others = claimed && this.#running.size === 0 ? now + glance : undefined;
    if (this.#reach.failure) {
      if (this.#reach.until !== undefined) this.#wakeIn(this.#reach.until - Date.now());
      return;
    }
    const next = Math.min(due ?? Number.POSITIVE_INFINITY, others ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(next)) this.#wakeIn(next - Date.now());
  }

  #wakeIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => this.#pump(), Math.min(Math.max(milliseconds, 0) + 1, 2 ** 30));
  }

  /** How it is kept; nothing when it was put down before, with this key, and has ended. */
  #putDown(kept: OutboxTable, write: Write, hold: number, key?: string): Unsent | undefined {
    const known = key === undefined ? undefined : kept.idOf(key);
    if (known !== undefined) return kept.get(known);
    const row = kept.put(write, hold > 0 ? Date.now() + hold : undefined, key);
    this.#standings.note(row);
    return row;
  }

  #outcome(kept: OutboxTable, key: string): { readonly made?: Created } | undefined {
    const id = kept.idOf(key);
    return (id !== undefined && kept.outcome(id)) || undefined;
  }

  #kept<T>(work: (kept: OutboxTable) => T): Promise<T> {
    return this.#parts.use(work);
  }
}

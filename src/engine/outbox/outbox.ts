import type { Created, HelpDesk } from '../../model/desk.ts';
import { asResult, DeskError, type DeskFailure, type Result } from '../../model/errors.ts';
import type { OutboxChoice, OutboxEntry, Write } from '../../model/outbox.ts';
import { beginHolder, retireHolder } from '../store/claims.ts';
import type { Outbox as OutboxTable, Unsent, UnsentChange } from '../store/outbox.ts';
import { chosen } from './choices.ts';
import { concernsDesk, outcomeOf } from './outcome.ts';
import { backOff, type Pauses } from './pauses.ts';
import { Reach } from './reach.ts';
import { sendWrite } from './sendWrite.ts';
import { Standings } from './standings.ts';
import { lookFor, prepare } from './steps.ts';

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
/** Longer than anything takes that is done with a write, in milliseconds; what takes longer than the second is given up. */
const claimFor = 6 * 60_000;
const longest = 5 * 60_000;
/** How often another window's writes are looked at, in milliseconds: it may end without a word. */
const glance = 30_000;
/** After so many tries with an unknown outcome it is the user's turn. */
const mostTries = 5;

/** Sends what was put down: each write once, those of a ticket in order, and after a lost answer only when it is not there. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #holder = beginHolder();
  readonly #standings: Standings;
  readonly #reach: Reach;
  readonly #stopping = new AbortController();
  readonly #running = new Map<number, Promise<void>>();
  /** How often in a row a write could not be looked for. */
  readonly #vain = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | undefined;
  #again = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#standings = new Standings(parts.deskId, parts.tell);
    this.#reach = new Reach(parts.pauses);
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
    clearTimeout(this.#timer);
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
      if (!row) throw new DeskError({ reason: 'notFound', detail: 'this write is not in the outbox any more' });
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
    for (;;) {
      const now = Date.now();
      if (!this.#reach.mayTry(now)) break;
      // After a failure one alone shows whether the desk is back.
      if (this.#running.size >= (this.#reach.failure ? 1 : lanes) || this.#stopping.signal.aborted) break;
      const claim = { holder: this.#holder, pid: process.pid, until: now + claimFor };
      const row = await this.#kept(kept => {
        const claimed = kept.claim(claim, now, new Set(this.#running.keys()));
        if (claimed) this.#standings.note(claimed);
        return claimed;
      });
      if (!row) break;
      const done = this.#attend(row).finally(() => {
        this.#running.delete(row.id);
        this.#pump();
      });
      this.#running.set(row.id, done);
    }
    await this.#kept(kept => {
      this.#answerWhoWaits(kept);
      this.#setTimer(kept);
    });
  }

  /** Sends one or looks for it, and keeps how that ended. Never throws: what cannot be kept is looked for later. */
  async #attend(row: Unsent): Promise<void> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(longest)]);
    await (row.state === 'checking' ? this.#look(row, signal) : this.#send(row, signal)).catch(() => undefined);
  }

  async #send(row: Unsent, signal: AbortSignal): Promise<void> {
    const { helpDesk, leaves } = this.#parts;
    if (signal.aborted) return this.#settle(row, { state: 'waiting' });
    const ready = await prepare(helpDesk, row.write, signal);
    if ('failure' in ready) return this.#failed(row, ready.failure, false);
    if ('conflicts' in ready)
      return this.#settle(row, { state: 'conflict', conflicts: ready.conflicts, failure: undefined });
    if (ready.write === undefined) return this.#confirm(row, undefined);
    const { write } = ready;
    leaves(write);
    const sent = await asResult(() => sendWrite(helpDesk, write, signal));
    if (sent.ok) return this.#confirm(row, sent.value);
    return this.#failed(row, sent.failure, true);
  }

  async #look(row: Unsent, signal: AbortSignal): Promise<void> {
    const { helpDesk, pauses } = this.#parts;
    const beside = await this.#kept(kept => kept.madeBeside(row.write));
    const looked = await asResult(() => lookFor(helpDesk, row, beside, signal));
    if (!looked.ok) return this.#lookedInVain(row, looked.failure);
    this.#vain.delete(row.id);
    this.#reached();
    const found = looked.value;
    if (found.arrived === 'yes') {
      const { id = '', number, warning } = found;
      const made = { id, ...(number === undefined ? {} : { number }), ...(warning ? { warning } : {}) };
      return this.#confirm(
        row,
        ['updateTicket', 'linkCustomer', 'unlinkCustomer'].includes(row.write.kind) ? undefined : made,
      );
    }
    if (found.arrived === 'unclear') {
      const failure: DeskFailure = { ...(row.failure ?? { reason: 'stopped' }), detail: found.detail };
      return this.#settle(row, { state: 'unclear', failure });
    }
    // Its request may still be at work on the desk.
    if (row.looked === 0) return this.#settle(row, { looked: 1, due: Date.now() + pauses.look });
    if (row.tries >= mostTries) return this.#settle(row, { state: 'failed', looked: 0, tries: 0 });
    const due = row.tries > 1 ? Date.now() + backOff(pauses, row.tries - 1) : undefined;
    return this.#settle(row, { state: 'waiting', looked: 0, due });
  }

  #lookedInVain(row: Unsent, failure: DeskFailure): Promise<void> {
    if (this.#stopping.signal.aborted) return this.#settle(row, {});
    if (failure.reason === 'unsupported') {
      return this.#settle(row, {
        state: 'unclear',
        failure: { ...(row.failure ?? failure), detail: failure.detail ?? '' },
      });
    }
    // There is no such ticket, so nothing is in it.
    if (failure.reason === 'notFound') return this.#settle(row, { state: 'failed', looked: 0, failure });
    const vain = (this.#vain.get(row.id) ?? 0) + 1;
    this.#vain.set(row.id, vain);
    const due = concernsDesk(failure)
      ? this.#reach.lost(failure)
      : Date.now() + backOff(this.#parts.pauses, vain, failure);
    return this.#settle(row, { failure, due });
  }

  /** @param left whether the write itself was sent, or only what is asked before it */
  #failed(row: Unsent, failure: DeskFailure, left: boolean): Promise<void> {
    const outcome = outcomeOf(failure);
    const before = this.#sentBefore(row);
    if (outcome === 'refused') {
      this.#reached();
      this.#parts.ended(row.write, undefined, false);
      return this.#refused(row, failure);
    }
    if (left && outcome === 'uncertain') {
      return this.#settle(row, { state: 'checking', looked: 0, failure, tries: row.tries + 1 });
    }
    if (this.#stopping.signal.aborted) return this.#settle(row, { state: 'waiting', ...before });
    const due = concernsDesk(failure)
      ? this.#reach.lost(failure)
      : Date.now() + backOff(this.#parts.pauses, row.tries + 1, failure);
    return this.#settle(row, { state: 'waiting', failure, due, ...before });
  }

  /** A write that certainly did not leave this time, and never before, has no time from which it may be there. */
  #sentBefore(row: Unsent): UnsentChange {
    return row.tries > 0 ? {} : { sent: undefined, others: [] };
  }

  async #refused(row: Unsent, failure: DeskFailure): Promise<void> {
    const change: UnsentChange = { state: 'failed', failure, tries: 0, sent: undefined, others: [] };
    if (!this.#standings.waiters.has(row.id)) return this.#settle(row, change);
    // Who waits for it shows the failure, and keeps what was written.
    await this.#kept(kept => {
      if (!kept.change(row.id, () => change, this.#holder)) return;
      kept.drop(row.id);
      this.#standings.end(row, 'discarded', undefined, failure);
    });
  }

  async #confirm(row: Unsent, made: Created | undefined): Promise<void> {
    this.#reached();
    try {
      const more = await this.#kept(kept => {
        kept.confirm(row.id, made);
        return this.#standings.waiters.has(row.id) ? false : kept.versions().size > 0;
      });
      this.#parts.ended(row.write, made, more);
    } finally {
      // What could not be put down is looked for later, and found; who waits need not.
      this.#standings.end(row, 'sent', made);
    }
  }

  /** Keeps how a try ended, unless the write is gone or somebody else's by now. */
  async #settle(row: Unsent, change: UnsentChange): Promise<void> {
    await this.#kept(kept => {
      const now = kept.change(row.id, () => change, this.#holder);
      if (now) this.#standings.note(now);
    });
  }

  /** The desk answered. */
  #reached(): void {
    if (this.#reach.found()) this.inReach();
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
      const detail = 'an earlier write to this ticket waits';
      const uncertain = row.state === 'checking' ? { uncertain: true } : {};
      this.#standings.waiters.end(id, { ...(failure ?? { reason: 'cancelled', detail }), ...uncertain, kept: true });
    }
  }

  #setTimer(kept: OutboxTable): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    const now = Date.now();
    const { due, claimed } = kept.next(now);
    const others = claimed && this.#running.size === 0 ? now + glance : undefined;
    if (this.#reach.failure) {
      if (this.#reach.until !== undefined) this.#wakeIn(this.#reach.until - now);
      return;
    }
    const next = Math.min(due ?? Number.POSITIVE_INFINITY, others ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(next)) this.#wakeIn(next - now);
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

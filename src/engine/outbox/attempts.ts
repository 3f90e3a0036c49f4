import type { Created } from '../../model/desk.ts';
import { asResult, type DeskFailure } from '../../model/errors.ts';
import type { Unsent, UnsentChange } from '../store/outbox.ts';
import type { OutboxParts } from './outbox.ts';
import { concernsDesk, outcomeOf } from './outcome.ts';
import { backOff } from './pauses.ts';
import type { Reach } from './reach.ts';
import { sendWrite } from './sendWrite.ts';
import type { Standings } from './standings.ts';
import { lookFor, prepare } from './steps.ts';

/** What attempts work with, beside what their outbox does. */
export interface AttemptParts extends OutboxParts {
  readonly holder: string;
  readonly standings: Standings;
  readonly reach: Reach;
  /** Aborts when the outbox ends. */
  readonly stopping: AbortSignal;
  /** The desk answered again after it was out of reach. */
  readonly onReached: () => void;
  /** Whether others are claimed and wait for their turn. */
  readonly many: () => boolean;
}

/** Nothing that is done with a write takes longer, in milliseconds: then it is given up. */
const longest = 5 * 60_000;
/** While many go, what the desk has confirmed is put down once in so many milliseconds: until then it is claimed. */
const together = 20;
/** After so many tries with an unknown outcome it is the user's turn. */
const mostTries = 5;

interface Confirmed {
  readonly row: Unsent;
  readonly made: Created | undefined;
}

/** What is done with a write that was claimed, and how that ended. */
export class Attempts {
  readonly #parts: AttemptParts;
  /** How often in a row a write could not be looked for. */
  readonly #vain = new Map<number, number>();
  /** Not put down yet: while many go, some together. */
  #confirmed: Confirmed[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** Sends one or looks for it, and keeps how that ended. Never throws: what cannot be kept is looked for later. */
  async attend(row: Unsent): Promise<void> {
    const { stopping } = this.#parts;
    // A timer of its own: that of `AbortSignal.timeout` would stay for all this time, one for each write.
    const end = new AbortController();
    const stop = () => end.abort();
    const timer = setTimeout(stop, longest);
    timer.unref();
    stopping.addEventListener('abort', stop, { once: true });
    if (stopping.aborted) stop();
    try {
      await (row.state === 'checking' ? this.#look(row, end.signal) : this.#send(row, end.signal));
    } catch {
      // It is still claimed, and looked for when it is claimed again.
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
    }
  }

  async #send(row: Unsent, signal: AbortSignal): Promise<void> {
    const { helpDesk, leaves } = this.#parts;
    if (signal.aborted) return this.release(row);
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
    const beside = await this.#parts.use(kept => kept.madeBeside(row.write));
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
    if (this.#parts.stopping.aborted) return this.#settle(row, {});
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
      ? this.#parts.reach.lost(failure)
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
    if (this.#parts.stopping.aborted) return this.#settle(row, { state: 'waiting', ...before });
    const due = concernsDesk(failure)
      ? this.#parts.reach.lost(failure)
      : Date.now() + backOff(this.#parts.pauses, row.tries + 1, failure);
    return this.#settle(row, { state: 'waiting', failure, due, ...before });
  }

  /** A write that certainly did not leave this time, and never before, has no time from which it may be there. */
  #sentBefore(row: Unsent): UnsentChange {
    return row.tries > 0 ? {} : { sent: undefined, others: [] };
  }

  async #refused(row: Unsent, failure: DeskFailure): Promise<void> {
    const change: UnsentChange = { state: 'failed', failure, tries: 0, sent: undefined, others: [] };
    if (!this.#parts.standings.waiters.has(row.id)) return this.#settle(row, change);
    // Who waits for it shows the failure, and keeps what was written.
    await this.#parts.use(kept => {
      if (!kept.change(row.id, () => change, this.#parts.holder)) return;
      kept.drop(row.id);
      this.#parts.standings.end(row, 'discarded', undefined, failure);
    });
  }

  async #confirm(row: Unsent, made: Created | undefined): Promise<void> {
    this.#reached();
    this.#confirmed.push({ row, made });
    if (!this.#parts.many() || this.#parts.standings.waiters.has(row.id)) return this.putDown();
    this.#timer ??= setTimeout(() => void this.putDown().catch(() => undefined), together);
  }

  /** Ids of writes that the desk has confirmed, which is not put down yet. */
  get unconfirmed(): readonly number[] {
    return this.#confirmed.map(({ row }) => row.id);
  }

  /** Puts down what the desk has confirmed. */
  async putDown(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#confirmed.length === 0) return;
    const { use, ended, standings, many } = this.#parts;
    let confirmed: Confirmed[] = [];
    try {
      const more = await use(kept => {
        kept.confirmAll(this.#confirmed.map(({ row, made }) => ({ id: row.id, made })));
        confirmed = this.#confirmed;
        this.#confirmed = [];
        return many() || kept.goesOn(Date.now());
      });
      for (const { row, made } of confirmed) ended(row.write, made, !standings.waiters.has(row.id) && more);
    } catch (thrown) {
      // What could not be put down is looked for later, and found; who waits need not.
      if (confirmed.length === 0) {
        confirmed = this.#confirmed;
        this.#confirmed = [];
      }
      throw thrown;
    } finally {
      for (const { row, made } of confirmed) standings.end(row, 'sent', made, undefined, many());
    }
  }

  /** Keeps how a try ended, unless the write is gone or somebody else's by now. */
  async #settle(row: Unsent, change: UnsentChange): Promise<void> {
    await this.#parts.use(kept => {
      const now = kept.change(row.id, () => change, this.#parts.holder);
      if (now) this.#parts.standings.note(now);
    });
  }

  /** The desk answered. */
  #reached(): void {
    if (this.#parts.reach.found()) this.#parts.onReached();
  }

  /** Gives back what was claimed and not begun. */
  async release(row: Unsent): Promise<void> {
    await this.#settle(row, row.state === 'checking' ? {} : { state: 'waiting', ...this.#sentBefore(row) });
  }
}

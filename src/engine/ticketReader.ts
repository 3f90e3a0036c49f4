import type { HelpDesk } from '../model/desk.ts';
import { type DeskFailure, failureOf } from '../model/errors.ts';
import type { DetailPart, Ticket, TicketDetails } from '../model/ticket.ts';
import type { DetailsAnswer, EngineChange } from './engine.ts';
import type { Mirror } from './mirror.ts';
import { SharedWork } from './shared.ts';
import type { Kept, KeptDetails } from './store/store.ts';

/** Details older than this are asked for again behind the answer, in milliseconds. */
const current = 5 * 60_000;
/** After a failure a ticket is not asked for again by itself for this long, in milliseconds. */
const retryAfter = 60_000;
/** So many of the tickets last looked at are told of when any may have changed. */
const lookedAtKept = 50;

interface Attempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly failure?: DeskFailure;
}

/** What a ticket reader works with. */
export interface ReaderParts {
  readonly deskId: string;
  readonly helpDesk: HelpDesk;
  readonly mirror: Mirror;
  /** Aborts when the desk is closed. */
  readonly closing: AbortSignal;
  readonly tell: (change: EngineChange) => void;
}

/** One ticket in full: from the copy at once, and from the desk behind it. */
export class TicketReader {
  readonly #parts: ReaderParts;
  readonly #shared = new SharedWork<DetailsAnswer>();
  readonly #attempts = new Map<string, Attempt>();
  readonly #lookedAt = new Set<string>();
  /** Tickets that were written to since they were read: the next answer must come from the desk, if it answers. */
  readonly #dirty = new Set<string>();
  /** How often each ticket was written to, and '' all of them: an answer asked for before a write is not kept. */
  readonly #writes = new Map<string, number>();
  /** Tickets that are read for nobody in particular. */
  readonly #behind = new Set<string>();
  /** Milliseconds since 1970: what was read before may be wrong in anything. */
  #distrustedBefore = 0;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** @throws DeskError when the desk could not answer and nothing is at hand */
  async details(ticketId: string, fresh: boolean, signal?: AbortSignal): Promise<DetailsAnswer> {
    this.#look(ticketId);
    const { mirror } = this.#parts;
    const found = await mirror.use(({ store }) => ({
      kept: store.details(ticketId),
      ticket: store.ticket(ticketId),
    }));
    const kept = found.kept ?? this.#headOf(found.ticket);
    const whole = found.kept !== undefined && !this.#mustAsk(ticketId, found.kept);
    if (kept && !fresh && (whole || this.#isOffline(ticketId))) return this.#atHand(ticketId, kept);
    try {
      return await this.#shared.run(ticketId, () => this.#read(ticketId), signal);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!kept || failure.reason === 'cancelled' || failure.reason === 'notFound') throw thrown;
      return { details: kept.details, fetchedAt: kept.fetchedAt, failure };
    }
  }

  /** A write to this ticket ended, well or not: it is read again, and what is read from now on counts. */
  wrote(ticketId: string): void {
    this.outdate(ticketId);
    this.#readBehind(ticketId);
  }

  /** What is known of this ticket does not do any more: who looks at it next asks the desk. */
  outdate(ticketId: string): void {
    this.#countWrite(ticketId);
    this.#dirty.add(ticketId);
    this.#attempts.delete(ticketId);
    this.#shared.forget(ticketId);
    this.#behind.delete(ticketId);
  }

  /** Anything may have changed on the desk; answers the tickets that somebody may be looking at. */
  distrust(): readonly string[] {
    this.#countWrite('');
    this.#distrustedBefore = Date.now();
    this.#attempts.clear();
    this.#shared.forgetAll();
    return [...this.#lookedAt];
  }

  /** The desk told that these tickets changed: they may be asked for again at once. */
  changed(ticketIds: readonly string[]): void {
    for (const ticketId of ticketIds) this.#attempts.delete(ticketId);
  }

  #atHand(ticketId: string, { details, fetchedAt, stale }: KeptDetails): DetailsAnswer {
    const attempt = this.#attempts.get(ticketId);
    const now = Date.now();
    const old = stale || now - Date.parse(fetchedAt) > current;
    const tried = attempt !== undefined && now - attempt.at < retryAfter;
    const failure = attempt?.failure ? { failure: attempt.failure } : {};
    if (!old || tried) return { details, fetchedAt, ...failure };
    this.#readBehind(ticketId);
    return { details, fetchedAt, ...failure, refreshing: true };
  }

  /** What is known of a ticket whose conversation never was read. */
  #headOf(ticket: Ticket | undefined): KeptDetails | undefined {
    if (!ticket) return undefined;
    const { ticketAssets, ticketSchedules } = this.#parts.helpDesk.capabilities;
    const missing: DetailPart[] = ['history', 'attachments', 'timeEntries'];
    if (ticketAssets) missing.push('assets');
    if (ticketSchedules) missing.push('schedules');
    const details: TicketDetails = {
      ticket,
      history: [],
      attachments: [],
      timeEntries: [],
      assets: [],
      schedules: [],
      totalMinutes: ticket.minutesLogged ?? 0,
      missing,
    };
    return { details, fetchedAt: this.#parts.mirror.state.syncedAt ?? new Date(0).toISOString(), stale: true };
  }

  #mustAsk(ticketId: string, kept: KeptDetails): boolean {
    return this.#dirty.has(ticketId) || Date.parse(kept.fetchedAt) < this.#distrustedBefore;
  }

  /** The desk could not be asked a moment ago: waiting for it would be waiting for nothing. */
  #isOffline(ticketId: string): boolean {
    const attempt = this.#attempts.get(ticketId);
    if (attempt?.failure && Date.now() - attempt.at < retryAfter) return true;
    return this.#parts.mirror.state.failure?.reason === 'unreachable';
  }

  #readBehind(ticketId: string): void {
    if (this.#behind.has(ticketId)) return;
    this.#behind.add(ticketId);
    const { tell, deskId } = this.#parts;
    const done = () => {
      this.#behind.delete(ticketId);
      tell({ kind: 'ticket', deskId, ticketId });
    };
    this.#shared.run(ticketId, () => this.#read(ticketId)).then(done, done);
  }

  async #read(ticketId: string): Promise<DetailsAnswer> {
    const before = this.#stamp(ticketId);
    const fetchedAt = new Date().toISOString();
    try {
      const details = await this.#ask(ticketId);
      // What was asked for before a write may not have it.
      if (before === this.#stamp(ticketId)) {
        this.#tellKept(await this.#parts.mirror.use(({ store }) => store.keepDetails(details, fetchedAt)));
        this.#dirty.delete(ticketId);
        this.#tried(ticketId, { at: Date.now() });
      }
      return { details, fetchedAt };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.reason === 'notFound' && before === this.#stamp(ticketId)) {
        this.#tellKept(await this.#parts.mirror.use(({ store }) => store.remove([ticketId])));
      } else if (failure.reason !== 'cancelled') this.#tried(ticketId, { at: Date.now(), failure });
      throw thrown;
    }
  }

  async #ask(ticketId: string): Promise<TicketDetails> {
    const { helpDesk, closing } = this.#parts;
    const missing: DetailPart[] = [];
    const part = async <T>(name: DetailPart, ask: Promise<T[]>): Promise<T[]> => {
      try {
        return await ask;
      } catch (thrown) {
        if (!isPartial(failureOf(thrown))) throw thrown;
        missing.push(name);
        return [];
      }
    };
    const { ticketAssets, ticketSchedules } = helpDesk.capabilities;
    const [ticket, history, attachments, timeEntries, assets, schedules] = await Promise.all([
      helpDesk.getTicket(ticketId, closing),
      part('history', helpDesk.history(ticketId, closing)),
      part('attachments', helpDesk.attachments(ticketId, closing)),
      part('timeEntries', helpDesk.timeEntries(ticketId, closing)),
      ticketAssets ? part('assets', helpDesk.assets(ticketId, closing)) : [],
      ticketSchedules ? part('schedules', helpDesk.schedules(ticketId, closing)) : [],
    ]);
    const logged = timeEntries.reduce((sum, entry) => sum + entry.minutes, 0);
    const totalMinutes = missing.includes('timeEntries') ? (ticket.minutesLogged ?? 0) : logged;
    return { ticket, history, attachments, timeEntries, assets, schedules, totalMinutes, missing };
  }

  #tellKept({ changed, removed }: Kept): void {
    const ticketIds = [...changed.map(({ now }) => now.id), ...removed];
    if (ticketIds.length > 0) this.#parts.tell({ kind: 'tickets', deskId: this.#parts.deskId, ticketIds });
  }

  #countWrite(ticketId: string): void {
    this.#writes.set(ticketId, (this.#writes.get(ticketId) ?? 0) + 1);
  }

  #stamp(ticketId: string): number {
    return (this.#writes.get(ticketId) ?? 0) + (this.#writes.get('') ?? 0);
  }

  #tried(ticketId: string, attempt: Attempt): void {
    this.#attempts.set(ticketId, attempt);
  }

  #look(ticketId: string): void {
    this.#lookedAt.delete(ticketId);
    this.#lookedAt.add(ticketId);
    for (const oldest of this.#lookedAt) {
      if (this.#lookedAt.size <= lookedAtKept) break;
      this.#lookedAt.delete(oldest);
      this.#attempts.delete(oldest);
    }
  }
}

/** Whether a failure of one part leaves the rest of the ticket worth showing. */
function isPartial(failure: DeskFailure): boolean {
  return !['unauthorized', 'wrongServer', 'quotaSpent', 'unreachable', 'cancelled'].includes(failure.reason);
}

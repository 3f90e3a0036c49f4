import type { DeskConfig, HelpDesk } from '../model/desk.ts';
import { asResult, type DeskFailure, type Result } from '../model/errors.ts';
import { AskedOfDesk } from './askedOfDesk.ts';
import { Directory } from './directory.ts';
import type { EngineChange } from './engine.ts';
import { Mirror, type MirrorParts } from './mirror.ts';
import { TicketLists } from './ticketLists.ts';
import { TicketReader } from './ticketReader.ts';

/** A write as it is put down before it is sent. */
export interface Write {
  readonly kind: string;
  readonly ticketId?: string;
  readonly payload: unknown;
}

/** One desk that is open: its connector, its copy on this machine, and what is remembered of its answers. */
export class OpenDesk {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly mirror: Mirror;
  readonly lists: TicketLists;
  readonly directory: Directory;
  readonly reader: TicketReader;
  readonly typed = new AskedOfDesk();
  readonly #closing = new AbortController();
  readonly #tell: (change: EngineChange) => void;

  /** @throws DeskError when the copy can be neither opened nor made */
  constructor(parts: MirrorParts) {
    const { config, helpDesk } = parts;
    const closing = this.#closing.signal;
    this.config = config;
    this.helpDesk = helpDesk;
    this.#tell = parts.tell;
    this.mirror = new Mirror({ ...parts, tell: change => this.#heard(change) });
    this.lists = new TicketLists(helpDesk, closing);
    this.directory = new Directory(helpDesk, this.mirror, closing, () => this.#tellLists());
    this.reader = new TicketReader({ deskId: config.id, helpDesk, mirror: this.mirror, closing, tell: parts.tell });
  }

  /** Ends what is under way and closes connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.mirror.close();
    await this.helpDesk.close();
  }

  /** The user wants to know anew: people and lists are asked again, and what changed, now. */
  forget(): void {
    this.directory.forget();
    this.lists.forget();
    this.typed.forget();
    this.#syncBehind();
  }

  /** Deletes what is kept, and reads the desk anew. */
  async clear(): Promise<void> {
    this.directory.forget();
    this.lists.forget();
    this.typed.forget();
    await this.mirror.clear();
  }

  /**
   * Puts a write down, sends it, and has what it may have changed read again, also when its outcome is unknown. What is
   * certain, well or not, is not kept.
   */
  async write<T>({ kind, ticketId, payload }: Write, send: (desk: HelpDesk) => Promise<T>): Promise<Result<T>> {
    // A copy that nothing can be put into must not keep the user from writing to the desk.
    const put = await asResult(() => this.mirror.use(({ store }) => store.putDown(kind, ticketId, payload)));
    if (ticketId !== undefined) this.mirror.sync.wrote(ticketId);
    const sent = await asResult(() => send(this.helpDesk));
    const uncertain = !sent.ok && mayHaveArrived(sent.failure);
    if (put.ok && !uncertain) await asResult(() => this.mirror.use(({ store }) => store.settle(put.value)));
    this.lists.forget();
    this.typed.forget();
    if (!this.#closing.signal.aborted) this.#wrote(ticketId, sent);
    return sent.ok || !uncertain ? sent : { ok: false, failure: { ...sent.failure, uncertain: true } };
  }

  /** A ticket was made here: it is read, so that lists have it. */
  made(ticketId: string): void {
    if (this.#closing.signal.aborted) return;
    this.mirror.sync.wrote(ticketId);
    this.reader.wrote(ticketId);
  }

  /** Any record may be what people, pick-lists, lists and tickets are made of: all of them are asked again. */
  distrust(): void {
    this.directory.forget();
    this.typed.forget();
    for (const ticketId of this.reader.distrust()) this.#tell({ kind: 'ticket', deskId: this.config.id, ticketId });
    this.#tellLists();
    this.#syncBehind();
  }

  /** What was written to is read again; a write that was refused before it left has changed nothing. */
  #wrote(ticketId: string | undefined, sent: Result<unknown>): void {
    if (!sent.ok && (sent.failure.notSent || sent.failure.reason === 'badInput')) return;
    if (ticketId !== undefined) this.reader.wrote(ticketId);
    else if (!sent.ok) this.#syncBehind();
  }

  #syncBehind(): void {
    // What it finds, and why it could not, is told to all who listen.
    void this.mirror.syncNow(this.#closing.signal);
  }

  #heard(change: EngineChange): void {
    if (change.kind === 'tickets') this.reader.changed(change.ticketIds);
    this.#tell(change);
  }

  #tellLists(): void {
    this.#tell({ kind: 'lists', deskId: this.config.id });
  }
}

/** Neither system says whether it took a write whose answer was lost or cannot be read. */
function mayHaveArrived({ reason, notSent }: DeskFailure): boolean {
  return !notSent && ['unreachable', 'cancelled', 'unreadable', 'serverError'].includes(reason);
}

import type { Created, DeskConfig, HelpDesk } from '../model/desk.ts';
import { asResult, DeskError, type Result } from '../model/errors.ts';
import type { OutboxEntry, Write } from '../model/outbox.ts';
import { AskedOfDesk } from './askedOfDesk.ts';
import { Directory } from './directory.ts';
import type { EngineChange } from './engine.ts';
import type { WriteKey } from './methods.ts';
import { Mirror, type MirrorParts } from './mirror.ts';
import { Outbox } from './outbox/outbox.ts';
import { outcomeOf } from './outbox/outcome.ts';
import type { Pauses } from './outbox/pauses.ts';
import { sendWrite } from './outbox/sendWrite.ts';
import { TicketLists } from './ticketLists.ts';
import { TicketReader } from './ticketReader.ts';

/** What an open desk is made of. */
export type OpenDeskParts = Omit<MirrorParts, 'heard'> & { readonly pauses: Pauses };

/** So many tickets are read again one by one after what was written to them; of more, the next sync tells. */
const readOneByOne = 20;

/** One desk that is open: its connector, its copy on this machine, and what is remembered of its answers. */
export class OpenDesk {
  readonly config: DeskConfig;
  readonly helpDesk: HelpDesk;
  readonly mirror: Mirror;
  readonly lists: TicketLists;
  readonly directory: Directory;
  readonly reader: TicketReader;
  readonly outbox: Outbox;
  readonly typed = new AskedOfDesk();
  readonly #closing = new AbortController();
  readonly #tell: (change: EngineChange) => void;
  /** Tickets that were written to and are read again when nothing more is to be sent. */
  readonly #written = new Set<string>();
  /** What of attention was told last. */
  #attention = '';

  /** @throws DeskError when the copy can be neither opened nor made */
  constructor(parts: OpenDeskParts) {
    const { config, helpDesk } = parts;
    const closing = this.#closing.signal;
    this.config = config;
    this.helpDesk = helpDesk;
    this.#tell = parts.tell;
    this.mirror = new Mirror({ ...parts, tell: change => this.#heard(change), heard: () => void this.#othersDid() });
    this.lists = new TicketLists(helpDesk, closing);
    this.directory = new Directory(helpDesk, this.mirror, closing, () => this.#tellLists());
    this.reader = new TicketReader({ deskId: config.id, helpDesk, mirror: this.mirror, closing, tell: parts.tell });
    this.outbox = new Outbox({
      deskId: config.id,
      helpDesk,
      pauses: parts.pauses,
      use: work => this.mirror.use(({ store }) => work(store.outbox)),
      tell: entries => parts.tell({ kind: 'outbox', deskId: config.id, entries }),
      leaves: write => this.#leaves(write),
      ended: (write, made, more) => this.#ended(write, made, more),
    });
  }

  /** Begins to keep the copy current, and to send what was left. */
  start(): void {
    this.mirror.start();
    void this.outbox.start();
  }

  /** Ends what is under way and closes connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.outbox.stop();
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

  /** Tells that other tickets are muted, unread or waiting to be told of, when that is so. */
  async attends(): Promise<void> {
    const state = JSON.stringify(await this.mirror.use(({ store }) => store.attention.state()));
    if (state === this.#attention) return;
    this.#attention = state;
    this.#tell({ kind: 'attention', deskId: this.config.id });
  }

  /** Puts a write down, to be sent behind; sends it now when nothing can be put down. */
  async put(write: Write, hold?: number, key?: WriteKey): Promise<OutboxEntry> {
    const put = await asResult(() => this.outbox.put(write, hold, key?.id));
    if (put.ok) return put.value;
    if (key?.again) throw new DeskError({ ...put.failure, uncertain: true });
    const made = await this.#sendNow(write);
    const at = new Date().toISOString();
    return { deskId: this.config.id, id: 0, write, at, state: 'sent', ...(made ? { made } : {}) };
  }

  /** Puts a write down, and waits until it is confirmed or refused, or does not go on at once. */
  async write(write: Write, signal?: AbortSignal, key?: WriteKey): Promise<Result<Created | undefined>> {
    const done = await asResult(() => this.outbox.write(write, signal, key?.id));
    if (done.ok) return done.value;
    // Whether it was put down before, and sent, stands where nothing can be asked now.
    if (key?.again) return { ok: false, failure: { ...done.failure, uncertain: true } };
    return asResult(() => this.#sendNow(write, signal));
  }

  /** Does something that is not a ticket's, and has what it may have changed read again. Nothing of it is kept. */
  async change<T>(work: (desk: HelpDesk) => Promise<T>): Promise<Result<T>> {
    const done = await asResult(() => work(this.helpDesk));
    this.lists.forget();
    this.distrust();
    if (done.ok || outcomeOf(done.failure) !== 'uncertain') return done;
    return { ok: false, failure: { ...done.failure, uncertain: true } };
  }

  /** Any record may be what people, pick-lists, lists and tickets are made of: all of them are asked again. */
  distrust(): void {
    this.directory.forget();
    this.typed.forget();
    for (const ticketId of this.reader.distrust()) this.#tellTicket(ticketId);
    this.#tellLists();
    this.#syncBehind();
  }

  /** A copy that nothing can be put into must not keep the user from writing to the desk. */
  async #sendNow(write: Write, signal?: AbortSignal): Promise<Created | undefined> {
    this.#leaves(write);
    const sent = await asResult(() => sendWrite(this.helpDesk, write, signal));
    this.#ended(write, sent.ok ? sent.value : undefined, false);
    if (sent.ok) return sent.value;
    const uncertain = outcomeOf(sent.failure) === 'uncertain';
    throw new DeskError({ ...sent.failure, ...(uncertain ? { uncertain: true } : {}) });
  }

  #leaves(write: Write): void {
    if (write.kind !== 'createTicket') this.mirror.sync.wrote(write.ticketId);
  }

  /** What was written to is read again; while much is sent, at its end. */
  #ended(write: Write, made: Created | undefined, more: boolean): void {
    this.lists.forget();
    this.typed.forget();
    if (this.#closing.signal.aborted) return;
    const ticketId = write.kind === 'createTicket' ? made?.id : write.ticketId;
    if (ticketId) this.#written.add(ticketId);
    if (write.kind === 'createTicket' && made?.id) this.mirror.sync.wrote(made.id);
    if (more) {
      // Whoever looks at it meanwhile must not be shown what was before.
      if (ticketId) this.reader.outdate(ticketId);
      return;
    }
    const written = [...this.#written];
    this.#written.clear();
    if (written.length > readOneByOne) for (const id of this.reader.distrust()) this.#tellTicket(id);
    else for (const id of written) this.reader.wrote(id);
    if (written.length === 0 || written.length > readOneByOne) this.#syncBehind();
  }

  #syncBehind(): void {
    // What it finds, and why it could not, is told to all who listen.
    void this.mirror.syncNow(this.#closing.signal);
  }

  #othersDid(): void {
    void this.outbox.hear();
    this.#attendBehind();
  }

  /** What goes wrong with the store here does so in the next pass, which tells it. */
  #attendBehind(): void {
    if (!this.#closing.signal.aborted) void asResult(() => this.attends());
  }

  #heard(change: EngineChange): void {
    if (change.kind === 'sync' && change.state.phase === 'idle' && !change.state.failure) this.#inReach();
    if (change.kind === 'tickets') this.reader.changed(change.ticketIds);
    this.#tell(change);
    if (change.kind === 'notices') this.#attendBehind();
  }

  /** The desk answered. */
  #inReach(): void {
    if (this.outbox.waits) this.outbox.inReach();
  }

  #tellTicket(ticketId: string): void {
    this.#tell({ kind: 'ticket', deskId: this.config.id, ticketId });
  }

  #tellLists(): void {
    this.#tell({ kind: 'lists', deskId: this.config.id });
  }
}

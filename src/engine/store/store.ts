import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CodeLink } from '../../model/codeLink.ts';
import type { SyncPage, TicketDepth } from '../../model/sync.ts';
import type { Ticket, TicketDetails } from '../../model/ticket.ts';
import { isDamage } from '../damage.ts';
import { AttentionRows } from './attentionRows.ts';
import { Changes } from './changes.ts';
import { Conversations } from './conversations.ts';
import { toDeskError } from './failures.ts';
import { identityOf, StoreReplaced } from './files.ts';
import { FullText, stride } from './fullText.ts';
import { dropIndexes, isBehind, isUnfinished, makeIndex } from './indexes.ts';
import { readKept } from './keptJson.ts';
import { knownBeside } from './knownBeside.ts';
import { Lease } from './lease.ts';
import { Links } from './links.ts';
import { Memory } from './memory.ts';
import { Names } from './names.ts';
import { type Connections, openStore, shrink } from './opening.ts';
import { Outbox } from './outbox.ts';
import { inOrder, Places } from './recency.ts';
import { Signal } from './signal.ts';
import { type Kept, type KeptTicket, shownOf, Tickets } from './tickets.ts';
import { epochOf, wipe } from './wiping.ts';
import { type Steps, Writing } from './writing.ts';

/** Details as they are kept. */
export interface KeptDetails {
  readonly details: TicketDetails;
  /** ISO 8601. */
  readonly fetchedAt: string;
  /** The ticket changed since, or only its conversation was read. */
  readonly stale: boolean;
}

/** Where a store's file is, and what opening it did. */
export interface Opened {
  readonly store: Store;
  /** The file was damaged: it is kept under this name, and what had not been sent was taken from it. */
  readonly keptAs?: string;
}

export type { Kept } from './tickets.ts';

/**
 * The copy of one desk: one SQLite file (WAL) that several windows share. Everything here is synchronous and short; a
 * page of 500 tickets is the longest of it. Two connections: writing, and reading what is committed. All methods throw
 * `DeskError` `unreadable` when the disk fails, and what `isDamage` knows when the file is damaged or was replaced by
 * another window: it is then to be closed, and opened anew as suspected.
 */
export class Store {
  /** Read-only, for queries: sees what is committed. */
  readonly reader: DatabaseSync;
  /** Writes that the desk has not confirmed. */
  readonly outbox: Outbox;
  /** What was told of tickets, and what the user wants to hear. */
  readonly attention: AttentionRows;
  readonly #writer: DatabaseSync;
  readonly #writing: Writing;
  readonly #names: Names;
  readonly #places: Places;
  readonly #text: FullText;
  readonly #tickets: Tickets;
  readonly #conversations: Conversations;
  readonly #keptConversations: Conversations;
  readonly #memory: Memory;
  readonly #links: Links;
  readonly #lease: Lease;
  readonly #changes: Changes;
  readonly #signal: Signal;
  readonly #byId: StatementSync;
  readonly #byNumber: StatementSync;
  readonly #listeners = new Set<(ticketIds: readonly string[] | undefined) => void>();
  #epoch: number;
  #closed = false;

  /**
   * Opens or makes the store of a desk in `folder` (made when it does not exist; only its owner can read either).
   * @param origin for which address and account this is: what was kept of another is deleted
   * @param suspected something in it could not be read: all of the file is looked through, which takes long
   * @throws DeskError `badInput` when a later version of Deskside made the file, `unreadable` when nothing can be kept there
   */
  static open(folder: string, deskId: string, origin: string, suspected = false): Opened {
    const { keptAs, ...connections } = openStore(folder, deskId, origin, suspected);
    try {
      return { store: new Store(connections), ...(keptAs === undefined ? {} : { keptAs }) };
    } catch (thrown) {
      connections.reader.close();
      connections.writer.close();
      // Damage that opening did not come by is met by the first questions.
      if (!suspected && keptAs === undefined && isDamage(thrown)) return Store.open(folder, deskId, origin, true);
      throw toDeskError(thrown);
    }
  }

  private constructor({ writer, reader, file, identity }: Connections) {
    this.reader = reader;
    this.#writer = writer;
    this.#writing = new Writing(writer, {
      check: () => {
        if (identityOf(file) !== identity) throw new StoreReplaced();
      },
      onForeign: () => this.#forget(epochOf(writer)),
      onRollback: () => this.#forget(),
    });
    this.#names = new Names(writer);
    this.#places = new Places(writer);
    this.#text = new FullText(writer);
    this.#tickets = new Tickets(writer, this.#names, this.#places, this.#text);
    this.#conversations = new Conversations(writer);
    this.#keptConversations = new Conversations(reader);
    this.#memory = new Memory(writer, reader);
    this.#links = new Links(writer);
    const told = <T>(work: () => T) => {
      const value = work();
      this.#tell([]);
      return value;
    };
    this.outbox = new Outbox(writer, reader, {
      read: work => this.#read(work),
      write: work => this.#writing.now(() => told(work)),
      surely: work => this.#writing.surely(() => told(work)),
      known: write => knownBeside(reader, this.#keptConversations, write),
    });
    this.attention = new AttentionRows(writer, reader, {
      read: work => this.#read(work),
      write: work => this.#writing.now(work),
      heard: () => this.#tell([]),
    });
    this.#lease = new Lease(writer);
    this.#changes = new Changes(writer, reader);
    this.#signal = new Signal(file);
    this.#byId = reader.prepare('SELECT b.json FROM tickets t JOIN bodies b ON b.id = t.body WHERE t.id = ?');
    this.#byNumber = reader.prepare(
      'SELECT b.json FROM tickets t JOIN bodies b ON b.id = t.body WHERE t.number = ? ORDER BY t.doc DESC LIMIT 1',
    );
    this.#epoch = epochOf(writer);
  }

  /**
   * Keeps a page and, in the same transaction, what `meta` says (`undefined` deletes). Others are answered meanwhile;
   * another write ends it at once and comes after it.
   * @param seen stamps its tickets
   * @param later the words of new tickets are left to `indexSome`
   */
  keepPage(
    page: Pick<SyncPage, 'tickets' | 'gone'>,
    meta: Readonly<Record<string, string | undefined>>,
    seen?: number,
    later = false,
  ): Promise<Kept> {
    return this.#writing.inSteps(() => this.#pageSteps(page, meta, seen, later));
  }

  /** Words of some tickets, or indexes, were left for later. */
  hasUnindexed(): boolean {
    return this.#read(() => isBehind(this.reader));
  }

  /** Something was left for later, by a pass or by an earlier version. */
  hasUnfinished(): boolean {
    return this.#read(() => isUnfinished(this.reader));
  }

  /** Does some of what was left for later; answers whether there may be more. */
  indexSome(): Promise<boolean> {
    return this.#writing.inSteps(() => this.#indexSteps());
  }

  /** Keeps conversations; tickets that are not kept are left out. */
  keepDepths(depths: readonly TicketDepth[]): Kept {
    return this.#write(() => {
      const now = new Date().toISOString();
      const told: string[] = [];
      const talked: Ticket[] = [];
      for (const depth of depths) {
        const found = this.#tickets.find(depth.ticketId);
        if (!found) continue;
        const ticket = depth.description ? { ...found.ticket, description: depth.description } : found.ticket;
        const { doc } = this.#tickets.keepWhole(ticket);
        this.#conversations.putDepth(ticket, depth, now);
        this.#tickets.retell(doc, ticket);
        this.#tickets.deepen(doc);
        told.push(depth.ticketId);
        if (ticket.state !== 'closed') talked.push(ticket);
      }
      return this.#told({ changed: [], removed: [], talked }, told);
    });
  }

  /** Keeps a ticket with all that a panel shows, also one that was not kept. */
  keepDetails(details: TicketDetails, fetchedAt: string): Kept {
    return this.#write(() => {
      const kept = this.#tickets.keepWhole(details.ticket);
      this.#conversations.putDetails(details, fetchedAt);
      this.#tickets.retell(kept.doc, details.ticket);
      if (!details.missing.includes('history')) this.#tickets.deepen(kept.doc);
      return this.#told({ changed: shownOf([kept]), removed: [] }, [details.ticket.id]);
    });
  }

  /** What is kept of a ticket whose conversation was read. */
  details(ticketId: string): KeptDetails | undefined {
    return this.#read(() => {
      const row = this.#keptConversations.get(ticketId);
      const ticket = row && this.ticket(ticketId);
      return ticket && { details: { ticket, ...row.parts }, fetchedAt: row.fetchedAt, stale: !row.whole };
    });
  }

  ticket(id: string): Ticket | undefined {
    return this.#read(() => ticketOf(this.#byId.get(id)));
  }

  /** The newest with this number. */
  ticketByNumber(number: string): Ticket | undefined {
    return this.#read(() => ticketOf(this.#byNumber.get(number)));
  }

  /** Deletes tickets with everything of them. */
  remove(ids: readonly string[]): Kept {
    return this.#write(() => {
      const removed = ids.filter(id => this.#tickets.remove(id));
      return this.#told({ changed: [], removed }, removed);
    });
  }

  /** Keeps a link that was made here. */
  keepLink(ticketId: string, number: string, link: CodeLink): void {
    this.#write(() => {
      this.#links.keepOwn(ticketId, number, link);
      this.#tell([ticketId]);
    });
  }

  /** Forgets a link that was made here; answers its ticket. */
  dropLink(id: string): string | undefined {
    return this.#write(() => {
      const ticketId = this.#links.dropOwn(id);
      if (ticketId !== undefined) this.#tell([ticketId]);
      return ticketId;
    });
  }

  meta(key: string): string | undefined {
    return this.#read(() => this.#memory.meta(key));
  }

  /** Another number after each time that all tickets were deleted, by whichever window. */
  get epoch(): number {
    return this.#read(() => epochOf(this.reader));
  }

  setMeta(values: Readonly<Record<string, string | undefined>>): void {
    this.#write(() => this.#memory.setMeta(values));
  }

  remember(key: string, value: unknown, fetchedAt: string): void {
    this.#write(() => this.#memory.remember(key, value, fetchedAt));
  }

  recall(key: string): { readonly value: unknown; readonly fetchedAt: string } | undefined {
    return this.#read(() => this.#memory.recall(key));
  }

  /** Takes, or keeps, the right to read the desk for some time; `false` while another window that lives has it. */
  takeLease(holder: string, milliseconds: number): boolean {
    return this.#write(() => this.#lease.take(holder, milliseconds));
  }

  /** Other windows hear of it: they may want to read now, or to know that the desk was read. */
  releaseLease(holder: string): void {
    this.#write(() => {
      if (this.#lease.release(holder)) this.#tell([]);
    });
  }

  /**
   * Tells, until the returned function is called, which tickets other windows changed; nothing named: anything may have.
   * An empty list: no ticket, but the desk may have been read.
   */
  onForeignChange(listener: (ticketIds: readonly string[] | undefined) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#signal.listen(() => this.hear());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#signal.close();
    };
  }

  /** Tells who listens what other windows changed since; for where no signal comes. */
  hear(): void {
    if (this.#closed) return;
    const heard = this.#foreign();
    if (heard === undefined) return;
    for (const listener of [...this.#listeners]) listener(heard === 'anything' ? undefined : heard);
  }

  /** Deletes all tickets and what else the desk can tell again. */
  clear(): void {
    this.#write(() => {
      wipe(this.#writer, 'copy');
      this.#forget(epochOf(this.#writer));
      this.#changes.tellAll();
      this.#writing.afterCommit(() => this.#signal.give());
    });
    this.#read(() => shrink(this.#writer));
  }

  /** Ends what is being kept, and lets go of the file. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writing.finish();
    this.#signal.close();
    this.#listeners.clear();
    this.reader.close();
    this.#writer.close();
  }

  *#pageSteps(
    page: Pick<SyncPage, 'tickets' | 'gone'>,
    meta: Readonly<Record<string, string | undefined>>,
    seen: number | undefined,
    later: boolean,
  ): Steps<Kept> {
    const kept: KeptTicket[] = [];
    let rows = 0;
    if (later && page.tickets.length > 0) dropIndexes(this.#writer);
    for (const ticket of inOrder(page.tickets)) {
      const one = this.#tickets.keepListed(ticket, seen, later);
      if (one) kept.push(one);
      if (++rows % stride === 0) yield;
    }
    const removed = (page.gone ?? []).filter(id => this.#tickets.remove(id));
    this.#memory.setMeta(meta);
    const answer = this.#told({ changed: shownOf(kept), removed }, [...kept.map(({ now }) => now.id), ...removed]);
    yield* this.#text.write();
    return answer;
  }

  *#indexSteps(): Steps<boolean> {
    if (makeIndex(this.#writer)) return true;
    const more = this.#tickets.indexSome(stride * 5);
    yield* this.#text.write();
    return more;
  }

  #told(kept: Kept, ticketIds: readonly string[]): Kept {
    if (ticketIds.length > 0) this.#tell(ticketIds);
    return kept;
  }

  #tell(ticketIds: readonly string[]): void {
    this.#changes.tell(ticketIds);
    this.#writing.afterCommit(() => this.#signal.give());
  }

  /** One whole transaction, with the words of the tickets in it. */
  #write<T>(work: () => T): T {
    return this.#writing.now(() => {
      const value = work();
      for (const _ of this.#text.write());
      return value;
    });
  }

  #read<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw toDeskError(thrown);
    }
  }

  #foreign(): ReturnType<Changes['foreign']> {
    try {
      return this.#changes.foreign();
    } catch {
      // Nobody asked: whoever asks for something next is told that the file is damaged.
      return 'anything';
    }
  }

  /** Forgets what is remembered of tables that may be otherwise now; names only when the store was wiped since. */
  #forget(epoch?: number): void {
    this.#places.forget();
    this.#text.forget();
    if (epoch !== this.#epoch) this.#names.forget();
    if (epoch !== undefined) this.#epoch = epoch;
  }
}

function ticketOf(row: Readonly<Record<string, unknown>> | undefined): Ticket | undefined {
  return row && readKept<Ticket>(row.json);
}

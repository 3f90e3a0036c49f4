import type { DatabaseSync } from 'node:sqlite';
import type { NoticeReason } from '../../model/notice.ts';
import type { SyncPage, TicketDepth } from '../../model/sync.ts';
import type { Ticket, TicketDetails } from '../../model/ticket.ts';

/** What keeping some tickets did. */
export interface Kept {
  /** Ids of tickets that came or changed in what a list shows, each with what was kept before. */
  readonly changed: readonly { readonly before?: Ticket; readonly now: Ticket }[];
  readonly removed: readonly string[];
}

/** Details as they are kept. */
export interface KeptDetails {
  readonly details: TicketDetails;
  /** ISO 8601. */
  readonly fetchedAt: string;
  /** The ticket changed since, or only its conversation was read. */
  readonly stale: boolean;
}

/** A write that the desk has not confirmed. */
export interface Unsent {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: string;
  readonly ticketId?: string;
  readonly payload: unknown;
}

/** One notice that is told once: `about` is what it speaks of, a due time say. */
export interface Told {
  readonly ticketId: string;
  readonly reason: NoticeReason;
  readonly about: string;
}

/** Where a store's file is, and what opening it did. */
export interface Opened {
  readonly store: Store;
  /** The file was damaged: it is kept under this name, and what had not been sent was taken from it. */
  readonly keptAs?: string;
}

/**
 * The copy of one desk: one SQLite file (WAL) that several windows share. Everything here is synchronous and short; a
 * page of 500 tickets is the longest of it. Two connections: writing, and reading what is committed.
 */
export class Store {
  /** Read-only, for queries: sees what is committed. */
  readonly reader: DatabaseSync;

  /**
   * Opens or makes the store of a desk in `folder` (made when it does not exist; only its owner can read either).
   * @param origin for which address and account this is: what was kept of another is deleted
   * @throws DeskError `badInput` when a later version of Deskside made the file, `unreadable` when nothing can be kept there
   */
  static open(_folder: string, _deskId: string, _origin: string): Opened {
    throw new Error('not written yet');
  }

  constructor(reader: DatabaseSync) {
    this.reader = reader;
  }

  /** Keeps a page and, in the same transaction, what `meta` says (`undefined` deletes). `seen` stamps its tickets. */
  keepPage(
    _page: Pick<SyncPage, 'tickets' | 'gone'>,
    _meta: Readonly<Record<string, string | undefined>>,
    _seen?: number,
  ): Promise<Kept> {
    throw new Error('not written yet');
  }

  /** Keeps conversations; tickets that are not kept are left out. */
  keepDepths(_depths: readonly TicketDepth[]): Kept {
    throw new Error('not written yet');
  }

  /** Keeps a ticket with all that a panel shows. */
  keepDetails(_details: TicketDetails, _fetchedAt: string): Kept {
    throw new Error('not written yet');
  }

  details(_ticketId: string): KeptDetails | undefined {
    throw new Error('not written yet');
  }

  ticket(_id: string): Ticket | undefined {
    throw new Error('not written yet');
  }

  ticketByNumber(_number: string): Ticket | undefined {
    throw new Error('not written yet');
  }

  /** Deletes tickets with everything of them. */
  remove(_ids: readonly string[]): Kept {
    throw new Error('not written yet');
  }

  meta(_key: string): string | undefined {
    throw new Error('not written yet');
  }

  setMeta(_values: Readonly<Record<string, string | undefined>>): void {
    throw new Error('not written yet');
  }

  remember(_key: string, _value: unknown, _fetchedAt: string): void {
    throw new Error('not written yet');
  }

  recall(_key: string): { readonly value: unknown; readonly fetchedAt: string } | undefined {
    throw new Error('not written yet');
  }

  /** Puts a write down before it is sent; `settle` when the desk has taken or refused it. */
  putDown(_kind: string, _ticketId: string | undefined, _payload: unknown): number {
    throw new Error('not written yet');
  }

  settle(_id: number): void {
    throw new Error('not written yet');
  }

  unsent(): readonly Unsent[] {
    throw new Error('not written yet');
  }

  /** Puts notices down as told; answers those that never were before, so that each is told once over all windows. */
  markTold<N extends Told>(_notices: readonly N[]): N[] {
    throw new Error('not written yet');
  }

  /** Takes, or keeps, the right to read the desk for some time; `false` while another window that lives has it. */
  takeLease(_holder: string, _milliseconds: number): boolean {
    throw new Error('not written yet');
  }

  releaseLease(_holder: string): void {
    throw new Error('not written yet');
  }

  /** Tells, until the returned function is called, which tickets other windows changed; nothing named: anything may have. */
  onForeignChange(_listener: (ticketIds: readonly string[] | undefined) => void): () => void {
    throw new Error('not written yet');
  }

  /** Deletes all tickets and what else the desk can tell again. */
  clear(): void {
    throw new Error('not written yet');
  }

  close(): void {
    throw new Error('not written yet');
  }
}

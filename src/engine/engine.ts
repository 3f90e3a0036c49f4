import type { AttentionState, NeedsMe } from '../model/attention.ts';
import type { CodeLink, LinksWanted, TicketLink } from '../model/codeLink.ts';
import type { Article, ArticleSummary, CustomerCard } from '../model/customer.ts';
import type {
  Capabilities,
  Created,
  DeskCheck,
  DeskConfig,
  NoteDraft,
  SystemInfo,
  TicketDraft,
  TimeDraft,
} from '../model/desk.ts';
import type { Customer, Group, PickLists, Technician } from '../model/directory.ts';
import type { DeskFailure, Result } from '../model/errors.ts';
import type { Examination } from '../model/examination.ts';
import type { FieldChanges, NewTicketField, TicketField } from '../model/fields.ts';
import type { Glance } from '../model/glance.ts';
import type { GuestSystem } from '../model/guest.ts';
import type { NetworkSettings, RequestEntry, RequestUsage } from '../model/network.ts';
import type { Notice, NoticeReason } from '../model/notice.ts';
import type { OutboxChoice, OutboxEntry, Write } from '../model/outbox.ts';
import type { CountedPart, Overview, OverviewQuestion } from '../model/overview.ts';
import type { TicketQuery } from '../model/query.ts';
import type { DeskRecord, RecordFile, RecordKind, RecordPage, RecordResource, RecordValues } from '../model/records.ts';
import type { NameField, Search, SearchHit, Sort } from '../model/search.ts';
import type { NamedRef, TicketDetails, TicketState, TicketSummary } from '../model/ticket.ts';
import type { LoggedTime, Span, TimeChange } from '../model/timesheet.ts';

/** What a view gets for a list: what is known now, how old it is, and why it is not newer. */
export interface TicketList {
  readonly tickets: readonly TicketSummary[];
  /** All that match, when known. */
  readonly total?: number;
  /** There are more than `tickets` holds; ask again with a higher limit. */
  readonly more: boolean;
  /** ISO 8601: when the desk answered this; absent when it never did. */
  readonly fetchedAt?: string;
  /** Why the newest attempt failed. With `fetchedAt` the list is stale, without it is empty. */
  readonly failure?: DeskFailure;
}

/** A ticket in full with its age. */
export interface DetailsAnswer {
  readonly details: TicketDetails;
  readonly fetchedAt: string;
  /** Why the newest attempt failed; `details` are then those of `fetchedAt`. */
  readonly failure?: DeskFailure;
  /** The desk is being asked for newer ones; a change of kind `ticket` tells when it answered or failed. */
  readonly refreshing?: boolean;
}

/** The tickets of a list that have the same name in a field. */
export interface TicketGroup {
  /** Absent: tickets that have none. */
  readonly name?: string;
  readonly count: number;
  /** Of statuses: what tickets of this status are. */
  readonly state?: TicketState;
}

/** What a search found so far. */
export interface SearchAnswer {
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** Not all was looked through: the same question with `thorough` takes its time, and asks the desk too. */
  readonly partial: boolean;
  /** Why the desk could not be asked. */
  readonly failure?: DeskFailure;
}

/** Which tickets are kept on this machine, and how. */
export interface MirrorSettings {
  readonly tickets: 'open' | 'recent' | 'all';
  /** With `recent`: how many days back closed tickets are kept. */
  readonly days: number;
  /** Whether tickets are told of at all. */
  readonly notices: boolean;
  /** For which reasons; all of them when absent. */
  readonly noticeKinds?: readonly NoticeReason[];
}

/** How the copy of a desk on this machine stands. */
export interface SyncState {
  /** `waiting`: the window was not looked at for long. `elsewhere`: another window reads the desk. */
  readonly phase: 'idle' | 'reading' | 'elsewhere' | 'waiting';
  /** Tickets at hand. */
  readonly tickets: number;
  /** While the desk is read a first time: how many there will be, when known. */
  readonly expected?: number;
  /** ISO 8601: when it was last equal to the desk; absent before the first time. */
  readonly syncedAt?: string;
  /** Why the newest attempt failed. */
  readonly failure?: DeskFailure;
}

/** Something views may want to draw again. */
export type EngineChange =
  /** Anything may have changed: people, pick-lists, settings of the desk, or many tickets at once. */
  | { readonly kind: 'lists'; readonly deskId: string }
  /** These tickets came, went or changed in what lists show. */
  | { readonly kind: 'tickets'; readonly deskId: string; readonly ticketIds: readonly string[] }
  /** There are newer details of a ticket, or they could not be had. */
  | { readonly kind: 'ticket'; readonly deskId: string; readonly ticketId: string }
  | { readonly kind: 'sync'; readonly deskId: string; readonly state: SyncState }
  | { readonly kind: 'notices'; readonly deskId: string; readonly notices: readonly Notice[] }
  /** Other tickets are muted, unread, or waiting to be told of: in whichever window. */
  | { readonly kind: 'attention'; readonly deskId: string }
  /** These writes are new in the outbox, or stand otherwise than before. */
  | { readonly kind: 'outbox'; readonly deskId: string; readonly entries: readonly OutboxEntry[] }
  /** The copy of the desk was damaged: it was set aside under this name and is made anew. */
  | { readonly kind: 'damaged'; readonly deskId: string; readonly keptAs: string }
  /** The engine ended unexpectedly and was started again; writes under way may have arrived. */
  | { readonly kind: 'restarted'; readonly detail: string };

/**
 * The one thing that the editor floor talks to. Arguments and answers are plain data, so that it can live in another
 * thread; expected failures are values. A `signal` that aborts ends the call with `cancelled`.
 */
export interface Engine {
  /** The systems that can be connected. */
  systems(): Promise<readonly SystemInfo[]>;
  /** How requests get out, from now on: desks that are open keep their connections, so open them again. */
  configure(network: NetworkSettings): Promise<void>;
  /** The systems that other extensions connect, from now on, beside its own. Desks that are open stay so. */
  guests(systems: readonly GuestSystem[]): Promise<void>;
  /**
   * Makes a desk known, or known again with other settings or another secret. Asks nothing of the network.
   * @param usage what `onUsage` last told of this desk
   */
  open(config: DeskConfig, secret: string, usage?: RequestUsage): Promise<Result<Capabilities>>;
  /** Forgets a desk and closes its connections. */
  close(deskId: string): Promise<void>;
  /** Tries an address and credentials without making the desk known. */
  check(config: DeskConfig, secret: string, signal?: AbortSignal): Promise<Result<DeskCheck>>;
  /** A check-up of a desk, from the name of its host to each action of its API. Changes nothing there. */
  examine(config: DeskConfig, secret: string, usage?: RequestUsage, signal?: AbortSignal): Promise<Result<Examination>>;

  /** Which tickets are kept from now on. */
  mirror(settings: MirrorSettings): Promise<void>;
  /** Whether somebody looks at this window: desks are not read for a window that nobody looked at for long. */
  attend(focused: boolean): Promise<void>;

  /**
   * The first `limit` tickets of a search, from this machine alone; before the first sync it waits for the first of them.
   * Never waits for more of the network than that.
   */
  list(deskId: string, search: Search, sort: Sort, limit: number, signal?: AbortSignal): Promise<TicketList>;
  /** How many each search has on this machine. */
  counts(deskId: string, searches: readonly Search[], signal?: AbortSignal): Promise<Result<readonly number[]>>;
  /** The tickets of a search by their names in a field: statuses in the desk's order, priorities by urgency, others by name. */
  groupsIn(
    deskId: string,
    search: Search,
    field: NameField,
    signal?: AbortSignal,
  ): Promise<Result<readonly TicketGroup[]>>;
  /**
   * The best `limit` tickets for a search as it is typed: at once, and from this machine alone. With `thorough` all is
   * looked through and, where not all tickets are kept, the desk's own search is asked and merged.
   */
  search(
    deskId: string,
    search: Search,
    limit: number,
    options?: { readonly thorough?: boolean },
    signal?: AbortSignal,
  ): Promise<SearchAnswer>;
  /** Names that tickets have in a field, the most frequent first: those that begin with `text`, or a word of them does. */
  namesOf(deskId: string, field: NameField, text: string, limit: number): Promise<readonly string[]>;
  /** Names of further fields that tickets have. */
  furtherFields(deskId: string): Promise<readonly string[]>;

  /** The first `limit` open tickets of the user that want them, with why; from this machine alone. */
  needsMe(deskId: string, limit: number, signal?: AbortSignal): Promise<Result<NeedsMe>>;
  attention(deskId: string): Promise<Result<AttentionState>>;
  /** Nothing is told of these tickets any more, or again. */
  muteTickets(deskId: string, ticketIds: readonly string[], muted: boolean): Promise<Result<void>>;
  /** The user looked at a ticket, or wants no mark at any. */
  seeTicket(deskId: string, ticketId?: string): Promise<Result<void>>;
  /** Puts notices off, to be told with others. */
  putOffNotices(deskId: string, notices: readonly Notice[]): Promise<Result<void>>;
  /** Notices that were put off: whoever asks first gets them, and shows them. */
  takeNotices(deskId: string): Promise<Result<readonly Notice[]>>;

  /** Asks the desk what changed, now; ends when that is known. */
  sync(deskId: string, signal?: AbortSignal): Promise<Result<SyncState>>;
  syncState(deskId: string): Promise<Result<SyncState>>;
  /**
   * Deletes what is kept of a desk, of all desks that ever were here without one. Open desks are read anew. Writes that no
   * desk has confirmed stay, unless the desk itself goes (`unsent`).
   */
  clear(deskId?: string, options?: { readonly unsent?: boolean }): Promise<Result<void>>;

  /** The first `limit` tickets that match, as the desk itself answers, or answered since `forget` or the last write. */
  tickets(deskId: string, query: TicketQuery, limit: number, signal?: AbortSignal): Promise<TicketList>;
  /** One ticket with history, attachments and time. With `fresh` the desk is asked even when an answer is at hand. */
  details(
    deskId: string,
    ticketId: string,
    options?: { readonly fresh?: boolean },
    signal?: AbortSignal,
  ): Promise<Result<DetailsAnswer>>;
  /** The ticket with this number. */
  find(deskId: string, number: string, signal?: AbortSignal): Promise<Result<TicketSummary>>;

  /** What is kept on this machine of the tickets with these numbers; what is not is left out, and nobody is asked for it. */
  glances(deskId: string, numbers: readonly string[]): Promise<Result<readonly Glance[]>>;
  /** Code that is linked to tickets, as far as it is kept on this machine, the newest first; at most 1,000. */
  codeLinks(deskId: string, wanted: LinksWanted): Promise<Result<readonly TicketLink[]>>;
  /** Keeps a link on this machine; a change of kind `ticket` tells of it. The note with it is a write of its own. */
  keepCodeLink(deskId: string, ticketId: string, number: string, link: CodeLink): Promise<Result<void>>;
  /** Forgets a link that was made on this machine. */
  dropCodeLink(deskId: string, linkId: string): Promise<Result<void>>;

  groups(deskId: string, signal?: AbortSignal): Promise<Result<readonly Group[]>>;
  technicians(deskId: string, signal?: AbortSignal): Promise<Result<readonly Technician[]>>;
  customers(deskId: string, text: string, limit: number, signal?: AbortSignal): Promise<Result<readonly Customer[]>>;
  pickLists(deskId: string, signal?: AbortSignal): Promise<Result<PickLists>>;
  /** A customer with company and lists, each of at most `limit`. */
  customerCard(deskId: string, customerId: string, limit: number, signal?: AbortSignal): Promise<Result<CustomerCard>>;
  articles(
    deskId: string,
    text: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<readonly ArticleSummary[]>>;
  article(deskId: string, id: string, signal?: AbortSignal): Promise<Result<Article>>;
  /** What can be changed on a ticket, with its values now and its choices. */
  ticketFields(deskId: string, ticketId: string, signal?: AbortSignal): Promise<Result<readonly TicketField[]>>;

  /** What a new ticket can be given; also offline, once it was asked for. */
  newTicketFields(deskId: string, signal?: AbortSignal): Promise<Result<readonly NewTicketField[]>>;

  /**
   * The time of a span, from this machine alone: what is known of what was logged, and what waits in the outbox. `mine`:
   * what the desk says is the user's.
   */
  loggedTime(deskId: string, span: Span, whose: 'mine' | 'all'): Promise<Result<LoggedTime>>;
  /** Kinds of work seen on time that was logged, the most frequent first; from this machine alone. */
  timeCategories(deskId: string): Promise<Result<readonly NamedRef[]>>;
  /** Asks the desk for these tickets, one after the other, so that their time is known. */
  readTime(deskId: string, ticketIds: readonly string[], signal?: AbortSignal): Promise<Result<void>>;
  /** What all tickets come to, from this machine alone. */
  overview(deskId: string, question: OverviewQuestion): Promise<Result<Overview>>;
  /** The tickets that a part of an overview counts and no search finds, the newest first; from this machine alone. */
  ticketsCounted(
    deskId: string,
    part: CountedPart,
    limit: number,
  ): Promise<Result<{ readonly tickets: readonly TicketSummary[]; readonly total: number }>>;
  /** Changes time that was logged, by its id on the desk. Sent at once: doing it twice does no harm. */
  changeTime(
    deskId: string,
    ticketId: string,
    entryId: string,
    change: TimeChange,
    signal?: AbortSignal,
  ): Promise<Result<void>>;

  /** Every kind of record that the desk's API has. */
  resources(deskId: string): Promise<Result<readonly RecordResource[]>>;
  records(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    filters: RecordValues,
    page: { readonly number: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<Result<RecordPage>>;
  record(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<DeskRecord>>;
  recordFile(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<RecordFile>>;
  createRecord(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<Created>>;
  /** Makes a record of a file, which must have a name. */
  uploadRecordFile(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    file: RecordFile,
    signal?: AbortSignal,
  ): Promise<Result<Created>>;
  updateRecord(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<void>>;
  removeRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>>;
  linkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>>;
  unlinkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>>;

  /**
   * Puts a write down, so that nothing loses it, and answers at once; it is sent behind. Where nothing can be put down it is
   * sent all the same, and the answer says how that ended.
   * @param options.hold milliseconds in which it can be taken back
   */
  put(deskId: string, write: Write, options?: { readonly hold?: number }): Promise<Result<OutboxEntry>>;
  /**
   * Writes that the desk has not confirmed, of one desk or of all that are open, in the order in which they were made. Those
   * of a desk that is not open can be read, and nothing else.
   */
  outbox(deskId?: string): Promise<readonly OutboxEntry[]>;
  /** Does what the user chose; `badInput` when the write does not stand as it must for that, `notFound` when it is gone. */
  choose(deskId: string, id: number, choice: OutboxChoice): Promise<Result<OutboxEntry>>;

  /*
   * The following put a write down too, and wait until the desk has confirmed or refused it; what was refused is not kept.
   * A failure that says `kept` means that it is in the outbox, and goes on there. The signal ends the waiting alone.
   */
  createTicket(deskId: string, draft: TicketDraft, signal?: AbortSignal): Promise<Result<Created>>;
  addNote(deskId: string, ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Result<Created>>;
  logTime(deskId: string, ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Result<Created>>;
  updateTicket(deskId: string, ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<Result<void>>;
  linkCustomer(deskId: string, ticketId: string, customerId: string, signal?: AbortSignal): Promise<Result<void>>;
  unlinkCustomer(deskId: string, ticketId: string, customerId: string, signal?: AbortSignal): Promise<Result<void>>;

  /**
   * An image that a ticket's text refers to, as a `data:` address. Asked for only when the user wants it; no
   * credentials are sent, no redirect is followed, and at most 5 MB are read.
   */
  image(deskId: string, address: string, signal?: AbortSignal): Promise<Result<string>>;

  /** Drops what is remembered of a desk's lists, people and pick-lists, so that the next question asks the desk. */
  forget(deskId: string): Promise<void>;
  /** Tells of changes until the returned function is called. */
  onChange(listener: (change: EngineChange) => void): () => void;
  /** Tells of every request until the returned function is called. */
  onRequest(listener: (deskId: string, entry: RequestEntry) => void): () => void;
  /** Tells what should be remembered of a desk's requests, for `open` in the next session. */
  onUsage(listener: (deskId: string, usage: RequestUsage) => void): () => void;
  /** Closes everything. */
  dispose(): Promise<void>;
}

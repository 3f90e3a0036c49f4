/**
 * What Deskside offers to other extensions, version 1. Copy this file; docs/api.md tells how it is used.
 *
 * ```ts
 * const deskside = vscode.extensions.getExtension<DesksideExports>('deskside.deskside');
 * const api = await (await deskside?.activate())?.getApi(1);
 * ```
 *
 * Within version 1 members may be added, and none goes or changes its meaning. Everything is plain data. Texts are as
 * desks tell them, written by customers too: hostile until whoever shows them has made them harmless. Dates are ISO 8601,
 * those from Deskside in UTC.
 */
import type { Disposable, Event } from 'vscode';

/** What the extension's `activate` gives. */
export interface DesksideExports {
  /** The API of a version. Nothing is asked of a desk by this. Rejects where Deskside does not have that version. */
  getApi(version: 1): Promise<DesksideApi>;
}

/**
 * Tickets of the user's desks. Promises that are rejected are so with a {@link DesksideError}. A signal that aborts ends
 * the waiting; a write that was handed over by then is sent all the same, and `kept` says so.
 */
export interface DesksideApi {
  readonly version: 1;

  /** The desks of the user's settings, in their order. */
  desks(): Promise<readonly Desk[]>;
  /** A desk came, went, or can or cannot be asked any more. */
  readonly onDidChangeDesks: Event<void>;

  /**
   * Tickets that a search finds, in the language of *Search Tickets* (`status:open customer:acme checkout`), the best of
   * each desk first; an empty one finds all, the newest first. Answered from this machine's copy; with `thorough` desks
   * that are not copied whole are asked too.
   */
  search(query: string, options?: SearchOptions): Promise<SearchResult>;
  /** The ticket with this number. */
  findTicket(deskId: string, number: string, signal?: AbortSignal): Promise<Ticket>;
  /** A ticket with its conversation, as it is kept here; the desk is asked where it is not. */
  getTicket(ticket: TicketRef, options?: GetOptions): Promise<TicketDetails>;
  /** Tickets came, went, or may have changed: their facts, or their conversation. */
  readonly onDidChangeTickets: Event<TicketsChange>;

  /** Shows a ticket in its panel. */
  openTicket(ticket: TicketRef): Promise<void>;
  /** The ticket the user works on: that of the panel in front, of the running timer, or of the branch checked out. */
  activeTicket(): Promise<ActiveTicket | undefined>;
  readonly onDidChangeActiveTicket: Event<ActiveTicket | undefined>;

  /** What a new ticket can be given on a desk; ids for a draft are among the choices. */
  newTicketFields(deskId: string, signal?: AbortSignal): Promise<readonly NewTicketField[]>;
  /** Makes a ticket, in the user's name. Like all that is written, it goes by the outbox: see {@link DesksideError.kept}. */
  createTicket(deskId: string, draft: TicketDraft, signal?: AbortSignal): Promise<Created>;
  /** Adds a note to a ticket, in the user's name. */
  addNote(ticket: TicketRef, note: NoteDraft, signal?: AbortSignal): Promise<Created>;
  /** Logs time on a ticket, in the user's name. */
  logTime(ticket: TicketRef, time: TimeDraft, signal?: AbortSignal): Promise<Created>;

  /**
   * Makes a further system one that Deskside can connect, until it is disposed of.
   * @throws Error when the connector is not as it must be, or another one has its system
   */
  registerConnector(connector: Connector): Disposable;
}

/** Why something could not be done. What it is an instance of is not promised. */
export interface DesksideError extends Error {
  readonly reason: FailureReason;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** Of a write: it waits in the outbox and is sent from there. Do not make it again. */
  readonly kept?: boolean;
  /** Of a write: it may have arrived all the same. */
  readonly uncertain?: boolean;
}

/**
 * - `unauthorized`: the desk refused the credentials.
 * - `notFound`: the desk answered, but has no such record; there is no such desk.
 * - `unreachable`: no answer.
 * - `refused`: the desk understood and said no.
 * - `unsupported`: the desk has no such action.
 * - `serverError`: the desk failed.
 * - `unreadable`: the answer could not be read.
 * - `notAHelpDesk`, `wrongServer`: something else answered, or the account is on another server.
 * - `quotaSpent`: the desk takes no more requests for a while.
 * - `badInput`: what was asked is malformed; nothing was sent.
 * - `plainHttp`: the address is unencrypted, and the user did not allow that.
 * - `signedOut`: the credentials are not on this machine.
 * - `noConnector`: the extension that connects this desk is not there.
 * - `cancelled`: the signal aborted.
 * - `localCopy`: what is kept of the desk on this machine could not be read or written.
 * - `stopped`: a part of Deskside ended unexpectedly meanwhile.
 */
export type FailureReason =
  | 'unauthorized'
  | 'notFound'
  | 'unreachable'
  | 'refused'
  | 'unsupported'
  | 'serverError'
  | 'unreadable'
  | 'notAHelpDesk'
  | 'wrongServer'
  | 'quotaSpent'
  | 'badInput'
  | 'plainHttp'
  | 'signedOut'
  | 'noConnector'
  | 'cancelled'
  | 'localCopy'
  | 'stopped';

/** A connected help desk. Neither its address nor its credentials are told. */
export interface Desk {
  readonly id: string;
  /** What the user calls it. */
  readonly name: string;
  /** `readydesk`, `teamsupport`, or the system of a registered connector. */
  readonly system: string;
  /** The sample desk, which comes with Deskside. */
  readonly sample: boolean;
  /** Why it is not open: signed out, say. Absent where it is, though a question may fail all the same. */
  readonly failure?: FailureReason;
  /** Visibilities that a note can have; empty when there are no notes, or the desk cannot be asked. */
  readonly notes: readonly NoteVisibility[];
  readonly logsTime: boolean;
}

/** Who sees a note. `plain`: the desk does not distinguish. */
export type NoteVisibility = 'public' | 'internal' | 'plain';

/** How a ticket is addressed. */
export interface TicketRef {
  readonly deskId: string;
  /** The desk's id of the ticket, not its number. */
  readonly ticketId: string;
}

/** The ticket the user works on. */
export interface ActiveTicket extends TicketRef {
  readonly number: string;
  readonly subject?: string;
  /** Why it is taken for that. */
  readonly from: 'panel' | 'timer' | 'branch';
}

/** A thing, or a person, as a desk names one; `id` is what the desk takes for it. */
export interface Named {
  readonly id?: string;
  readonly name: string;
}

/** What lists show of a ticket. */
export interface TicketFacts {
  /** What people say. */
  readonly number: string;
  readonly subject: string;
  /** Where it stands, whatever the desk calls that. */
  readonly state: 'open' | 'waiting' | 'closed';
  /** The desk's own word. */
  readonly status: string;
  readonly urgency: 'normal' | 'high' | 'urgent';
  /** The desk's own word. */
  readonly priority?: string;
  readonly type?: string;
  readonly category?: string;
  readonly product?: string;
  readonly group?: Named;
  readonly assignee?: Named;
  readonly customer?: Named;
  readonly contact?: Named;
  readonly openedAt?: string;
  readonly changedAt?: string;
  readonly closedAt?: string;
  readonly dueAt?: string;
}

/** A ticket of one of the user's desks. */
export interface Ticket extends TicketRef, TicketFacts {}

/** Text of a ticket. HTML is as the desk stores it: hostile until it was sanitised. */
export interface RichText {
  readonly kind: 'html' | 'text';
  readonly body: string;
}

/** A ticket with its conversation. */
export interface TicketDetails {
  readonly ticket: Ticket;
  readonly description?: RichText;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly attachments: readonly Attachment[];
  /** Oldest first. */
  readonly time: readonly TimeEntry[];
  /** When the desk answered this. */
  readonly fetchedAt: string;
  /** Why the desk could not be asked since, where that was tried: this is what is kept here. */
  readonly failure?: FailureReason;
  /** Parts that the desk could not answer. */
  readonly missing: readonly ('history' | 'attachments' | 'time')[];
}

/** An entry of a conversation. */
export interface HistoryEntry {
  readonly id: string;
  readonly at?: string;
  readonly author?: Named;
  readonly role: 'customer' | 'technician' | 'system' | 'unknown';
  readonly visibility: 'public' | 'internal' | 'unknown';
  readonly body: RichText;
  /** Minutes logged with it. */
  readonly minutes?: number;
}

/** A file of a ticket; its content is not told. */
export interface Attachment {
  readonly id?: string;
  readonly name: string;
  /** As the desk says it, for reading. */
  readonly size?: string;
  readonly at?: string;
}

/** Logged time. */
export interface TimeEntry {
  readonly id: string;
  readonly minutes: number;
  readonly at?: string;
  readonly by?: Named;
  readonly notes?: string;
}

export interface SearchOptions {
  /** Only this desk. */
  readonly deskId?: string;
  /** Tickets of each desk at most; 50 unless told, 500 at most. */
  readonly limit?: number;
  readonly thorough?: boolean;
  readonly signal?: AbortSignal;
}

export interface SearchResult {
  readonly tickets: readonly Ticket[];
  /** There may be more. */
  readonly partial: boolean;
  /** Desks that could not be asked. */
  readonly failed: readonly { readonly deskId: string; readonly reason: FailureReason }[];
}

export interface GetOptions {
  /** The desk is asked, also where an answer is at hand. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
}

/** Tickets that came, went or changed; without ids it may be any of the desk. */
export interface TicketsChange {
  readonly deskId: string;
  readonly ticketIds?: readonly string[];
}

/** A field that a new ticket can be given. */
export interface NewTicketField {
  /** The desk's own name. */
  readonly name: string;
  /** What the field is: `subject`, `customer`, `type`, `status`, `priority`, `group`, `assignee`…, or `custom`. */
  readonly role: string;
  readonly type: 'text' | 'longText' | 'number' | 'integer' | 'date' | 'flag' | 'choice';
  readonly required: boolean;
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
}

/** A ticket to be made. Ids are those of `newTicketFields`. */
export interface TicketDraft {
  readonly subject: string;
  /** Plain text. */
  readonly description: string;
  readonly customerId?: string;
  readonly typeId?: string;
  readonly statusId?: string;
  readonly priorityId?: string;
  readonly categoryId?: string;
  readonly productId?: string;
  readonly groupId?: string;
  readonly assigneeId?: string;
  readonly sourceId?: string;
  /** Further fields by the desk's own names. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A note to be added. */
export interface NoteDraft {
  /** Plain text. */
  readonly text: string;
  /** One of `Desk.notes`. */
  readonly visibility: NoteVisibility;
}

/** Time to be logged. */
export interface TimeDraft {
  /** Whole minutes, at least 1, and a day at most. */
  readonly minutes: number;
  /** When the work began; absent: so many minutes ago. */
  readonly startedAt?: string;
  /** Plain text. */
  readonly notes?: string;
}

/** What a desk made. */
export interface Created {
  readonly id: string;
  /** Of a ticket: its number. */
  readonly number?: string;
}

// ---- Connectors ------------------------------------------------------------------------------------------------------

/**
 * Connects Deskside to a further system. It runs in the extension that registers it; what it answers is checked, and a
 * desk of it is like any other: copied to this machine, searched, written to by the outbox.
 */
export interface Connector {
  /**
   * The id of the extension that registers it (`publisher.name`), or that with a slash and a word of its own behind it.
   * By it Deskside finds the extension when a desk of the system is to be opened, and activates it.
   */
  readonly system: string;
  /** The vendor's own spelling. */
  readonly label: string;
  /** An address that shows the form, such as `https://help.example.com/api`. */
  readonly addressExample: string;
  /** Filled in beforehand when every account starts with the same one. */
  readonly addressDefault?: string;
  /** What the vendor calls the secret. */
  readonly secretKind: 'key' | 'token';
  /** Where the vendor's own pages show the secret: a menu path. */
  readonly secretPath: string;
  readonly can: ConnectorAbilities;
  /** Opens a desk; asks nothing of it yet. */
  open(access: DeskAccess): ConnectedDesk;
}

/** What desks of a system can do; the user sees only that. */
export interface ConnectorAbilities {
  /** Visibilities that a note can have; none: there are no notes. */
  readonly notes: readonly NoteVisibility[];
  readonly logTime: boolean;
  /** Fields of a ticket can be changed: `ticketFields` and `updateTicket`. */
  readonly editFields: boolean;
  /** A new ticket must name a customer. */
  readonly customerRequired: boolean;
}

/** A desk to be opened, with the secret that was entered for it and this system alone. Keep the secret nowhere. */
export interface DeskAccess {
  readonly id: string;
  readonly name: string;
  /** As the user entered it, https unless they allowed otherwise or it is this machine. */
  readonly address: string;
  readonly secret: string;
  /** Who the user is among the technicians. */
  readonly technicianId?: string;
}

/**
 * An open desk. Its methods stop when the signal aborts. What they throw is a {@link ConnectorFailure}; anything else is
 * taken for an answer that could not be read, and of a write for one that may have arrived.
 */
export interface ConnectedDesk {
  /** Proves that the address is this system and that the secret holds; tells who works there. */
  check(signal: AbortSignal): Promise<CheckAnswer>;
  /**
   * Page by page what changed since the pages that `cursor` stands for; everything in scope without one. At most one page
   * is asked for before the one before it was taken. A ticket may come twice, but none may be left out, also if it changes
   * meanwhile.
   */
  changes(cursor: string | undefined, scope: ChangesScope, signal: AbortSignal): AsyncIterable<ChangesPage>;
  /** Throws `notFound` when there is none. */
  ticket(id: string, signal: AbortSignal): Promise<ConnectorTicket>;
  /** The same by the number people say. */
  ticketByNumber(number: string, signal: AbortSignal): Promise<ConnectorTicket>;
  conversation(ticketId: string, signal: AbortSignal): Promise<Conversation>;

  /** Tickets that hold these words, for where not all are copied; absent: the desk has no search. */
  search?(text: string, limit: number, signal: AbortSignal): Promise<readonly ConnectorTicket[]>;
  /** Who works there; absent: as `check` told. */
  technicians?(signal: AbortSignal): Promise<readonly Technician[]>;
  groups?(signal: AbortSignal): Promise<readonly Required<Named>[]>;
  /** Customers whose name, company or e-mail holds `text` (all when empty). */
  customers?(text: string, limit: number, signal: AbortSignal): Promise<readonly Customer[]>;
  /** Statuses that tickets can have. */
  statuses?(signal: AbortSignal): Promise<readonly StatusChoice[]>;
  priorities?(signal: AbortSignal): Promise<readonly Required<Named>[]>;

  /** Absent: subject and description. */
  newTicketFields?(signal: AbortSignal): Promise<readonly NewTicketField[]>;
  createTicket?(draft: TicketDraft, signal: AbortSignal): Promise<Created>;
  addNote?(ticketId: string, note: NoteDraft & { readonly authorId?: string }, signal: AbortSignal): Promise<Created>;
  logTime?(ticketId: string, time: ConnectorTime, signal: AbortSignal): Promise<Created>;
  /** What can be changed on a ticket. */
  ticketFields?(ticketId: string, signal: AbortSignal): Promise<readonly TicketField[]>;
  /** New values by field name; `null` empties one. */
  updateTicket?(ticketId: string, changes: Readonly<Record<string, string | null>>, signal: AbortSignal): Promise<void>;
  /**
   * Whether a write arrived of which no answer came. Asks only. Absent: the user is asked, since nothing is sent again of
   * which that is not known.
   */
  arrived?(sent: SentWrite, signal: AbortSignal): Promise<Arrival>;

  /** The desk is not used afterwards. */
  close?(): void | Promise<void>;
}

/** An `Error` with one of the reasons; `message` is what the desk said, and must not hold the secret. */
export interface ConnectorFailure extends Error {
  readonly reason: Exclude<FailureReason, 'signedOut' | 'noConnector' | 'localCopy' | 'stopped'>;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** The connection was never made, so nothing left. */
  readonly notSent?: boolean;
  /** Seconds after which asking again makes sense. */
  readonly retryAfterSeconds?: number;
}

export interface CheckAnswer {
  /** The address in the form to keep; absent: as it was given. */
  readonly address?: string;
  readonly technicians: readonly Technician[];
}

/** Somebody who works at a desk. */
export interface Technician {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly active: boolean;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
}

export interface StatusChoice {
  readonly id: string;
  readonly name: string;
  /** Tickets of this status are closed. */
  readonly closed?: boolean;
}

/** Which tickets are wanted. Open ones always are. */
export type ChangesScope =
  | { readonly kind: 'open' }
  /** And closed ones that changed at or after `since`. */
  | { readonly kind: 'recent'; readonly since: string }
  | { readonly kind: 'all' };

export interface ChangesPage {
  readonly tickets: readonly ConnectorTicket[];
  /** Ids of tickets that are gone, where the desk tells. */
  readonly gone?: readonly string[];
  /** Where to go on once this page is kept, also in another session. */
  readonly cursor: string;
  /** Nothing changed that is not on this page or one before it. */
  readonly complete: boolean;
  /** Tickets that come in all, where that is known. */
  readonly expected?: number;
}

/** A ticket as a connector tells it. */
export interface ConnectorTicket extends TicketFacts {
  /** What the system takes for this ticket. */
  readonly id: string;
  readonly description?: RichText;
  readonly minutesLogged?: number;
  /** What has no place above, by the system's own names. */
  readonly otherFields?: readonly { readonly name: string; readonly value: string }[];
}

export interface Conversation {
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly attachments?: readonly Attachment[];
  /** Oldest first. */
  readonly time?: readonly TimeEntry[];
}

export interface ConnectorTime {
  /** Whole minutes, at least 1. */
  readonly minutes: number;
  readonly startedAt: string;
  /** Plain text, perhaps empty. */
  readonly notes: string;
  readonly technicianId?: string;
}

/** A field of a ticket that can be changed. */
export interface TicketField {
  readonly name: string;
  /** What the field is: `status`, `priority`, `assignee`, `group`, `type`, `dueAt`…, or `custom`. */
  readonly role: string;
  readonly type: 'text' | 'number' | 'date' | 'flag' | 'choice';
  /** As `updateTicket` takes it: an id for a choice, ISO 8601 for a date, `true` or `false` for a flag. */
  readonly value?: string;
  /** For reading. */
  readonly shown?: string;
  readonly choices?: readonly { readonly id: string; readonly name: string; readonly closed?: boolean }[];
  /** It can be left empty. */
  readonly clearable: boolean;
}

/** A write that may have arrived. */
export interface SentWrite {
  readonly write:
    | { readonly kind: 'createTicket'; readonly draft: TicketDraft }
    | { readonly kind: 'addNote'; readonly ticketId: string; readonly note: NoteDraft & { readonly authorId?: string } }
    | { readonly kind: 'logTime'; readonly ticketId: string; readonly time: ConnectorTime }
    | {
        readonly kind: 'updateTicket';
        readonly ticketId: string;
        readonly changes: Readonly<Record<string, string | null>>;
      };
  /** By this machine's clock: before this it cannot have arrived. */
  readonly sentAt: string;
  /** Ids that were there before, or are known to be others: none of them is it. */
  readonly others: readonly string[];
}

/** `unclear`: something there may be it, or another's: only a person can tell. */
export type Arrival =
  | { readonly arrived: 'yes'; readonly id?: string; readonly number?: string }
  | { readonly arrived: 'no' }
  | { readonly arrived: 'unclear'; readonly detail: string };

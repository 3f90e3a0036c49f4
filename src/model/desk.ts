import type { Article, ArticleSummary, Asset, CardPart, CustomerCard, Schedule } from './customer.ts';
import type { Customer, Group, PickLists, Technician } from './directory.ts';
import type { DeskFailure } from './errors.ts';
import type { DeskFacts } from './examination.ts';
import type { FieldChanges, NewTicketField, TicketField } from './fields.ts';
import type { NetworkSettings, RequestEntry, RequestUsage } from './network.ts';
import type { Arrival, FileDraft, SentWrite } from './outbox.ts';
import type { TicketPage, TicketQuery } from './query.ts';
import type { DeskRecords } from './records.ts';
import type { MirrorScope, SyncPage, TicketDepth } from './sync.ts';
import type { Attachment, HistoryEntry, NamedRef, Ticket, TimeEntry } from './ticket.ts';
import type { TimeChange } from './timesheet.ts';

/** A connected help desk as it stands in the settings: everything but its secret. */
export interface DeskConfig {
  /** Stable, made once when the desk is connected. */
  readonly id: string;
  /** What the user calls it. */
  readonly name: string;
  /** The connector's id, e.g. `readydesk`. */
  readonly system: string;
  readonly address: string;
  /** TeamSupport's user name for Basic auth (Admin, My Company); not a secret. */
  readonly organizationId?: string;
  /** Who the user is among the technicians. */
  readonly technicianId?: string;
  readonly technicianName?: string;
  /** Template of a ticket's web page; `{number}` and `{id}` are filled in. Absent: not known. */
  readonly ticketUrl?: string;
  /** IANA zone in which the desk writes dates without one. Absent: guessed from the data, else UTC. */
  readonly timeZone?: string;
  /** Whether the desk writes 3/4/2026 for the fourth of March or the third of April. Absent: guessed from the data. */
  readonly dateOrder?: DateOrder;
  /** TeamSupport: the flavour of the API. Absent: `xml`. */
  readonly flavour?: 'xml' | 'json';
  /** Requests that the desk allows in 24 hours, where it has such a limit. */
  readonly dailyRequests?: number;
  /** ReadyDesk: further names of output fields, by kind of record and by Deskside's own name for the field. */
  readonly fieldNames?: FieldNames;
  /** How its tickets are named in code and text; what is absent is as usual for the system. */
  readonly mentions?: DeskMentionSettings;
  /** The user allowed unencrypted http for this desk. */
  readonly allowPlainHttp?: boolean;
  /** The desk is the sample desk: its address is known only while it runs. */
  readonly sample?: boolean;
}

/** Checked by `mentionRules`. */
export interface DeskMentionSettings {
  /** What stands before the number: `TS` for `TS-1234`; none: an empty list. */
  readonly prefixes?: readonly string[];
  /** Regular expressions with a group for the number. */
  readonly patterns?: readonly string[];
}

/** Month or day first. */
export type DateOrder = 'mdy' | 'dmy';

/** For example `{ "tickets": { "subject": ["ticket_headline"] } }`. */
export type FieldNames = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a desk can do; views show only that. */
export interface Capabilities {
  /** Visibilities a note can have; empty when the desk takes no notes. */
  readonly noteVisibilities: readonly NoteVisibility[];
  readonly logTime: boolean;
  /** Logged time can be shown to the customer or not. */
  readonly timeVisibility: boolean;
  /** Where the kinds of work of logged time come from; absent when it has none. */
  readonly timeCategory?: TimeCategory;
  /** Logged time can carry a cost. */
  readonly timeCost?: boolean;
  /** Logged time can be changed afterwards. */
  readonly changeTime: boolean;
  /** A new ticket must name a customer. */
  readonly customerRequired: boolean;
  /** Fields of a ticket can be changed. */
  readonly editFields: boolean;
  /** Tickets can be listed by the value of any field, by the API's own name. */
  readonly filterFields: boolean;
  /** Files can be attached to a ticket. */
  readonly attach: boolean;
  /** Further customers can be linked to a ticket, and unlinked. */
  readonly linkCustomers: boolean;
  /** There is a knowledge base to search. */
  readonly articles: boolean;
  /** Assets and schedules belong to tickets. */
  readonly ticketAssets: boolean;
  readonly ticketSchedules: boolean;
  /** The lists that a customer card has here. */
  readonly cardParts: readonly CardPart[];
  /** Tickets whose conversation one request answers (`depths`); at least 1. */
  readonly depthsAtOnce: number;
}

/**
 * No API lists the kinds of work that a desk knows. `named`: any name is taken, of at most so many characters. `seen`:
 * those alone whose id was seen on logged time (`Engine.timeCategories`).
 */
export type TimeCategory = { readonly from: 'named'; readonly longest: number } | { readonly from: 'seen' };

/** Who sees a note. `plain`: the desk does not distinguish. */
export type NoteVisibility = 'public' | 'internal' | 'plain';

/** A ticket to be created. Ids are those of the desk's directory and pick-lists. */
export interface TicketDraft {
  readonly subject: string;
  /** Plain text; connectors turn it into what their system takes. */
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
  /** Further fields by the API's own names, custom ones among them. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A note to be added to a ticket. */
export interface NoteDraft {
  /** Plain text. */
  readonly text: string;
  readonly visibility: NoteVisibility;
  /** The technician who writes it. */
  readonly authorId?: string;
}

/** Time to be logged on a ticket. */
export interface TimeDraft {
  /** Whole minutes, at least 1. */
  readonly minutes: number;
  /** ISO 8601: when the work began. */
  readonly startedAt: string;
  /** Plain text. */
  readonly notes: string;
  readonly visibility?: NoteVisibility;
  readonly technicianId?: string;
  /** The kind of work, where `capabilities.timeCategory` says so; with its id where that is `seen`. */
  readonly category?: NamedRef;
  /** A decimal number with a point, in the desk's own currency, where `capabilities.timeCost` says so. */
  readonly cost?: string;
}

/** What a desk gave back for something it made. */
export interface Created {
  readonly id: string;
  /** The ticket number, when a ticket was made. */
  readonly number?: string;
  /** It was made, but a later step failed (its text is missing, say): do not make it again. */
  readonly warning?: DeskFailure;
}

/** What the live check of an address and its credentials found. */
export interface DeskCheck {
  /** The address in the form to keep: completed where the user gave only a part of it. */
  readonly address: string;
  readonly technicians: readonly Technician[];
}

/**
 * What every connector fulfils. All methods throw `DeskError` and nothing else, and stop when `signal` aborts
 * (`cancelled`). A method for something the system has not throws `unsupported`; `capabilities` says so beforehand.
 */
export interface HelpDesk {
  readonly capabilities: Capabilities;

  /** Proves that the address is this system and that the credentials hold; answers who works there. */
  check(signal?: AbortSignal): Promise<DeskCheck>;

  /** One page of the tickets that match; `page` is 1-based. */
  listTickets(query: TicketQuery, page: { number: number; size: number }, signal?: AbortSignal): Promise<TicketPage>;

  /**
   * Page by page what changed since the pages that `cursor` stands for were kept; everything in scope without one. At most
   * one page is asked for before the one before it was taken; who leaves early must end the loop. Keeping a page and its
   * cursor together makes this go on where it stopped, whenever that was: a ticket may come twice, but none is left out,
   * also if it changes meanwhile.
   * @throws DeskError `badInput` for a cursor that is none of this desk's, beside what all methods throw
   */
  changes(cursor: string | undefined, scope: MirrorScope, signal?: AbortSignal): AsyncIterable<SyncPage>;

  /** Conversations of some tickets, in any order, as few requests as can be; those of tickets that are gone are left out. */
  depths(ticketIds: readonly string[], signal?: AbortSignal): AsyncIterable<TicketDepth>;

  /** One ticket in full, by the desk's id. */
  getTicket(id: string, signal?: AbortSignal): Promise<Ticket>;

  /** One ticket in full, by the number people say. */
  findTicket(number: string, signal?: AbortSignal): Promise<Ticket>;

  /** Oldest first. */
  history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]>;
  attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]>;
  assets(ticketId: string, signal?: AbortSignal): Promise<Asset[]>;
  schedules(ticketId: string, signal?: AbortSignal): Promise<Schedule[]>;
  /** Oldest first. */
  timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]>;

  groups(signal?: AbortSignal): Promise<Group[]>;
  technicians(signal?: AbortSignal): Promise<Technician[]>;
  /** Customers whose name, company or e-mail holds `text` (all when empty), at most `limit`. */
  customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]>;
  pickLists(signal?: AbortSignal): Promise<PickLists>;
  /** A customer with company and lists; parts that cannot be answered are named in it. Lists hold at most `limit`. */
  customerCard(customerId: string, limit: number, signal?: AbortSignal): Promise<CustomerCard>;
  /** Knowledge-base articles that hold `text` (all when empty), at most `limit`. */
  articles(text: string, limit: number, signal?: AbortSignal): Promise<ArticleSummary[]>;
  article(id: string, signal?: AbortSignal): Promise<Article>;
  /** What can be changed on a ticket, with its values now and its choices. */
  ticketFields(ticketId: string, signal?: AbortSignal): Promise<TicketField[]>;
  /** What a new ticket can be given: all that the API takes, and the fields that the desk's own users defined. */
  newTicketFields(signal?: AbortSignal): Promise<NewTicketField[]>;
  /** Makes groups, technicians, customers and pick-lists be asked again; a connector may remember them for a while. */
  forgetDirectory(): void;

  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created>;
  /**
   * Writes what a ticket still lacks that `createTicket` or `arrived` answered with a warning. It can be asked again and
   * again. Absent where one step makes a ticket.
   */
  complete?(ticketId: string, draft: TicketDraft, signal?: AbortSignal): Promise<void>;
  addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created>;
  logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created>;
  /** Changes only what is given of an entry of `timeEntries`. */
  changeTime(ticketId: string, entryId: string, change: TimeChange, signal?: AbortSignal): Promise<void>;

  /** Changes only what is given. */
  updateTicket(ticketId: string, changes: FieldChanges, signal?: AbortSignal): Promise<void>;
  linkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<void>;
  unlinkCustomer(ticketId: string, customerId: string, signal?: AbortSignal): Promise<void>;

  /** Attaches a file to a ticket, where `capabilities.attach` says so. */
  attach(ticketId: string, file: FileDraft, signal?: AbortSignal): Promise<Created>;

  /** Looks whether a write arrived of which no answer came. Asks only, and as little as can be. */
  arrived(sent: SentWrite, signal?: AbortSignal): Promise<Arrival>;

  /** Every kind of record that the API has, in one shape. */
  readonly records: DeskRecords;
  /** Asks each reading action once and tells what came; changes nothing on the desk. Throws only `cancelled`. */
  examine(signal?: AbortSignal): Promise<DeskFacts>;

  /** Closes connections; the desk is not used afterwards. */
  close(): Promise<void>;
}

/** What connecting a desk of one system asks the user for. */
export interface SystemInfo {
  /** The connector's id, e.g. `readydesk`. */
  readonly system: string;
  /** The vendor's own spelling. */
  readonly label: string;
  /** An address that shows the form, e.g. `https://help.example.com/readydesk/API/`. */
  readonly addressExample: string;
  /** Filled in beforehand when every account starts with the same one. */
  readonly addressDefault?: string;
  readonly asksOrganizationId: boolean;
  /** What the vendor calls the secret. */
  readonly secretKind: 'key' | 'token';
  /** Where the vendor's own pages show the secret, in the vendor's words (menu path). */
  readonly secretPath: string;
  /** The id of the extension that connects it, which is handed the secret; absent: Deskside itself. */
  readonly extension?: string;
}

/** What a connector gets to work with beside its desk's config. */
export interface Surroundings {
  readonly network: NetworkSettings;
  /** Requests of earlier sessions, for a daily quota. */
  readonly usage?: RequestUsage;
  /** Told of every request. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Told now and then, and when a quota is spent, what should be remembered for the next session. */
  readonly onUsage?: (usage: RequestUsage) => void;
}

/** How the engine makes a connector: config and secret in, `HelpDesk` out. Adding a system is adding one of these. */
export interface ConnectorFactory {
  readonly info: SystemInfo;
  /**
   * Makes a client; asks nothing of the network yet.
   * @throws DeskError `badInput` for an address that is none, `plainHttp` for unencrypted http to another machine
   *   that the config does not allow.
   */
  open(config: DeskConfig, secret: string, surroundings?: Surroundings): HelpDesk;
}

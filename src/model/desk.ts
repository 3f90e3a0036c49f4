import type { Customer, Group, PickLists, Technician } from './directory.ts';
import type { DeskFailure } from './errors.ts';
import type { TicketPage, TicketQuery } from './query.ts';
import type { Attachment, HistoryEntry, Ticket, TimeEntry } from './ticket.ts';

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
  /** IANA zone in which the desk writes dates without one. Default UTC. */
  readonly timeZone?: string;
  /** The user allowed unencrypted http for this desk. */
  readonly allowPlainHttp?: boolean;
  /** The desk is the sample desk: its address is known only while it runs. */
  readonly sample?: boolean;
}

/** What a desk can do; views show only that. */
export interface Capabilities {
  /** Visibilities a note can have; empty when the desk takes no notes. */
  readonly noteVisibilities: readonly NoteVisibility[];
  readonly logTime: boolean;
  /** Logged time can be shown to the customer or not. */
  readonly timeVisibility: boolean;
  /** A new ticket must name a customer. */
  readonly customerRequired: boolean;
}

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

  /** One ticket in full, by the desk's id. */
  getTicket(id: string, signal?: AbortSignal): Promise<Ticket>;

  /** One ticket in full, by the number people say. */
  findTicket(number: string, signal?: AbortSignal): Promise<Ticket>;

  /** Oldest first. */
  history(ticketId: string, signal?: AbortSignal): Promise<HistoryEntry[]>;
  attachments(ticketId: string, signal?: AbortSignal): Promise<Attachment[]>;
  /** Oldest first. */
  timeEntries(ticketId: string, signal?: AbortSignal): Promise<TimeEntry[]>;

  groups(signal?: AbortSignal): Promise<Group[]>;
  technicians(signal?: AbortSignal): Promise<Technician[]>;
  /** Customers whose name, company or e-mail holds `text` (all when empty), at most `limit`. */
  customers(text: string, limit: number, signal?: AbortSignal): Promise<Customer[]>;
  pickLists(signal?: AbortSignal): Promise<PickLists>;
  /** Makes groups, technicians, customers and pick-lists be asked again; a connector may remember them for a while. */
  forgetDirectory(): void;

  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<Created>;
  addNote(ticketId: string, note: NoteDraft, signal?: AbortSignal): Promise<Created>;
  logTime(ticketId: string, time: TimeDraft, signal?: AbortSignal): Promise<Created>;

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
}

/** How the engine makes a connector: config and secret in, `HelpDesk` out. Adding a system is adding one of these. */
export interface ConnectorFactory {
  readonly info: SystemInfo;
  /**
   * Makes a client; asks nothing of the network yet.
   * @throws DeskError `badInput` for an address that is none, `plainHttp` for unencrypted http to another machine
   *   that the config does not allow.
   */
  open(config: DeskConfig, secret: string): HelpDesk;
}

import type { Asset, Schedule } from './customer.ts';

/** Where a ticket stands, whatever a desk calls its statuses. */
export type TicketState = 'open' | 'waiting' | 'closed';

/** How pressing a ticket is, whatever a desk calls its priorities. */
export type Urgency = 'normal' | 'high' | 'urgent';

/** A person as a desk names one. `id` is what the desk's API takes; absent when only the name is known. */
export interface PersonRef {
  readonly id?: string;
  readonly name: string;
}

/** A named thing of a desk (a group, a customer, a product). */
export interface NamedRef {
  readonly id?: string;
  readonly name: string;
}

/** Text from a desk. HTML is as the desk stores it: hostile until sanitised where it is shown. */
export interface RichText {
  readonly kind: 'html' | 'text';
  readonly body: string;
  /** Of a description: the desk says that customers do not see it. */
  readonly internal?: true;
}

/** What a list shows of a ticket. Dates are ISO 8601 in UTC. */
export interface TicketSummary {
  /** What the desk's API takes to address this ticket. */
  readonly id: string;
  /** What people say. */
  readonly number: string;
  readonly subject: string;
  readonly state: TicketState;
  /** The desk's own word for the status. */
  readonly status: string;
  readonly urgency: Urgency;
  /** The desk's own word for the priority or severity. */
  readonly priority?: string;
  readonly type?: string;
  readonly category?: string;
  readonly product?: string;
  readonly group?: NamedRef;
  readonly assignee?: PersonRef;
  readonly customer?: NamedRef;
  readonly contact?: PersonRef;
  readonly openedAt?: string;
  readonly changedAt?: string;
  readonly closedAt?: string;
  readonly dueAt?: string;
}

/** A field that the model has no place for, kept with the desk's own name. */
export interface OtherField {
  readonly name: string;
  readonly value: string;
}

/** A customer or contact that a ticket is linked to. `id` is what `unlinkCustomer` takes. */
export interface LinkedCustomer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'company' | 'person';
}

/** One ticket in full, without its history. */
export interface Ticket extends TicketSummary {
  readonly description?: RichText;
  /** Total of the time logged, in minutes, when the desk says it. */
  readonly minutesLogged?: number;
  /** All customers and contacts that it is linked to, where a ticket can have several. */
  readonly linked?: readonly LinkedCustomer[];
  readonly otherFields: readonly OtherField[];
}

/** One entry of a ticket's history (a TeamSupport action is one). */
export interface HistoryEntry {
  readonly id: string;
  readonly at?: string;
  readonly author?: PersonRef;
  /** Who wrote it, as far as the desk tells. */
  readonly role: 'customer' | 'technician' | 'system' | 'unknown';
  readonly visibility: 'public' | 'internal' | 'unknown';
  /** The desk's own word for the kind of entry. */
  readonly kind?: string;
  readonly body: RichText;
  /** Minutes logged with this entry. */
  readonly minutes?: number;
}

/** An attachment's metadata. */
export interface Attachment {
  /** What its content is asked for by, where the desk tells. */
  readonly id?: string;
  readonly name: string;
  /** Size as the desk says it, for reading. */
  readonly size?: string;
  readonly at?: string;
  /** The history entry it came with, where the desk tells. */
  readonly entryId?: string;
}

/** Logged time. */
export interface TimeEntry {
  readonly id: string;
  readonly minutes: number;
  readonly at?: string;
  readonly by?: PersonRef;
  /** The kind of work by its name, and the id that the desk takes for it, where it has one. */
  readonly category?: string;
  readonly categoryId?: string;
  readonly notes?: string;
}

/** All that the ticket panel shows. Parts that the desk could not answer are absent and named in `missing`. */
export interface TicketDetails {
  readonly ticket: Ticket;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly attachments: readonly Attachment[];
  /** Oldest first. */
  readonly timeEntries: readonly TimeEntry[];
  readonly assets: readonly Asset[];
  readonly schedules: readonly Schedule[];
  /** Sum in minutes. */
  readonly totalMinutes: number;
  readonly missing: readonly DetailPart[];
}

/** The parts of a ticket that a desk answers one by one. */
export type DetailPart = 'history' | 'attachments' | 'timeEntries' | 'assets' | 'schedules';

/** How one ticket is addressed across desks. */
export interface TicketRef {
  readonly deskId: string;
  readonly ticketId: string;
  readonly number: string;
}

import type { Changes, Letters, OneOrAll, Text, When, Whole, WholeOrAll } from './values.ts';

/** `get_tickets` (2.5.1): the first fifteen rows are known. That filters are ANDed is inferred. */
export interface GetTickets {
  /** Ticket number. */
  readonly tid?: WholeOrAll;
  /** A word or a part of one. */
  readonly keyword?: Text;
  readonly status?: Text;
  readonly source?: Text;
  readonly category?: Text;
  readonly sub_category?: Text;
  readonly priority?: Text;
  readonly escalation?: Text;
  /** A day. */
  readonly due_date?: When;
  /** Technician ID of the assigned technician. */
  readonly uid?: Text;
  /** Name of the assigned group. */
  readonly group?: Text;
  /** Customer ID. */
  readonly cid?: Text;
  /** First ticket number, inclusive. */
  readonly start_tid?: Whole;
  /** Last ticket number, inclusive; with `count` the first of the range. */
  readonly end_tid?: Whole;
  readonly start_cid?: Letters;
  /** Inferred. */
  readonly end_cid?: Letters;
  /** Inferred: opened at or after this moment, as with `get_history`. */
  readonly start_date?: When;
  /** Inferred: opened at or before this moment. */
  readonly end_date?: When;
}

/** `add_ticket` (2.5.2): the first sixteen rows are known; `description`, `priority`, `due_date` are inferred. */
export interface AddTicket {
  /** A valid customer ID. */
  readonly cid: string;
  /** Company name, or its ID in the `COMPANIES` table. */
  readonly company?: Text | number;
  readonly contact?: Text;
  readonly phone?: Text;
  readonly email?: Text;
  /** One of the defined ticket sources. */
  readonly source?: Text;
  readonly open_date?: When;
  readonly close_date?: When;
  readonly category?: Text;
  readonly sub_category?: Text;
  /** Technician ID. */
  readonly assigned_to?: Text;
  /** Group ID or name. */
  readonly assigned_group?: Text | number;
  readonly escalation_level?: Text;
  readonly status?: Text;
  readonly subject?: Text;
  readonly customer_group?: Text;
  /** Inferred. */
  readonly description?: Text;
  /** Inferred. */
  readonly priority?: Text;
  /** Inferred. */
  readonly due_date?: When;
}

/** `update_ticket` (2.5.2): the variable that names the ticket is not shown; `tid` is inferred. */
export type UpdateTicket = Changes<AddTicket> & { readonly tid: string | number };

/** `get_history` (2.6.1): the first eleven rows are known. Filters are on the entry's ticket. */
export interface GetHistory {
  /** Ticket number. */
  readonly tid?: WholeOrAll;
  readonly keyword?: Text;
  readonly status?: Text;
  /** Technician ID of the ticket's assigned technician. */
  readonly uid?: Text;
  /** Name of the ticket's assigned group. */
  readonly group?: Text;
  /** Customer ID of the ticket. */
  readonly cid?: Text;
  readonly start_tid?: Whole;
  readonly end_tid?: Whole;
  /** The ticket was opened at or after this moment. */
  readonly start_date?: When;
  /** The ticket was opened at or before this moment. */
  readonly end_date?: When;
}

/** `add_history` (gap 9): no page shows an action that writes history; all of it is inferred. */
export interface AddHistory {
  readonly tid: string | number;
  /** Technician ID of the author. */
  readonly uid?: Text;
  readonly notes: string;
}

/** `get_attachments` (2.7.1), known in full. */
export interface GetAttachments {
  /** Ticket number. */
  readonly tid?: WholeOrAll;
  /** Customer ID: marked as required, but the page's own example leaves it out. */
  readonly cid?: OneOrAll;
  readonly start_tid?: Whole;
  readonly end_tid?: Whole;
}

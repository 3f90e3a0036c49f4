import type { Changes, Letters, OneOrAll, Text, When, Whole, WholeOrAll } from './values.ts';

/** `get_line_items` (2.8.1): the first nine rows are known. */
export interface GetLineItems {
  /** Ticket number. */
  readonly tid?: WholeOrAll;
  /** Line item ID. */
  readonly id?: Text;
  /** Technician ID of who made the line item. */
  readonly uid?: Text;
  readonly cid?: Text;
  readonly keyword?: Text;
  /** First **line item** ID, despite the name; inclusive. */
  readonly start_tid?: Text | number;
  /** Last line item ID; inclusive. */
  readonly end_tid?: Text | number;
  readonly start_cid?: Letters;
  readonly end_cid?: Letters;
  /** Inferred. */
  readonly start_date?: When;
  /** Inferred. */
  readonly end_date?: When;
}

/** `add_line_item` (2.8.2): the action's name is inferred, its table is known in full. */
export interface AddLineItem {
  /** Technician ID. */
  readonly uid?: Text;
  /** Ticket number. */
  readonly tid?: Whole;
  readonly cid?: Text;
  /** The cost (inferred: the row's text is of another page); the form of the number is not documented. */
  readonly cost?: Text | number;
  readonly date?: When;
  readonly title?: Text;
  /** Name of the billing category, 50 characters at most. */
  readonly category?: Text;
  /** Also serves as quantity. */
  readonly duration?: Text | number;
  /** Case-sensitive. */
  readonly time_unit?: 'Minutes' | 'Hours' | 'Days' | undefined;
  readonly notes?: Text;
}

/** `update_line_item` (2.8.2): there is no row for the line item to update; `id` is inferred. */
export type UpdateLineItem = Changes<AddLineItem> & { readonly id: string | number };

/** `get_invoices` (2.9.1): the first six rows are known. */
export interface GetInvoices {
  /** Customer ID or `*`; marked as required. */
  readonly cid: string;
  /** First **invoice** ID, despite the name; inclusive. */
  readonly start_tid?: Text | number;
  /** Last invoice ID; inclusive. */
  readonly end_tid?: Text | number;
  readonly start_cid?: Letters;
  readonly end_cid?: Letters;
  /** Bounds on the invoice date. */
  readonly start_date?: When;
  /** Named in the text of other rows. */
  readonly end_date?: When;
}

/** `add_invoice` (2.9.2), known in full. */
export interface AddInvoice {
  readonly cid: string;
  /** First day of the invoiced period. */
  readonly from_date: string;
  /** Last day of the invoiced period. */
  readonly to_date: string;
}

/** `get_time` (2.10.1): the first eight rows are known. */
export interface GetTime {
  /** Time entry ID. */
  readonly id?: WholeOrAll;
  /** Customer ID or `*`; marked as required. */
  readonly cid: NonNullable<OneOrAll>;
  readonly start_cid?: Letters;
  readonly end_cid?: Letters;
  /** Bounds on the entry's date. */
  readonly start_date?: When;
  readonly end_date?: When;
}

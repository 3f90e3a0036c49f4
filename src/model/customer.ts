import type { Customer } from './directory.ts';
import type { DeskFailure } from './errors.ts';
import type { NamedRef, OtherField, PersonRef, RichText, TicketSummary } from './ticket.ts';

/** A company as a card shows it. */
export interface Company extends NamedRef {
  readonly website?: string;
  readonly phone?: string;
  readonly email?: string;
  /** On one line. */
  readonly address?: string;
  readonly otherFields: readonly OtherField[];
}

/** A product that a customer has. */
export interface CustomerProduct {
  readonly name: string;
  readonly version?: string;
  readonly versionStatus?: string;
  /** ISO 8601. */
  readonly supportEndsAt?: string;
}

/** A thing that support is given for. */
export interface Asset {
  readonly id: string;
  /** What the desk calls it; its id where it has no name. */
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt?: string;
  readonly changedAt?: string;
  readonly otherFields: readonly OtherField[];
}

/** A planned piece of work on a ticket. */
export interface Schedule {
  readonly id: string;
  readonly title: string;
  readonly state: 'active' | 'onHold' | 'cancelled' | 'done' | 'unknown';
  readonly category?: string;
  /** ISO 8601. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly technicians: readonly PersonRef[];
  readonly recurs: boolean;
}

/** A billing line item. */
export interface LineItem {
  readonly id: string;
  readonly title: string;
  readonly ticketNumber?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly by?: PersonRef;
  readonly category?: string;
  /** Absent when it is no time. */
  readonly minutes?: number;
  /** As the desk writes it: its currency is not known. */
  readonly cost?: string;
}

/** An invoice. */
export interface Invoice {
  readonly id: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly from?: string;
  readonly to?: string;
  /** As the desk writes it. */
  readonly total?: string;
  readonly status?: string;
}

/** The lists of a customer card, each answered by itself. */
export type CardPart = 'contacts' | 'tickets' | 'products' | 'assets' | 'lineItems' | 'invoices';

/** All that is shown of a customer beside one of their tickets. Lists that the desk does not have are absent. */
export interface CustomerCard {
  readonly customer: Customer & {
    readonly phone?: string;
    readonly title?: string;
    readonly otherFields: readonly OtherField[];
  };
  readonly company?: Company;
  readonly contacts?: readonly Customer[];
  /** Newest change first. */
  readonly tickets?: readonly TicketSummary[];
  readonly products?: readonly CustomerProduct[];
  readonly assets?: readonly Asset[];
  /** Newest first. */
  readonly lineItems?: readonly LineItem[];
  /** Newest first. */
  readonly invoices?: readonly Invoice[];
  /** Lists of which there is more than is given here. */
  readonly cut: readonly CardPart[];
  /** Lists that the desk could not answer, and why. */
  readonly missing: readonly { readonly part: CardPart; readonly failure: DeskFailure }[];
}

/** A knowledge-base article in a list. */
export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  readonly category?: string;
  /** ISO 8601. */
  readonly changedAt?: string;
}

/** A knowledge-base article with its text. */
export interface Article extends ArticleSummary {
  readonly body: RichText;
  /** Its address, where the desk tells one. */
  readonly url?: string;
}

import type { TicketSummary } from './ticket.ts';

/** Fields that hold a name; tickets can be grouped by each of them. */
export const nameFields = [
  'group',
  'status',
  'assignee',
  'customer',
  'contact',
  'priority',
  'type',
  'category',
  'product',
] as const;
export type NameField = (typeof nameFields)[number];

export const dateFields = ['opened', 'changed', 'closed', 'due'] as const;
export type DateField = (typeof dateFields)[number];

/** What a list can be sorted by. */
export const sortFields = [...dateFields, 'number', 'subject', ...nameFields] as const;
export type SortField = (typeof sortFields)[number];

/** An order; ties go by the newest change. Tickets without a value come last. */
export interface Sort {
  readonly by: SortField;
  readonly descending: boolean;
}

/** The order of every list that says nothing else. */
export const newestFirst: Sort = { by: 'changed', descending: true };

/**
 * What a ticket can be, whatever a desk calls its statuses. `open` is all that is not closed; `needsme`: there is a reason
 * in attention.ts.
 */
export const conditions = ['open', 'waiting', 'closed', 'mine', 'unassigned', 'overdue', 'urgent', 'needsme'] as const;
export type Condition = (typeof conditions)[number];

/** A point in time, fixed or as seen from the moment of asking. Days are those of this machine's time zone. */
export type Moment =
  | { readonly kind: 'at'; readonly iso: string }
  /** Negative seconds lie ahead. */
  | { readonly kind: 'ago'; readonly seconds: number }
  /** The beginning of a day: 0 is today, -1 yesterday. */
  | { readonly kind: 'day'; readonly offset: number };

/** One thing that a search asks for; `not` turns it round. Several are ANDed. */
export type SearchTerm =
  /**
   * The beginning of a word, or several words in a row where it holds marks (`std::vector`): of the last of them the
   * beginning is enough. With `phrase` whole words in a row. Letter case and accents count for nothing (searchMarks.ts).
   */
  | { readonly kind: 'text'; readonly text: string; readonly phrase: boolean; readonly not: boolean }
  | { readonly kind: 'is'; readonly is: Condition; readonly not: boolean }
  /**
   * Any of the names, whatever their letter case; `null`: no name at all. A name that no ticket has in this field stands
   * for all names with words that begin with its words (`acme` for "Acme Corp", `2` for "Level 2").
   */
  | {
      readonly kind: 'name';
      readonly field: NameField;
      readonly names: readonly (string | null)[];
      readonly not: boolean;
    }
  /** From `from` on and before `to`; with neither, any date at all. With `not` also tickets without one. */
  | {
      readonly kind: 'date';
      readonly field: DateField;
      readonly from?: Moment;
      readonly to?: Moment;
      readonly not: boolean;
    }
  | { readonly kind: 'number'; readonly number: string; readonly not: boolean }
  /**
   * A further field by the desk's own name, whatever its letter case; its value has words that begin with those of
   * `value`, in a row. An empty value asks for tickets that have none.
   */
  | { readonly kind: 'field'; readonly name: string; readonly value: string; readonly not: boolean };

/** Which tickets are wanted. No term: all of them. */
export interface Search {
  readonly terms: readonly SearchTerm[];
  /** The order, when the search itself names one. */
  readonly sort?: Sort;
}

/** Where in a shown text the searched words stand: start and end, in UTF-16 units. */
export type Mark = readonly [start: number, end: number];

/** A ticket that was found, with what was hit. */
export interface SearchHit {
  readonly ticket: TicketSummary;
  /** In the subject. */
  readonly marks: readonly Mark[];
  /** The place in the conversation, a customer's name or a field that was hit, when the subject alone does not show it. */
  readonly excerpt?: { readonly text: string; readonly marks: readonly Mark[] };
}

/** A list kept by the user: a search with a name. */
export interface SavedView {
  readonly name: string;
  /** In the search language. */
  readonly query: string;
  /** Only for the desk of this name; all desks when absent. */
  readonly desk?: string;
  /** At most two. */
  readonly groupBy?: readonly NameField[];
  /** For example `due` or `-changed`. */
  readonly sortBy?: string;
}

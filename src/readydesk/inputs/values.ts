/** Text of an input; left out when absent. `*` is refused where a row does not allow it. */
export type Text = string | undefined;

/** A whole number. */
export type Whole = string | number | undefined;

/** A whole number, or `*` for all. */
export type WholeOrAll = string | number | undefined;

/** One ID, or `*` for all. */
export type OneOrAll = string | undefined;

/** One ID, several, or `*` for all; a text is sent as it is, commas included. */
export type ListOrAll = string | readonly (string | number)[] | undefined;

/** Several values, joined by commas (1.6). */
export type List = string | readonly (string | number)[] | undefined;

/** A letter or the first letters of a value: both bounds take in what begins with them (1.7). */
export type Letters = string | undefined;

/**
 * ISO 8601. Without a zone it is the desk's own day or wall clock. It is sent in the form that the action's page shows
 * (1.9), in the desk's zone and order.
 */
export type When = string | undefined;

/** 1.10 */
export type Flag = 'Y' | 'N' | undefined;

/** `count` alone, for `get_attachments` (1.8). */
export interface Counted {
  /** Records at most. */
  readonly count?: Whole;
}

/** Paging works only together with `count` and with a wildcard selector (1.8). */
export type Paged = { readonly page?: undefined } | { readonly page: string | number; readonly count: string | number };

/** The variables that all lists but `get_attachments` have (1.8); `count_only` has methods of its own. */
export type Common = Counted &
  Paged & {
    /** A field of the desk's database, alone or with a direction: `ID DESC`. Only `ID` is used in an example. */
    readonly order?: Text;
    readonly order_direction?: 'ASC' | 'DESC' | undefined;
  };

/** An update: any of the inputs of an add; an empty text empties a field (inferred). */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | '' };

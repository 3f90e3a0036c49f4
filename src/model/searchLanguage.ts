import type { Search } from './search.ts';

/** Something in a search that cannot be meant. Editors say it and leave the term out. */
export interface SearchProblem {
  readonly start: number;
  readonly end: number;
  readonly kind: 'unknownCondition' | 'badDate' | 'noValue' | 'unclosedQuote' | 'badSort';
  /** The words in question. */
  readonly text: string;
}

/** A search as text, understood as far as can be: whatever is typed is a search. */
export function readSearch(_text: string): { readonly search: Search; readonly problems: readonly SearchProblem[] } {
  throw new Error('not written yet');
}

/** The text of a search: `readSearch` gives the same search for it. */
export function writeSearch(_search: Search): string {
  throw new Error('not written yet');
}

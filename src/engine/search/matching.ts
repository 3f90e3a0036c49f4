import type { SearchTerm } from '../../model/search.ts';
import { textWords } from '../../model/searchMarks.ts';
import type { Ticket } from '../../model/ticket.ts';
import { headTexts, searchedText } from './texts.ts';

/** Words that a term asks for in a row. */
export interface Wanted {
  readonly words: readonly string[];
  /** Of which words the beginning is enough. */
  readonly open: 'none' | 'last' | 'all';
}

/** What a text term asks for; nothing when there is no word in it. */
export function wantedOf(term: Extract<SearchTerm, { kind: 'text' }>): Wanted | undefined {
  const words = wordsOf(term.text);
  return words.length > 0 ? { words, open: term.phrase ? 'none' : 'last' } : undefined;
}

export function wordsOf(text: string): string[] {
  return textWords(text).map(({ folded }) => folded);
}

/** A condition in the language of FTS5 that a text with these words in a row fulfils, and few others. */
export function matchOf(wanted: Wanted): string {
  return wanted.words.map((word, index) => `"${word}"${isOpen(wanted, index) ? '*' : ''}`).join(' AND ');
}

/** Whether the index alone can say who has this: it knows words, but not which stand in a row. */
export function isExact(wanted: Wanted): boolean {
  return wanted.words.length === 1;
}

export function holds(text: string, wanted: Wanted): boolean {
  const words = wordsOf(text);
  return words.some((_, start) =>
    wanted.words.every((word, index) => {
      const there = words[start + index];
      return there !== undefined && (isOpen(wanted, index) ? there.startsWith(word) : there === word);
    }),
  );
}

/** All texts of a ticket in which words are sought, its conversation last. */
export function textsOf(ticket: Ticket, conversation: string): string[] {
  return [ticket.subject, ...headTexts(ticket), searchedText(ticket.description), conversation];
}

/** Whether a ticket has a further field of this name, with these words or else with anything in it. */
export function hasField(ticket: Ticket, name: string, value: string): boolean {
  const folded = name.toLowerCase();
  const wanted: Wanted = { words: wordsOf(value), open: 'all' };
  return ticket.otherFields.some(field => {
    if (field.name.toLowerCase() !== folded || field.value === '') return false;
    if (wanted.words.length > 0) return holds(field.value, wanted);
    return field.value.toLowerCase().includes(value.toLowerCase());
  });
}

function isOpen({ words, open }: Wanted, index: number): boolean {
  return open === 'all' || (open === 'last' && index === words.length - 1);
}

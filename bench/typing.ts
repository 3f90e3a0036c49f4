import type { Ticket } from '../src/model/ticket.ts';
import { Random } from '../src/sampledesk/seed/random.ts';

/** Searches as people type them, of words, names and numbers that some of the tickets have. The same seed gives the same. */
export function typedQueries(tickets: readonly Ticket[], count: number, seed = 3): string[] {
  const random = new Random(seed);
  const word = (ticket: Ticket) => random.pick(ticket.subject.toLowerCase().split(' ').filter(isTelling));
  const name = (text: string | undefined) => (text?.includes(' ') ? `"${text}"` : text);
  const forms: readonly ((ticket: Ticket) => string)[] = [
    word,
    ticket => `${word(ticket)} ${word(ticket)}`,
    ticket => `${word(ticket)} ${word(ticket)} ${word(ticket)}`,
    ticket => ticket.number,
    ticket => ticket.customer?.name.toLowerCase() ?? word(ticket),
    ticket => `status:open ${word(ticket)}`,
    ticket => `group:${name(ticket.group?.name)} ${word(ticket)}`,
    ticket => `assignee:me ${word(ticket)}`,
    ticket => `priority:high changed:<90d ${word(ticket)}`,
    ticket => `"${ticket.subject.toLowerCase().split(' ').slice(0, 2).join(' ')}"`,
  ];
  return Array.from({ length: count }, (_, index) => (forms[index % forms.length] ?? word)(random.pick(tickets)));
}

/** What stands in the box after each keystroke; a blank alone asks nothing new. */
export function keystrokes(query: string): string[] {
  return [...query].map((_, at) => query.slice(0, at + 1)).filter(typed => !typed.endsWith(' '));
}

function isTelling(word: string): boolean {
  return word.length > 3;
}

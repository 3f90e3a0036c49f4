import type { Mark, Search, SearchHit } from '../../model/search.ts';
import { marksIn } from '../../model/searchMarks.ts';
import type { Ticket } from '../../model/ticket.ts';
import { holds, wantedOf, wordsOf } from './matching.ts';
import { headTexts, searchedText } from './texts.ts';

/** About how long an excerpt is, and how much of it stands before the hit, in UTF-16 units. */
const length = 120;
const before = 40;
/** Of a longer text no more than this is read around one place. */
const looked = 2000;
/** Halves of characters that a cut leaves. */
const halves = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;
/** Places of a text that are looked at before it is given up. */
const places = 20;

/**
 * A ticket as a hit of a search, with marks.
 * @param conversation reads the conversation: only done when nothing else shows the hit
 */
export function hitOf(
  ticket: Ticket,
  search: Search,
  summary: SearchHit['ticket'],
  conversation: () => string,
): SearchHit {
  const marks = marksIn(ticket.subject, search);
  const hidden = search.terms.filter(term => {
    if (term.kind !== 'text' || term.not) return false;
    const wanted = wantedOf(term);
    return wanted && !holds(ticket.subject, wanted);
  });
  const excerpt = hidden.length > 0 ? excerptOf(ticket, { terms: hidden }, search, conversation) : undefined;
  return { ticket: summary, marks, ...(excerpt ? { excerpt } : {}) };
}

function excerptOf(ticket: Ticket, hidden: Search, search: Search, conversation: () => string): SearchHit['excerpt'] {
  const around = (text: string) => cutAround(text, hidden, search);
  for (const text of headTexts(ticket)) {
    const cut = around(text);
    // The number stands beside the subject: it needs no excerpt.
    if (cut) return text === ticket.number ? undefined : cut;
  }
  return around(searchedText(ticket.description)) ?? around(conversation());
}

/** The surroundings of the first hit in a text. */
function cutAround(text: string, hidden: Search, search: Search): { text: string; marks: readonly Mark[] } | undefined {
  for (const from of candidates(text, hidden)) {
    const window = text.slice(from, from + looked);
    const first = marksIn(window, hidden)[0];
    if (!first) continue;
    let start = Math.max(0, first[0] - before);
    // Begins with a whole word, where words are no longer than usual.
    if (start + from > 0) start = Math.min(first[0], Math.max(start, window.indexOf(' ', start) + 1));
    let end = Math.min(window.length, Math.max(first[1], start + length));
    if (end < window.length) end = Math.max(first[1], window.lastIndexOf(' ', end));
    const words = window.slice(start, end).replace(/\s+/g, ' ').trim().replace(halves, '');
    const cut = `${start + from > 0 ? '…' : ''}${words}${from + end < text.trimEnd().length ? '…' : ''}`;
    return { text: cut, marks: marksIn(cut, search) };
  }
  return undefined;
}

/** Where a hit may be: at the beginning of a short text, else near what looks like one of the words. */
function* candidates(text: string, hidden: Search): Generator<number> {
  if (text.length <= looked) {
    if (text) yield 0;
    return;
  }
  const small = text.toLowerCase();
  let left = places;
  for (const term of hidden.terms) {
    const [word] = term.kind === 'text' ? wordsOf(term.text) : [];
    for (
      let at = word ? small.indexOf(word) : -1;
      word && at >= 0 && left > 0;
      at = small.indexOf(word, at + looked / 4)
    ) {
      left--;
      yield Math.max(0, at - 2 * before);
    }
  }
  // Words with accents look otherwise.
  yield 0;
}

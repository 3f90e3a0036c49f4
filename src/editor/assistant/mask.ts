import type { TicketDetails, TicketSummary } from '../../model/ticket.ts';
import { seenText } from './fence.ts';
import { type HiddenKind, HiddenNames, withoutPlaceholders } from './hiddenNames.ts';

/** Customers' names and addresses, and what stands in their place for a model. */
export interface Mask {
  /** The text without them, as it is seen. Not for what was hidden before. */
  hide(text: string): string;
  /** What a model wrote, with those that were hidden by this mask. */
  reveal(text: string): string;
}

/** Nothing is hidden. */
export const openMask: Mask = { hide: text => text, reveal: text => text };

/** Names that are hidden: of people each of their parts, too. */
export interface MaskedNames {
  readonly people: readonly string[];
  /** Customers and companies, of which it is not known whether they are a person. */
  readonly customers: readonly string[];
}

const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;
/** With a country or a trunk prefix, or grouped as in North America; dates and plain numbers are none. */
const phone =
  /(?<![\p{L}\p{N}.,:/-])(?:\+\d{1,3}[ ./-]?(?:\(0?\d{1,5}\)[ ./-]?)?\d{1,5}(?:[ ./-]?\d{2,8}){1,5}|\(0?\d{2,5}\)[ ./-]?\d{2,8}(?:[ ./-]\d{2,8}){0,3}|0\d{2,4}[ /-]\d{3,8}(?:[ -]\d{2,6}){0,2}|\d{3}[-. ]\d{3}[-. ]\d{4})(?![\p{L}\p{N}])/u;
const legalForm =
  /[\s,]+(?:inc|corp|corporation|llc|ltd|limited|plc|co|company|gmbh|ag|kg|se|ug|mbh|s\.?a|s\.?l|s\.?r\.?l|bv|nv|oy|ab|as|pty)\.?$/i;
/** Writing that sets no blanks between words: a name stands there beside any letter. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
/** Letters that a name, or a part of one, has at least. */
const shortest = 2;
/** Names that are looked for in a text. */
const most = 400;

/** Hides customers' names, mail addresses and telephone numbers. What is hidden twice gets one name. */
export function maskOf({ people, customers }: MaskedNames, hidden = new HiddenNames()): Mask {
  const kinds = new Map<string, { readonly kind: HiddenKind; readonly whole: string; readonly exact: boolean }>();
  const add = (text: string, kind: HiddenKind, whole: string, exact = false) => {
    const key = exact ? text : text.toLowerCase();
    if (text.length >= shortest && !kinds.has(key) && kinds.size < most) kinds.set(key, { kind, whole, exact });
  };
  const named = (names: readonly string[]) => [...new Set(names.map(name => oneBlank(seen(name))).filter(Boolean))];
  for (const name of named(customers)) add(name, 'customer', name);
  for (const name of named(people)) add(name, 'person', name);
  for (const name of named(customers)) add(name.replace(legalForm, ''), 'customer', name);
  // "Bo" of "Bo Ray" is a word with a capital letter; written small it is one of any text.
  for (const name of named(people)) for (const part of name.split(/[\s,]+/)) add(part, 'person', name, true);
  const pattern = (wanted: boolean, flags: string) => {
    const names = [...kinds].filter(([, { exact }]) => exact === wanted).map(([text]) => text);
    const longestFirst = (open: boolean) =>
      names
        .filter(name => unspaced.test(name) === open)
        .sort((a, b) => b.length - a.length)
        .map(literally)
        .join('|');
    const [words, open] = [longestFirst(false), longestFirst(true)];
    const bounded = words && `(?<![\\p{L}\\p{N}_])(?:${words})(?![\\p{L}\\p{N}_])`;
    return names.length > 0 ? new RegExp([bounded, open].filter(Boolean).join('|'), flags) : undefined;
  };
  const [wholeNames, nameParts] = [pattern(false, 'giu'), pattern(true, 'gu')];
  const own = new Set<string>();
  const name = (kind: HiddenKind, text: string): string => {
    const made = hidden.placeholder(kind, text);
    own.add(made);
    return made;
  };
  const nameOf = (text: string, key: string) => {
    const found = kinds.get(key);
    return found ? name(found.kind, found.whole) : text;
  };
  return {
    hide(text) {
      const withoutNumbers = withoutPlaceholders(seen(text))
        .replace(new RegExp(mail, 'gu'), found => name('e-mail', found))
        .replace(new RegExp(phone, 'gu'), found => name('phone', found));
      const withoutNames = wholeNames
        ? withoutNumbers.replace(wholeNames, found => nameOf(found, oneBlank(found).toLowerCase()))
        : withoutNumbers;
      return nameParts ? withoutNames.replace(nameParts, found => nameOf(found, found)) : withoutNames;
    },
    reveal: text => hidden.reveal(text, own),
  };
}

/** The names that a list of tickets shows of customers. */
export function namesOfTickets(tickets: readonly TicketSummary[]): MaskedNames {
  return {
    people: tickets.flatMap(({ contact }) => contact?.name ?? []),
    customers: tickets.flatMap(({ customer }) => customer?.name ?? []),
  };
}

/** The names of all who are no technicians, as far as the desk tells. */
export function namesOfDetails({ ticket, history }: TicketDetails): MaskedNames {
  const { people, customers } = namesOfTickets([ticket]);
  const linked = ticket.linked ?? [];
  const own = ticket.assignee?.name.toLowerCase();
  const authors = history.flatMap(({ author, role }) =>
    author && (role === 'customer' || (role === 'unknown' && author.name.toLowerCase() !== own)) ? [author.name] : [],
  );
  const of = (kind: 'person' | 'company') => linked.filter(each => each.kind === kind).map(each => each.name);
  return { people: [...people, ...of('person'), ...authors], customers: [...customers, ...of('company')] };
}

/** A text as it is read, letters and their accents as one. */
function seen(text: string): string {
  return seenText(text).normalize('NFC');
}

function literally(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s+/g, '\\s+');
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

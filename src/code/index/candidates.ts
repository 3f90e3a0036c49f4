import type { MentionRules } from '../../model/mention.ts';
import { addressParts, endsWord, isPrefix } from '../../model/mentionFinder.ts';
import { readOwnPattern } from '../../model/ownPattern.ts';
import { fragmentOf, literal } from './fragments.ts';

/**
 * Patterns that find all that may be a mention, and some that is none. Git, ripgrep and JavaScript understand them alike;
 * none looks at the case of letters.
 */
export interface CandidatePatterns {
  /** What it finds ends with the number. */
  readonly numbered: string | undefined;
  /** What it finds says only that the file is to be read: the user's own expressions. */
  readonly others: string | undefined;
}

/** With the zeros that may stand before a number. */
const digits = '[0-9]{1,18}';

/**
 * `ticket 12`, `Ticket no. 12`, `tickets #12, #13 and 14`. What is repeated for each number of a long list is one class:
 * the expressions of git give up where it is a group.
 */
const word = `tickets?[^0-9a-z]{0,8}(no|nr|num|number|nummer|id|n)?[^0-9a-z]{0,12}${digits}([^a-z]*[0-9])?([^0-9a-z]{1,6}(and|or|und|oder|et|y|e)[^0-9a-z]{1,6}${digits}([^a-z]*[0-9])?)*`;

/** So many characters before the number of an address tell enough, and fewer than the second too little. */
const addressTail = 40;
const leastTail = 4;

/** What to search for. */
export function candidatePatterns(rules: MentionRules): CandidatePatterns {
  const named = new Set(rules.desks.flatMap(desk => desk.prefixes.filter(isPrefix).map(each => each.toUpperCase())));
  // Of two that begin alike the longer one first, as the mentions are found.
  const prefixes = [...named].toSorted((one, other) => other.length - one.length);
  const addresses = rules.desks.flatMap(desk => desk.addresses.flatMap(each => addressHead(each) ?? []));
  const own = rules.desks.flatMap(desk => desk.patterns.flatMap(ownPattern));
  const numbered = [
    ...(rules.bare ? [`#${digits}`, word] : []),
    ...(prefixes.length > 0
      ? [`(${prefixes.map(each => literal(each) + (endsWord(each) ? '-' : '-?')).join('|')})${digits}`]
      : []),
    ...new Set(addresses.flatMap(({ head, whole }) => (whole ? `${literal(head)}${digits}` : []))),
  ];
  const others = new Set([...own, ...addresses.flatMap(({ head, whole }) => (whole ? [] : literal(head)))]);
  return {
    numbered: numbered.length > 0 ? numbered.join('|') : undefined,
    others: others.size > 0 ? [...others].join('|') : undefined,
  };
}

/** What can be used of the settings; an expression of which nothing is known for certain has a digit at least. */
function ownPattern(source: string): readonly string[] {
  const read = readOwnPattern(source);
  return read.ok ? [fragmentOf(read.program.tree) ?? '[0-9]'] : [];
}

/** What stands before the number, as far as it tells anything and is said alike: not the scheme, nor what is filled in. */
function addressHead(template: string): { readonly head: string; readonly whole: boolean } | undefined {
  const parts = addressParts(template);
  if (!parts) return undefined;
  const before = parts.slice(0, parts.indexOf('{number}')).filter(part => part !== '{id}');
  const heads = before.map(part => part.replace(/^https?:/i, ''));
  const last = heads.at(-1) ?? '';
  const whole = parts[parts.indexOf('{number}') - 1] !== '{id}' && last.length >= leastTail;
  const head = whole ? last : heads.toSorted((a, b) => b.length - a.length)[0];
  return head ? { head: head.slice(-addressTail), whole } : undefined;
}

/** What a file may mention. */
export interface Candidates {
  /** Without zeros before them; in no order. */
  readonly numbers: readonly number[];
  /** It is to be read whatever number is asked for. */
  readonly others: boolean;
}

const few = 16;

/** Gathers what is found in one file. */
export class CandidateSet {
  readonly #numbers: number[] = [];
  #set: Set<number> | undefined;
  #others = false;

  add(match: string): void {
    // `Tickets 12 and 13`; a prefix may have digits, too, and so may an address.
    if (/^ticket/i.test(match)) for (const number of match.match(/[0-9]+/g) ?? []) this.#number(Number(number));
    else this.#number(Number(/[0-9]+$/.exec(match)?.[0]));
  }

  addOther(): void {
    this.#others = true;
  }

  #number(number: number): void {
    if (this.#numbers.length < few ? !this.#numbers.includes(number) : !this.#many().has(number)) {
      this.#numbers.push(number);
      this.#set?.add(number);
    }
  }

  /** Most files have one or two. */
  #many(): Set<number> {
    this.#set ??= new Set(this.#numbers);
    return this.#set;
  }

  get(): Candidates | undefined {
    if (this.#numbers.length === 0 && !this.#others) return undefined;
    return { numbers: this.#numbers, others: this.#others };
  }
}

/** Finds candidates in a text, as searching its file does. */
export function candidateReader({ numbered, others }: CandidatePatterns): (text: string) => Candidates | undefined {
  const numbers = numbered === undefined ? undefined : new RegExp(numbered, 'gi');
  const other = others === undefined ? undefined : new RegExp(others, 'i');
  return text => {
    const set = new CandidateSet();
    if (numbers) for (const [match] of text.matchAll(numbers)) set.add(match);
    if (other?.test(text)) set.addOther();
    return set.get();
  };
}

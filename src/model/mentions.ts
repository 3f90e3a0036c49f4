import type { Mention, MentionRules, TextSpan } from './mention.ts';
import { isWordBefore, mayBeHash, mayBeNumber } from './mentionContext.ts';
import { type Finder, finderOf } from './mentionFinder.ts';
import { runOwnPattern } from './ownPatternRun.ts';

/** Steps that own patterns may take in one text, all together: two tenths of a second. */
const mostSteps = 4_000_000;

/**
 * The tickets that a text names, in order and apart from each other. Time grows with the text's length.
 * @param spans where mentions count, in order, such as `proseOf` gives; absent: everywhere. What stands around a span is
 *   looked at: `#12` in a web address of another system is none.
 */
export function findMentions(text: string, rules: MentionRules, spans?: readonly TextSpan[]): readonly Mention[] {
  const finder = finderOf(rules);
  const kinds = [owned(text, finder), addressed(text, finder), prefixed(text, finder)];
  if (rules.bare) kinds.push(worded(text), hashed(text));
  const outside = kinds.slice(2).some(found => found.length > 0) ? webAddresses(text) : [];
  let mentions: Mention[] = [];
  for (const [kind, found] of kinds.entries()) {
    const counted = spans ? found.filter(within(spans)) : found;
    mentions = merged(mentions, kind < 2 ? counted : counted.filter(not(within(outside))));
  }
  return mentions;
}

function owned(text: string, { own }: Finder): Mention[] {
  let steps = mostSteps;
  let found: Mention[] = [];
  for (const { program, deskId } of own) {
    const run = runOwnPattern(program, text, steps);
    steps = run.stepsLeft;
    found = merged(
      found,
      run.matches.map(({ start, end, number }) => mention(start, end, number, 'own', deskId)),
    );
  }
  return found;
}

function addressed(text: string, { addresses }: Finder): Mention[] {
  let found: Mention[] = [];
  for (const { pattern, deskId } of addresses) {
    const here: Mention[] = [];
    for (const match of text.matchAll(pattern)) {
      if (isWordBefore(text, match.index)) continue;
      const whole = match[0].replace(/[.,;:!?*_~]{1,9}$/, '');
      const least = match.index + match[0].length - (match[2]?.length ?? 0);
      here.push(mention(match.index, Math.max(least, match.index + whole.length), match[1] ?? '', 'address', deskId));
    }
    found = merged(found, here);
  }
  return found;
}

function prefixed(text: string, { prefixes, deskOf }: Finder): Mention[] {
  const found: Mention[] = [];
  if (!prefixes) return found;
  prefixes.lastIndex = 0;
  for (let match = prefixes.exec(text); match; match = prefixes.exec(text)) {
    const [whole, prefix = '', number = ''] = match;
    const end = match.index + whole.length;
    if (text[match.index - 1] === '-' || isWordBefore(text, match.index) || !mayBeNumber(text, end)) {
      // Another prefix may begin within this one.
      prefixes.lastIndex = match.index + 1;
      continue;
    }
    found.push(mention(match.index, end, number, 'prefix', deskOf(prefix)));
  }
  return found;
}

const zeros = '0{0,9}';
const digits = '([1-9]\\d{0,8})';
const words = new RegExp(
  'ticket(s?)' +
    '((?:[ \\t\\u00a0_-]{0,2}(?:no|nr|num|number|nummer|id|n[°º])(?![a-z])\\.?)?)' +
    `([ \\t\\u00a0]{0,2}(?:[:=-][ \\t\\u00a0]{0,2})?\\(?#?)${zeros}${digits}(?![\\da-z_])`,
  'gi',
);
const further = new RegExp(
  `[ \\t]{0,2}(?:(?:[,;&+]|,?[ \\t]{1,2}(?:and|or|und|oder|et|y|e))[ \\t]{1,2})(#?)${zeros}${digits}(?![\\da-z_])`,
  'iy',
);

function worded(text: string): Mention[] {
  const found: Mention[] = [];
  words.lastIndex = 0;
  for (let match = words.exec(text); match; match = words.exec(text)) {
    const [whole, plural = '', marker = '', between = '', number = ''] = match;
    const end = match.index + whole.length;
    if (between === '' || '/.$'.includes(text[match.index - 1] ?? ' ') || isWordBefore(text, match.index)) continue;
    // `3 tickets 12` and `ticket 2` number something else more often than not.
    const marked = marker !== '' || between.includes('#');
    if (!marked && (number.length === 1 || between.includes('('))) continue;
    if (!mayBeNumber(text, end, !marked)) continue;
    found.push(mention(match.index, end, number, 'word'));
    if (plural === '') continue;
    for (let from = end; ; from = further.lastIndex) {
      further.lastIndex = from;
      const next = further.exec(text);
      const [, hash = '', other = ''] = next ?? [];
      if (!next || (other.length === 1 && hash === '') || !mayBeNumber(text, further.lastIndex, hash === '')) break;
      const start = text.lastIndexOf(other, further.lastIndex);
      found.push(mention(hash === '' ? start : text.lastIndexOf('#', start), further.lastIndex, other, 'word'));
      words.lastIndex = further.lastIndex;
    }
  }
  return found;
}

const hashes = /#([1-9]\d{0,8})/g;

function hashed(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(hashes)) {
    const end = match.index + match[0].length;
    const number = match[1] ?? '';
    if (mayBeHash(text, match.index, number) && mayBeNumber(text, end))
      found.push(mention(match.index, end, number, 'hash'));
  }
  return found;
}

/** Web addresses of any kind: what looks like a ticket in them is another system's. */
function webAddresses(text: string): TextSpan[] {
  const found: TextSpan[] = [];
  for (const { index, 0: rest } of text.matchAll(/:\/\/[^\s<>"'`)\]\u3000-\u303f\uff00-\uffef]*/g)) {
    found.push({ start: index, end: index + rest.length });
  }
  return found;
}

function mention(start: number, end: number, number: string, how: Mention['how'], deskId?: string): Mention {
  return { start, end, number, how, ...(deskId === undefined ? {} : { deskId }) };
}

/** Whether a span lies in one of those that are in order; to be asked in order too. */
function within(spans: readonly TextSpan[]): (one: TextSpan) => boolean {
  let index = 0;
  return ({ start, end }) => {
    while ((spans[index]?.end ?? Number.POSITIVE_INFINITY) <= start) index++;
    const span = spans[index];
    return span !== undefined && span.start <= start && end <= span.end;
  };
}

function not(test: (one: TextSpan) => boolean): (one: TextSpan) => boolean {
  return one => !test(one);
}

/** Both in order; of those that overlap, the ones of `first`. */
function merged(first: readonly Mention[], second: readonly Mention[]): Mention[] {
  if (first.length === 0) return [...second];
  const all: Mention[] = [];
  let index = 0;
  for (const each of second) {
    for (let next = first[index]; next && next.end <= each.start; next = first[++index]) all.push(next);
    const here = first[index];
    if (!here || here.start >= each.end) all.push(each);
  }
  return all.concat(first.slice(index));
}

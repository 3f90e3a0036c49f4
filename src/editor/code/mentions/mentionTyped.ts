import type * as vscode from 'vscode';
import { proseOf } from '../../../model/codeSpans.ts';
import type { MentionRules, TextSpan } from '../../../model/mention.ts';
import { endsWord, literal } from '../../../model/mentionFinder.ts';
import { findMentions } from '../../../model/mentions.ts';
import { isTooLong } from '../documentMentions.ts';

/** A mention that is being typed. Offsets are UTF-16 units. */
export interface TypedMention {
  /** Where `#` or the prefix begins. */
  readonly start: number;
  /** Up to where somebody typed. */
  readonly end: number;
  /** What stands before the number, as it is typed. */
  readonly lead: string;
  /** What is searched: digits, or words. */
  readonly words: string;
  /** Only this desk's tickets are meant. */
  readonly deskId?: string;
  /** Whether a number in its place would be a mention. */
  fits(number: string): boolean;
}

/** Characters of a line that are looked at, and around a place where a mention is tried. */
const lookedAt = 100;
const around = 400;

const schemesOfProse = new Set(['vscode-scm']);
/** Where `#` alone begins a heading, or a comment. */
const headed = new Set(['markdown', 'mdx', 'quarto', 'rmd', 'git-commit']);

/**
 * The mention that is being typed before a position, where people write: in comments, Markdown, plain text and commit
 * messages.
 * @param asked whether the user asked for suggestions: then also in strings, which often hold colours and channels
 */
export function typedMention(
  document: vscode.TextDocument,
  position: vscode.Position,
  rules: MentionRules,
  asked: boolean,
): TypedMention | undefined {
  const from = Math.max(0, position.character - lookedAt);
  const line = document.lineAt(position.line).text;
  const typed = leadIn(line.slice(from, position.character), rules);
  if (!typed) return undefined;
  const { lead, words, deskId } = typed;
  const end = document.offsetAt(position);
  const start = end - lead.length - words.length;
  const before = line.slice(0, position.character - lead.length - words.length);
  const begins = lead === '#' && words === '' && before.trim() === '' && headed.has(document.languageId);
  if (begins && !asked) return undefined;
  if (isTooLong(document)) return undefined;
  const text = document.getText();
  const span = spanAt(document, text, start, end);
  if (!span || (!asked && lead === '#' && isString(text, span))) return undefined;
  const everywhere = rules.places === 'everywhere';
  const fits = (number: string) => {
    const lower = Math.max(0, start - around);
    const shown = text.slice(lower, start) + lead + number + text.slice(end, end + around);
    const at = start - lower;
    const until = at + lead.length + number.length;
    const spanned = { start: Math.max(0, span.start - lower), end: span.end - lower - (end - start) + (until - at) };
    return findMentions(shown, rules, everywhere ? undefined : [spanned]).some(
      each => each.start <= at && each.end === until && each.number === number && each.deskId === deskId,
    );
  };
  return { start, end, lead, words, ...(deskId === undefined ? {} : { deskId }), fits };
}

/** Characters after which suggestions are asked for: the last ones of what stands before numbers. None without a desk. */
export function leadEnds({ bare, desks }: MentionRules): string[] {
  if (desks.length === 0) return [];
  const prefixes = desks.flatMap(desk => desk.prefixes);
  const ends = prefixes.map(prefix => (endsWord(prefix) ? '-' : prefix.slice(-1)));
  return [...new Set([...(bare ? ['#'] : []), ...ends])];
}

function leadIn(
  line: string,
  rules: MentionRules,
): { readonly lead: string; readonly words: string; readonly deskId?: string } | undefined {
  for (const { lead, deskId } of leads(rules)) {
    const found = new RegExp(`(?<![\\p{L}\\p{N}_-])(${lead})([\\p{L}\\p{N}_-]{0,60})$`, 'iu').exec(line);
    const [, typed = '', words = ''] = found ?? [];
    if (found) return { lead: typed, words, ...(deskId === undefined ? {} : { deskId }) };
  }
  const [, words] = (rules.bare && /(?<![#\w&/])#([\p{L}\p{N}_-]{0,60})$/u.exec(line)) || [];
  return words === undefined ? undefined : { lead: '#', words };
}

/** By what stands before numbers; of which desk, unless several have it. The longest first. */
function leads({ desks }: MentionRules): { readonly lead: string; readonly deskId?: string }[] {
  const of = new Map<string, string | undefined>();
  for (const { deskId, prefixes } of desks) {
    for (const prefix of new Set(prefixes.map(each => each.toUpperCase())))
      of.set(prefix, of.has(prefix) ? undefined : deskId);
  }
  return [...of]
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([prefix, deskId]) => ({
      lead: literal(prefix) + (endsWord(prefix) ? '-' : '-?'),
      ...(deskId === undefined ? {} : { deskId }),
    }));
}

function spanAt(document: vscode.TextDocument, text: string, start: number, end: number): TextSpan | undefined {
  if (schemesOfProse.has(document.uri.scheme)) return { start: 0, end: text.length };
  return proseOf(text, document.languageId).find(span => span.start <= start && end <= span.end);
}

/** Of a comment the mark before it is none of a string. What people write between three quotes is read like a comment. */
function isString(text: string, { start }: TextSpan): boolean {
  const mark = text.charAt(start - 1);
  return start > 0 && ['"', "'", '`'].includes(mark) && !text.endsWith(mark.repeat(3), start);
}

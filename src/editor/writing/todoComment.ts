/** A comment with one of the keywords. */
export interface FoundTodo {
  /** Zero-based. */
  readonly line: number;
  readonly keyword: string;
  /** What stands behind the keyword. */
  readonly words: string;
}

/** What begins a comment in the languages that there are, or continues one. */
const opener = String.raw`(?:\/\/+!?|\/\*+|^\s*\*+|#+|--+|;+|%+|<!--|\{-|\(\*|"""|'''|^\s*'|\b[Rr][Ee][Mm]\b|^\s*)`;

/** Longer lines are made by machines, and take long to look through. */
const longestLine = 2_000;

/** The comment with a keyword in a line; nothing when it has none, or names a ticket already. */
export function todoIn(text: string, line: number, keywords: readonly string[]): FoundTodo | undefined {
  const found = commentWith(text, keywords);
  // Keywords are as they are written: `todo` may be the name of a thing.
  const keyword = keywords.find(each => each === found?.[1]);
  if (!found || keyword === undefined) return undefined;
  const [, , between = '', rest = ''] = found;
  if (/#\d/.test(between) || /^\s*#\d/.test(rest)) return undefined;
  const words = rest.replace(/\s*(?:\*+\/|-->|-\}|\*\)|"""|''')\s*$/, '').trim();
  return { line, keyword, words };
}

/** The keyword of a comment, whether it names a ticket or not. */
export function keywordIn(text: string, keywords: readonly string[]): string | undefined {
  return commentWith(text, keywords)?.[1];
}

/** Where in the line the ticket's number goes: behind the comment's keyword, and behind a name in brackets that follows it. */
export function numberAt(text: string, keyword: string): number | undefined {
  const found = commentWith(text, [keyword]);
  const end = found?.indices?.[1]?.[1];
  return end === undefined ? undefined : end + (/^\([^)]*\)/.exec(text.slice(end))?.[0].length ?? 0);
}

/** Whether a desk's number may stand in code: with a line's end or the end of a comment in it, it would be code itself. */
export function isPlainNumber(number: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,49}$/u.test(number);
}

/**
 * Which line a comment is in now, when lines may have come or gone above it: where it was, else the only one with the same
 * words. Of several elsewhere none is meant for sure.
 */
export function lineMeant(lines: readonly string[], line: number, text: string): number | undefined {
  if (lines[line] === text) return line;
  const at = lines.indexOf(text);
  return at >= 0 && lines.lastIndexOf(text) === at ? at : undefined;
}

function commentWith(text: string, keywords: readonly string[]): RegExpExecArray | undefined {
  if (keywords.length === 0 || text.length > longestLine) return undefined;
  const behind = String.raw`(?![\p{L}\p{N}_])((?:\([^)]*\))?\s*:?\s*)(.*)$`;
  return new RegExp(`${opener}[\\s*]*(${keywords.join('|')})${behind}`, 'du').exec(text) ?? undefined;
}

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

/** The comment with a keyword in a line; nothing when it has none, or names a ticket already. */
export function todoIn(text: string, line: number, keywords: readonly string[]): FoundTodo | undefined {
  const [first] = keywords;
  if (first === undefined) return undefined;
  const found = new RegExp(
    `${opener}[\\s*]*(${keywords.join('|')})(?![\\p{L}\\p{N}_])((?:\\([^)]*\\))?\\s*:?\\s*)(.*)$`,
    'u',
  ).exec(text);
  // Keywords are as they are written: `todo` may be the name of a thing.
  const keyword = keywords.find(each => each === found?.[1]);
  if (!found || keyword === undefined) return undefined;
  const [, , between = '', rest = ''] = found;
  if (/#\d/.test(between) || /^\s*#\d/.test(rest)) return undefined;
  const words = rest.replace(/\s*(?:\*+\/|-->|-\}|\*\)|"""|''')\s*$/, '').trim();
  return { line, keyword, words };
}

/** Where in the line the ticket's number goes: behind the keyword, and behind a name in brackets that follows it. */
export function numberAt(text: string, keyword: string): number | undefined {
  const found = new RegExp(`(?<![\\p{L}\\p{N}_])${keyword}(?![\\p{L}\\p{N}_])(?:\\([^)]*\\))?`, 'u').exec(text);
  return found ? found.index + found[0].length : undefined;
}

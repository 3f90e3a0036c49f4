import type { Anchor } from './anchors.ts';
import { beforeBlanks } from './anchors.ts';

/** Longest path that is looked for. */
const longest = 400;
/** Longest part of a path in brackets: `(shop)`, `[slug]`. */
const longestBracket = 64;
const stops = new Set(' \t\n\r\u00a0"\'`“”‘’„«»<>|,;({[（，。、；：「」【】');
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '”': '“”„',
  '’': '‘’',
  '»': '«',
  '`': '`',
  '“': '„“',
};
const root = /^(?:[A-Za-z]:[\\/]|\/|\\\\|[a-z][\w+.-]*:\/\/|\.{1,2}[\\/]|~[\\/])/i;
const prepositions = /(?:^|[\s,(])(?:on|at|in|auf|bei|à|en|na|em|alla|в|на)$/i;

/** Where a path is written in a text. */
export interface Written {
  readonly start: number;
  readonly end: number;
}

/**
 * The path that an anchor's line is of. Nothing is looked at before `floor` (the line's beginning, or the end of the last
 * path found), nor further away than a path is long.
 */
export function writtenBefore(text: string, anchor: Anchor, floor: number): Written | undefined {
  const low = Math.max(floor, anchor.start - longest);
  if (anchor.kind === 'said') return saidBefore(text, anchor.start, low);
  const end = anchor.start;
  if (anchor.kind === 'colon' && text[end - 1] === '`') return quotedBefore(text, end - 1, low);
  if (anchor.kind === 'colon' && text[anchor.end] === ')') {
    const open = openParen(text, end, low);
    if (open !== undefined && isSpaced(text.slice(open + 1, end))) return { start: open + 1, end };
  }
  // `file.ext (12)` and `file.ext:12` only, with nothing between.
  if (end <= low || stops.has(text.charAt(end - 1))) return undefined;
  const start = bareStart(text, end, low);
  const further = spacedStart(text, start, end, low, anchor.kind === 'word');
  // Markdown: `_src/a.ts:3_`.
  const marked = text[anchor.end] === '_' && text[further] === '_' ? 1 : 0;
  return { start: further + marked, end };
}

/** The path behind `line 12 of`. */
export function writtenAfter(text: string, from: number): Written | undefined {
  const high = Math.min(text.length, from + longest);
  let end = from;
  while (end < high && !stops.has(text.charAt(end)) && !(text.charAt(end) in closers)) end++;
  while (end > from && /[.:!?*]/.test(text.charAt(end - 1))) end--;
  return end > from ? { start: from, end } : undefined;
}

function saidBefore(text: string, word: number, low: number): Written | undefined {
  let end = beforeBlanks(text, word);
  const words = prepositions.exec(text.slice(Math.max(low, end - 6), end));
  if (words) end = beforeBlanks(text, end - words[0].replace(/^[\s,(]/, '').length);
  if (/[,:(–-]/.test(text.charAt(end - 1))) end = beforeBlanks(text, end - 1);
  if (end <= low) return undefined;
  // A broken line: the path stands on the line before, which the floor does not know.
  if (text.charAt(end - 1) in quotes) return quotedBefore(text, end - 1, low);
  if (stops.has(text.charAt(end - 1)) || end === word) return undefined;
  const start = bareStart(text, end, low);
  return { start: spacedStart(text, start, end, low, false), end };
}

function quotedBefore(text: string, close: number, low: number): Written | undefined {
  const opening = quotes[text.charAt(close)] ?? '"';
  for (let at = close - 1; at >= low; at--) {
    const one = text.charAt(at);
    if (one === '\n') return undefined;
    // Within JSON, the quotation marks are escaped.
    if (opening.includes(one)) return { start: at + 1, end: text[close - 1] === '\\' ? close - 1 : close };
  }
  return undefined;
}

function openParen(text: string, end: number, low: number): number | undefined {
  let depth = 0;
  for (let at = end - 1; at >= low; at--) {
    const one = text[at];
    if (one === '\n') return undefined;
    if (one === ')') depth++;
    else if (one === '(' && depth-- === 0) return at;
  }
  return undefined;
}

/** A path with blanks in it, as it stands in parentheses. */
function isSpaced(path: string): boolean {
  return /[ \u00a0]/.test(path) && root.test(path) && !/[,;:'"] | (?:at|in|on) /.test(path);
}

/** Back over what a path without blanks is made of; brackets only in pairs. */
function bareStart(text: string, end: number, low: number): number {
  const open: number[] = [];
  let at = end;
  for (; at > low; at--) {
    const one = text.charAt(at - 1);
    if (open[0] !== undefined && open[0] - at > longestBracket) break;
    if (one in closers) {
      open.push(at);
      continue;
    }
    if (one === '(' || one === '[' || one === '{') {
      const closed = open.at(-1);
      if (closed === undefined || closers[text.charAt(closed - 1)] !== one) break;
      open.pop();
    } else if (stops.has(one)) break;
  }
  // What closes here and was opened before is no part of the path.
  const start = open[0] ?? at;
  return start + partsBefore(text.slice(start, end));
}

/** How much of a word stands before the path: `call@http://…`, `ERROR:src/a.ts`, `file=a.ts`. */
function partsBefore(all: string): number {
  // Within JSON, where a line ends and the next is indented.
  const escaped = all.lastIndexOf('\\n\\t');
  const from = escaped < 0 ? 0 : escaped + 4;
  return from + wordBefore(all.slice(from));
}

function wordBefore(word: string): number {
  const scheme = /(?:^|[^a-z])((?:[a-z][a-z0-9+.-]{1,30}:\/\/|node:|ext:))/i.exec(word);
  if (scheme) return word.indexOf(scheme[1] ?? '', scheme.index);
  const called = /^[\p{L}\p{N}$_.*/<>[\] -]*@(?=\/|[A-Za-z]:[\\/])/u.exec(word);
  if (called && called[0].length > 1) return called[0].length;
  const drive = /(?:^|[^A-Za-z])([A-Za-z]:[\\/])/.exec(word);
  if (drive) return word.indexOf(drive[1] ?? '', drive.index);
  // The module that a class is in: `java.base@17.0.9/Object.java`.
  const module = /^[\w.]+@[\w.+-]+\/(?=[^/]+\.(?:java|kt)$)/.exec(word);
  if (module) return module[0].length;
  const query = word.indexOf('?');
  const plain = query < 0 ? word : word.slice(0, query);
  const cut = Math.max(plain.lastIndexOf(':'), plain.lastIndexOf('='), plain.lastIndexOf('!')) + 1;
  const marks = /^[*#~!]+(?![\\/])/.exec(plain.slice(cut))?.[0].length ?? 0;
  return cut + marks;
}

/** A path with blanks: from the drive or root that the words before it have. */
function spacedStart(text: string, start: number, end: number, low: number, always: boolean): number {
  if (
    start <= low ||
    (!/[ \u00a0]/.test(text.charAt(start - 1)) && start > low) ||
    root.test(text.slice(start, start + 40))
  )
    return start;
  const left = text.slice(low, start);
  const line = left.slice(left.lastIndexOf('\n') + 1);
  const shift = start - line.length;
  const inSeparated = always || /[\\/]/.test(text.slice(start, end));
  if (!inSeparated) return start;
  const drive = line.search(/(?<![A-Za-z])[A-Za-z]:[\\/][^:"<>|*?,;]*$/);
  if (drive >= 0) return shift + drive;
  const unix = always
    ? /\) \S{1,8} (?=\/[^:"<>|*?,;]*$)/u.exec(line)
    : /\b(?:at|at async) (?=\/[^:"<>|*?,;()]*$)/.exec(line);
  return unix ? shift + unix.index + unix[0].length : start;
}

import type { TextSpan } from './mention.ts';

/** What a walk through source text knows. Rules move it on. */
export interface Scan {
  readonly text: string;
  /** Where the walk ends; a rule may bring it nearer. */
  end: number;
  readonly spans: TextSpan[];
  /** Open braces within each template's `${…}`, innermost last. */
  readonly braces: number[];
  /** Here-documents whose bodies begin with the next line. */
  readonly heredocs: Heredoc[];
  readonly memory: ScanMemory;
  /** Up to here a slash begins no regular expression. */
  noRegexBefore: number;
  /** Where the last comment ended, and the last character of code before it. */
  commentEnd: number;
  codeBeforeComment: number;
  /** Of a text that is prose but for the marks of its comments: where the prose began. */
  proseFrom: number;
}

/** What was looked for in vain up to the end of the text, so that it is not looked for again and again. */
export interface ScanMemory {
  /** Rules whose text does not close any more. */
  readonly unclosed: Set<unknown>;
  /** Here-documents without an end. */
  missing: number;
}

export function newMemory(): ScanMemory {
  return { unclosed: new Set(), missing: 0 };
}

interface Heredoc {
  readonly word: string;
  readonly indented: boolean;
}

/** Reads what begins at `at`: gives the offset behind it, or `at` when it is not what the rule is for. */
export type Rule = (scan: Scan, at: number) => number;

/** How source text of similar languages is cut into code, comments and strings. */
export interface Family {
  /** By the code of the first character. */
  readonly rules: readonly (readonly Rule[] | undefined)[];
  /** All is prose; the rules only cut out what marks a comment. */
  readonly whole: boolean;
}

/** A family of rules, each with the characters that it can begin with; the first that fits is taken. */
export function family(entries: readonly (readonly [first: string, rule: Rule])[], whole = false): Family {
  const rules: (Rule[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const [first, rule] of entries) {
    for (const character of first) {
      const code = character.charCodeAt(0);
      const there = rules[code];
      if (there) there.push(rule);
      else rules[code] = [rule];
    }
  }
  return { rules, whole };
}

/** Adds the comments and strings between two offsets; gives the offset at which it ended. Time grows with the length. */
export function scanCode(
  text: string,
  start: number,
  end: number,
  { rules, whole }: Family,
  spans: TextSpan[],
  memory = newMemory(),
): number {
  const scan: Scan = {
    text,
    end,
    spans,
    braces: [],
    heredocs: [],
    memory,
    noRegexBefore: start,
    commentEnd: -1,
    codeBeforeComment: -1,
    proseFrom: start,
  };
  let at = start;
  while (at < scan.end) {
    const code = text.charCodeAt(at);
    const here = code < 128 ? rules[code] : undefined;
    if (here === undefined) {
      at++;
      continue;
    }
    let next = at;
    for (const rule of here) {
      next = rule(scan, at);
      if (next > at) break;
    }
    at = next > at ? next : at + 1;
  }
  if (whole) addSpan(scan, scan.proseFrom, scan.end);
  return Math.min(at, scan.end);
}

/** Adds a span, where there is anything in it. */
export function addSpan(scan: Pick<Scan, 'spans' | 'end'>, start: number, end: number): void {
  const last = Math.min(end, scan.end);
  if (last > start) scan.spans.push({ start, end: last });
}

export function lineEnd({ text, end }: Pick<Scan, 'text' | 'end'>, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 || found > end ? end : found;
}

/** Whether only blanks stand before it in its line. Looks at most 200 characters back. */
export function beginsLine({ text }: Pick<Scan, 'text'>, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 200); before--) {
    const code = text.charCodeAt(before);
    if (code === 10 || code === 13) return true;
    if (code !== 32 && code !== 9 && code !== 0xfeff) return false;
  }
  return at <= 200;
}

export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

export function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

/** The last character of code before `at`, blanks and the comments just before it passed over; -1 at the start. */
export function codeBefore(scan: Scan, at: number): number {
  let before = at - 1;
  while (before >= 0 && isBlank(scan.text.charCodeAt(before))) {
    if (before < scan.commentEnd) break;
    before--;
  }
  return before < scan.commentEnd ? scan.codeBeforeComment : before;
}

function passComment(scan: Scan, at: number, end: number): number {
  scan.codeBeforeComment = codeBefore(scan, at);
  scan.commentEnd = end;
  return end;
}

/** A comment up to the end of its line. */
export function lineComment(open: string, condition?: (scan: Scan, at: number) => boolean): Rule {
  return (scan, at) => {
    if (!scan.text.startsWith(open, at) || condition?.(scan, at) === false) return at;
    const end = lineEnd(scan, at);
    addSpan(scan, at + open.length, end);
    return passComment(scan, at, end);
  };
}

/** What marks a comment in a text that is prose but for that: the mark is cut out. */
export function cutMark(mark: string, condition: (scan: Scan, at: number) => boolean): Rule {
  return (scan, at) => {
    if (!scan.text.startsWith(mark, at) || !condition(scan, at)) return at;
    addSpan(scan, scan.proseFrom, at);
    scan.proseFrom = at + mark.length;
    return lineEnd(scan, at);
  };
}

/** A comment up to its closing mark, else to the end of the text. */
export function blockComment(open: string, close: string, condition?: (scan: Scan, at: number) => boolean): Rule {
  return (scan, at) => {
    if (!scan.text.startsWith(open, at) || condition?.(scan, at) === false) return at;
    const from = at + open.length;
    const found = scan.text.indexOf(close, from);
    const closed = found !== -1 && found + close.length <= scan.end;
    addSpan(scan, from, closed ? found : scan.end);
    return passComment(scan, at, closed ? found + close.length : scan.end);
  };
}

/** The same with comments in comments. */
export function nestedComment(open: string, close: string): Rule {
  const marks = new RegExp(`${escaped(open)}|${escaped(close)}`, 'g');
  return (scan, at) => {
    if (!scan.text.startsWith(open, at)) return at;
    marks.lastIndex = at + open.length;
    let depth = 1;
    let inner = scan.end;
    let end = scan.end;
    for (let mark = marks.exec(scan.text); mark && mark.index < scan.end; mark = marks.exec(scan.text)) {
      depth += mark[0] === open ? 1 : -1;
      if (depth > 0) continue;
      inner = mark.index;
      end = marks.lastIndex;
      break;
    }
    addSpan(scan, at + open.length, inner);
    return passComment(scan, at, end);
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** How a string is written. */
export interface Quoting {
  /** What makes the next character one of the text. */
  readonly escape?: string;
  /** The quote twice is one of the text. */
  readonly doubled?: boolean;
  /** It may go over several lines. */
  readonly lines?: boolean;
  readonly condition?: (scan: Scan, at: number) => boolean;
  /** It is read but is no prose. */
  readonly silent?: boolean;
}

/** A string between two marks that are the same, of one character or several. */
export function quoted(quote: string, how: Quoting = { escape: '\\' }): Rule {
  const first = quote.charCodeAt(0);
  const escaping = how.escape?.charCodeAt(0) ?? -1;
  const rule: Rule = (scan, at) => {
    if (!scan.text.startsWith(quote, at) || how.condition?.(scan, at) === false) return at;
    const { text, end } = scan;
    const from = at + quote.length;
    const lines = how.lines === true && !scan.memory.unclosed.has(rule);
    let next = from;
    for (; next < end; next++) {
      const code = text.charCodeAt(next);
      if (code === escaping) next += text.startsWith('\r\n', next + 1) ? 2 : 1;
      else if (code === 10 && !lines) break;
      else if (code === first && text.startsWith(quote, next)) {
        if (how.doubled && text.startsWith(quote, next + quote.length)) next += 2 * quote.length - 1;
        else {
          if (!how.silent) addSpan(scan, from, next);
          return next + quote.length;
        }
      }
    }
    // What does not close was probably no string: it ends with its line.
    if (lines) scan.memory.unclosed.add(rule);
    const stop = lines ? lineEnd(scan, from) : Math.min(next, end);
    if (!how.silent) addSpan(scan, from, stop);
    return Math.max(stop, at + 1);
  };
  return rule;
}

/** Text that goes up to a closing mark known only when it begins; to the end of the text where that is not there. */
export function upTo(scan: Scan, from: number, close: string): number {
  const found = scan.text.indexOf(close, from);
  const closed = found !== -1 && found + close.length <= scan.end;
  addSpan(scan, from, closed ? found : scan.end);
  return closed ? found + close.length : scan.end;
}

/** Begins a here-document; its body is read with the next line. */
export function heredocMark(pattern: RegExp): Rule {
  const sticky = new RegExp(pattern.source, 'y');
  return (scan, at) => {
    sticky.lastIndex = at;
    const mark = sticky.exec(scan.text);
    const word = mark?.groups?.word ?? mark?.groups?.quotedWord;
    if (!mark || word === undefined || scan.memory.missing > 8) return at;
    scan.heredocs.push({ word, indented: mark.groups?.indent !== undefined });
    return sticky.lastIndex;
  };
}

/** Reads the bodies of the here-documents that the line began. */
export const heredocBodies: Rule = (scan, at) => {
  let next = at;
  for (const { word, indented } of scan.heredocs.splice(0)) {
    const body = next + 1;
    const end = heredocEnd(scan, body, word, indented);
    if (end === undefined) {
      scan.memory.missing++;
      continue;
    }
    addSpan(scan, body, end);
    next = lineEnd(scan, end);
  }
  return next;
};

function heredocEnd(scan: Scan, from: number, word: string, indented: boolean): number | undefined {
  if (scan.memory.missing > 8) return undefined;
  for (let line = from; line < scan.end; line = lineEnd(scan, line) + 1) {
    let start = line;
    while (indented && start < scan.end && (scan.text[start] === ' ' || scan.text[start] === '\t')) start++;
    const behind = start + word.length;
    if (scan.text.startsWith(word, start) && (behind >= scan.text.length || !isWord(scan.text.charCodeAt(behind)))) {
      return line;
    }
  }
  return undefined;
}

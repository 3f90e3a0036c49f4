import type { Frame, TraceLanguage } from '../../model/frame.ts';
import { type Anchor, anchorsIn } from './anchors.ts';
import { familyOf, isNoFile } from './fileKinds.ts';
import { spokenOf } from './spoken.ts';
import { type Piece, withTraces } from './traces.ts';
import { type Written, writtenAfter, writtenBefore } from './writtenPath.ts';

/** Frames of one text that are told; nobody reads more. */
const mostFrames = 5000;
/** Steps back in search of paths that are taken for each character of a text: more is no text that anyone reads. */
const effort = 12;
/** A line number stands right behind such an end, or behind a query. */
const fileEnd = /(?:\.[a-z][\w+]{0,9}|file|node:[\w/.-]+)[`"'”’»]?$/i;
/** How far around a frame is looked for what it says. */
const looked = 300;

/**
 * The files and lines that a text names, in order: frames of stack traces, diagnostics of compilers, and what people write.
 * Reads plain text as it is in tickets: indented, quoted, broken by mail programs, behind dates and levels of logs. Linear
 * in the text's length.
 */
export function findFrames(text: string): Frame[] {
  const pieces: Piece[] = [];
  const lines = new Marks(text, /\n/g);
  const queries = new Marks(text, /[?#]/g);
  let left = effort * text.length + 100_000;
  /** End of the last frame: what is before it is taken. */
  let taken = 0;
  for (const anchor of anchorsIn(text)) {
    if (anchor.start < taken && anchor.kind !== 'ahead') continue;
    if (isMore(text, anchor)) continue;
    const tight = anchor.kind !== 'said' && anchor.kind !== 'ahead';
    if (tight && !fileEnd.test(text.slice(Math.max(0, anchor.start - 64), anchor.start)) && !queries.near(anchor.start))
      continue;
    const written = place(text, anchor, Math.max(taken, lines.before(anchor.start) + 1), taken);
    left -= written ? written.end - written.start : 8;
    if (left < 0) break;
    if (!written) continue;
    const path = text.slice(written.start, written.end);
    const family = familyOf(path);
    if (!family || isNoFile(path, anchor.line, anchor.column) || !isPath(path)) continue;
    if (anchor.kind === 'paren' && !isLineInParens(text, anchor, path)) continue;
    if (anchor.kind === 'bare' && !/[(/]/.test(text.charAt(written.start - 1))) continue;
    const piece = pieceOf(text, anchor, written, family);
    // A file alone is a frame only where a trace says so.
    if (anchor.kind === 'bare' && piece.call === undefined) continue;
    pieces.push(piece);
    taken = Math.max(anchor.end, written.end);
    if (pieces.length === mostFrames) break;
  }
  return withTraces(text, pieces);
}

function place(text: string, anchor: Anchor, floor: number, taken: number): Written | undefined {
  if (anchor.kind === 'ahead') return anchor.end > taken ? writtenAfter(text, anchor.end) : undefined;
  // What is said may stand on the line below its path.
  return writtenBefore(text, anchor, anchor.kind === 'said' ? taken : floor);
}

/** Whether the digits go on as something else: `:8080/`, `:50%`, `:1.5`, `:12px`. */
function isMore(text: string, anchor: Anchor): boolean {
  if (anchor.kind === 'ahead' || anchor.kind === 'bare') return false;
  const next = text.charAt(anchor.end);
  if (anchor.kind === 'paren') return /[\w]/.test(next);
  if (next === '_') return /\w/.test(text.charAt(anchor.end + 1));
  if (/[A-Za-z0-9/\\%]/.test(next)) return next !== '\\' || !/^\\[nrt"]/.test(text.slice(anchor.end, anchor.end + 2));
  return next === '.' && /\d/.test(text.charAt(anchor.end + 1));
}

/** `sqrt.c(3)` is a manual's page and `chart.js(2)` a second download; `#0 /a/b.php(12):` and `a.cpp(12,3)` are lines. */
function isLineInParens(text: string, anchor: Anchor, path: string): boolean {
  if (anchor.column !== undefined || /[/\\]/.test(path)) return true;
  return /^ ?:/.test(text.slice(anchor.end, anchor.end + 2));
}

function isPath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file that anyone means has them in its name.
  return !/^[<.]*$|[\u0000-\u001f]/.test(path) && !path.startsWith('<');
}

function pieceOf(text: string, anchor: Anchor, written: Written, family: TraceLanguage): Piece {
  const { start } = written;
  const low = Math.max(0, start - looked);
  const from = low + text.slice(low, start).lastIndexOf('\n') + 1;
  const path = text.slice(written.start, written.end);
  const end = anchor.kind === 'ahead' ? written.end : anchor.end;
  let word = start;
  while (word > from && !/[\s(]/.test(text.charAt(word - 1))) word--;
  const aboveText =
    from > 1 && text[from - 1] === '\n' ? text.slice(Math.max(0, from - looked), from - 1).replace(/\r$/, '') : '';
  const until = text.slice(end, end + 240);
  const around = {
    before: text.slice(from, start),
    after: anchor.kind === 'said' ? until : until.replace(/[\r\n].*$/s, ''),
    above: aboveText.slice(aboveText.lastIndexOf('\n') + 1),
    joined: text.slice(word, start),
  };
  const { language, call } = spokenOf(family, anchor.kind, path, anchor.column, around);
  const broken = /[\r\n]/.test(text.slice(start, end));
  return {
    start: anchor.kind === 'ahead' && !/[\r\n]/.test(text.slice(anchor.start, start)) ? anchor.start : start,
    end: broken ? written.end : end + rangeAt(text, anchor),
    path,
    ...(anchor.line > 0 && { line: anchor.line }),
    ...(anchor.column !== undefined && { column: anchor.column }),
    ...(call !== undefined && { call }),
    language,
    family,
    alone: /^[\s>]*$/.test(around.before) && /^\s*$/.test(around.after),
  };
}

/** How long the rest of a range of lines is: of `lines 5-10`, `a.ts:5-10`, `#L5-L10` the part behind the 5. */
function rangeAt(text: string, { kind, column, end }: Anchor): number {
  if (column !== undefined || !['said', 'colon', 'hash'].includes(kind)) return 0;
  return /^[-–]L?\d{1,7}(?![\p{L}\p{N}_-])/u.exec(text.slice(end, end + 12))?.[0].length ?? 0;
}

/** Where the marks of a text are; asked for ever later places, so that the text is gone through once. */
class Marks {
  readonly #text: string;
  readonly #pattern: RegExp;
  #last = -1;
  #next: number;

  constructor(text: string, pattern: RegExp) {
    this.#text = text;
    this.#pattern = pattern;
    this.#next = this.#search();
  }

  /** The last mark before a place; -1 without any. */
  before(place: number): number {
    while (this.#next >= 0 && this.#next < place) {
      this.#last = this.#next;
      this.#next = this.#search();
    }
    return this.#last;
  }

  /** Whether a mark is as near before a place as a path may reach. */
  near(place: number): boolean {
    const last = this.before(place);
    return last >= 0 && place - last < 200;
  }

  #search(): number {
    return this.#pattern.exec(this.#text)?.index ?? -1;
  }
}

import type { Frame, TraceLanguage } from '../../model/frame.ts';

/** A frame whose trace is not told yet. */
export interface Piece extends Omit<Frame, 'trace'> {
  /** The language of its file. */
  readonly family: TraceLanguage;
  /** Nothing else stands on its line. */
  readonly alone: boolean;
}

/** Text between two frames of one trace is never longer than this. */
const longest = 3000;
/** Lines between two frames of one trace that no trace says: source code, a message. */
const strangers = 4;
/** Lines that hold a trace together. */
const goesOn =
  /^[\s>|]*(?:Caused by|Suppressed|Wrapped by|Verursacht durch|\[cause\]|\[previous|Next |Stack trace|\.{3} ?\d+|--- |---> |During handling|The above exception|at |in |from |by |\(\.\.\.|\.\.\.|\d+:|#\d+|\[internal|created by|\^|~|\{main\}|stack backtrace|note:)/;
const chained = /During handling of the above|The above exception was/;
/** Lines that begin a trace, whatever was before. */
const begins: Partial<Record<TraceLanguage, RegExp>> = {
  python: /Traceback \(most recent call last\)/,
  java: /^[ \t\u00a0>]*"[^"\n]{1,200}" (?:#\d+|daemon|prio=)/m,
  go: /goroutine \d+ \[|^[ \t\u00a0>]*panic: /m,
  cpp: /^[\s>]*Thread \d+|^==\d+==ERROR/m,
  rust: /thread '[^'\n]{0,80}' (?:\(\d+\) )?panicked/,
};
const head =
  /(?:^|[\s>|"])(?:Uncaught |Unhandled |Exception in thread )?(?:[\w$]+[.:\\]{1,2}){0,12}\w{0,80}(?:Error|Exception)\b(?::| \(|\r?$)/;
const notHead = /Caused by|Suppressed|\[cause\]|Next |--->|Wrapped by|\[previous/;

/** Frames with the number of their traces. Linear in the text's length. */
export function withTraces(text: string, pieces: readonly Piece[]): Frame[] {
  const frames: Frame[] = [];
  let trace = -1;
  pieces.forEach((piece, at) => {
    const last = pieces[at - 1];
    const language = languageOf(text, piece, pieces[at + 1]);
    const { family: _, alone: __, ...rest } = piece;
    const before = frames.at(-1);
    if (!last || !before || language === 'other' || before.language !== language || !isOne(text, last, piece, language))
      trace++;
    frames.push({ ...rest, language, trace });
  });
  return frames;
}

/** A place alone on its line, shortly before a trace of its language, is what that trace begins with (Node does so). */
function languageOf(text: string, piece: Piece, next: Piece | undefined): TraceLanguage {
  if (piece.language !== 'other' || piece.family === 'other' || !piece.alone) return piece.language;
  if (!next || next.language !== piece.family || next.start - piece.end > longest) return piece.language;
  const between = text.slice(piece.end, next.start).split('\n');
  return between.length <= 9 ? next.language : piece.language;
}

function isOne(text: string, last: Piece, piece: Piece, language: TraceLanguage): boolean {
  if (piece.start - last.end > longest) return false;
  const between = text.slice(last.end, piece.start);
  if (language === 'python' && chained.test(between)) return true;
  if (begins[language]?.test(between)) return false;
  const lines = between.split('\n');
  if (last.alone && last.language === 'other') return true;
  const heads = language === 'javascript' || language === 'python' || language === 'java' || language === 'csharp';
  if (heads && lines.slice(1).some(line => head.test(line.slice(0, 300)) && !notHead.test(line))) return false;
  // The first is the end of the frame before, the last the beginning of this one.
  const strange = lines.slice(1, -1).filter(line => line.trim().replace(/^>+/, '') !== '' && !goesOn.test(line));
  return strange.length <= strangers;
}

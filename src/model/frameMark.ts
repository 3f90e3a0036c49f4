/**
 * Where a frame stands in a text, told so that it is found in whatever a page makes of that text: white space is not
 * counted, and what is written there is said, too.
 */
export interface FrameMark {
  /** Characters before it that are no white space, in UTF-16 units. */
  readonly at: number;
  /** What is written there, without white space. */
  readonly written: string;
}

/** How far from where it should be a mark is looked for, in characters that are no white space. */
const searched = 4_000;

/** The marks of places in a text, which are in order. Linear in the text's length. */
export function marksOf(
  text: string,
  places: readonly { readonly start: number; readonly end: number }[],
): readonly FrameMark[] {
  let seen = 0;
  let at = 0;
  return places.map(({ start, end }) => {
    at += bare(text.slice(seen, start)).length;
    seen = Math.max(seen, start);
    return { at, written: bare(text.slice(start, end)) };
  });
}

/**
 * Where marks are in a text without white space, in their order, none over another; nothing for one that is not there.
 * The text may have more or less in it than the one that was marked: each mark is sought near where the one before it was.
 */
export function findMarks(text: string, marks: readonly FrameMark[]): readonly (number | undefined)[] {
  let drift = 0;
  let taken = 0;
  return marks.map(({ at, written }) => {
    if (written === '') return undefined;
    const found = nearest(text, written, at + drift, taken);
    if (found === undefined) return undefined;
    drift = found - at;
    taken = found + written.length;
    return found;
  });
}

function nearest(text: string, written: string, expected: number, taken: number): number | undefined {
  if (expected >= taken && text.startsWith(written, expected)) return expected;
  const from = Math.max(taken, expected - searched);
  const near = text.slice(from, Math.max(from, expected + searched + written.length));
  const after = near.indexOf(written, Math.max(0, expected - from));
  const before = near.lastIndexOf(written, Math.max(0, expected - from));
  if (before < 0 && after < 0) return undefined;
  if (before < 0) return from + after;
  if (after < 0) return from + before;
  return from + (expected - from - before < after - (expected - from) ? before : after);
}

/** A text without white space. */
export function bare(text: string): string {
  return text.replace(/\s+/g, '');
}

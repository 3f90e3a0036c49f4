import type { Fingerprint } from '../../model/codeLink.ts';
import { alignments } from './align.ts';
import { likeness } from './likeness.ts';
import type { Lines } from './remotes.ts';

/** A text that is looked through. */
export interface Searched {
  readonly lines: readonly string[];
  readonly hashes: Uint32Array;
}

/** What is looked for. */
export interface Wanted extends Lines {
  readonly fingerprint: Fingerprint;
  readonly snippet: string;
}

/** Lines that are those, or what became of them. */
export interface FoundLines extends Lines {
  readonly changed: boolean;
  readonly by: 'text' | 'surroundings';
  /** How much of what was around is still there, 0 to 8. */
  readonly around: number;
  /** On how many sides what was next to it still is. */
  readonly nextTo: number;
}

/** `several`: it is there more than once, and nothing tells which; `here` is the one where it was. */
export type Finding =
  | { readonly kind: 'found'; readonly place: FoundLines }
  | { readonly kind: 'several'; readonly here?: FoundLines }
  | { readonly kind: 'none' };

/** Characters that code has which is hardly there twice by chance. */
const telling = 16;
/** Places that are compared with what was around, where there are more than anybody has. */
const mostPlaces = 200;
/** Lines within which the end of long code is sought. */
const farthestEnd = 1_000;
/** How alike words must be where no line is left. */
export const likeEnough = 0.4;

/** Where the lines of a fingerprint are in a text: as they were, else changed. Says nothing rather than what is wrong. */
export function findLines(text: Searched, wanted: Wanted): Finding {
  const exact = findExact(text, wanted);
  return exact.kind === 'none' ? findChanged(text, wanted) : exact;
}

/** Where the very lines stand, from 0. */
export function exactPlaces({ hashes }: Pick<Searched, 'hashes'>, { lines }: Fingerprint): number[] {
  const wanted = Uint32Array.from(lines, line => Number.parseInt(line, 16));
  const found: number[] = [];
  const key = wanted.findIndex(hash => hash !== 0);
  const first = wanted[Math.max(0, key)];
  for (let at = Math.max(0, key); at < hashes.length; at++) {
    if (hashes[at] !== first) continue;
    const start = at - Math.max(0, key);
    let same = 0;
    while (same < wanted.length && hashes[start + same] === wanted[same]) same++;
    if (same === wanted.length) found.push(start);
  }
  return found;
}

function findExact(text: Searched, wanted: Wanted): Finding {
  const { fingerprint, startLine } = wanted;
  const all = exactPlaces(text, fingerprint);
  const near = all.length <= mostPlaces ? all : nearestTo(startLine - 1, all);
  const places = near.map((start): FoundLines => {
    const { end, changed } = endOf(text, fingerprint, start);
    const around = aroundOf(text.hashes, fingerprint, start, end);
    return { startLine: start + 1, endLine: end + 1, changed, by: 'text', ...around };
  });
  if (places.length === 0) return { kind: 'none' };
  const sorted = places.toSorted((a, b) => b.around - a.around);
  const [best, second] = sorted;
  if (!best) return { kind: 'none' };
  if (!isTelling(wanted) && !isBetween(best)) return { kind: 'none' };
  if (!second) return { kind: 'found', place: best };
  if (best.around > second.around && best.around >= 2) return { kind: 'found', place: { ...best, by: 'surroundings' } };
  const here = sorted.find(place => place.startLine === startLine && place.around === best.around);
  return { kind: 'several', ...(here ? { here } : {}) };
}

function nearestTo(line: number, places: readonly number[]): number[] {
  return places.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line)).slice(0, mostPlaces);
}

/** Where code ends that was longer than its fingerprint: where what came after it comes, else after as many lines. */
function endOf({ hashes }: Searched, { lines, after, count }: Fingerprint, start: number) {
  const usual = Math.min(start + count, hashes.length) - 1;
  if (lines.length === count || after.length === 0)
    return { end: usual, changed: lines.length < count && usual < start + count - 1 };
  const wanted = after.map(line => Number.parseInt(line, 16));
  const fits = (end: number) =>
    nearest(hashes, end + 1, 1, wanted.length).every((hash, at) => hash === wanted[at]) && end + 1 < hashes.length;
  if (fits(usual)) return { end: usual, changed: false };
  for (let off = 1; off <= Math.min(count, farthestEnd); off++) {
    for (const end of [usual - off, usual + off])
      if (hashes[end] && end >= start + lines.length - 1 && fits(end)) return { end, changed: true };
  }
  return { end: usual, changed: true };
}

/** Up to `most` hashes that are not of blank lines, from a line on, upwards or downwards. */
function nearest(hashes: Uint32Array, from: number, step: 1 | -1, most: number): number[] {
  const found: number[] = [];
  for (let at = from; at >= 0 && at < hashes.length && found.length < most && Math.abs(at - from) < 40; at += step) {
    const hash = hashes[at];
    if (hash) found.push(hash);
  }
  return found;
}

/** Whether what is around is enough to know even a lone bracket by. */
function isBetween({ around, nextTo }: FoundLines): boolean {
  return nextTo === 2 || (nextTo === 1 && around >= 4);
}

/** What of that which was around stands there: each side counts 0 to 4, with one for what is next to it. */
function aroundOf(hashes: Uint32Array, { before, after }: Fingerprint, start: number, end: number) {
  let around = 0;
  let nextTo = 0;
  const look = (wanted: readonly string[], near: readonly number[]) => {
    // The end of a file is something, too.
    const next = wanted.length === 0 ? near.length === 0 : near[0] === Number.parseInt(wanted[0] ?? '', 16);
    if (next) {
      nextTo++;
      around += wanted.length === 0 ? 2 : 1;
    }
    let at = 0;
    for (const line of wanted) {
      const found = near.indexOf(Number.parseInt(line, 16), at);
      if (found < 0) continue;
      around++;
      at = found + 1;
    }
  };
  look(before, nearest(hashes, start - 1, -1, 5));
  look(after, nearest(hashes, end + 1, 1, 5));
  return { around, nextTo };
}

/** Whether the code itself says enough that it is known again without what is around it. */
export function isTelling({ fingerprint, snippet }: Pick<Wanted, 'fingerprint' | 'snippet'>): boolean {
  const lines = fingerprint.lines.filter(line => line !== '00000000');
  return new Set(lines).size >= 3 || snippet.replace(/\s+/g, '').length >= telling;
}

function findChanged(text: Searched, wanted: Wanted): Finding {
  const { fingerprint } = wanted;
  const [best, second] = alignments(text.hashes, fingerprint);
  if (!best || best.start > best.end) return { kind: 'none' };
  if (second && second.score > 0.75 * best.score) return { kind: 'several' };
  const all = fingerprint.lines.filter(line => line !== '00000000').length;
  const place = {
    startLine: best.start + 1,
    endLine: best.end + 1,
    changed: true,
    around: best.around,
    nextTo: 0,
  } as const;
  const most = best.matched * 2 >= all && best.matched > 0 && !best.torn;
  if (most && (best.matched >= 3 || best.around > 0) && best.score >= 1)
    return { kind: 'found', place: { ...place, by: 'text' } };
  const sides = best.between && best.around >= 2 && best.rareAround;
  const found = text.lines.slice(best.start, Math.min(best.end + 1, best.start + 12));
  if (sides && likeness(wanted.snippet, found.join('\n')) >= likeEnough)
    return { kind: 'found', place: { ...place, by: 'surroundings' } };
  return { kind: 'none' };
}

import type { Fingerprint } from '../../model/codeLink.ts';

/** Lines of a text that most of a fingerprint's are in, in their order. Lines count from 0. */
export interface Alignment {
  readonly start: number;
  readonly end: number;
  /** The lines' own weight: those that are often there weigh little. */
  readonly score: number;
  /** As much of the code's own weight stands in other places. */
  readonly torn: boolean;
  /** Lines of the code itself that are there. */
  readonly matched: number;
  /** Lines of what was around it that are there. */
  readonly around: number;
  /** What was next to it stands on both sides, as far as there was something. */
  readonly between: boolean;
  /** What was around has a line that is hardly anywhere else. */
  readonly rareAround: boolean;
}

/** A line of the fingerprint: `offset` from the first of the code, which has 0. */
interface Sought {
  readonly hash: number;
  readonly offset: number;
  readonly part: 'before' | 'code' | 'after';
  readonly places: readonly number[];
}

interface Match {
  readonly sought: number;
  readonly at: number;
  readonly weight: number;
}

/** A line that is there more often tells nothing of where it belongs. */
const often = 24;
const rare = 2;

/** The best alignment, and the best that shares no line with it. */
export function alignments(hashes: Uint32Array, fingerprint: Fingerprint): readonly Alignment[] {
  const sought = soughtOf(hashes, fingerprint);
  const matches: Match[] = sought
    .flatMap(({ places, part }, index) =>
      places.length > often
        ? []
        : places.map(at => ({ sought: index, at, weight: (part === 'code' ? 1 : 0.5) / places.length })),
    )
    .sort((a, b) => a.at - b.at || a.sought - b.sought);
  const best = chainOf(matches, sought, fingerprint.count);
  if (best.length === 0) return [];
  const first = alignmentOf(best, sought, hashes, fingerprint);
  const low = Math.min(first.start, best[0]?.at ?? 0);
  const high = Math.max(first.end, best.at(-1)?.at ?? 0);
  const other = chainOf(
    matches.filter(({ at }) => at < low || at > high),
    sought,
    fingerprint.count,
  );
  return other.length === 0 ? [first] : [first, alignmentOf(other, sought, hashes, fingerprint)];
}

function soughtOf(hashes: Uint32Array, { before, lines, after, count }: Fingerprint): Sought[] {
  const parts: Omit<Sought, 'places'>[] = [
    ...before.map((line, at) => ({ hash: number(line), offset: -1 - at, part: 'before' as const })).reverse(),
    ...lines.map((line, at) => ({ hash: number(line), offset: at, part: 'code' as const })),
    ...after.map((line, at) => ({ hash: number(line), offset: count + at, part: 'after' as const })),
  ].filter(({ hash }) => hash !== 0);
  const places = new Map<number, number[]>(parts.map(({ hash }) => [hash, []]));
  for (const [at, hash] of hashes.entries()) places.get(hash)?.push(at);
  return parts.map(part => ({ ...part, places: places.get(part.hash) ?? [] }));
}

function number(line: string): number {
  return Number.parseInt(line, 16);
}

/** The heaviest chain of matches that keeps their order, without great jumps between them. */
function chainOf(matches: readonly Match[], sought: readonly Sought[], count: number): Match[] {
  const jump = 30 + count;
  const weights: number[] = [];
  const before: number[] = [];
  let best = -1;
  for (const [at, match] of matches.entries()) {
    let weight = match.weight;
    let previous = -1;
    for (let other = at - 1; other >= 0; other--) {
      const earlier = matches[other];
      if (!earlier) break;
      const lines = match.at - earlier.at;
      if (lines > jump + count + 8) break;
      if (earlier.sought >= match.sought || lines === 0) continue;
      const shift = Math.abs(lines - (offsetOf(sought, match) - offsetOf(sought, earlier)));
      const sum = (weights[other] ?? 0) + match.weight - shift * 0.001;
      if (shift <= jump && sum > weight) {
        weight = sum;
        previous = other;
      }
    }
    weights.push(weight);
    before.push(previous);
    if (best < 0 || weight > (weights[best] ?? 0)) best = at;
  }
  const chain: Match[] = [];
  for (let at = best; at >= 0; at = before[at] ?? -1) {
    const match = matches[at];
    if (match) chain.unshift(match);
  }
  return chain;
}

function offsetOf(sought: readonly Sought[], match: Match): number {
  return sought[match.sought]?.offset ?? 0;
}

function alignmentOf(
  chain: readonly Match[],
  sought: readonly Sought[],
  hashes: Uint32Array,
  fingerprint: Fingerprint,
): Alignment {
  const at = filled(chain, sought);
  const of = (part: Sought['part']) =>
    sought.flatMap((line, index) => {
      const place = at.get(index);
      return line.part === part && place !== undefined ? [{ ...line, at: place }] : [];
    });
  const [above, code, below] = [of('before'), of('code'), of('after')];
  const all = sought.filter(({ part }) => part === 'code');
  const next = {
    above: above.find(({ offset }) => offset === -1),
    below: below.find(({ offset }) => offset === fingerprint.count),
  };
  const [first, last] = [code[0], code.at(-1)];

  let start = next.above ? next.above.at + 1 : 0;
  if (first && (first.offset === all[0]?.offset || !next.above))
    start = Math.max(0, first.at - first.offset, (above.at(-1)?.at ?? -1) + 1);
  let end = next.below ? next.below.at - 1 : hashes.length - 1;
  const whole = fingerprint.lines.length === fingerprint.count;
  if (last && ((whole && last.offset === all.at(-1)?.offset) || !next.below))
    end = Math.min(last.at + fingerprint.count - 1 - last.offset, (below[0]?.at ?? hashes.length) - 1);
  while (start < end && hashes[start] === 0) start++;
  while (end > start && hashes[end] === 0) end--;
  if (start === end && hashes[start] === 0) end--;

  return {
    start,
    end,
    score: chain.reduce((sum, { weight }) => sum + weight, 0),
    torn: isTorn(all, new Set(code.map(({ offset }) => offset))),
    matched: code.length,
    around: above.length + below.length,
    between:
      (next.above !== undefined || fingerprint.before.length === 0) &&
      (next.below !== undefined || fingerprint.after.length === 0),
    rareAround: [...above, ...below].some(({ places }) => places.length <= rare),
  };
}

function isTorn(all: readonly Sought[], here: ReadonlySet<number>): boolean {
  let inside = 0;
  let outside = 0;
  for (const { offset, places } of all) {
    if (here.has(offset)) inside += 1 / places.length;
    else if (places.length > 0) outside += 1 / places.length;
  }
  return inside > 0 && outside >= inside;
}

/** Where each line of the fingerprint is by a chain, with those lines put between that are too frequent to lead there. */
function filled(chain: readonly Match[], sought: readonly Sought[]): Map<number, number> {
  const found = new Map(chain.map(match => [match.sought, match.at]));
  let low = (chain[0]?.at ?? 0) - 8;
  let shift = (chain[0]?.at ?? 0) - (chain[0] ? offsetOf(sought, chain[0]) : 0);
  for (const [index, { offset, places }] of sought.entries()) {
    const own = found.get(index);
    if (own !== undefined) {
      low = own;
      shift = own - offset;
      continue;
    }
    if (places.length <= often) continue;
    const next = chain.find(match => match.sought > index)?.at ?? Number.POSITIVE_INFINITY;
    const expected = offset + shift;
    const fits = places.filter(at => at > low && at < next && Math.abs(at - expected) <= 8);
    const nearest = fits.toSorted((a, b) => Math.abs(a - expected) - Math.abs(b - expected))[0];
    if (nearest === undefined) continue;
    found.set(index, nearest);
    low = nearest;
  }
  return found;
}

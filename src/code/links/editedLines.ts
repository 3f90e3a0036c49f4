import type { Hunk } from '../git/lineMap.ts';

/**
 * What changed between two texts by the hashes of their lines, as the hunks of a diff: lines that are in each once and in the
 * same order hold it together.
 */
export function editsBetween(before: Uint32Array, after: Uint32Array): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [old, now] = [0, 0];
  for (const [oldEnd, newEnd] of [...anchorsOf(before, after), [before.length, after.length] as const]) {
    const ends = { old: oldEnd, now: newEnd };
    while (old < ends.old && now < ends.now && before[old] === after[now]) [old, now] = [old + 1, now + 1];
    while (ends.old > old && ends.now > now && before[ends.old - 1] === after[ends.now - 1])
      [ends.old, ends.now] = [ends.old - 1, ends.now - 1];
    const [oldCount, newCount] = [ends.old - old, ends.now - now];
    if (oldCount + newCount > 0)
      hunks.push({
        oldStart: oldCount > 0 ? old + 1 : old,
        oldCount,
        newStart: newCount > 0 ? now + 1 : now,
        newCount,
      });
    [old, now] = [oldEnd, newEnd];
  }
  return hunks;
}

/** Places, from 0, of lines that both have once, as many as stand in the same order. */
function anchorsOf(before: Uint32Array, after: Uint32Array): readonly (readonly [old: number, now: number])[] {
  const [olds, news] = [onceIn(before), onceIn(after)];
  const all: { readonly pair: readonly [number, number]; readonly previous: number }[] = [];
  /** By length: the last of the chain of that length which ends earliest. */
  const tails: number[] = [];
  for (const [hash, old] of olds) {
    const now = old < 0 ? -1 : (news.get(hash) ?? -1);
    if (now < 0) continue;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[tails[middle] ?? 0]?.pair[1] ?? 0) < now) low = middle + 1;
      else high = middle;
    }
    tails[low] = all.push({ pair: [old, now], previous: tails[low - 1] ?? -1 }) - 1;
  }
  const chain: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; ) {
    const end = all[at];
    if (!end) break;
    chain.push(end.pair);
    at = end.previous;
  }
  return chain.reverse();
}

/** Where each line is that is there once, by its place; -1 for others. */
function onceIn(hashes: Uint32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [at, hash] of hashes.entries()) places.set(hash, places.has(hash) ? -1 : at);
  return places;
}

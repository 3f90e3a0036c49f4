const mostCharacters = 4_000;

/** How many of their words two texts share, 0 to 1; parts of names count as words. */
export function likeness(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared++;
    left.set(word, count - 1);
  }
  // The other may go on where the first was cut.
  const total = words.length + Math.min(others.length, words.length * 2);
  return total === 0 ? 0 : (2 * shared) / total;
}

function wordsOf(text: string): string[] {
  const found = text.slice(0, mostCharacters).match(/\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+|\p{N}+/gu) ?? [];
  return found.map(word => word.toLowerCase());
}

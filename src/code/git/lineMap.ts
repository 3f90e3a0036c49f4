/** A change of a file: lines of the old one that became lines of the new one. 1-based; with 0 lines, that before. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

/** The hunks of a diff without context lines. */
export function readHunks(diff: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const line of diff.split('\n')) {
    if (!line.startsWith('@@ -')) continue;
    const [, oldStart, oldCount = '1', newStart, newCount = '1'] =
      /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(line) ?? [];
    if (oldStart === undefined || newStart === undefined) continue;
    hunks.push({
      oldStart: Number(oldStart),
      oldCount: Number(oldCount),
      newStart: Number(newStart),
      newCount: Number(newCount),
    });
  }
  return hunks;
}

/** Where an old line is now; `gone`: it was deleted or rewritten, and `line` is the nearest. */
export function mapLine(hunks: readonly Hunk[], line: number): { readonly line: number; readonly gone: boolean } {
  let shift = 0;
  for (const { oldStart, oldCount, newStart, newCount } of hunks) {
    if (oldCount === 0 ? line <= oldStart : line < oldStart) break;
    if (line < oldStart + oldCount) {
      const nearest = newCount === 0 ? newStart : newStart + Math.min(line - oldStart, newCount - 1);
      return { line: Math.max(1, nearest), gone: true };
    }
    shift += newCount - oldCount;
  }
  return { line: line + shift, gone: false };
}

const around = 3;
const candidates = 2000;

/**
 * Where a line that a diff calls deleted went within the file: the one line of the same words, best by the lines around
 * it. Undefined where none stands out. Both are lines of text.
 */
export function movedLine(before: readonly string[], after: readonly string[], line: number): number | undefined {
  const words = (before[line - 1] ?? '').trim();
  if (words.length < 4) return undefined;
  const neighbours = (lines: readonly string[], at: number) =>
    Array.from({ length: around }, (_, step) => [lines[at - step - 2]?.trim(), lines[at + step]?.trim()]).flat();
  const own = neighbours(before, line);
  let best: { line: number; score: number } | undefined;
  let second = -1;
  let seen = 0;
  for (const [at, text] of after.entries()) {
    if (text.trim() !== words) continue;
    if (++seen > candidates) return undefined;
    const other = neighbours(after, at + 1);
    const score = own.filter((neighbour, place) => neighbour && neighbour === other[place]).length;
    if (!best || score > best.score) {
      second = best?.score ?? -1;
      best = { line: at + 1, score };
    } else if (score > second) second = score;
  }
  if (!best || best.score === second) return undefined;
  // One neighbour alone proves little of a short line.
  return best.score >= 2 || (seen === 1 && words.length >= 16) ? best.line : undefined;
}

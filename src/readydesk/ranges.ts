/** Numbers that are not wanted between two that are: reading them along costs less than a request more. */
const WIDEST_GAP = 5;

/** Numbers from one to another, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where wanted numbers lie so close together that asking for a range is less work; those that lie alone are left out. */
export function rangesIn(numbers: readonly number[]): Range[] {
  const rising = [...numbers].sort((a, b) => a - b);
  const ranges: Range[] = [];
  let from: number | undefined;
  for (const [index, number] of rising.entries()) {
    const next = rising[index + 1];
    from ??= number;
    if (next !== undefined && next - number <= WIDEST_GAP) continue;
    if (number > from) ranges.push({ from, to: number });
    from = undefined;
  }
  return ranges;
}

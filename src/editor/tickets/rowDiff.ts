/**
 * The order in which rows stand after a change, while somebody looks at them: what stays keeps its place among what
 * stays, whatever order it would have now; what is new stands at the place of its order, or last.
 */
export function settle(shown: readonly string[], fresh: readonly string[]): string[] {
  const now = new Set(fresh);
  const before = new Set(shown);
  const rows = shown.filter(key => now.has(key));
  for (const [place, key] of fresh.entries()) {
    if (!before.has(key)) rows.splice(Math.min(place, rows.length), 0, key);
  }
  return rows;
}

/** What drawing a list anew would change. */
export interface RowDiff {
  /** The keys of the rows in the order that they are to stand in. */
  readonly order: readonly string[];
  /** Rows came or went. */
  readonly moved: boolean;
  /** Rows that came. */
  readonly added: readonly string[];
  /** Rows that stay and show something else. */
  readonly changed: readonly string[];
  /** They stand in another order than they would if they were drawn a first time. */
  readonly disordered: boolean;
}

/** Compares the rows that are drawn with those that would be. `shows` is all that can be seen of a row. */
export function diffRows<R extends { readonly key: string }>(
  drawn: readonly R[],
  fresh: readonly R[],
  shows: (row: R) => string,
): RowDiff {
  const before = new Map(drawn.map(row => [row.key, row]));
  const keys = fresh.map(row => row.key);
  const order = settle(
    drawn.map(row => row.key),
    keys,
  );
  const added = keys.filter(key => !before.has(key));
  const changed = fresh.filter(row => {
    const old = before.get(row.key);
    return old !== undefined && shows(old) !== shows(row);
  });
  return {
    order,
    moved: added.length > 0 || drawn.length !== keys.length,
    added,
    changed: changed.map(row => row.key),
    disordered: order.some((key, place) => key !== keys[place]),
  };
}

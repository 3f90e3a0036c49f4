/** How many days are looked at. */
export const ranges = [7, 30, 90] as const;
export type Range = (typeof ranges)[number];

/** What the page remembers while its tab is hidden and over a reload of the window. */
export interface OverviewPlace {
  readonly range: Range;
  /** One desk alone. */
  readonly deskId?: string;
  /** The figures whose tables are unfolded. */
  readonly unfolded: readonly string[];
}

/** What an earlier page left, read tolerantly; else a month of all desks. */
export function placeFrom(saved: unknown): OverviewPlace {
  const old = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<
    Record<keyof OverviewPlace, unknown>
  >;
  return {
    range: ranges.find(each => each === old.range) ?? 30,
    ...(typeof old.deskId === 'string' ? { deskId: old.deskId } : {}),
    unfolded: Array.isArray(old.unfolded) ? old.unfolded.filter(each => typeof each === 'string') : [],
  };
}

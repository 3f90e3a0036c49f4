/** First ids of what the seed makes. */
export const ids = {
  ticket: 7_310_000,
  user: 901_100,
  contact: 2_304_100,
  customer: 1_870_000,
  group: 5_200,
  product: 31_400,
  version: 64_300,
  type: 7_120,
  status: 83_400,
  severity: 9_010,
  actionType: 4_310,
  category: 2_210,
  address: 610_300,
  note: 88_120,
  customerProduct: 740_200,
  asset: 55_040,
};

/** Ids by name, counted up from the first. */
export function numbered(names: readonly string[], first: number): Map<string, number> {
  return new Map(names.map((name, at) => [name, first + at]));
}

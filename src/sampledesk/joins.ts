/**
 * The part of a FROM that some conditions and orders need. Each join here finds one row at most, and an inner one
 * follows a reference that is never empty: so none that is left out changes which rows there are. That spares lists and
 * counts of a large desk most of their work.
 */
export function neededOf(from: string, ...wanted: readonly string[]): string {
  const [first = '', ...joins] = from.split(/(?<!LEFT)\s+(?=(?:LEFT )?JOIN )/);
  let named = wanted.join(' ');
  const kept: string[] = [];
  for (const join of joins.reverse()) {
    const alias = /JOIN \w+ (\w+) ON /.exec(join)?.[1];
    if (alias !== undefined && !new RegExp(`\\b${alias}\\.`).test(named)) continue;
    kept.unshift(join);
    named += join;
  }
  return [first, ...kept].join(' ');
}

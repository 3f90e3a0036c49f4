/**
 * Numbers in the name of a branch that may be a ticket's, the likeliest first: those with a mark before them (`#7`,
 * `ticket-7`), then others of at least two digits. Parts of versions and dates (`release/1.20`, `2026-11-20`) are none.
 */
export function branchNumbers(branch: string): readonly string[] {
  const name = branch.replaceAll(/\d{4}-\d{2}-\d{2}|v?\d+(?:\.\d+)+/gi, ' ');
  const marked = [...name.matchAll(/(?:#|\b(?:ticket|tickets|issue|case|tid|t)[-_/ ]?)0*([1-9]\d{0,9})(?![\da-z])/gi)];
  const plain = [...name.matchAll(/(?<![\da-z])0*([1-9]\d{1,9})(?![\da-z])/gi)];
  return [...new Set([...marked, ...plain].map(match => match[1] ?? ''))];
}

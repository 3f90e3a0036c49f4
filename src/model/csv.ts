/**
 * A text of a stranger for a cell of CSV. A spreadsheet runs what begins with one of these as a formula, in some languages
 * also in their wide forms; after an apostrophe it is text. Where semicolons or tabs part cells, quotes within a line do not
 * hold: what stands behind one of these, or begins a line, begins a cell there. `- ` does so in lists, and is none.
 */
export function csvText(value = ''): string {
  const inside = value.replace(/([;\t\r\n]\s*)(?=[=+@＝＋＠]|[-－](?! ))/gu, "$1'");
  return /^\s*[=+\-@\t\r＝＋－＠]/u.test(inside) ? `'${inside}` : inside;
}

/** Lines of cells as CSV for spreadsheets (RFC 4180, with a byte order mark). */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map(line => `${line.map(quoted).join(',')}\r\n`).join('')}`;
}

function quoted(value: string): string {
  return /[",;\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

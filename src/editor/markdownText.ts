/** Characters that turn the direction of what follows them: with these a text can look like another one. */
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from elsewhere (a desk, a certificate, a file's name) as one line of Markdown that shows exactly this text: no
 * link, no image, no HTML, no table cell of its own. Not for the start of a line, where digits and dashes make lists.
 */
export function asMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_[\]<>|~&!#$@{}^=]/g, '\\$&')
      // What starts like an address becomes a link by itself.
      .replaceAll('//', '/\\/')
      .replace(/\b(www)\./gi, '$1\\.')
  );
}

/** The same for names, addresses and whatever is better read letter by letter: a code span that also stands in a table. */
export function asCode(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|');
  if (!line) return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  // A code span that begins or ends with a backtick needs a blank there.
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A member of an object as a block of JSON to paste. No line of JSON starts with a backtick, so none ends the block. */
export function asJsonBlock(name: string, value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}

function oneLine(text: string): string {
  return text
    .replace(directions, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

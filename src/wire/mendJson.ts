/** What may not stand raw inside a JSON string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const RAW = /[\u0000-\u001f]/;
const ESCAPED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** What stands between two strings: marks of structure, numbers and words. */
const PIECE = /[[\]{},:]|[^\s[\]{},:"]+/g;

/**
 * Text of JSON with the defects mended that the vendors' examples have (missing commas between members, trailing ones),
 * and raw control characters in strings. Takes time in proportion to the length.
 * @returns undefined when more is opened than closed: mended, half an answer would pass for a whole one
 */
export function mendJson(text: string): string | undefined {
  const pieces: string[] = [];
  let depth = 0;
  let before = '';
  const add = (piece: string): void => {
    const closes = piece === '}' || piece === ']';
    if (closes) depth--;
    if (piece === '{' || piece === '[') depth++;
    if (before === ',' && closes) pieces.pop();
    if (endsValue(before) && beginsValue(piece)) pieces.push(',');
    pieces.push(piece);
    before = piece;
  };
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    for (const [piece] of text.slice(at, quote < 0 ? text.length : quote).matchAll(PIECE)) add(piece);
    if (quote < 0) break;
    const end = endOfString(text, quote);
    if (end === undefined) return undefined;
    add(withoutRaw(text.slice(quote, end)));
    at = end;
  }
  return depth > 0 ? undefined : pieces.join('');
}

function endsValue(piece: string): boolean {
  return piece !== '' && !'[{,:'.includes(piece);
}

function beginsValue(piece: string): boolean {
  return !']},:'.includes(piece);
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote;
  }
  return undefined;
}

function withoutRaw(string: string): string {
  if (!RAW.test(string)) return string;
  return string.replace(new RegExp(RAW, 'g'), raw => ESCAPED[raw] ?? '');
}

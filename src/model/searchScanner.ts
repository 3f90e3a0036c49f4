/** A value as it stands after a field's colon, or between its commas. */
export interface ScannedValue {
  readonly text: string;
  readonly quoted: boolean;
  /** In the whole text, with its quotes. */
  readonly start: number;
  readonly end: number;
}

/** What stands between two blanks of a search. */
export type Scanned = {
  readonly start: number;
  readonly end: number;
  /** A minus stands before it. */
  readonly not: boolean;
} & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string; readonly closed: boolean }
  | {
      readonly kind: 'field';
      readonly name: string;
      /** `"Root cause":` and `field.Environment:` are never one of Deskside's own words. */
      readonly own: boolean;
      readonly valueStart: number;
      /** All that stands after the colon, without quotes when it is one quoted text. */
      readonly value: ScannedValue;
      /** The same at its commas; where nothing stands, an empty one. */
      readonly values: readonly ScannedValue[];
      readonly closed: boolean;
    }
);

/** Quotes that a text can open with, and what closes each. */
const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”“', '„': '“”', '«': '»' };

const blank = /\s/u;
const wordCharacter = /[\p{L}\p{N}]/u;
/** Names without quotes. A dot is none of them: `Parser.java:42` and `acme.example:443` are words. */
const bareName = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const explicit = /field\./iy;

/** What before a colon is no field, whatever follows. */
const notFields = new Set(['http', 'https', 'ftp', 'file', 'mailto', 'tel', 'urn', 'data', 'vscode', 'localhost']);

/**
 * Cuts a search into its parts. Never fails; takes time in proportion to the text.
 * @param isWord whether a name is one of Deskside's own: such a field may lack its value
 */
export function scanSearch(text: string, isWord: (name: string) => boolean): Scanned[] {
  const found: Scanned[] = [];
  let at = 0;
  while (at < text.length) {
    if (blank.test(text.charAt(at))) {
      at++;
      continue;
    }
    const part = scanPart(text, at, isWord);
    found.push(part);
    at = part.end;
  }
  return found;
}

function scanPart(text: string, start: number, isWord: (name: string) => boolean): Scanned {
  // `--force` is a word that people look for.
  const not = text[start] === '-' && text[start + 1] !== '-' && start + 1 < text.length && !isBlank(text, start + 1);
  const from = not ? start + 1 : start;
  const field = scanField(text, start, from, not, isWord);
  if (field) return field;
  const quoted = readQuoted(text, from);
  if (quoted) return { kind: 'quoted', start, not, ...quoted };
  const end = endOfWord(text, from);
  return { kind: 'word', start, end, not, text: text.slice(from, end) };
}

function scanField(
  text: string,
  start: number,
  from: number,
  not: boolean,
  isWord: (name: string) => boolean,
): Scanned | undefined {
  explicit.lastIndex = from;
  const dotted = explicit.test(text);
  const nameStart = dotted ? explicit.lastIndex : from;
  const quoted = readQuoted(text, nameStart);
  let name: string;
  let colon: number;
  if (quoted) {
    if (!quoted.closed) return undefined;
    name = quoted.text.trim();
    colon = quoted.end;
  } else {
    bareName.lastIndex = nameStart;
    name = bareName.exec(text)?.[0] ?? '';
    colon = nameStart + name.length;
  }
  if (!name || text[colon] !== ':') return undefined;
  const own = dotted || quoted !== undefined;
  const valueStart = colon + 1;
  const known = !own && isWord(name);
  if (!known && !isValue(text, valueStart, own ? undefined : name)) return undefined;
  return { kind: 'field', start, not, name, own, valueStart, ...readValues(text, valueStart) };
}

/**
 * Whether what follows a name makes it a further field of a desk.
 * @param bare the name when nothing but the colon tells that it is one: then addresses, paths and namespaces are words
 */
function isValue(text: string, at: number, bare: string | undefined): boolean {
  if (bare !== undefined && notFields.has(bare.toLowerCase())) return false;
  if (quotes[text.charAt(at)] !== undefined) return readQuoted(text, at)?.text.trim() !== '';
  if (at >= text.length || isBlank(text, at) || text[at] === ':') return false;
  if (bare !== undefined && (text.startsWith('//', at) || (bare.length === 1 && /[\\/]/.test(text.charAt(at))))) {
    return false;
  }
  return wordCharacter.test(text.slice(at, endOfWord(text, at)));
}

function readValues(
  text: string,
  start: number,
): {
  readonly end: number;
  readonly value: ScannedValue;
  readonly values: readonly ScannedValue[];
  readonly closed: boolean;
} {
  const values: ScannedValue[] = [];
  let at = start;
  let closed = true;
  for (;;) {
    const quoted = readQuoted(text, at);
    if (quoted) {
      closed &&= quoted.closed;
      values.push({ text: quoted.text, quoted: true, start: at, end: quoted.end });
      at = quoted.end;
    } else {
      const from = at;
      while (at < text.length && text[at] !== ',' && !isBlank(text, at)) at++;
      values.push({ text: text.slice(from, at), quoted: false, start: from, end: at });
    }
    if (text[at] !== ',') break;
    at++;
  }
  const [first] = values;
  const whole: ScannedValue =
    values.length === 1 && first ? first : { text: text.slice(start, at), quoted: false, start, end: at };
  return { end: at, value: whole, values, closed };
}

/** The quoted text that begins at `at`; a straight quote within it is written twice. */
function readQuoted(
  text: string,
  at: number,
): { readonly text: string; readonly end: number; readonly closed: boolean } | undefined {
  const closing = quotes[text.charAt(at)];
  if (closing === undefined) return undefined;
  let said = '';
  let from = at + 1;
  for (let index = from; index < text.length; index++) {
    const character = text.charAt(index);
    if (!closing.includes(character)) continue;
    said += text.slice(from, index);
    if (character !== '"' || text[index + 1] !== '"') return { text: said, end: index + 1, closed: true };
    said += '"';
    index++;
    from = index + 1;
  }
  return { text: said + text.slice(from), end: text.length, closed: false };
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  return blank.test(text.charAt(at));
}

import type { CodeLink } from './codeLink.ts';
import { isSoundLink, linkBytes, linkOfBytes } from './linkData.ts';
import type { TextSpan } from './mention.ts';
import { plainTextOf } from './plainText.ts';

/** A link that stands in a text, and where its data stands. */
export interface LinkInText extends TextSpan {
  readonly link: CodeLink;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Bytes that are written as one number, and the digits that this takes. */
const blockBytes = 8;
const blockDigits = 11;
/** Bytes that stand before a link's: how many it has, and their sum. */
const headBytes = 6;
const mostBytes = 8_000;
/** Links that are read of one text. */
const mostLinks = 200;

/** What help desks and mail programs put between words: blanks, line breaks, marks of quotes, marks of emphasis. */
const between = '[\\s>|*\\u00ad\\u200b-\\u200d\\u2060\\ufeff]';
const begin = new RegExp(
  `\\[?deskside${between}{1,40}code${between}{1,40}link${between}{1,40}1${between}{0,40}:`,
  'gi',
);
const ignored = new RegExp(between);

/**
 * A note that says which code a ticket is about: path, lines, web page and the first lines, for people, and behind that
 * the whole link in letters and digits, which `readLinkNotes` reads whatever became of the rest.
 */
export function writeLinkNote(link: CodeLink): string {
  const { path, startLine, endLine, repository, commit, permalink, snippet, fingerprint } = link;
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`;
  const origin = permalink ? [] : [repository, commit?.slice(0, 10)].filter(part => part !== undefined);
  const shown = snippet ? indented(snippet.split('\n')) : [];
  const more = shown.length > 0 && fingerprint.count > shown.length;
  const parts = [
    [`Code: ${path}, ${lines}${origin.length > 0 ? ` (${origin.join(', ')})` : ''}`, ...(permalink ? [permalink] : [])],
    [...shown, ...(more ? [`${blank.repeat(4)}…`] : [])],
  ];
  const readable = parts
    .filter(part => part.length > 0)
    .map(part => part.join('\n'))
    .join('\n\n')
    .replace(begin, '[…');
  return isSoundLink(link) ? `${readable}\n\n[Deskside code link 1: ${wordsOf(linkBytes(link)).join(' ')}]` : readable;
}

/** No HTML makes one of several of these. */
const blank = '\u00a0';

/** Lines of code as they are read best: what all are indented by taken off, the rest in blanks that stay. */
function indented(lines: readonly string[]): string[] {
  const spaced = lines.map(line => line.replaceAll('\t', '    ').trimEnd());
  const depths = spaced.filter(Boolean).map(line => line.search(/\S/));
  const least = Math.min(...depths, 40);
  return spaced.map(line => {
    const rest = line.slice(least);
    const depth = Math.max(0, rest.search(/\S/));
    return line ? blank.repeat(4 + Math.min(40, depth)) + rest.slice(depth) : '';
  });
}

/** The links that notes of a text have, each once; what is damaged or not to be trusted is left out. */
export function readLinkNotes(text: string): readonly CodeLink[] {
  if (!/deskside/i.test(text)) return [];
  const found = [...linksIn(text)];
  // Markup may stand within the data of a note, and escaped once more than it should be.
  let plain = text;
  for (let times = 0; times < 2 && /<[a-z/!]|&(?:#|[a-z])/i.test(plain); times++) {
    plain = plainTextOf(plain);
    found.push(...linksIn(plain));
  }
  return once(found);
}

function once(found: readonly LinkInText[]): CodeLink[] {
  const links = new Map<string, CodeLink>();
  for (const { link } of found) if (!links.has(link.id)) links.set(link.id, link);
  return [...links.values()];
}

/** Where the data of links stands in a plain text, for who shows the text without it. */
export function linksIn(text: string): readonly LinkInText[] {
  const found: LinkInText[] = [];
  for (const { 0: mark, index } of text.matchAll(begin)) {
    const data = readWords(text, index + mark.length);
    const link = data && linkOfBytes(data.bytes);
    if (!link) continue;
    const closed = mark.startsWith('[') && text[data.end] === ']';
    found.push({ start: mark.startsWith('[') && !closed ? index + 1 : index, end: data.end + (closed ? 1 : 0), link });
    if (found.length === mostLinks) break;
  }
  return found;
}

/** A plain text as it is shown: without the data of its links. */
export function withoutLinks(text: string): string {
  if (!/deskside/i.test(text)) return text;
  return linksIn(text).reduceRight((rest, { start, end }) => rest.slice(0, start).trimEnd() + rest.slice(end), text);
}

/** Bytes as words of letters and digits, with their length and sum before them. */
function wordsOf(bytes: Uint8Array): string[] {
  const sum = sumOf(bytes);
  const { length } = bytes;
  const all = [length >>> 8, length & 255, sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255, ...bytes];
  const words: string[] = [];
  for (let at = 0; at < all.length; at += blockBytes) {
    let value = 0n;
    for (let of = 0; of < blockBytes; of++) value = value * 256n + BigInt(all[at + of] ?? 0);
    let word = '';
    for (; word.length < blockDigits; value /= 62n) word = digits.charAt(Number(value % 62n)) + word;
    words.push(word);
  }
  return words;
}

/** What `wordsOf` made, from a place in a text, and where it ends. Stops at the first that cannot be of it. */
function readWords(text: string, from: number): { bytes: Uint8Array; end: number } | undefined {
  const all: number[] = [];
  let needed = headBytes;
  let word = 0n;
  let taken = 0;
  let at = from;
  for (; all.length < needed && at < text.length; at++) {
    const digit = digits.indexOf(text.charAt(at));
    if (digit < 0) {
      if (ignored.test(text.charAt(at))) continue;
      return undefined;
    }
    word = word * 62n + BigInt(digit);
    if (++taken < blockDigits) continue;
    if (word >= 1n << 64n) return undefined;
    for (let shift = 56n; shift >= 0n; shift -= 8n) all.push(Number((word >> shift) & 255n));
    if (all.length === blockBytes) {
      needed += (all[0] ?? 0) * 256 + (all[1] ?? 0);
      if (needed > mostBytes) return undefined;
    }
    word = 0n;
    taken = 0;
  }
  if (all.length < needed) return undefined;
  const bytes = Uint8Array.from(all.slice(headBytes, needed));
  const [, , a = 0, b = 0, c = 0, d = 0] = all;
  return sumOf(bytes) === ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 ? { bytes, end: at } : undefined;
}

/** FNV-1a: tells what was damaged by chance, not who did it. */
function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

import { isAscii, isUtf8 } from 'node:buffer';
import { type DataNode, type Item, MAX_DEPTH, MAX_NODES } from './document.ts';
import { NamePool, type Names, NO_NAMES } from './names.ts';

const PROLOG = /^<\?xml version="1\.0"(?: encoding="[\w.:-]{1,40}")?(?: standalone="(?:yes|no)")?\s{0,9}\?>\s*/;
const NAME = /[A-Za-z_][\w.-]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of these
const UNLAWFUL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\u00ef\u00bf[\u00be\u00bf]/;
const BEYOND_ASCII = /[\u0080-\u00ff]/;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([\da-fA-F]{1,6}));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const SLASH = 47;
const GREATER = 62;

/** An element that is not closed yet. */
interface Open {
  readonly name: string;
  readonly items: Item[];
  /** The names of the element before it at this depth, as long as the items are called the same. */
  expected: Names;
  /** The names of the items from where they are called otherwise. */
  own: string[] | undefined;
}

/**
 * Reads well-formed XML of elements and text alone, which is what desks write, many times faster than a parser for all
 * of XML can: records have the same elements in the same order, so each name is expected before it is read. Until a
 * value is known, each byte of it stands for a character: one character beyond Latin-1 would double the size of all.
 * @returns undefined for everything else, which is then for that parser to read or to refuse: another encoding than UTF-8,
 * attributes, CDATA, comments, document types, names beyond ASCII, and whatever is not well-formed
 */
export function readPlainXml(bytes: Uint8Array): DataNode | undefined {
  if (!isUtf8(bytes)) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (all.includes(']]>') || UNLAWFUL.test(all)) return undefined;
  const text = (all.includes('\r') ? all.replace(/\r\n?/g, '\n') : all).trim().replace(PROLOG, '');
  const ascii = isAscii(bytes);
  const pool = new NamePool();
  /** The names last seen at each depth. */
  const seen: Names[] = [];
  const open: Open[] = [];
  let here: Open = { name: '', items: [], expected: NO_NAMES, own: undefined };
  let nodes = 0;
  let at = 0;
  while (at >= 0) {
    if (text.charCodeAt(at) !== 60) return undefined;
    if (text.charCodeAt(at + 1) === SLASH) {
      const end = closes(text, at, here.name);
      const parent = open.pop();
      if (end < 0 || !parent) return undefined;
      const names = namesOf(here, pool);
      seen[open.length + 1] = names;
      parent.items.push({ name: here.name, text: '', names, items: here.items, list: false });
      here = parent;
      at = end;
    } else {
      const name = nameAt(text, at + 1, here);
      if (name === undefined || open.length >= MAX_DEPTH || ++nodes > MAX_NODES) return undefined;
      at += 1 + name.length;
      const empty = emptyEnd(text, at);
      if (empty > 0) {
        here.items.push('');
        at = empty;
      } else {
        if (text.charCodeAt(at) !== GREATER) return undefined;
        const next = text.indexOf('<', ++at);
        const end = next < 0 ? -1 : closes(text, next, name);
        if (end > 0) {
          const value = unescaped(decoded(text.slice(at, next), ascii));
          if (value === undefined) return undefined;
          here.items.push(value);
          at = end;
        } else {
          open.push(here);
          here = { name, items: [], expected: seen[open.length] ?? NO_NAMES, own: undefined };
        }
      }
    }
    // What stands between elements is layout, but must be lawful all the same.
    const next = text.indexOf('<', at);
    if (next > at && text.slice(at, next).includes('&')) return undefined;
    if (next < 0 && (open.length > 0 || text.slice(at).trim() !== '')) return undefined;
    if (next >= 0 && open.length === 0) return undefined;
    at = next;
  }
  const [root] = here.items;
  if (typeof root !== 'string') return root;
  return { name: namesOf(here, pool).list[0] ?? '', text: root, names: NO_NAMES, items: [], list: false };
}

/** Behind the end tag of that name which stands at `at`; -1 when none does. */
function closes(text: string, at: number, name: string): number {
  const end = at + 2 + name.length;
  return text.charCodeAt(at + 1) === SLASH && text.startsWith(name, at + 2) && text.charCodeAt(end) === GREATER
    ? end + 1
    : -1;
}

/** Behind the end of a tag without content, of which the name ended at `at`; -1 when it is another tag. */
function emptyEnd(text: string, at: number): number {
  const slash = text.charCodeAt(at) === 32 ? at + 1 : at;
  return text.charCodeAt(slash) === SLASH && text.charCodeAt(slash + 1) === GREATER ? slash + 2 : -1;
}

/** The element's name that begins at `at`, noted as that of the next item of `parent`. */
function nameAt(text: string, at: number, parent: Open): string | undefined {
  const { expected, own, items } = parent;
  const likely = own ? undefined : expected.list[items.length];
  if (likely !== undefined && text.startsWith(likely, at) && endsName(text.charCodeAt(at + likely.length)))
    return likely;
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  parent.own ??= expected.list.slice(0, items.length);
  parent.own.push(name);
  return name;
}

function endsName(code: number): boolean {
  return code === GREATER || code === SLASH || code === 32;
}

function namesOf({ expected, own, items }: Open, pool: NamePool): Names {
  if (!own && items.length === expected.list.length) return expected;
  return pool.share(own ?? expected.list.slice(0, items.length));
}

/** The characters that the bytes of a text stand for. */
function decoded(text: string, ascii: boolean): string {
  return ascii || !BEYOND_ASCII.test(text) ? text : Buffer.from(text, 'latin1').toString();
}

/** Text with its references as characters; undefined when one of them is none of XML's. */
function unescaped(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let lawful = true;
  const value = text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name) return NAMED[name] ?? '';
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    lawful &&= isCharacter(code);
    return lawful ? String.fromCodePoint(code) : '';
  });
  return lawful ? value : undefined;
}

/** What XML calls a character. */
function isCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

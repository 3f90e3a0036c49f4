import type { DataNode } from './document.ts';
import { unescapeHtml } from './html.ts';
import { readJson } from './json.ts';
import { readPlainXml } from './plainXml.ts';
import { decodeText } from './text.ts';
import { readUrlDelimited } from './urlDelimited.ts';
import { readXml } from './xml.ts';

/** What an answer's body is, told from the body alone: headers and status are not to be relied on. */
export type Body =
  | { readonly kind: 'data'; readonly format: 'xml' | 'json' | 'url'; readonly root: DataNode }
  | { readonly kind: 'html'; readonly title: string; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' };

const HTML =
  /^(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|script|title|meta|h1|p|div)[\s>/])/i;
/** Characters that tell a page. */
const LOOKED_AT_FIRST = 4096;
/** Characters of a page that are looked at. */
const LOOKED_AT = 20_000;
/** A byte order mark in UTF-8. */
const UTF8_MARK = [0xef, 0xbb, 0xbf];
const URL_DELIMITED = /^[A-Za-z_][\w.-]*=/;

/**
 * Reads a body in whichever format it is.
 * @throws FormatError when the format is clear but the body is defective
 */
export function readBody(bytes: Uint8Array, contentType: string): Body {
  const unmarked = UTF8_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(UTF8_MARK.length) : bytes;
  const start = Buffer.from(unmarked.subarray(0, LOOKED_AT_FIRST)).toString('latin1').trimStart();
  if (start.startsWith('<') && !HTML.test(start)) {
    const root = readPlainXml(unmarked);
    if (root) return { kind: 'data', format: 'xml', root };
  }
  const text = decodeText(bytes, contentType)
    .replace(/^\ufeff/, '')
    .trim();
  if (!text || text === 'null') return { kind: 'empty' };
  if (HTML.test(text.slice(0, LOOKED_AT_FIRST))) return { kind: 'html', title: titleOf(text), text: plain(text) };
  if (text.startsWith('<')) return { kind: 'data', format: 'xml', root: readXml(text) };
  if (/^[[{]/.test(text)) return { kind: 'data', format: 'json', root: readJson(text) };
  if (URL_DELIMITED.test(text)) return { kind: 'data', format: 'url', root: readUrlDelimited(text) };
  return { kind: 'text', text: text.replace(/^"([^"]*)"$/, '$1') };
}

/** A page's title, else its first heading, else its first words. */
function titleOf(whole: string): string {
  const page = whole.slice(0, LOOKED_AT);
  const title = /<title[^<>]*>([\s\S]{0,2000}?)<\/title>/i.exec(page)?.[1];
  const heading = /<h1[^<>]*>([\s\S]{0,2000}?)<\/h1>/i.exec(page)?.[1];
  return (plain(title ?? '') || plain(heading ?? '') || plain(page)).slice(0, 120);
}

/** The visible words of a page, for recognising it; never shown as HTML. */
function plain(page: string): string {
  const words = page
    .slice(0, LOOKED_AT)
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<[^<>]*>/g, ' ');
  return unescapeHtml(words).replace(/\s+/g, ' ').trim();
}

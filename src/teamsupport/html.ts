import { isEscapedMarkup, unescapeHtml } from '../wire/html.ts';

const TAG = /<\/?[a-z!][^<>]*>/i;

/** Readers unescape up to three times (1.12). */
const MOST_ESCAPES = 3;

/**
 * The HTML of an action. The API escapes it once more than the format asks for, and sometimes more often (1.12); how
 * often is told by its shape: markup is left alone as soon as it is there.
 */
export function readHtml(value: string): string {
  if (TAG.test(value)) return value;
  let html = unescapeHtml(value);
  for (let times = 1; times < MOST_ESCAPES && !TAG.test(html) && isEscapedMarkup(unescapedAmpersands(html)); times++) {
    html = unescapeHtml(html);
  }
  return html;
}

function unescapedAmpersands(html: string): string {
  return html.replace(/&amp;(?=lt;|gt;)/gi, '&');
}

/** Plain text as the HTML that the API stores: paragraphs at blank lines, line breaks kept. */
export function writeHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .map(paragraph => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The words of HTML, for where only plain text is shown. */
export function plainText(html: string): string {
  const text = html
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>\s*/gi, '\n')
    .replace(/<[^<>]*>/g, '');
  return unescapeHtml(text).trim();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const TAG = /<\/?[a-z!][^<>]*>/i;

/**
 * The HTML of an action. The API escapes it once more than the format asks for, and inside JSON sometimes twice (1.12);
 * how often is told by its shape: markup is left alone as soon as it is there.
 */
export function readHtml(value: string): string {
  if (TAG.test(value)) return value;
  const once = unescapeHtml(value);
  // All of it is still one escaped piece of markup, so this is no text that only speaks of a tag.
  const stillEscaped = !TAG.test(once) && /^\s*&lt;[a-z!/][\s\S]*&gt;\s*$/i.test(once);
  return stillEscaped ? unescapeHtml(once) : once;
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

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

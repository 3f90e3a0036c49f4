const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text with XML's five entities, `&nbsp;` and numeric references as characters, each once; others stay. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Whether all of a text is one escaped piece of markup, and not text that only speaks of a tag. */
export function isEscapedMarkup(text: string): boolean {
  return /^\s*&lt;[a-z!/][\s\S]*&gt;\s*$/i.test(text);
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', mdash: '—', ndash: '–' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', middot: '·' },
  ...{ copy: '©', reg: '®', trade: '™', euro: '€', deg: '°', times: '×', rarr: '→', larr: '←' },
};
/** What these hold is no text of the page. */
const unseen = new Set(['script', 'style', 'template', 'head', 'title', 'noscript', 'iframe', 'object', 'svg', 'math']);
/** Where these begin, a browser looks for nothing but their end. */
const raw = new Set(['script', 'style', 'title', 'iframe', 'noscript']);
const blocks = new Set(
  `address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
  li main nav ol p pre section summary table tr ul`.split(/\s+/),
);
/** Blocks that stand apart from what is around them by an empty line. */
const apart = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '));
const attribute = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const tagName = /<\/?([a-z][^\s/>]*)/iy;
const control = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What a reader of this HTML would read, as plain text: paragraphs and lines kept, lists with their marks, links with
 * their address. No markup of it is left as markup; what stood there as text, `&lt;b&gt;` say, is text. Linear in its
 * input, and never throws.
 */
export function plainTextOf(html: string): string {
  const page = new Page();
  const source = html.replace(/\r\n?/g, '\n');
  /** Elements that are never closed from here on, so that their end is not sought again. */
  const endless = new Set<string>();
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) break;
    page.text(source.slice(at, open));
    if (source.startsWith('<!--', open)) at = endOf(source, '-->', open + 4);
    else if (source[open + 1] === '!' || source[open + 1] === '?') at = endOf(source, '>', open);
    else {
      tagName.lastIndex = open;
      const found = tagName.exec(source);
      if (!found) {
        page.text('<');
        at = open + 1;
        continue;
      }
      const name = (found[1] ?? '').toLowerCase();
      const from = open + found[0].length;
      at = endOfTag(source, from);
      if (source[open + 1] === '/') page.close(name);
      else if (!unseen.has(name)) page.open(name, source.slice(from, at));
      else if (!endless.has(name)) {
        const end = endOfElement(source, name, at);
        if (end === undefined) endless.add(name);
        else at = end;
      }
    }
  }
  page.text(source.slice(at));
  return page.result();
}

/** Text as it grows: blanks collapse, blocks begin lines. */
class Page {
  readonly #parts: string[] = [];
  /** Line breaks that the next text begins with. */
  #breaks = 0;
  #blank = false;
  #started = false;
  #pre = 0;
  readonly #lists: { ordered: boolean; next: number }[] = [];
  #link: { readonly address: string; readonly from: number } | undefined;

  text(raw: string): void {
    const text = decoded(raw).replace(control, one => (/\s/.test(one) ? one : ''));
    if (this.#pre > 0) {
      if (text) this.#put(text);
      return;
    }
    const words = text.replace(/[ \t\n\f\v]+/g, ' ');
    const bare = words.trim();
    if (!bare) {
      if (words) this.#blank = true;
      return;
    }
    if (words.startsWith(' ')) this.#blank = true;
    this.#put(bare);
    this.#blank = words.endsWith(' ');
  }

  open(name: string, attributes: string): void {
    if (blocks.has(name)) this.#break(apart.has(name) && this.#lists.length === 0 ? 2 : 1);
    if (name === 'br') this.#breaks = Math.min(2, this.#breaks + 1);
    else if (name === 'pre') this.#pre++;
    else if (name === 'ul' || name === 'ol') this.#lists.push({ ordered: name === 'ol', next: 1 });
    else if (name === 'li') this.#item();
    else if (name === 'hr') this.#put('---');
    else if (name === 'td' || name === 'th') this.#cell();
    else if (name === 'img') this.text(attributeOf(attributes, 'alt'));
    else if (name === 'a') this.#link = { address: decoded(attributeOf(attributes, 'href')), from: this.#parts.length };
  }

  close(name: string): void {
    if (name === 'pre') this.#pre = Math.max(0, this.#pre - 1);
    else if (name === 'ul' || name === 'ol') this.#lists.pop();
    else if (name === 'a') this.#endLink();
    if (blocks.has(name)) this.#break(apart.has(name) && this.#lists.length === 0 ? 2 : 1);
  }

  result(): string {
    const lines = this.#parts.join('').replaceAll('\u00a0', ' ').split('\n');
    const text = lines.map(line => line.trimEnd()).join('\n');
    return text
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+/, '')
      .trimEnd();
  }

  #put(text: string): void {
    if (this.#started && this.#breaks > 0) this.#parts.push('\n'.repeat(this.#breaks));
    else if (this.#started && this.#blank) this.#parts.push(' ');
    this.#breaks = 0;
    this.#blank = false;
    this.#started = true;
    this.#parts.push(text);
  }

  #break(lines: number): void {
    this.#breaks = Math.max(this.#breaks, lines);
    this.#blank = false;
  }

  #item(): void {
    const list = this.#lists.at(-1);
    this.#put(
      `${'  '.repeat(Math.max(0, Math.min(8, this.#lists.length - 1)))}${list?.ordered ? `${list.next++}.` : '-'}`,
    );
    this.#blank = true;
  }

  #cell(): void {
    if (this.#breaks === 0 && this.#started) this.#put('\t');
  }

  /** An address that the words of the link do not say. */
  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link || !/^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(link.address)) return;
    const words = this.#parts.slice(link.from).join('').trim();
    const plain = link.address.replace(/^mailto:/i, '');
    if (words && words !== link.address && words !== plain) this.#parts.push(` (${plain.replace(control, '')})`);
  }
}

function attributeOf(attributes: string, wanted: string): string {
  for (const [, name = '', double, single, bare] of attributes.matchAll(attribute)) {
    if (name.toLowerCase() === wanted) return double ?? single ?? bare ?? '';
  }
  return '';
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found < 0 ? source.length : found + mark.length;
}

/** The place behind a tag, in whose quoted values a `>` ends nothing. A tag that never ends goes on to the end. */
function endOfTag(source: string, from: number): number {
  const next = /[=>]/g;
  next.lastIndex = from;
  for (let found = next.exec(source); found; found = next.exec(source)) {
    if (found[0] === '>') return next.lastIndex;
    const value = /\s*(["'])/y;
    value.lastIndex = next.lastIndex;
    const quote = value.exec(source)?.[1];
    if (quote) next.lastIndex = endOf(source, quote, value.lastIndex);
  }
  return source.length;
}

/** The place behind an element's end; nothing when it has none, and `script` and its like then hide all that follows. */
function endOfElement(source: string, name: string, from: number): number | undefined {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  const found = end.exec(source);
  if (found) return endOf(source, '>', found.index);
  return raw.has(name) ? source.length : undefined;
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, decimal, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

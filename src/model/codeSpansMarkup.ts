import { families } from './codeSpansFamilies.ts';
import { newMemory, scanCode } from './codeSpansScan.ts';
import type { TextSpan } from './mention.ts';

const tagName = /<(?<name>[a-z][\w:.-]{0,60})/iy;

/** Text, comments and attributes that are words, of HTML, XML and what is made of them; scripts and styles by their own rules. */
export function scanMarkup(text: string, spans: TextSpan[]): void {
  const end = text.length;
  let at = 0;
  let proseFrom = 0;
  const prose = (to: number) => {
    if (to > proseFrom) spans.push({ start: proseFrom, end: to });
  };
  const passed = (open: string, close: string, counts: boolean) => {
    const found = text.indexOf(close, at + open.length);
    const inner = found === -1 || found > end ? end : found;
    if (counts && inner > at + open.length) spans.push({ start: at + open.length, end: inner });
    at = Math.min(end, inner + close.length);
    proseFrom = at;
  };
  while (at < end) {
    const found = text.indexOf('<', at);
    if (found === -1 || found >= end) break;
    at = found;
    const next = text.charAt(at + 1);
    if (!/[a-z/!?]/i.test(next)) {
      at++;
      continue;
    }
    prose(at);
    if (text.startsWith('<!--', at)) passed('<!--', '-->', true);
    else if (text.startsWith('<![CDATA[', at)) passed('<![CDATA[', ']]>', true);
    else if (next === '!' || next === '?') passed(next === '!' ? '<!' : '<?', '>', false);
    else {
      tagName.lastIndex = at;
      const name = tagName.exec(text)?.groups?.name?.toLowerCase();
      const tagStart = at;
      at = scanTag(text, at + 1 + (name?.length ?? 0), end, spans);
      proseFrom = at;
      if ((name === 'script' || name === 'style') && text[at - 2] !== '/') {
        const close = closingTag(text, at, end, name);
        const css = /lang=["']?(?:scss|less|sass|stylus)/i.test(text.slice(tagStart, Math.min(at, tagStart + 300)));
        const rules = name === 'script' ? families.script : css ? families.c : families.css;
        within(text, at, close, spans, (part, found) => scanCode(part, 0, part.length, rules, found));
        at = close;
        proseFrom = close;
      }
    }
  }
  prose(end);
}

/** Reads a part alone, so that nothing is looked for beyond its end. */
function within(
  text: string,
  start: number,
  end: number,
  spans: TextSpan[],
  read: (part: string, found: TextSpan[]) => unknown,
): void {
  if (end <= start) return;
  const found: TextSpan[] = [];
  read(text.slice(start, end), found);
  for (const span of found) spans.push({ start: span.start + start, end: span.end + start });
}

function closingTag(text: string, from: number, end: number, name: 'script' | 'style'): number {
  const closing = name === 'script' ? /<\/script/gi : /<\/style/gi;
  closing.lastIndex = from;
  const found = closing.exec(text)?.index ?? end;
  return Math.min(found, end);
}

/** Attributes that never hold words. */
const silent = new Set([
  'style',
  'class',
  'id',
  'd',
  'points',
  'fill',
  'stroke',
  'color',
  'bgcolor',
  'viewbox',
  'transform',
]);

/** From behind the name of a tag to behind its `>`. */
function scanTag(text: string, from: number, end: number, spans: TextSpan[]): number {
  let name = '';
  let nameStart = -1;
  for (let at = from; at < end; at++) {
    const character = text[at];
    if (character === '>') return at + 1;
    if (character === '"' || character === "'") {
      const found = text.indexOf(character, at + 1);
      const close = found === -1 || found > end ? end : found;
      const value = text.slice(at + 1, Math.min(close, at + 9)).toLowerCase();
      const words = /^https?:/.test(value) || hasBlank(text, at + 1, close);
      if (words && close > at + 1 && !silent.has(name)) spans.push({ start: at + 1, end: close });
      at = close;
      nameStart = -1;
    } else if (character === '=') {
      name =
        nameStart === -1
          ? name
          : text
              .slice(nameStart, Math.min(at, nameStart + 40))
              .trim()
              .toLowerCase();
      nameStart = -1;
    } else if (character === ' ' || character === '\n' || character === '\t' || character === '\r') {
      if (nameStart !== -1) name = text.slice(nameStart, Math.min(at, nameStart + 40)).toLowerCase();
      nameStart = -1;
    } else if (nameStart === -1) nameStart = at;
  }
  return end;
}

function hasBlank(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (text.charCodeAt(at) <= 32) return true;
  return false;
}

const phpOpening = /<\?(?:php\b|=)?/gi;

/** PHP with the HTML around it. */
export function scanPhp(text: string, spans: TextSpan[]): void {
  const memory = newMemory();
  let at = 0;
  while (at < text.length) {
    phpOpening.lastIndex = at;
    const opening = phpOpening.exec(text);
    within(text, at, opening?.index ?? text.length, spans, scanMarkup);
    if (!opening) return;
    at = scanCode(text, opening.index + opening[0].length, text.length, families.php, spans, memory) + 2;
  }
}

/** Markdown without its code. */
export function scanMarkdown(text: string, spans: TextSpan[]): void {
  let proseFrom = 0;
  let at = 0;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const fence = fenceAt(text, at);
    if (fence === undefined) {
      at = end + 1;
      continue;
    }
    within(text, proseFrom, at, spans, scanInline);
    at = end + 1;
    while (at < text.length) {
      const closes = closesFence(text, at, fence);
      at = endOfLine(text, at) + 1;
      if (closes) break;
    }
    proseFrom = Math.min(at, text.length);
  }
  within(text, proseFrom, text.length, spans, scanInline);
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

const fenceOpening = /(?:[ \t]{0,12}(?:>|[-*+]|\d{1,9}[.)])){0,4}[ \t]{0,12}(?<fence>`{3,}|~{3,})(?<info>[^\n]*)/y;

function fenceAt(text: string, at: number): string | undefined {
  fenceOpening.lastIndex = at;
  const found = fenceOpening.exec(text);
  const fence = found?.groups?.fence;
  return fence?.startsWith('`') && found?.groups?.info?.includes('`') ? undefined : fence;
}

const fenceClosing = /[ \t>]{0,40}(?<fence>`{3,}|~{3,})[ \t]*\r?(?:\n|$)/y;

function closesFence(text: string, at: number, fence: string): boolean {
  fenceClosing.lastIndex = at;
  const found = fenceClosing.exec(text)?.groups?.fence;
  return found !== undefined && found[0] === fence[0] && found.length >= fence.length;
}

const ticksOrBreak = /`+|\n[ \t]*\r?\n/g;

/** Prose between pieces of `code`, which end with their paragraph. */
function scanInline(text: string, spans: TextSpan[]): void {
  const runs: { readonly at: number; readonly length: number; readonly paragraph: number }[] = [];
  let paragraph = 0;
  ticksOrBreak.lastIndex = 0;
  for (let mark = ticksOrBreak.exec(text); mark; mark = ticksOrBreak.exec(text)) {
    if (mark[0].startsWith('`')) runs.push({ at: mark.index, length: mark[0].length, paragraph });
    else {
      paragraph++;
      // The line feed that ends this break may begin the next one.
      ticksOrBreak.lastIndex--;
    }
  }
  const nextOf = new Array<number>(runs.length).fill(-1);
  const latest = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index--) {
    const { length, paragraph: here } = runs[index] ?? { length: 0, paragraph: 0 };
    const other = latest.get(length) ?? -1;
    if (runs[other]?.paragraph === here) nextOf[index] = other;
    latest.set(length, index);
  }
  let proseFrom = 0;
  for (let index = 0; index < runs.length; index++) {
    const close = runs[nextOf[index] ?? -1];
    const open = runs[index];
    if (!close || !open) continue;
    if (open.at > proseFrom) spans.push({ start: proseFrom, end: open.at });
    proseFrom = close.at + close.length;
    index = nextOf[index] ?? index;
  }
  if (text.length > proseFrom) spans.push({ start: proseFrom, end: text.length });
}

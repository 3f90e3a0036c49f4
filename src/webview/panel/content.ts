import { t } from '@vscode/l10n';
import type { RichText } from '../../model/ticket.ts';
import { codeLines, segments } from './codeLines.ts';
import { withoutLinkData } from './linkNotes.ts';
import { mendStructure } from './readable.ts';
import { remoteSource, sanitize } from './sanitize.ts';

/** A ticket's text ready to be shown, and where its remote images go. */
export interface Content {
  readonly root: HTMLElement;
  readonly images: readonly RemoteImage[];
}

/** A button that stands where a remote image is not shown yet. */
export interface RemoteImage {
  readonly address: string;
  readonly button: HTMLButtonElement;
  readonly alt: string;
}

/**
 * Makes elements of a ticket's text; HTML goes through the sanitiser.
 * @param level of the text's first heading among those of the page
 */
export function contentOf(body: RichText, level: number): Content {
  const root = document.createElement('div');
  root.className = 'content';
  root.dir = 'auto';
  const text = plain(body);
  if (text !== undefined) {
    root.append(...segments(text).map(segment => (segment.kind === 'code' ? code(segment.text) : prose(segment.text))));
    withoutLinkData(root);
    return { root, images: [] };
  }
  root.append(sanitize(body.body));
  withoutLinkData(root);
  frameTraces(root);
  frameTables(root);
  trimEnds(root);
  const images = setAsideImages(root);
  mendStructure(root, level);
  return { root, images };
}

/** Text without markup; nothing for HTML. Mail without a tag in it is text, too, whatever the desk calls it. */
function plain({ kind, body }: RichText): string | undefined {
  if (kind === 'text') return body;
  return /<[a-z!/?]/i.test(body) ? undefined : (sanitize(body).textContent ?? '');
}

function code(text: string): HTMLElement {
  const block = document.createElement('pre');
  block.dir = 'ltr';
  block.textContent = text;
  return block;
}

/** A paragraph that keeps its line breaks; addresses in it become links. */
function prose(text: string): HTMLElement {
  const block = document.createElement('p');
  block.className = 'plain';
  block.dir = 'auto';
  let end = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"'`]+/gi)) {
    const address = withoutPunctuation(match[0]);
    block.append(text.slice(end, match.index));
    const link = document.createElement('a');
    link.href = address;
    link.title = address;
    link.textContent = address;
    block.append(link);
    end = match.index + address.length;
  }
  block.append(text.slice(end));
  return block;
}

/** What ends a sentence or a bracket around an address is no part of it. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while ('.,;:!?)]}'.includes(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

const blocks = 'address,blockquote,center,dd,details,div,dl,dt,figure,h1,h2,h3,h4,h5,h6,hr,li,ol,p,pre,table,td,th,ul';

/** Mail programs send stack traces as lines with `<br>` or as paragraphs: those lines become `<pre>` blocks. */
function frameTraces(root: HTMLElement): void {
  for (const holder of [root, ...root.querySelectorAll<HTMLElement>('p,div,td,li,blockquote,center')]) {
    if (holder.closest('pre')) continue;
    const lines = linesOf(holder);
    const marks = codeLines(lines.map(lineText));
    if (!marks.includes(true)) continue;
    let block: HTMLElement | undefined;
    lines.forEach((line, at) => {
      if (!marks[at] || line.some(isComposite)) {
        block = undefined;
        return;
      }
      if (block) block.append('\n');
      else {
        block = code('');
        line[0]?.before(block);
      }
      for (const node of line) absorb(node, block);
    });
  }
}

/** The children of an element, line by line, each with the `<br>` that ends it; a block is a line of its own. */
function linesOf(holder: HTMLElement): ChildNode[][] {
  const lines: ChildNode[][] = [];
  let open = false;
  for (const node of holder.childNodes) {
    const block = node instanceof Element && (node.matches(blocks) || node.querySelector(blocks) !== null);
    if (!open && !block && !(node instanceof HTMLBRElement) && !node.textContent?.trim()) continue;
    if (open && !block) lines.at(-1)?.push(node);
    else lines.push([node]);
    open = !block && !(node instanceof HTMLBRElement);
  }
  return lines;
}

/** A line as it is drawn: white space of the source is one space, only no-break spaces indent. */
function lineText(line: readonly ChildNode[]): string {
  if (line.some(isComposite)) return '';
  const text = line.map(node => node.textContent ?? '').join('');
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

/** A block that holds more than one line. */
function isComposite(node: ChildNode): boolean {
  if (!(node instanceof Element) || node instanceof HTMLBRElement) return false;
  return node.querySelector(`br,img,${blocks}`) !== null || (node.matches(blocks) && !node.matches('p,div'));
}

function absorb(node: ChildNode, block: HTMLElement): void {
  if (node instanceof Element && node.matches(`br,${blocks}`)) {
    for (const child of [...node.childNodes]) absorb(child, block);
    node.remove();
    return;
  }
  if (node instanceof Text) {
    const atStart = /(?:^|\n)$/.test(block.textContent ?? '');
    node.data = node.data.replace(/[ \t\r\n]+/g, ' ').replace(atStart ? /^ / : /^$/, '');
  }
  block.append(node);
}

/** Wide tables scroll in a frame of their own. */
function frameTables(root: HTMLElement): void {
  for (const table of root.querySelectorAll('table')) {
    if (table.parentElement?.closest('table')) continue;
    const frame = document.createElement('div');
    frame.className = 'table';
    table.before(frame);
    frame.append(table);
  }
}

/** Editors end texts with empty paragraphs. */
function trimEnds(root: HTMLElement): void {
  const empty = (node: ChildNode | null): node is ChildNode =>
    node !== null &&
    !node.textContent?.trim() &&
    !(node instanceof Element && (node.matches('img,hr') || node.querySelector('img,hr')));
  for (let last = root.lastChild; empty(last); last = root.lastChild) last.remove();
  for (let first = root.firstChild; empty(first); first = root.firstChild) first.remove();
}

function setAsideImages(root: HTMLElement): RemoteImage[] {
  const found: RemoteImage[] = [];
  for (const image of root.querySelectorAll('img')) {
    const address = image.getAttribute(remoteSource);
    if (image.hasAttribute('src')) continue;
    if (isPixel(image)) {
      image.remove();
      continue;
    }
    const alt = image.alt.trim();
    if (address === null) {
      const words = document.createElement('span');
      words.className = 'gone';
      words.textContent = alt ? t('Image not available: {0}', alt) : t('Image not available');
      image.replaceWith(words);
      continue;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'image';
    button.title = address;
    image.replaceWith(button);
    found.push({ address, button, alt });
  }
  return found;
}

/** An image that nobody can see is there to report who reads. */
function isPixel(image: HTMLImageElement): boolean {
  return ['width', 'height'].some(name => /^[012](?:px)?$/.test(image.getAttribute(name)?.trim() ?? ''));
}

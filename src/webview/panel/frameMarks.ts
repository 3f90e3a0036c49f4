import { t } from '@vscode/l10n';
import { bare, type FrameMark, findMarks } from '../../model/frameMark.ts';
import type { PanelFrame } from '../messages.ts';

/** Frames that are marked in one text; those beyond are in the facts alone. */
const mostMarked = 1_000;
/** What a frame cannot reach over: it was not found where it is then. */
const borders =
  'br,img,hr,button,address,blockquote,dd,div,dl,dt,figure,h1,h2,h3,h4,h5,h6,li,ol,p,pre,table,td,th,tr,ul';

/** A place in the page's text. */
type Place = readonly [node: Text, offset: number];

/**
 * The frames of a text as they are marked in what the page made of it: those of this workspace can be clicked and reached
 * by the keyboard, those of libraries say so. They are text as before: what is copied has them.
 */
export class FrameMarks {
  readonly #root: HTMLElement;
  readonly #elements: readonly (HTMLElement | undefined)[];
  #frames: readonly PanelFrame[];

  constructor(root: HTMLElement, frames: readonly PanelFrame[]) {
    this.#root = root;
    this.#frames = frames;
    const places = placesOf(root, frames.slice(0, mostMarked));
    const elements: (HTMLElement | undefined)[] = [];
    // From the end on: what is before stays where it is.
    for (let at = places.length - 1; at >= 0; at--) {
      const place = places[at];
      const frame = frames[at];
      if (place && frame && (frame.file !== undefined || frame.foreign)) elements[at] = wrap(place[0], place[1], frame);
    }
    elements.forEach((element, at) => {
      const frame = frames[at];
      if (element && frame) describe(element, frame, at);
    });
    this.#elements = elements;
  }

  /** Takes over what is said of the same frames; false when they are others. */
  update(frames: readonly PanelFrame[]): boolean {
    if (JSON.stringify(frames.map(where)) !== JSON.stringify(this.#frames.map(where))) return false;
    this.#frames = frames;
    frames.forEach((frame, at) => {
      const element = this.#elements[at];
      if (element) describe(element, frame, at);
    });
    return true;
  }

  /** Takes the marks out; answers the one that had the focus. */
  clear(): FrameMark | undefined {
    const focused = this.#frames[this.#elements.findIndex(element => element?.matches(':focus'))];
    for (const element of this.#elements) element?.replaceWith(...element.childNodes);
    this.#root.normalize();
    return focused;
  }

  /** Puts the focus on a mark, where it is still there. */
  focus({ at, written }: FrameMark): void {
    const place = this.#frames.findIndex(frame => frame.at === at && frame.written === written);
    this.#elements[place]?.focus({ preventScroll: true });
  }
}

/** Which frame was clicked or is in focus, by its place in the text. */
export function frameAt(path: readonly EventTarget[]): number | undefined {
  const element = path.find(node => node instanceof HTMLElement && node.dataset.frame !== undefined);
  return element instanceof HTMLElement ? Number(element.dataset.frame) : undefined;
}

function where({ at, written, file, foreign, others }: PanelFrame): unknown {
  return [at, written, file, foreign, others];
}

function describe(element: HTMLElement, { file, line, others, now }: PanelFrame, at: number): void {
  if (file === undefined) {
    element.className = 'foreign';
    element.title = t('In a library, not in this workspace');
    return;
  }
  element.className = now ? 'frame moved' : 'frame';
  element.role = 'button';
  element.tabIndex = 0;
  element.dataset.frame = String(at);
  const name = line === undefined ? file : `${file}:${line}`;
  const words = others > 0 ? t('Open one of {0} files', others + 1) : t('Open {0}', name);
  element.title = now ? `${words}\n${now}` : words;
}

/** Where each frame begins and ends in the page's text; nothing for one that is not found. One pass over the text. */
function placesOf(root: HTMLElement, frames: readonly PanelFrame[]): ([Place, Place] | undefined)[] {
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // What stands in for an image is no text of the ticket.
    if (node instanceof Text && !node.parentElement?.closest('button')) nodes.push(node);
  }
  const whole = nodes.map(node => bare(node.data)).join('');
  const found = findMarks(whole, frames);
  // The first and the last character of each frame, in order.
  const wanted = found.flatMap((at, place) =>
    at === undefined ? [] : [at, at + (frames[place]?.written.length ?? 1) - 1],
  );
  const places = charactersAt(nodes, wanted);
  let next = 0;
  return found.map(at => {
    if (at === undefined) return undefined;
    const first = places[next++];
    const last = places[next++];
    return first && last ? [first, [last[0], last[1] + 1]] : undefined;
  });
}

/** Where characters are by their place among those that are no white space; `wanted` rises. */
function charactersAt(nodes: readonly Text[], wanted: readonly number[]): Place[] {
  const places: Place[] = [];
  let seen = 0;
  for (const node of nodes) {
    for (let offset = 0; offset < node.data.length && places.length < wanted.length; offset++) {
      if (/\s/.test(node.data.charAt(offset))) continue;
      while (wanted[places.length] === seen) places.push([node, offset]);
      seen++;
    }
  }
  return places;
}

function wrap(start: Place, end: Place, { file }: PanelFrame): HTMLElement | undefined {
  const element = document.createElement('span');
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  if (start[0] === end[0]) {
    range.surroundContents(element);
    return element;
  }
  if (file === undefined || range.cloneContents().querySelector(borders)) return undefined;
  // Mail programs make links of parts of a path.
  element.textContent = range.toString();
  range.deleteContents();
  range.insertNode(element);
  // What held only such a part would still be a stop for the keyboard.
  for (const beside of [element.previousSibling, element.nextSibling]) {
    if (beside instanceof Element && !beside.textContent && !beside.matches(`${borders},:has(${borders})`))
      beside.remove();
  }
  return element;
}

/**
 * What a model wrote, as Markdown that keeps its paragraphs, lists and code, and leads nowhere: no image is loaded, no
 * link hides its address, no HTML. A model may have been told by a ticket to write such things. An invisible character
 * keeps them from being anything but text.
 * @param html whether where it is shown takes HTML; the chat does not, and code is copied from there
 */
export function harmlessMarkdown(text: string, html = true): string {
  return text.replace(html ? /<(?=[a-z/!?])|!(?=\[)|\](?=[([:])/gi : /!(?=\[)|\](?=[([:])/g, '$&\u200b');
}

/** Characters of the longest word in brackets that a name may stand for. */
const longestName = 20;

/** The same for the chat, where a text comes in pieces: what cannot be told yet waits for the next one. */
export class HarmlessStream {
  readonly #reveal: (text: string) => string;
  /** What may be the beginning of a name. */
  #name = '';
  /** What may be the half of a mark. */
  #mark = '';

  /** @param reveal puts names in the place of words in brackets */
  constructor(reveal: (text: string) => string = text => text) {
    this.#reveal = reveal;
  }

  /** What can be shown now. */
  add(piece: string): string {
    const text = this.#name + piece;
    const open = text.lastIndexOf('[');
    const begun = open >= 0 && text.length - open <= longestName && !text.includes(']', open);
    const cut = begun ? open : text.length;
    this.#name = text.slice(cut);
    return this.#told(this.#reveal(text.slice(0, cut)));
  }

  /** The rest. */
  end(): string {
    const rest = this.#told(this.#reveal(this.#name)) + harmlessMarkdown(this.#mark, false);
    this.#name = '';
    this.#mark = '';
    return rest;
  }

  #told(piece: string): string {
    const text = this.#mark + piece;
    const cut = /[!\]]$/.test(text) ? text.length - 1 : text.length;
    this.#mark = text.slice(cut);
    return harmlessMarkdown(text.slice(0, cut), false);
  }
}

/**
 * What a model wrote, as Markdown that keeps its paragraphs, lists and code, and leads nowhere: no image is loaded, no
 * link hides its address, no HTML. A model may have been told by a ticket to write such things. An invisible character
 * keeps them from being anything but text.
 */
export function harmlessMarkdown(text: string): string {
  return text.replace(/<|!(?=\[)|\](?=[([:])/g, '$&\u200b');
}

/** Characters of the longest word in brackets that a name may stand for. */
const longestName = 20;

/** The same for a text that comes in pieces: what cannot be told yet waits for the next one. */
export class HarmlessStream {
  readonly #reveal: (text: string) => string;
  #held = '';

  /** @param reveal puts names in the place of words in brackets */
  constructor(reveal: (text: string) => string = text => text) {
    this.#reveal = reveal;
  }

  /** What can be shown now. */
  add(piece: string): string {
    const text = this.#held + piece;
    const open = text.lastIndexOf('[');
    const isName = open >= 0 && text.length - open <= longestName && !text.includes(']', open);
    const from = isName ? open - (text[open - 1] === '!' ? 1 : 0) : /[!\]]$/.test(text) ? text.length - 1 : text.length;
    // A bracket that closes is told with what it opened.
    const whole = text[from] === ']' ? Math.max(0, text.lastIndexOf('[', from)) : from;
    const cut = from - whole <= longestName ? whole : from;
    this.#held = text.slice(cut);
    return harmlessMarkdown(this.#reveal(text.slice(0, cut)));
  }

  /** The rest. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return harmlessMarkdown(this.#reveal(rest));
  }
}

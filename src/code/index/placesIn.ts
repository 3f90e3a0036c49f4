import { proseOf } from '../../model/codeSpans.ts';
import { languageOf } from '../../model/codeSpansFiles.ts';
import type { MentionRules } from '../../model/mention.ts';
import { findMentions } from '../../model/mentions.ts';
import type { MentionPlace } from '../code.ts';

/** A place with the ticket that it names. */
export interface NumberedPlace {
  readonly number: string;
  readonly deskId: string | undefined;
  readonly place: MentionPlace;
}

/** Characters of a line that are shown, and of these before the mention. */
const shownLength = 240;
const shownBefore = 80;

/** All places in a file that mention a ticket, in order. */
export function placesIn(file: string, text: string, rules: MentionRules): readonly NumberedPlace[] {
  const spans = rules.places === 'comments' ? proseOf(text, languageOf(file)) : undefined;
  const lines = new Lines(text);
  return findMentions(text, rules, spans).map(({ start, end, number, deskId }) => {
    const { line, from, to } = lines.at(start);
    const shownFrom = start - from > shownLength - shownBefore ? start - shownBefore : from;
    const shown = text.slice(shownFrom, Math.min(to, shownFrom + shownLength)).trim();
    const place = { file, line, column: start - from, length: end - start, text: flat(shown) };
    return { number, deskId, place };
  });
}

/** The lines of a text, walked through once. */
class Lines {
  readonly #text: string;
  readonly #break = /\r\n|\n|\r/g;
  #line = -1;
  #from = 0;
  #to = -1;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line of an offset, with its bounds. Offsets must not fall. */
  at(offset: number): { readonly line: number; readonly from: number; readonly to: number } {
    while (this.#to < offset && this.#next <= this.#text.length) {
      this.#line++;
      this.#from = this.#next;
      this.#break.lastIndex = this.#next;
      const found = this.#break.exec(this.#text);
      this.#to = found?.index ?? this.#text.length;
      this.#next = found ? found.index + found[0].length : this.#text.length + 1;
    }
    return { line: this.#line, from: this.#from, to: this.#to };
  }
}

/** A text of its own: a part of another one keeps all of that in memory. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

import type { Mark, Search } from './search.ts';

/** A word of a text as the full-text index has it, and where it stands. */
export interface TextWord {
  /** Without accents, in small letters. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** For each length of a beginning of `folded`, where that beginning ends in the text; index 0 is `start`. */
  readonly ends: readonly number[];
}

const letter = /[\p{L}\p{N}\p{Co}]/u;

/** Accents that stand as characters of their own and that the tokenizer knows: they belong to a word but do not count. */
const accents = /[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]/u;

/** Shapes of letters that are one letter to the tokenizer. */
const shapes = new Map(
  ['ςσ', 'ſs', 'ẛs', 'µμ', 'ϐβ', 'ϑθ', 'ϕφ', 'ϖπ', 'ϰκ', 'ϱρ', 'ϵε', '\u1fbe\u03b9'].map(pair => [
    pair.charAt(0),
    pair.charAt(1),
  ]),
);

/**
 * The words of a text the way SQLite's tokenizer `unicode61 remove_diacritics 2` cuts and folds them, so that what is
 * searched, found and marked is the same.
 */
export function textWords(text: string): TextWord[] {
  const words: TextWord[] = [];
  let folded = '';
  let start = 0;
  let end = 0;
  let ends: number[] = [];
  const close = () => {
    if (ends.length > 0 && folded) words.push({ folded, start, end, ends });
    folded = '';
    ends = [];
  };
  let at = 0;
  for (const character of text) {
    const next = at + character.length;
    if (letter.test(character)) {
      if (ends.length === 0) {
        start = at;
        ends.push(at);
      }
      const plain = fold(character);
      folded += plain;
      for (let index = 0; index < plain.length; index++) ends.push(next);
      end = next;
    } else if (ends.length > 0 && accents.test(character)) {
      // The accent belongs to the letter before it.
      ends[ends.length - 1] = next;
      end = next;
    } else {
      close();
    }
    at = next;
  }
  close();
  return words;
}

function fold(character: string): string {
  if (character < '\u0080') return character.toLowerCase();
  const [small = character] = [...character.toLowerCase()];
  const shape = shapes.get(small);
  if (shape) return shape;
  const [base = small] = small.normalize('NFD');
  // The tokenizer takes accents from Latin letters only.
  return base >= 'a' && base <= 'z' ? base : small;
}

/** Words that a search asks for in a row. */
interface Wanted {
  readonly words: readonly string[];
  /** Of the last word its beginning is enough. */
  readonly open: boolean;
}

/** More words than this nobody looks for; the rest are not marked. */
const mostWanted = 64;

/** Where the words that a search asks for stand in a shown text: in order, none touching another. */
export function marksIn(text: string, search: Search): readonly Mark[] {
  const wanted = search.terms
    .flatMap((term): Wanted[] => {
      if (term.kind !== 'text' || term.not) return [];
      const words = textWords(term.text).map(each => each.folded);
      return words.length > 0 ? [{ words, open: !term.phrase }] : [];
    })
    .slice(0, mostWanted);
  if (wanted.length === 0) return [];
  const words = textWords(text);
  const marks: [number, number][] = [];
  for (let index = 0; index < words.length; index++) {
    for (const each of wanted) {
      const end = endOfHit(words, index, each);
      const first = words[index];
      if (end === undefined || !first) continue;
      const last = marks.at(-1);
      if (last && first.start <= last[1]) last[1] = Math.max(last[1], end);
      else marks.push([first.start, end]);
    }
  }
  return marks;
}

/** Where a hit that begins with the word at `index` ends. */
function endOfHit(words: readonly TextWord[], index: number, { words: wanted, open }: Wanted): number | undefined {
  for (let offset = 0; offset < wanted.length; offset++) {
    const word = words[index + offset];
    const asked = wanted[offset] ?? '';
    if (!word) return undefined;
    if (open && offset === wanted.length - 1) {
      return word.folded.startsWith(asked) ? word.ends[asked.length] : undefined;
    }
    if (word.folded !== asked) return undefined;
  }
  return words[index + wanted.length - 1]?.end;
}

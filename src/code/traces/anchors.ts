/** Where a text says a line: what stands before may be the path. Offsets are UTF-16 units. */
export interface Anchor {
  readonly start: number;
  readonly end: number;
  /** 0 where a trace says that there is none. */
  readonly line: number;
  readonly column?: number;
  /** `:12`, `(12,3)`, `:line 12`, `, line 12`, `:[12,3]`, `#L12`, `line 12 of`, which the path follows, and none where a trace names the file alone. */
  readonly kind: 'colon' | 'paren' | 'word' | 'said' | 'square' | 'hash' | 'ahead' | 'bare';
}

/** Blanks, also those where a mail program broke the line, with the marks of a quotation. */
const gap = String.raw`(?:[ \t\u00a0]{1,4}|[ \t\u00a0]{0,4}\r?\n[ \t>\u00a0]{0,12})`;
const words =
  'lines?|Zeile|ligne|línea|linea|linha|riga|regel|rad|linje|rivi|wiersz|linia|řádek|řádku|sor|satır|dòng|строка|строке|рядок|行号|行|줄';
const column = String.raw`(?:,?${gap}?(?:column|col\.?|char|character|Spalte|colonne)${gap}?(\d{1,5}))?`;

// Every part is bounded, so each place of the text is looked at once with a bounded effort.
const anchor = new RegExp(
  [
    String.raw`:?\[(\d{1,7}),(\d{1,5})\]`,
    String.raw`(?<=\.(?:java|kt|scala|groovy))(\))`,
    String.raw`:L?(\d{1,7})(?::(\d{1,7}))?`,
    String.raw`:(?:${words}|\p{L}{1,10})${gap}(\d{1,7})`,
    String.raw`\((\d{1,7})(?:,[ ]?(\d{1,5})(?:,\d{1,7},\d{1,5})?)?\)`,
    String.raw`#L(\d{1,7})(?:C(\d{1,5}))?`,
    String.raw`#lines-(\d{1,7})`,
    String.raw`(?<![\p{L}\p{N}_])(?:${words})(?:${gap}|[:#]${gap}?|${gap}#)(\d{1,7})${column}(${gap}(?:of|in|von|de|du|del|из)${gap}(?:(?:the|der|fichier|archivo)${gap})?(?:(?:file|Datei)${gap})?["'\x60“„]?(?=[^\s"'\x60“„]))?`,
  ].join('|'),
  'giu',
);

/** The places of a text that say a line, in order. Linear in the text's length. */
export function* anchorsIn(text: string): Generator<Anchor> {
  anchor.lastIndex = 0;
  const pattern = new RegExp(anchor);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [
      all,
      square,
      squareCol,
      closed,
      line,
      col,
      word,
      paren,
      parenCol,
      hash,
      hashCol,
      lines,
      said,
      saidCol,
      ahead,
    ] = found;
    const start = found.index;
    const end = start + all.length;
    const at = (digits: string, given: string | undefined, kind: Anchor['kind'], ends = end): Anchor => ({
      start,
      end: ends,
      line: Number(digits),
      ...(Number(given) > 0 && { column: Number(given) }),
      kind,
    });
    if (square !== undefined) yield at(square, squareCol, 'square');
    else if (closed) yield { ...at('0', undefined, 'bare'), end: start };
    else if (line !== undefined) yield at(line, col, 'colon');
    else if (word !== undefined) yield at(word, undefined, 'word');
    else if (paren !== undefined) yield at(paren, parenCol, 'paren');
    else if (hash !== undefined) yield at(hash, hashCol, 'hash');
    else if (lines !== undefined) yield at(lines, undefined, 'hash');
    else if (said !== undefined) {
      yield at(said, saidCol, 'said', end - (ahead?.length ?? 0));
      if (ahead) yield at(said, saidCol, 'ahead');
    }
  }
}

/** The place before blanks, one line break among them at most. */
export function beforeBlanks(text: string, at: number): number {
  let place = at;
  let marks = -1;
  for (let left = 24; left > 0 && place > 0; left--) {
    const code = text.charCodeAt(place - 1);
    if (code === 32 || code === 9 || code === 160 || code === 13) place--;
    else if (code === 62) {
      // Marks of a quotation are blanks only where they begin a line.
      if (marks < 0) marks = place;
      place--;
    } else if (code === 10) {
      place--;
      while (place > 0 && /[ \t\r]/.test(text.charAt(place - 1)) && left-- > 0) place--;
      return place;
    } else break;
  }
  return marks < 0 ? place : marks;
}

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { after, describe, it } from 'mocha';
import { readSearch } from '../../src/model/searchLanguage.ts';
import { marksIn, textWords } from '../../src/model/searchMarks.ts';

/** A text with its marks in brackets. */
function marked(text: string, search: string): string {
  let shown = text;
  for (const [start, end] of marksIn(text, readSearch(search).search).toReversed()) {
    shown = `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`;
  }
  return shown;
}

describe('marks in a found text', () => {
  const examples: readonly (readonly [text: string, search: string, shown: string])[] = [
    ['A panic in the parser', 'panic', 'A [panic] in the parser'],
    ['A panic in the parser', 'pan par', 'A [pan]ic in the [par]ser'],
    ['A panic in the parser', 'anic', 'A panic in the parser'],
    ['A panic in the parser', 'PANIC', 'A [panic] in the parser'],
    ['Pánico', 'panic', '[Pánic]o'],
    ['panico', 'pánic', '[panic]o'],
    ['Pa\u0301nico', 'pan', '[Pa\u0301n]ico'],
    ['Straße', 'straß', '[Straß]e'],
    ['ÅNGSTRÖM', 'angstrom', '[ÅNGSTRÖM]'],
    ['use std::vector here', 'std::vec', 'use [std::vec]tor here'],
    ['use vector std here', 'std::vec', 'use vector std here'],
    ['out of memory, out of luck', '"out of"', '[out of] memory, [out of] luck'],
    ['out of memory', '"out of mem"', 'out of memory'],
    ['out of memory', '"out of mem', '[out of] [mem]ory'],
    ['outer of memory', '"out of"', 'outer of memory'],
    ['panic', '-panic', 'panic'],
    ['panic open', 'is:open group:panic', 'panic open'],
    ['para parallel', 'par parallel', '[par]a [parallel]'],
    ['aa ab', 'a aa', '[aa] [a]b'],
    ['fix-up fixture', 'fix', '[fix]-up [fix]ture'],
    ['🙂 panic 🙂', 'panic', '🙂 [panic] 🙂'],
    ['\ud835\udc9c x', '\ud835\udc9c', '[\ud835\udc9c] x'],
    ['日本語 テスト', '日本', '[日本]語 テスト'],
    ['#1042 panic', '1042', '#[1042] panic'],
    ['', 'panic', ''],
    ['panic', '', 'panic'],
  ];
  for (const [text, search, shown] of examples) {
    it(`of ${search || 'nothing'} in ${text || 'nothing'}`, () => assert.equal(marked(text, search), shown));
  }

  it('stand in order, apart, at words of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, search) => {
        let last = -1;
        for (const [start, end] of marksIn(text, readSearch(search).search)) {
          assert.ok(start > last && end > start && end <= text.length);
          last = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('words of a text', () => {
  const database = new DatabaseSync(':memory:');
  after(() => database.close());
  database.exec(`
    CREATE VIRTUAL TABLE texts USING fts5(text, tokenize="unicode61 remove_diacritics 2");
    CREATE VIRTUAL TABLE terms USING fts5vocab(texts, 'instance');
  `);
  const insert = database.prepare('INSERT INTO texts VALUES (?)');
  const read = database.prepare('SELECT term FROM terms ORDER BY offset');
  /** What the full-text index makes of a text. */
  const indexed = (text: string): string[] => {
    database.exec('DELETE FROM texts');
    insert.run(text);
    return read.all().map(row => String(row.term));
  };

  /** Blocks that people write tickets in. SQLite's tables are of Unicode 6.1: what is newer, emoji too, are letters there. */
  const blocks: readonly (readonly [first: number, last: number])[] = [
    [0x20, 0x37e],
    [0x384, 0x527],
    [0x591, 0x5f4],
    [0x61e, 0x6ff],
    [0x900, 0x977],
    [0xe01, 0xe5b],
    [0x1e00, 0x2064],
    [0x3000, 0x30ff],
    [0x4e00, 0x9fcb],
    [0xac00, 0xd7a3],
    [0xff01, 0xffee],
  ];
  /** Ǡ, ǡ: two accents of which the tokenizer takes none. */
  const exempt = new Set([0x1e0, 0x1e1]);

  it('are those of the full-text index', () => {
    const text = `Pánic in the PARSER: std::vector<int> x_y "can't" 3.14 naïve CAFÉ Ǻ ǽ Ệ ơ ﬁ ½ 日本語 привет ΌΣΟΣ ός İstanbul ıx ſ K ẞ ß Å ☺
      a\u0301b u\u0308ber Việt Nam ﷺ ا١٢ ไทย देवनागरी 한국어 \u{1d49c} e\u0301 foo\u0000bar`;
    assert.deepEqual(
      textWords(text.replace('\u0000', ' ')).map(each => each.folded),
      indexed(text.replace('\u0000', ' ')),
    );
  });

  it('are those of the full-text index for every letter in use', () => {
    const wrong: string[] = [];
    for (const [first, last] of blocks) {
      for (let code = first; code <= last; code++) {
        if (!/\p{Assigned}/u.test(String.fromCodePoint(code))) continue;
        const text = `x${String.fromCodePoint(code)}y`;
        const mine = textWords(text)
          .map(each => each.folded)
          .join(' ');
        const theirs = indexed(text).join(' ');
        if (mine !== theirs && !exempt.has(code)) wrong.push(`${code.toString(16)}: ${mine}, not ${theirs}`);
      }
    }
    assert.deepEqual(wrong, []);
  }).timeout(60_000);
});

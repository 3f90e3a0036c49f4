import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Candidates, candidatePatterns, candidateReader } from '../../src/code/index/candidates.ts';
import { scan } from '../../src/code/index/scan.ts';
import type { MentionRules } from '../../src/model/mention.ts';
import { findMentions } from '../../src/model/mentions.ts';
import { readOwnPattern } from '../../src/model/ownPattern.ts';
import { table } from '../unit/mentionTable.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';
import { ripgrepPath } from './ripgrepPath.ts';

const rules: MentionRules = {
  desks: [
    {
      deskId: 'ts',
      prefixes: ['TS', 'TS2', 'Ü', 'Ü2'],
      addresses: ['https://desk.example.com/tickets/{number}'],
      patterns: [],
    },
    {
      deskId: 'rd',
      prefixes: ['RD', 'HELP#', 'HELP#1'],
      addresses: ['https://help.example.com/Ticket.aspx?id={id}&no={number}', 'https://q.example/{id}/{number}'],
      patterns: [],
    },
  ],
  bare: true,
  places: 'everywhere',
};
const further = [
  'tickets 12, 13 and #14; ticket\u00a015, Ticket no. 16, TICKET-NR: 17, ticket (#18), ticket n° 19',
  'Tickets #0012 & 13, or 14 und 15 oder #16 et 17',
  'ü2-12, Ü2-13 TS-0012 help#14 https://q.example/a-b/15 HTTP://DESK.example.com/TICKETS/16/x',
  'ticket TS-12-and TS-13#14 tickets RD-15, 16',
  'TS2-15 ts22-16 HELP#17 HELP#1-18 Ü-19, ü2-20',
  `tickets ${Array.from({ length: 3_000 }, (_, at) => at + 10).join(', ')} and 4000`,
];
const texts = [...table.map(line => line.replaceAll(/[⟦⟧]/g, '')), ...further];

/** What of the mentions in a text its candidates lack. */
function lacking(text: string, found: Candidates | undefined, by = rules): readonly string[] {
  const mentions = findMentions(text, by).map(({ number }) => number);
  return mentions.filter(number => !found?.others && !found?.numbers.includes(Number(number)));
}

describe('candidates of mentions', function () {
  this.timeout(60_000);
  const read = candidateReader(candidatePatterns(rules));

  it('lack no mention', () => {
    for (const text of texts) assert.deepEqual(lacking(text, read(text)), [], text);
  });

  it('lack none in text put together at random', () => {
    const number = fc.integer({ min: 0, max: 9_999 }).map(String);
    const heads = [
      '#',
      'ticket ',
      'Tickets no. ',
      'TS-',
      'HELP#',
      'ü2-',
      'ü-',
      'TS2-',
      'HELP#1-',
      ' and ',
      ', ',
      'https://desk.example.com/tickets/',
    ];
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...heads), number).map(([head, digits]) => head + digits) },
      { weight: 3, arbitrary: fc.constantFrom(' ', ' ', '\n', ', ', ' and ', '; ', ')') },
      fc.constantFrom(
        '-',
        '(',
        ':',
        '0',
        'x',
        '#',
        '\u00a0',
        'ticket',
        'ts-',
        'https://help.example.com/Ticket.aspx?id=1&no=',
      ),
      number,
    );
    let mentions = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
        const text = pieces.join('');
        mentions += findMentions(text, rules).length;
        assert.deepEqual(lacking(text, read(text)), []);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(mentions > 1_000, `${mentions}`);
  });

  it('lack none of expressions of the settings', () => {
    const part = fc.constantFrom(
      'CASE',
      'x',
      '-',
      '\\[',
      '\\]',
      '[A-Z]',
      '[a-c_]',
      '[^a]',
      '\\d+',
      '\\d{2,3}',
      '(?:ab|c)?',
      '(?:ab|c)',
      '(?:xy){2}',
      'x?',
      'y+',
      'z*',
      '\\s',
      '.',
      '\\b',
      'é',
      '#',
      '\\.',
      '\\w+',
      '(?:q(?:r+s))',
      '\\x41',
      '\\u00e9',
      ' ',
      '/',
      '<',
      '&',
      '{',
      '}',
    );
    let usable = 0;
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.array(part, { maxLength: 3 }),
        fc.gen(),
        (before, behind, gen) => {
          const source = [...before, '(\\d{1,6})', ...behind].join('');
          if (!readOwnPattern(source).ok) return;
          usable++;
          const own = {
            ...rules,
            bare: false,
            desks: [{ deskId: 'a', prefixes: [], addresses: [], patterns: [source] }],
          };
          const text = gen(fc.stringMatching, new RegExp(source.replaceAll('\\b', '')));
          assert.deepEqual(lacking(text, candidateReader(candidatePatterns(own))(text), own), []);
        },
      ),
      { numRuns: 1_500 },
    );
    assert.ok(usable > 700, `${usable}`);
  });

  it('are the parts of an expression that tell most', () => {
    const of = (source: string) =>
      candidatePatterns({
        bare: false,
        places: 'comments',
        desks: [{ deskId: 'a', prefixes: [], addresses: [], patterns: [source] }],
      }).others;
    assert.equal(of('CASE[- ]?(\\d+)'), 'CASE');
    assert.equal(of('\\[(\\d{5})\\]'), '\\[[0-9]');
    assert.equal(of('(?:bug|case) (?<number>\\d+)'), ' [0-9]');
    assert.equal(of('(\\d+)'), '[0-9]');
    assert.equal(of('(?:a+)+(\\d'), undefined);
  });

  it('are read in time that grows with the text', () => {
    const hostile = [
      'ticket ',
      'tickets 1,',
      '#',
      '1',
      'TS-',
      'ticket no',
      'https://help.example.com/',
      'tickets 1 and ',
    ];
    for (const piece of hostile) {
      const time = (length: number) => {
        const text = piece.repeat(length / piece.length);
        const began = performance.now();
        read(text);
        return performance.now() - began;
      };
      time(100_000);
      const [short, long] = [time(250_000), time(1_000_000)];
      assert.ok(long < 100 + 12 * short, `${piece}: ${short} ms, ${long} ms`);
    }
  });
});

describe('searches for candidates', function () {
  this.timeout(60_000);
  let folder: GitFolder;
  let root: string;

  before(() => {
    folder = gitFolder();
    root = folder.repository('all');
    for (const [at, text] of texts.entries()) folder.write(`all/${at}.txt`, `x\n${text}\n`);
    folder.write('all/own.txt', 'CASE 12\n');
  });
  after(() => folder.remove());

  const own: MentionRules = {
    ...rules,
    desks: [...rules.desks, { deskId: 'own', prefixes: [], addresses: [], patterns: ['CASE (\\d+)'] }],
  };

  for (const [name, source, tools] of [
    ['git', { git: true }, {}],
    ['ripgrep', { git: false }, { ripgrep: ripgrepPath() }],
    ['reading each file', { git: false }, {}],
  ] as const) {
    it(`by ${name} lack no mention`, async function () {
      if ('ripgrep' in tools && tools.ripgrep === undefined) return this.skip();
      const { ripgrep } = { ripgrep: undefined, ...tools };
      const found = await scan({ folder: root, ...source }, candidatePatterns(own), ripgrep ? { ripgrep } : {}, []);
      assert.equal(found.partial, false);
      for (const [at, text] of texts.entries()) {
        assert.deepEqual(lacking(text, found.files.get(join(root, `${at}.txt`))), [], text);
      }
      assert.equal(found.files.get(join(root, 'own.txt'))?.others, true);
    });
  }

  it('have a pattern that git understands alike without its faster expressions', () => {
    const { numbered = '' } = candidatePatterns(rules);
    const grep = (kind: string) => folder.git('all', 'grep', '--untracked', '-i', '-o', '-n', kind, '-e', numbered);
    const lines = grep('-P');
    assert.ok(lines.split('\n').length > 100 && lines.includes('4000'));
    assert.equal(grep('-E'), lines);
  });

  it('find what stands behind a file that is too large to be looked into, though that has very many', async () => {
    const part = 'l'.repeat(110);
    for (const name of ['a', 'b']) folder.write(`all/big/${part}/${part}${name}.log`, '#7 '.repeat(400_000));
    folder.write('all/big/z.md', 'See #17\n');
    const found = await scan({ folder: join(root, 'big'), git: true }, candidatePatterns(own), {}, []);
    assert.equal(found.partial, false);
    assert.deepEqual([...found.files.keys()], [join(root, 'big/z.md')]);
  });

  it('goes on with ripgrep, and with reading, where the program is none', async () => {
    const found = await scan(
      { folder: root, git: false },
      candidatePatterns(rules),
      { ripgrep: join(root, 'none') },
      [],
    );
    assert.ok(found.files.size > 50);
  });
});

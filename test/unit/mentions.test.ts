import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { MentionRules } from '../../src/model/mention.ts';
import { findMentions } from '../../src/model/mentions.ts';
import { table } from './mentionTable.ts';

const rules: MentionRules = {
  desks: [
    { deskId: 'ts', prefixes: ['TS'], addresses: ['https://desk.example.com/tickets/{number}'], patterns: [] },
    {
      deskId: 'rd',
      prefixes: ['RD', 'HELP#'],
      addresses: ['https://help.example.com/Ticket.aspx?id={id}&no={number}'],
      patterns: [],
    },
  ],
  bare: true,
  places: 'comments',
};
const only = (changes: Partial<MentionRules['desks'][number]>, deskId = 'a'): MentionRules['desks'][number] => ({
  deskId,
  prefixes: [],
  addresses: [],
  patterns: [],
  ...changes,
});
/** The text with marks around what was found. */
const marked = (text: string) =>
  findMentions(text, rules)
    .toReversed()
    .reduce((all, { start, end }) => `${all.slice(0, start)}⟦${all.slice(start, end)}⟧${all.slice(end)}`, text);

describe('mentions of tickets', () => {
  it('have a table of many lines', () => {
    assert.ok(table.length >= 150);
    assert.equal(new Set(table).size, table.length);
  });
  for (const line of table) it(line, () => assert.equal(marked(line.replaceAll(/[⟦⟧]/g, '')), line));

  it('tell number, desk and how they are written', () => {
    const text = 'TS-0012, RD-13, HELP#14, #15, ticket 0016, https://desk.example.com/tickets/17?x';
    assert.deepEqual(
      findMentions(text, rules).map(({ number, deskId, how }) => [number, deskId, how]),
      [
        ['12', 'ts', 'prefix'],
        ['13', 'rd', 'prefix'],
        ['14', 'rd', 'prefix'],
        ['15', undefined, 'hash'],
        ['16', undefined, 'word'],
        ['17', 'ts', 'address'],
      ],
    );
  });

  it('name no desk where several share what is written', () => {
    const desks = [only({ prefixes: ['TS'] }, 'a'), only({ prefixes: ['ts', 'X'] }, 'b')];
    assert.deepEqual(
      findMentions('TS-1 X-2', { desks, bare: true, places: 'comments' }).map(({ deskId }) => deskId),
      [undefined, 'b'],
    );
  });

  it('without a prefix count only where that is wished', () => {
    assert.deepEqual(
      findMentions('#12 ticket 13 TS-14', { ...rules, bare: false }).map(({ number }) => number),
      ['14'],
    );
  });

  it('may lie within spans, and what stands around these is seen', () => {
    const text = 'TS-1 TS-2 TS-3 xTS-4 https://jira.example.com/TS-5';
    const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    const spans = [at('TS-2'), { start: at('TS-3').start, end: at('TS-3').end - 1 }, at('TS-4'), at('TS-5')];
    assert.deepEqual(
      findMentions(text, rules, spans).map(({ number }) => number),
      ['2'],
    );
    assert.deepEqual(findMentions(text, rules, []), []);
  });

  it('of templates that cannot be used are none, and do no harm', () => {
    const addresses = [
      '{number}',
      'https://{number}',
      'javascript:{number}',
      'https://x.example/',
      'https://x.example/(+{number',
    ];
    const desks = [only({ addresses, prefixes: ['', '(', '1', '-'], patterns: ['(', '(a|b'] })];
    assert.deepEqual(findMentions('https://x.example/12 (-1 1-2', { desks, bare: true, places: 'comments' }), []);
  });

  it('of a template with special characters are found as they are written', () => {
    const desks = [only({ addresses: ['https://x.example:8080/a+(b)/{number}/view?$=[{number}]'] })];
    const text = 'https://x.example:8080/a+(b)/12/view?$=[12]';
    const found = findMentions(`${text} https://xaexample:8080/a+(b)/12/view?$=[12]`, {
      desks,
      bare: true,
      places: 'comments',
    });
    assert.deepEqual(found, [{ start: 0, end: text.length, number: '12', deskId: 'a', how: 'address' }]);
  });

  it('are in order, apart, within the text, and hold their number', function () {
    this.timeout(30_000);
    const piece = fc.constantFrom(
      ...[
        '#',
        '12',
        '7',
        'TS-',
        'RD-',
        'ticket',
        'tickets ',
        ' ',
        '\n',
        ',',
        ' and ',
        '://',
        '0',
        'HELP#',
        'x',
        '-',
        '.',
      ],
      ...['https://desk.example.com/tickets/', 'https://help.example.com/Ticket.aspx?id=1&no=', '\\', '"', '/', '修'],
    );
    const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 40 }).map(all => all.join(''));
    const own = { ...rules, desks: [...rules.desks, only({ patterns: ['x-?(\\d+)', '(?<number>\\d+)x'] }, 'own')] };
    fc.assert(
      fc.property(text, fc.boolean(), (all, bare) => {
        let last = 0;
        for (const { start, end, number } of findMentions(all, { ...own, bare })) {
          assert.ok(last <= start && start < end && end <= all.length);
          assert.match(number, /^[1-9]\d{0,30}$|^0$/);
          assert.ok(all.slice(start, end).includes(number));
          last = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('within spans are those of the whole text that lie in them, where none overlap', function () {
    this.timeout(30_000);
    const text = fc.array(fc.constantFrom('#12 ', 'TS-3 ', 'ticket 45 ', 'word ', '\n'), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(150), { maxLength: 8 }), (words, cuts) => {
        const all = words.join('');
        const edges = [...new Set(cuts)].toSorted((a, b) => a - b);
        const spans = edges.flatMap((start, at) => (at % 2 === 0 ? [{ start, end: edges[at + 1] ?? 200 }] : []));
        const inside = findMentions(all, rules).filter(({ start, end }) =>
          spans.some(span => span.start <= start && end <= span.end),
        );
        // Of `ticket 45` in a span without its first word nothing is left, so these are the same.
        assert.deepEqual(findMentions(all, rules, spans), inside);
      }),
    );
  });

  for (const [what, text] of Object.entries({
    hashes: '#'.repeat(400_000),
    'numbers with hashes': '#12 '.repeat(100_000),
    'colours that are none': 'background-------:xxxx#123 '.repeat(15_000),
    prefixes: 'TS-'.repeat(130_000),
    zeros: `TS-${'0'.repeat(400_000)}`,
    'words of tickets': 'ticket'.repeat(70_000),
    'lists of tickets': `tickets ${'12, '.repeat(100_000)}`,
    'lists of lists': 'tickets 12, '.repeat(35_000),
    addresses: 'https://desk.example.com/tickets/'.repeat(12_000),
    'addresses with much behind them': `https://desk.example.com/tickets/1?${'.'.repeat(400_000)}`,
    slashes: '://'.repeat(130_000),
    'blanks before what is none': `ticket${' '.repeat(400_000)}12`,
    digits: `#${'1'.repeat(400_000)}`,
    'marks of frames': '\n#12 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(9_000),
  })) {
    it(`of ${what} without end are looked for in time that grows with the text`, function () {
      this.timeout(20_000);
      findMentions(text, rules);
      assert.ok(timeOf(() => findMentions(text + text, rules)) < 3.2 * timeOf(() => findMentions(text, rules)) + 100);
    });
  }
});

/** Milliseconds, the least of three. */
function timeOf(run: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { DateField, Moment, NameField, SearchTerm } from '../../src/model/search.ts';
import { readSearch, type SearchProblem, writeSearch } from '../../src/model/searchLanguage.ts';

const word = (text: string, not = false): SearchTerm => ({ kind: 'text', text, phrase: false, not });
const phrase = (text: string, not = false): SearchTerm => ({ kind: 'text', text, phrase: true, not });
const is = (condition: Extract<SearchTerm, { kind: 'is' }>['is'], not = false): SearchTerm => ({
  kind: 'is',
  is: condition,
  not,
});
const name = (field: NameField, ...names: (string | null)[]): SearchTerm => ({
  kind: 'name',
  field,
  names,
  not: false,
});
const number = (digits: string, not = false): SearchTerm => ({ kind: 'number', number: digits, not });
const field = (called: string, value: string, not = false): SearchTerm => ({ kind: 'field', name: called, value, not });
const date = (of: DateField, span: { from?: Moment; to?: Moment }, not = false): SearchTerm => ({
  kind: 'date',
  field: of,
  ...span,
  not,
});
const ago = (seconds: number): Moment => ({ kind: 'ago', seconds });
const day = (offset: number): Moment => ({ kind: 'day', offset });
/** A point in time of this machine's zone. */
const at = (...parts: [number, number, number?, number?, number?]): Moment => {
  const [y, m, d = 1, h = 0, min = 0] = parts;
  return { kind: 'at', iso: new Date(y, m - 1, d, h, min).toISOString() };
};
const hour = 3_600;
const oneDay = 24 * hour;

/** What is typed, and what it means. */
const meanings: readonly (readonly [text: string, ...terms: SearchTerm[]])[] = [
  [''],
  ['   \t\n '],
  // Words.
  ['panic', word('panic')],
  ['panic in parser', word('panic'), word('in'), word('parser')],
  ['  panic   parser ', word('panic'), word('parser')],
  ['Panic', word('Panic')],
  ['-panic', word('panic', true)],
  ['panic -parser', word('panic'), word('parser', true)],
  ['pre-release', word('pre-release')],
  ['--force', word('--force')],
  ['-' /* nothing */],
  ['- foo', word('foo')],
  ['& foo', word('foo')],
  ['… — 🙂'],
  ['Größe', word('Größe')],
  ['日本語', word('日本語')],
  ['C++ C#', word('C++'), word('C#')],
  ["can't", word("can't")],
  ['5"', word('5"')],
  ['say"hi"', word('say"hi"')],
  ['foo,bar', word('foo,bar')],
  ['user@acme.example', word('user@acme.example')],
  // Quotes.
  ['"out of memory"', phrase('out of memory')],
  ['"out"', phrase('out')],
  ['-"out of memory"', phrase('out of memory', true)],
  ['""'],
  ['"  "'],
  ['"..."'],
  ['"a ""b"" c"', phrase('a "b" c')],
  ['"""hi"""', phrase('"hi"')],
  ['“out of memory”', phrase('out of memory')],
  ['„out of memory“', phrase('out of memory')],
  ['«out of memory»', phrase('out of memory')],
  ['"out"of', phrase('out'), word('of')],
  // Numbers.
  ['#1234', number('1234')],
  ['-#1234', number('1234', true)],
  ['number:1234', number('1234')],
  ['number:#1234', number('1234')],
  ['ticket:1234', number('1234')],
  ['id:AB-7', number('AB-7')],
  ['1234', word('1234')],
  ['#12a', word('#12a')],
  ['#fix', word('#fix')],
  // Conditions.
  ['is:open', is('open')],
  ['IS:Open', is('open')],
  ['is:waiting is:closed', is('waiting'), is('closed')],
  ['is:mine -is:urgent', is('mine'), is('urgent', true)],
  ['is:unassigned', is('unassigned')],
  ['is:assigned', is('unassigned', true)],
  ['-is:assigned', is('unassigned')],
  ['is:overdue', is('overdue')],
  ['is:late', is('overdue')],
  ['due:overdue', is('overdue')],
  ['is:done', is('closed')],
  ['is:"open"', is('open')],
  ['status:open', is('open')],
  ['status:Open', is('open')],
  ['status:waiting', is('waiting')],
  ['-status:closed', is('closed', true)],
  ['state:closed', is('closed')],
  ['status:"Open"', name('status', 'Open')],
  ['status:"waiting"', name('status', 'waiting')],
  ['status:Resolved', name('status', 'Resolved')],
  ['status:"On Hold",New', name('status', 'On Hold', 'New')],
  // Names.
  ['assignee:me', is('mine')],
  ['assignee:ME', is('mine')],
  ['-assignee:me', is('mine', true)],
  ['assignee:"me"', name('assignee', 'me')],
  ['assignee:none', name('assignee', null)],
  ['assignee:"none"', name('assignee', 'none')],
  ['assignee:ana', name('assignee', 'ana')],
  ['owner:ana', name('assignee', 'ana')],
  ['assigned:"Ana Lee"', name('assignee', 'Ana Lee')],
  ['group:"Level 2"', name('group', 'Level 2')],
  ['group:“Level 2”', name('group', 'Level 2')],
  ['group:"-" -group:"?",none', name('group', '-'), { ...name('group', '?', null), not: true }],
  ['GROUP:x', name('group', 'x')],
  ['team:ops', name('group', 'ops')],
  ['group:a,b', name('group', 'a', 'b')],
  ['group:a,none,"b c"', name('group', 'a', null, 'b c')],
  ['group:a,', name('group', 'a')],
  ['group:,a', name('group', 'a')],
  ['customer:acme', name('customer', 'acme')],
  ['company:"Acme, Inc."', name('customer', 'Acme, Inc.')],
  ['severity:high', name('priority', 'high')],
  ['priority:1', name('priority', '1')],
  [
    'type:bug category:ui product:"My App" contact:bo',
    name('type', 'bug'),
    name('category', 'ui'),
    name('product', 'My App'),
    name('contact', 'bo'),
  ],
  ['-group:ops', { kind: 'name', field: 'group', names: ['ops'], not: true }],
  ['customer:a:b', name('customer', 'a:b')],
  // Dates, as seen from now.
  ['changed:<7d', date('changed', { from: ago(7 * oneDay) })],
  ['updated:<7d', date('changed', { from: ago(7 * oneDay) })],
  ['changed:<=7d', date('changed', { from: ago(7 * oneDay) })],
  ['changed:7d', date('changed', { from: ago(7 * oneDay) })],
  ['changed:>-7d', date('changed', { from: ago(7 * oneDay) })],
  ['changed:-7d', date('changed', { from: ago(7 * oneDay) })],
  ['changed:>30d', date('changed', { to: ago(30 * oneDay) })],
  ['changed:>=30d', date('changed', { to: ago(30 * oneDay) })],
  ['changed:<2h', date('changed', { from: ago(2 * hour) })],
  ['changed:<90min', date('changed', { from: ago(90 * 60) })],
  ['changed:<2weeks', date('changed', { from: ago(14 * oneDay) })],
  ['created:<3mo', date('opened', { from: ago(90 * oneDay) })],
  ['opened:>1y', date('opened', { to: ago(365 * oneDay) })],
  ['due:<2d', date('due', { to: ago(-2 * oneDay) })],
  ['due:2d', date('due', { to: ago(-2 * oneDay) })],
  ['deadline:>2d', date('due', { from: ago(-2 * oneDay) })],
  ['due:<-3d', date('due', { to: ago(3 * oneDay) })],
  ['due:now..2d', date('due', { from: ago(0), to: ago(-2 * oneDay) })],
  ['due:<now', date('due', { to: ago(0) })],
  ['-changed:<7d', date('changed', { from: ago(7 * oneDay) }, true)],
  ['changed:30d..7d', date('changed', { from: ago(30 * oneDay), to: ago(7 * oneDay) })],
  ['changed:7d..30d', date('changed', { from: ago(30 * oneDay), to: ago(7 * oneDay) })],
  // Days.
  ['opened:today', date('opened', { from: day(0), to: day(1) })],
  ['opened:Yesterday', date('opened', { from: day(-1), to: day(0) })],
  ['due:tomorrow', date('due', { from: day(1), to: day(2) })],
  ['opened:week', date('opened', { from: day(-6) })],
  ['opened:month', date('opened', { from: day(-29) })],
  ['due:week', date('due', { from: day(0), to: day(7) })],
  ['due:<=today', date('due', { to: day(1) })],
  ['due:<today', date('due', { to: day(0) })],
  ['changed:>yesterday', date('changed', { from: day(0) })],
  ['changed:>=yesterday', date('changed', { from: day(-1) })],
  ['changed:today-3', date('changed', { from: day(-3), to: day(-2) })],
  ['changed:yesterday..today', date('changed', { from: day(-1), to: day(1) })],
  ['changed:today..yesterday', date('changed', { from: day(-1), to: day(1) })],
  // The calendar.
  ['changed:2026-11-01', date('changed', { from: at(2026, 11, 1), to: at(2026, 11, 2) })],
  ['changed:=2026-11-01', date('changed', { from: at(2026, 11, 1), to: at(2026, 11, 2) })],
  ['changed:2026-11', date('changed', { from: at(2026, 11), to: at(2026, 12) })],
  ['changed:2026', date('changed', { from: at(2026, 1), to: at(2027, 1) })],
  ['changed:>=2026-11-01', date('changed', { from: at(2026, 11, 1) })],
  ['changed:>2026-11-01', date('changed', { from: at(2026, 11, 2) })],
  ['changed:<2026-11-01', date('changed', { to: at(2026, 11, 1) })],
  ['changed:<=2026-11-01', date('changed', { to: at(2026, 11, 2) })],
  ['changed:2026-11-01..2026-11-05', date('changed', { from: at(2026, 11, 1), to: at(2026, 11, 6) })],
  ['changed:2026-11-05..2026-11-01', date('changed', { from: at(2026, 11, 1), to: at(2026, 11, 6) })],
  ['changed:2026-11-01..', date('changed', { from: at(2026, 11, 1) })],
  ['changed:..2026-11-05', date('changed', { to: at(2026, 11, 6) })],
  ['changed:>2026-11-01T14:30', date('changed', { from: at(2026, 11, 1, 14, 30) })],
  ['changed:>2026-11-01T14:30Z', date('changed', { from: { kind: 'at', iso: '2026-11-01T14:30:00.000Z' } })],
  ['changed:>2026-11-01T14:30+0200', date('changed', { from: { kind: 'at', iso: '2026-11-01T12:30:00.000Z' } })],
  ['changed:"2026-11-01"', date('changed', { from: at(2026, 11, 1), to: at(2026, 11, 2) })],
  ['closed:2026-2-28', date('closed', { from: at(2026, 2, 28), to: at(2026, 3, 1) })],
  ['due:none', date('due', {}, true)],
  ['-due:none', date('due', {})],
  ['due:any', date('due', {})],
  // Further fields of a desk.
  ['Environment:Production', field('Environment', 'Production')],
  ['environment:"EU West"', field('environment', 'EU West')],
  ['field.Environment:Production', field('Environment', 'Production')],
  ['FIELD.Environment:Production', field('Environment', 'Production')],
  ['field.status:x', field('status', 'x')],
  ['field."Root cause":x', field('Root cause', 'x')],
  ['"Root cause":value', field('Root cause', 'value')],
  ['"status":value', field('status', 'value')],
  ['-"Root cause":value', field('Root cause', 'value', true)],
  ['"Root cause":"a ""b"""', field('Root cause', 'a "b"')],
  ['Environment:none', field('Environment', '')],
  ['Environment:"none"', field('Environment', 'none')],
  ['Environment:a,b', field('Environment', 'a,b')],
  ['Größe_2:5', field('Größe_2', '5')],
  ['build-id:77', field('build-id', '77')],
  // What looks like a field and is none.
  ['http://acme.example/x', word('http://acme.example/x')],
  ['https://acme.example:8080/?a=b', word('https://acme.example:8080/?a=b')],
  ['mailto:ana@acme.example', word('mailto:ana@acme.example')],
  ['ssh://host', word('ssh://host')],
  ['localhost:8080', word('localhost:8080')],
  ['C:\\Users\\ana', word('C:\\Users\\ana')],
  ['c:/temp', word('c:/temp')],
  ['Error: foo', word('Error:'), word('foo')],
  ['std::vector', word('std::vector')],
  ['Foo::Bar::baz', word('Foo::Bar::baz')],
  ['12:30', word('12:30')],
  ['0:00', word('0:00')],
  ['src/main.ts:12:5', word('src/main.ts:12:5')],
  ['Parser.java:42', word('Parser.java:42')],
  ['acme.example:443', word('acme.example:443')],
  ['done:)', word('done:)')],
  ['note:', word('note:')],
  ['::1', word('::1')],
  ['"foo":' /* nothing after it */, phrase('foo')],
  // The longest of them all.
  [
    'status:open group:"Level 2" assignee:me customer:acme changed:<7d priority:high panic in parser',
    is('open'),
    name('group', 'Level 2'),
    is('mine'),
    name('customer', 'acme'),
    date('changed', { from: ago(7 * oneDay) }),
    name('priority', 'high'),
    word('panic'),
    word('in'),
    word('parser'),
  ],
];

/** What is typed and cannot be meant, and what of it is understood nevertheless. */
const mistakes: readonly (readonly [
  text: string,
  kind: SearchProblem['kind'],
  said: string,
  ...terms: SearchTerm[],
])[] = [
  ['is:foo', 'unknownCondition', 'foo'],
  ['panic is:foo', 'unknownCondition', 'foo', word('panic')],
  ['is:', 'noValue', 'is:'],
  ['status: open', 'noValue', 'status:', word('open')],
  ['status:""', 'noValue', 'status:""'],
  ['-group:', 'noValue', '-group:'],
  ['group:,', 'noValue', 'group:,'],
  ['changed:<', 'noValue', 'changed:<'],
  ['sort:', 'noValue', 'sort:'],
  ['changed:soon', 'badDate', 'soon'],
  ['changed:7m', 'badDate', '7m'],
  ['changed:2026-02-30', 'badDate', '2026-02-30'],
  ['changed:2026-13', 'badDate', '2026-13'],
  ['changed:0206-11', 'badDate', '0206-11'],
  ['changed:>9999-12-31', 'badDate', '>9999-12-31'],
  ['changed:1066', 'badDate', '1066'],
  ['changed:1.11.2026', 'badDate', '1.11.2026'],
  ['changed:<99999999y', 'badDate', '<99999999y'],
  ['changed:2026-11-01T25:00', 'badDate', '2026-11-01T25:00'],
  ['changed:..', 'noValue', 'changed:..'],
  ['sort:colour', 'badSort', 'colour'],
  ['is:open,mine', 'alone', 'is:open,mine'],
  ['status:waiting,New', 'alone', 'waiting', name('status', 'waiting', 'New')],
  ['assignee:me,ana', 'alone', 'me', name('assignee', 'me', 'ana')],
  ['"out of mem', 'unclosedQuote', '"out of mem', phrase('out of'), word('mem')],
  ['"out', 'unclosedQuote', '"out', word('out')],
  ['-"out of mem', 'unclosedQuote', '-"out of mem', phrase('out of mem', true)],
  ['group:"Level 2', 'unclosedQuote', 'group:"Level 2', name('group', 'Level 2')],
  ['"Root cause":"a b', 'unclosedQuote', '"Root cause":"a b', field('Root cause', 'a b')],
];

describe('the search language', () => {
  for (const [text, ...terms] of meanings) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readSearch(text), {
        search: { terms },
        problems: text === '"foo":' ? readSearch(text).problems : [],
      });
    });
  }

  for (const [text, kind, said, ...terms] of mistakes) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      const read = readSearch(text);
      assert.deepEqual(read.search.terms, terms);
      const start = text.indexOf(said);
      assert.deepEqual(read.problems, [{ kind, text: said, start, end: start + said.length }]);
    });
  }

  it('reads the order', () => {
    const sort = (text: string) => readSearch(text).search.sort;
    assert.deepEqual(sort('sort:due'), { by: 'due', descending: false });
    assert.deepEqual(sort('sort:-changed'), { by: 'changed', descending: true });
    assert.deepEqual(sort('-sort:changed'), { by: 'changed', descending: true });
    assert.deepEqual(sort('sort:updated-desc'), { by: 'changed', descending: true });
    assert.deepEqual(sort('sort:updated-asc'), { by: 'changed', descending: false });
    assert.deepEqual(sort('order:Number'), { by: 'number', descending: false });
    assert.deepEqual(sort('sort:subject'), { by: 'subject', descending: false });
    assert.deepEqual(sort('sort:team sort:-due'), { by: 'due', descending: true }, 'the last one counts');
    assert.equal(sort('changed:<7d'), undefined);
  });

  it('writes what it has read so that it can be read on', () => {
    const written = (text: string) => writeSearch(readSearch(text).search);
    assert.equal(written('  Status:open   team:"Level 2",none -"a ""b""" '), 'is:open group:"Level 2",none -"a ""b"""');
    assert.equal(written('updated:2w opened:>=2026-11-01 due:today'), 'changed:<14d opened:>=2026-11-01 due:today');
    assert.equal(written('changed:2026-11-01 due:week opened:week'), 'changed:2026-11-01 due:week opened:week');
    assert.equal(
      written('field.Environment:x "Root cause":none #7 sort:-due'),
      'Environment:x "Root cause":none #7 sort:-due',
    );
    assert.equal(written('due:none -due:none'), 'due:none -due:none');
  });

  it('writes days of a zone whose clocks are put forward at midnight', () => {
    const { TZ: ours } = process.env;
    try {
      process.env.TZ = 'Africa/Cairo';
      for (const text of ['closed:2026-04-23', 'closed:2026-04-24', 'closed:2026-04-20..2026-04-23'])
        assert.equal(writeSearch(readSearch(text).search), text);
    } finally {
      if (ours === undefined) delete process.env.TZ;
      else process.env.TZ = ours;
    }
  });

  it('means the same after it was written and read again', () => {
    for (const [text] of [...meanings, ...mistakes]) assertRoundTrip(text);
    fc.assert(fc.property(searches(), assertRoundTrip), { numRuns: 2_000 });
  });

  it('reads whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0x10ffff).map(code => String.fromCodePoint(code)), maxLength: 60 }),
        assertRoundTrip,
      ),
      { numRuns: 2_000 },
    );
    const hostile = fc.array(
      fc.constantFrom(...'"“”„«»:,-#<>=. \\/a1é\u0301\u202e\u0000🙂', 'field.', 'is:', 'due:', '..', '""'),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        hostile.map(parts => parts.join('')),
        assertRoundTrip,
      ),
      { numRuns: 5_000 },
    );
  });

  it('points into the text with what it says of problems', () => {
    fc.assert(
      fc.property(searches(), text => {
        for (const { start, end, text: said } of readSearch(text).problems) assert.equal(text.slice(start, end), said);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const hostile = [
      '"',
      '""',
      '-',
      ':',
      'a:',
      'a:"',
      '"a":',
      'field."',
      'a,',
      'is:',
      'due:..',
      '“',
      'a:“',
      '7d..',
      '\u0301',
      'x ',
    ];
    const time = (text: string) => {
      const start = process.hrtime.bigint();
      readSearch(text);
      return Number(process.hrtime.bigint() - start);
    };
    // An exponent of 2 would make the longer ones a hundred times slower per character.
    const calm = 'word group:x "a b" changed:<7d '.repeat(2_000);
    time(calm);
    const yardstick = Math.max(time(calm), 1e6) / calm.length;
    for (const unit of hostile) {
      const text = unit.repeat(Math.ceil(60_000 / unit.length));
      const best = Math.min(time(text), time(text));
      assert.ok(best / text.length < 20 * yardstick, `${unit}: ${best / text.length / yardstick} times as long`);
    }
  });
});

function assertRoundTrip(text: string): void {
  const { search } = readSearch(text);
  const written = writeSearch(search);
  const again = readSearch(written);
  assert.deepEqual(again.search, search, written);
  assert.deepEqual(
    again.problems.filter(each => each.kind !== 'alone'),
    [],
    written,
  );
}

/** Searches as people and mischief makers may type them. */
function searches(): fc.Arbitrary<string> {
  const fields = fc.constantFrom(
    'status',
    'group',
    'assignee',
    'customer',
    'changed',
    'due',
    'opened',
    'closed',
    'is',
    'sort',
    'number',
    'owner',
    'Environment',
    '"Root cause"',
    'field.x',
    'field.status',
    'field."a b"',
    'http',
    'C',
    'Error',
  );
  const moment = fc.oneof(
    fc
      .tuple(fc.constantFrom('', '+', '-'), fc.nat(400), fc.constantFrom('s', 'min', 'h', 'd', 'w', 'mo', 'y', 'm', ''))
      .map(parts => parts.join('')),
    fc.constantFrom(
      'today',
      'yesterday',
      'tomorrow',
      'today-3',
      'today+12',
      'now',
      'week',
      'month',
      'year',
      'none',
      'any',
    ),
    fc
      .date({ min: new Date(1960, 0), max: new Date(2100, 0), noInvalidDate: true })
      .chain(when => fc.constantFrom(10, 16, 19, 24, 7, 4).map(length => when.toISOString().slice(0, length))),
  );
  const value = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      'open',
      'me',
      'none',
      'Open',
      '"Open"',
      '"Level 2"',
      'a,b',
      'a,"b c"',
      '"me"',
      '"none",x',
      '<',
      '1,2',
      '-due',
      '-changed',
    ),
    fc.tuple(fc.constantFrom('', '<', '<=', '>', '>=', '='), moment).map(parts => parts.join('')),
    fc.tuple(moment, moment).map(parts => parts.join('..')),
  );
  const part = fc.oneof(
    fc.tuple(fc.constantFrom('', '-'), fields, value).map(([minus, of, said]) => `${minus}${of}:${said}`),
    fc.string({ maxLength: 10 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map(text => `"${text}"`),
    fc.nat(99_999).map(digits => `#${digits}`),
  );
  return fc.array(part, { maxLength: 6 }).map(parts => parts.join(' '));
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readOwnPattern } from '../../src/model/ownPattern.ts';
import { runOwnPattern } from '../../src/model/ownPatternRun.ts';

/** Whole matches with their numbers, as `runOwnPattern` finds them. */
function found(source: string, text: string, mostSteps = 10_000_000): [string, string][] {
  const read = readOwnPattern(source);
  assert.ok(read.ok, source);
  const { matches } = runOwnPattern(read.program, text, mostSteps);
  return matches.map(({ start, end, number }) => [text.slice(start, end), number]);
}

/** The same by JavaScript's own regular expressions. */
function expected(source: string, text: string): [string, string][] {
  return text.split('\n').flatMap(line =>
    [...line.matchAll(new RegExp(source, 'g'))].flatMap((match): [string, string][] => {
      const number = (match.groups?.number ?? match[1] ?? '').replace(/^0+(?=\d)/, '');
      return /^[\w-]{1,32}$/.test(number) && /\d/.test(number) && match.index < Math.max(1, line.length)
        ? [[match[0], number]]
        : [];
    }),
  );
}

describe('patterns of the settings', () => {
  const cases: [pattern: string, text: string, ...found: [string, string][]][] = [
    ['INC-?(\\d+)', 'INC0042, INC-7 inc8', ['INC0042', '42'], ['INC-7', '7']],
    ['(?:INC|REQ)(?<number>\\d{3,5})\\b', 'INC12 REQ123456 REQ1234', ['REQ1234', '1234']],
    ['(a)(?<number>\\d+)', 'a12', ['a12', '12']],
    ['^\\[(\\d+)\\]', '[12] [13]\n[14]', ['[12]', '12'], ['[14]', '14']],
    ['#(\\d+)$', '#12 #13\r\n#14', ['#13', '13'], ['#14', '14']],
    ['case (\\d+?)(?:0|$)', 'case 1200', ['case 120', '12']],
    ['(?:x|xy)(\\d*)', 'xy12'],
    ['[A-Z]{2}-(\\d+)', 'UTF-8 AB-12', ['TF-8', '8'], ['AB-12', '12']],
    ['[^\\d\\s]([0-9]+)', 'a12 13', ['a12', '12']],
    ['\\u0041\\x42(\\d)', 'AB1', ['AB1', '1']],
    ['(\\w+-\\d+)', 'x ACME-12', ['ACME-12', 'ACME-12']],
    ['Käse(\\d+)', 'Käse12', ['Käse12', '12']],
  ];
  for (const [pattern, text, ...all] of cases) {
    it(`${pattern} finds ${all.map(([each]) => each).join(' and ') || 'nothing'}`, () =>
      assert.deepEqual(found(pattern, text), all));
  }

  for (const [pattern, problem] of [
    ['(', 'syntax'],
    ['[', 'syntax'],
    ['*(\\d)', 'syntax'],
    ['\\d+', 'noGroup'],
    ['(?:\\d+)', 'noGroup'],
    ['(\\d)\\1', 'unsupported'],
    ['(?<=x)(\\d)', 'unsupported'],
    ['(?!x)(\\d)', 'unsupported'],
    ['(\\d){101}', 'unsupported'],
    ['((\\d{100}){100}){100}', 'unsupported'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'unsupported'],
    [`(${'1'.repeat(200)})`, 'tooLong'],
    ['\\p(\\d)', 'unsupported'],
    ['\\k(\\d)', 'unsupported'],
    ['\\cA(\\d)', 'unsupported'],
  ] as const) {
    it(`${pattern.slice(0, 30)} is refused: ${problem}`, () =>
      assert.deepEqual(readOwnPattern(pattern), { ok: false, problem }));
  }

  it('are never thrown about', function () {
    this.timeout(30_000);
    const piece = fc.constantFrom(
      ...'a b 1 \\d \\b \\w [ ] ( ) (?: (?<number> | * + ? {2} {1,3} {0,} ^ $ . - \\ \\] [^ , { }'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), pieces => {
        readOwnPattern(pieces.join(''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('find what JavaScript finds', function () {
    this.timeout(30_000);
    const atom = fc.constantFrom(
      'a',
      'b',
      '1',
      '\\d',
      '\\w',
      '.',
      '[ab1]',
      '[^a]',
      '\\b',
      '\\B',
      '^',
      '$',
      '-',
      '\\s',
      '[\\d-]',
      '[a-c2]',
    );
    const { pattern } = fc.letrec<{ pattern: string; one: string }>(tie => ({
      one: fc.oneof(
        { depthSize: 'small' },
        atom,
        tie('pattern').map(inner => `(?:${inner})`),
        fc
          .tuple(
            fc.constantFrom('a', '1', '\\d', '[ab]'),
            fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?', '+?', '??', '{0,2}?', '{1,}'),
          )
          .map(all => all.join('')),
        fc
          .tuple(tie('pattern'), fc.constantFrom('?', '{2}', '??'))
          .map(([inner, count]) => `(?:(?:${inner})a)${count}`),
      ),
      pattern: fc.oneof(
        fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map(all => all.join('')),
        fc.array(tie('one'), { minLength: 2, maxLength: 3 }).map(all => all.join('|')),
      ),
    }));
    const text = fc
      .array(fc.constantFrom('a', 'b', '1', '2', '-', ' ', '\n'), { maxLength: 24 })
      .map(all => all.join(''));
    let same = 0;
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom('(\\d+)', '(?<number>[12]\\w?)', '(\\d??)'),
        pattern,
        text,
        (before, group, behind, all) => {
          const source = `(?:${before})${group}(?:${behind})`;
          if (!readOwnPattern(source).ok) return;
          same++;
          assert.deepEqual(found(source, all), expected(source, all), JSON.stringify([source, all]));
        },
      ),
      { numRuns: 2_000 },
    );
    assert.ok(same > 500);
  });

  for (const pattern of [
    '(a+)+(\\d)',
    '(a|a)*(\\d)',
    '(?:a*)*b(\\d)',
    '(?:a?){100}(?:a){100}(\\d)',
    '(.*)*(.*)*x',
    '(?:\\w+\\s?)+(\\d)$',
  ]) {
    it(`${pattern} takes time that grows with the text`, function () {
      this.timeout(20_000);
      const line = `${'a'.repeat(1_900)}\n`;
      const text = line.repeat(100);
      const start = performance.now();
      const read = readOwnPattern(pattern);
      assert.ok(read.ok);
      const { stepsLeft } = runOwnPattern(read.program, text, 4_000_000);
      const took = performance.now() - start;
      assert.ok(stepsLeft <= 4_000_000 && took < 5_000, `${took} ms`);
    });
  }

  it('that repeat nothing over and over are read at once', () => {
    const source = `(\\d)${'(?:'.repeat(18)}${'){100}'.repeat(18)}`;
    assert.deepEqual(found(source, 'x1 2'), [
      ['1', '1'],
      ['2', '2'],
    ]);
  });

  it('end when their steps are spent, and leave out very long lines', () => {
    assert.equal(found('(a+)+(\\d)', `${'a'.repeat(1_000)}\n`.repeat(50), 1_000).length, 0);
    const read = readOwnPattern('x(\\d+)');
    assert.ok(read.ok);
    assert.ok(runOwnPattern(read.program, 'x1 '.repeat(600), 300).stepsLeft <= 0);
    assert.deepEqual(found('x(\\d+)', `${' '.repeat(2_001)}x1\nx2`), [['x2', '2']]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { findLines } from '../../src/code/links/findLines.ts';
import { fingerprintOf, hashesOf, linesOf, snippetOf } from '../../src/code/links/fingerprint.ts';
import { FINGERPRINT_LINES } from '../../src/model/codeLink.ts';

/** What becomes of lines of one text in another: `12-15 text`, `several`, `none`. */
function find(before: string, lines: readonly [startLine: number, endLine: number], after: string): string {
  const old = linesOf(before);
  const [startLine, endLine] = lines;
  const now = linesOf(after);
  const finding = findLines(
    { lines: now, hashes: hashesOf(now) },
    {
      startLine,
      endLine,
      fingerprint: fingerprintOf(old, { startLine, endLine }),
      snippet: snippetOf(old, { startLine, endLine }),
    },
  );
  if (finding.kind !== 'found') return finding.kind;
  const { place } = finding;
  return `${place.startLine}-${place.endLine} ${place.changed ? 'changed' : 'exact'} ${place.by}`;
}

const code = `import { log } from './log.ts';

export function total(cart: Cart): number {
  let sum = 0;
  for (const line of cart.lines) {
    sum += line.price * line.amount;
  }
  return sum;
}

export function discount(cart: Cart, customer: Customer): number {
  if (!customer.loyal) {
    return 0;
  }
  const rate = customer.years > 5 ? 0.1 : 0.05;
  log('discount', rate);
  return total(cart) * rate;
}

export function shipping(cart: Cart): number {
  if (cart.weight > 30) {
    return 12;
  }
  return 4;
}
`;
const lines = code.split('\n');
/** The text with lines from `at` on (1-based) replaced. */
const edited = (at: number, removed: number, ...added: string[]) =>
  lines.toSpliced(at - 1, removed, ...added).join('\n');

describe('linked lines in a text', () => {
  it('that is the same', () => assert.equal(find(code, [11, 18], code), '11-18 exact text'));

  it('that has lines above', () =>
    assert.equal(
      find(code, [11, 18], edited(2, 1, '', "import x from 'x';", '')),
      '13-18'.replace('18', '20 exact text'),
    ));

  it('that was indented, and has other line ends', () =>
    assert.equal(find(code, [11, 18], lines.map(line => `\t${line}`).join('\r\n')), '11-18 exact text'));

  it('whose code went elsewhere', () => {
    const moved = [...lines.slice(0, 10), ...lines.slice(19, 25), '', ...lines.slice(10, 18)].join('\n');
    assert.equal(find(code, [11, 18], moved), '18-25 exact text');
  });

  it('with a line changed within', () =>
    assert.equal(find(code, [11, 18], edited(15, 1, '  const rate = rateOf(customer);')), '11-18 changed text'));

  it('with the first line changed', () =>
    assert.equal(
      find(code, [11, 18], edited(11, 1, 'export function rebate(c: Cart): number {')),
      '11-18 changed text',
    ));

  it('with the last line changed', () =>
    assert.equal(find(code, [3, 8], edited(8, 1, '  return Math.round(sum);')), '3-8 changed text'));

  it('with lines put in and taken out', () => {
    const text = edited(16, 1, '  if (rate > 1) throw new Error();', '  check(rate);', '  note(rate);');
    assert.equal(find(code, [11, 18], text), '11-20 changed text');
  });

  it('with blank lines put in', () => {
    const text = edited(15, 0, '', '');
    assert.equal(find(code, [11, 18], text), '11-20 changed text');
  });

  it('one line, edited, by what is around it', () =>
    assert.equal(
      find(code, [15, 15], edited(15, 1, '  const rate = customer.years > 7 ? 0.2 : 0.05;')),
      '15-15 changed surroundings',
    ));

  it('one line, moved', () => {
    const text = [...lines.slice(0, 14), ...lines.slice(15, 23), lines[14], ...lines.slice(23)].join('\n');
    assert.equal(find(code, [15, 15], text), '23-23 exact text');
  });

  it('one line that is there often, by what is around it', () => {
    assert.equal(find(code, [14, 14], code), '14-14 exact surroundings');
    assert.equal(find(code, [14, 14], `// a\n// b\n${code}`), '16-16 exact surroundings');
    assert.equal(find(code, [9, 9], edited(1, 1)), '8-8 exact surroundings');
  });

  it('that is no more', () => {
    assert.equal(find(code, [11, 18], edited(11, 9)), 'none');
    assert.equal(find(code, [15, 15], edited(15, 1)), 'none');
    assert.equal(find(code, [14, 14], edited(12, 3)), 'none');
    assert.equal(find(code, [11, 18], ''), 'none');
    assert.equal(find(code, [11, 18], 'something\nelse\nentirely\n'), 'none');
  });

  it('in whose place stands other code', () => {
    const other = [
      'export class Mailer {',
      '  readonly #queue = new Queue<Letter>();',
      '  send(letter: Letter) {',
      '    this.#queue.push(letter);',
      '  }',
      '}',
    ];
    assert.equal(find(code, [11, 18], edited(11, 8, ...other)), 'none');
    assert.equal(find(code, [15, 15], edited(15, 1, '  await mailer.send(letter);')), 'none');
  });

  it('of which there are two now: what is around tells', () => {
    const copy = [...lines, ...lines.slice(10, 18)].join('\n');
    assert.equal(find(code, [11, 18], copy), '11-18 exact surroundings');
  });

  it('whose lines are torn apart: neither part is it', () => {
    const before = ['const value = read();', 'call0();', '}', 'next();', ...lines].join('\n');
    const after = ['call0();', ...lines.slice(0, 12), 'const value = read();', '}', 'next();', ...lines.slice(12)];
    assert.equal(find(before, [1, 3], after.join('\n')), 'several');
  });

  it('of which nothing tells the one', () => {
    const row = "  { name: 'a', value: 1 },\n".repeat(30);
    assert.equal(find(row, [10, 10], row), 'several');
    assert.equal(find(row, [10, 12], `// x\n${row}`), 'several');
  });

  it('that was longer than its fingerprint', () => {
    const rows = Array.from({ length: 120 }, (_, at) => `  step(${at}, '${at * 7}');`);
    const text = (all: readonly string[]) =>
      ['function all() {', ...all, '}', '', 'function other() {', '}'].join('\n');
    const [from, to] = [1, 122];
    assert.ok(to > FINGERPRINT_LINES);
    assert.equal(find(text(rows), [from, to], text(rows)), '1-122 exact text');
    assert.equal(find(text(rows), [from, to], `// x\n${text(rows)}`), '2-123 exact text');
    assert.equal(
      find(text(rows), [from, to], text(rows.toSpliced(90, 1, 'a();', 'b();', 'c();'))),
      '1-124 changed text',
    );
    assert.equal(find(text(rows), [from, to], text(rows.toSpliced(90, 10))), '1-112 changed text');
  });

  it('at its edges', () => {
    assert.equal(find(code, [1, 1], code), '1-1 exact text');
    assert.equal(find('only', [1, 1], 'only'), '1-1 exact text');
    assert.equal(find('a\nb', [2, 2], 'x\na\nb'), '3-3 exact text');
    assert.equal(find('\n\n', [1, 2], 'a'), 'none');
  });
});

/** Lines as code has them: some often, some alike, some once. */
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('}', '', '  }', '  return;', '{') },
  { weight: 1, arbitrary: fc.constantFrom('  const value = read();', '  next();', '  if (done) {', '  log(value);') },
  { weight: 4, arbitrary: fc.nat(100_000).map(id => `  call${id}(argument${id % 7});`) },
);
const file = fc.array(line, { minLength: 30, maxLength: 120 });

describe('linked lines after edits', () => {
  /** Edits as [place, lines removed, lines added], each line of the old text with where it is in the new one. */
  const apply = (old: readonly string[], edits: readonly (readonly [number, number, readonly string[]])[]) => {
    const now = old.map((text, at) => ({ text, from: at }));
    for (const [place, removed, added] of edits) {
      const at = place % (now.length + 1);
      now.splice(at, removed, ...added.map(text => ({ text, from: -1 })));
    }
    return now;
  };
  const text = (all: readonly string[]) => `${all.join('\n')}\n`;
  /** Of lines that are there twice nobody can say which is which. */
  const isOnce = (own: readonly string[], ...texts: readonly (readonly string[])[]) =>
    own.every(one => !one.includes('call') || texts.every(all => all.filter(each => each === one).length < 2));
  const edits = (most: number) =>
    fc.array(fc.tuple(fc.nat(200), fc.nat(3), fc.array(line, { maxLength: 5 })), { maxLength: most });

  it('are never found where none of them is', () => {
    let found = 0;
    let there = 0;
    let wrong = 0;
    fc.assert(
      fc.property(file, fc.nat(), fc.integer({ min: 1, max: 15 }), edits(12), (old, from, count, all) => {
        const start = from % (old.length - count);
        const now = apply(old, all);
        const own = old.slice(start, start + count);
        fc.pre(
          isOnce(
            own,
            old,
            now.map(({ text }) => text),
          ),
        );
        const kept = now.flatMap((each, at) =>
          each.from >= start && each.from < start + count && each.text ? [at + 1] : [],
        );
        const telling = kept.filter(at => /call/.test(now[at - 1]?.text ?? '')).length;
        const tellingThen = own.filter(text => text.includes('call')).length;
        const result = find(text(old), [start + 1, start + count], text(now.map(each => each.text)));
        const place = /^(\d+)-(\d+) /.exec(result);
        if (tellingThen >= 3 && telling * 3 >= tellingThen * 2) there++;
        if (!place) return;
        if (tellingThen >= 3 && telling * 3 >= tellingThen * 2) found++;
        const [first, last] = [Number(place[1]), Number(place[2])];
        if (tellingThen >= 3 && telling === 0) assert.doesNotMatch(result, / exact /);
        if (telling > 0 && !kept.some(at => at >= first && at <= last)) wrong++;
      }),
      { numRuns: 1_500 },
    );
    // Lines at random may once make up what most of the code was.
    assert.ok(wrong <= 2, `${wrong} of ${found}`);
    assert.ok(found >= there * 0.97, `${found} of ${there}`);
  });

  it('are found exactly when only others changed', () => {
    fc.assert(
      fc.property(
        file,
        fc.nat(),
        fc.integer({ min: 3, max: 15 }),
        edits(6),
        edits(6),
        (old, from, count, above, below) => {
          const start = from % (old.length - count);
          const own = old.slice(start, start + count);
          const [first, last] = [apply(old.slice(0, start), above), apply(old.slice(start + count), below)];
          const now = [...first.map(({ text }) => text), ...own, ...last.map(({ text }) => text)];
          fc.pre(own.filter(text => text.includes('call')).length >= 2 && isOnce(own, old, now));
          const result = find(text(old), [start + 1, start + count], text(now));
          assert.match(result, new RegExp(`^${first.length + 1}-${first.length + count} exact`));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('cost time that grows with the text alone', function () {
    this.timeout(20_000);
    for (const piece of ['}\n', '\n', 'a\nb\n', '  same();\n}\n']) {
      const text = piece.repeat(150_000);
      find(text, [100, 130], text);
      find(text, [1, 200_000], `${text}x`);
      find(`${piece.repeat(10)}x\ny\n${piece.repeat(10)}`, [15, 30], text);
    }
    find('x'.repeat(3_000_000), [1, 1], 'y'.repeat(3_000_000));
  });
});

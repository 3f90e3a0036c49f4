import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { hasTicket, withoutTicket, withTicket } from '../../src/model/commitMessage.ts';

const ticket = { number: '1042', prefix: 'TS', subject: 'Wrong\ncurrency', url: 'https://desk.example/t/1042' };
const other = { ...ticket, number: '7' };
const prefix = '{prefix}-{number}: ';
const trailer = 'Ticket: {prefix}-{number}';

describe('a ticket in a commit message', () => {
  const prefixed: [message: string, result: string][] = [
    ['', 'TS-1042: '],
    ['Fix export', 'TS-1042: Fix export'],
    ['Fix export\n\nWhy.\n', 'TS-1042: Fix export\n\nWhy.\n'],
    ['\n\n# Please enter a message.\n# On branch x\n', 'TS-1042: \n\n# Please enter a message.\n# On branch x\n'],
    ['# A hint first\nFix\n', '# A hint first\nTS-1042: Fix\n'],
    ['#7 fix', 'TS-1042: #7 fix'],
    ['TS-1042: Fix', 'TS-1042: Fix'],
    ['ts-1042 fix', 'ts-1042 fix'],
    ['Fix export (TS-1042)', 'Fix export (TS-1042)'],
    ['Fix TS-10422', 'TS-1042: Fix TS-10422'],
    ['XTS-1042 fix', 'TS-1042: XTS-1042 fix'],
    ['fixup! Fix export', 'fixup! Fix export'],
    ['squash! Fix export', 'squash! Fix export'],
    ['TS-7: Fix', 'TS-1042: TS-7: Fix'],
  ];
  for (const [message, result] of prefixed)
    it(`${JSON.stringify(message)} becomes ${JSON.stringify(result)}`, () =>
      assert.equal(withTicket(message, ticket, prefix, 'prefix'), result));

  const scissors = '# ------------------------ >8 ------------------------\ndiff --git a/a b/a\n+Ticket: TS-1042\n';
  const trailed: [message: string, result: string][] = [
    ['', '\n\nTicket: TS-1042'],
    ['Fix', 'Fix\n\nTicket: TS-1042'],
    ['Fix\n', 'Fix\n\nTicket: TS-1042\n'],
    ['Fix: export', 'Fix: export\n\nTicket: TS-1042'],
    ['Fix\n\nWhy: because\nof this', 'Fix\n\nWhy: because\nof this\n\nTicket: TS-1042'],
    ['Fix\n\nSigned-off-by: Sam <s@x>\n', 'Fix\n\nSigned-off-by: Sam <s@x>\nTicket: TS-1042\n'],
    ['Fix\n\nNote: long\n  more of it', 'Fix\n\nNote: long\n  more of it\nTicket: TS-1042'],
    ['Fix\r\n\r\nA: b\r\n', 'Fix\r\n\r\nA: b\r\nTicket: TS-1042\r\n'],
    ['Fix\r\n', 'Fix\r\n\r\nTicket: TS-1042\r\n'],
    ['Fix\n\n# On branch x\n#\n', 'Fix\n\nTicket: TS-1042\n\n# On branch x\n#\n'],
    ['\n# On branch x\n', '\n\nTicket: TS-1042\n# On branch x\n'],
    [`Fix\n${scissors}`, `Fix\n\nTicket: TS-1042\n${scissors}`],
    ['Fix\n\nticket:  TS-1042', 'Fix\n\nticket:  TS-1042'],
    ['# A comment\n', '\n\nTicket: TS-1042\n# A comment\n'],
    ['Fix\n\nticket: ts-1042\n', 'Fix\n\nticket: ts-1042\n'],
    ['Fix\n\nTicket: TS-1042\nA: b', 'Fix\n\nTicket: TS-1042\nA: b'],
    ['Fix\n\nTicket: TS-7', 'Fix\n\nTicket: TS-7\nTicket: TS-1042'],
    ['fixup! Fix', 'fixup! Fix'],
  ];
  for (const [message, result] of trailed)
    it(`${JSON.stringify(message)} ends as ${JSON.stringify(result)}`, () =>
      assert.equal(withTicket(message, ticket, trailer, 'trailer'), result));

  it('goes again, also where blanks were taken away or something was written around it', () => {
    assert.equal(withoutTicket('TS-1042:\n\nWhy', ticket, prefix, 'prefix'), '\n\nWhy');
    assert.equal(withoutTicket('TS-1042: Fix', ticket, prefix, 'prefix'), 'Fix');
    assert.equal(withoutTicket('TS-1042: Fix', other, prefix, 'prefix'), 'TS-1042: Fix');
    assert.equal(withoutTicket('Fix TS-1042: x', ticket, prefix, 'prefix'), 'Fix TS-1042: x');
    assert.equal(withoutTicket('Fix\n\nTicket: TS-1042\nA: b\n', ticket, trailer, 'trailer'), 'Fix\n\nA: b\n');
    assert.equal(withoutTicket('Fix\n\nTicket: TS-7', ticket, trailer, 'trailer'), 'Fix\n\nTicket: TS-7');
    assert.equal(withoutTicket('Ticket: TS-1042\n\nMore', ticket, trailer, 'trailer'), 'Ticket: TS-1042\n\nMore');
  });

  it('a template with nothing in it changes nothing, and words of the ticket make no lines', () => {
    assert.equal(withTicket('Fix', { number: '' }, '{prefix}{number}{nothing}', 'prefix'), 'Fix');
    assert.equal(withTicket('Fix', ticket, '[{subject}] ', 'prefix'), '[Wrong currency] Fix');
    const hostile = { ...ticket, subject: 'x\n\nSigned-off-by: boss\u2028\r\u0000' };
    assert.equal(withTicket('Fix', hostile, 'Ticket: {subject}', 'trailer').split(/\r?\n/).length, 3);
  });

  const line = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '',
      '  ',
      '#',
      '# On branch x',
      '#7',
      'A: b',
      'Signed-off-by: Sam <s@x>',
      '  more',
      'TS-7: x',
      '\t',
      '---',
    ),
  );
  const message = fc
    .tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, newline]) => lines.join(newline));

  for (const [how, template] of [
    ['prefix', prefix],
    ['prefix', '[#{number}] '],
    ['trailer', trailer],
    ['trailer', 'Refs #{number}'],
  ] as const) {
    it(`${template} is there once, and goes again, whatever the message is`, () => {
      fc.assert(
        fc.property(message, before => {
          fc.pre(!hasTicket(before, ticket, template, how));
          const once = withTicket(before, ticket, template, how);
          assert.equal(withTicket(once, ticket, template, how), once);
          assert.ok(once === before || hasTicket(once, ticket, template, how));
          const back = withoutTicket(once, ticket, template, how);
          if (before.split(/\r?\n/).every(kept => kept.trim() === '' || /^#(?:\s|$)/.test(kept)))
            assert.equal(back.trimStart(), before.trimStart());
          else assert.equal(back, before);
          // All that was there still is.
          let rest = once;
          for (const kept of before.split(/\s+/)) {
            assert.ok(rest.includes(kept), kept);
            rest = rest.slice(rest.indexOf(kept) + kept.length);
          }
        }),
        { numRuns: 2000 },
      );
    });
  }

  it('git reads the trailers', () => {
    const parsed = (text: string) =>
      execFileSync('git', ['interpret-trailers', '--parse', '--no-divider'], { input: text, encoding: 'utf8' });
    for (const before of ['Fix', 'Fix\n\nBody: of it\nand more\n', 'Fix\n\nWhy.\n\nAcked-by: Kim\n', 'Fix: x\n# c\n'])
      assert.match(parsed(withTicket(before, ticket, trailer, 'trailer')), /^Ticket: TS-1042$/m);
    assert.equal(
      parsed(withTicket('Fix\n\nAcked-by: Kim <k@x>\n', ticket, trailer, 'trailer')),
      'Acked-by: Kim <k@x>\nTicket: TS-1042\n',
    );
  });

  it('messages are read in time that grows with their length', () => {
    for (const piece of ['\n', '# \n', 'a: b\n', 'TS-1042', 'TS-104', '-', '# -----', ' ', '\r']) {
      const long = piece.repeat(200_000);
      for (const [how, template] of [
        ['prefix', prefix],
        ['trailer', trailer],
      ] as const)
        withoutTicket(withTicket(long, ticket, template, how), ticket, template, how);
    }
  });
});

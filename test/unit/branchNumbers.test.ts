import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchNumbers } from '../../src/model/branchNumbers.ts';

describe('numbers of tickets in names of branches', () => {
  const cases: [string, string[]][] = [
    ['fix/1042-currency', ['1042']],
    ['1042', ['1042']],
    ['feature/#7-login', ['7']],
    ['ticket-7', ['7']],
    ['TICKET_0042_export', ['42']],
    ['sam/issue-12/try-300', ['12', '300']],
    ['try-300/ticket-12', ['12', '300']],
    ['release/1.20', []],
    ['v2.10.3', []],
    ['2026-11-20-snapshot', []],
    ['main', []],
    ['utf8', []],
    ['fix-2', []],
    ['sha-1042abc', []],
  ];
  for (const [branch, numbers] of cases) {
    it(`${branch} has ${numbers.join(', ') || 'none'}`, () => assert.deepEqual(branchNumbers(branch), numbers));
  }

  it('are found between any words', () => {
    const word = fc.constantFrom('fix', 'feature', 'sam', 'crash', 'export', 'at');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 3 }),
        fc.integer({ min: 10, max: 9_999_999 }),
        word,
        (before, number, after) => {
          assert.deepEqual(branchNumbers([...before, `${number}-${after}`].join('/')), [String(number)]);
        },
      ),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { completionsAt, type Known, namesWanted, placeAt } from '../../src/model/searchCompletion.ts';
import { readSearch } from '../../src/model/searchLanguage.ts';

const known: Known = {
  names: ['Level 2', 'Level 1', 'Operations', 'Open', 'me'],
  furtherFields: ['Environment', 'Root cause', 'Status'],
};

/** The text after the choice of each completion; `|` is the caret. */
function completed(text: string, having: Known = known): string[] {
  const caret = text.indexOf('|');
  const typed = text.replace('|', '');
  return completionsAt(typed, caret, having).map(
    ({ start, end, insert }) => `${typed.slice(0, start)}${insert}${typed.slice(end)}`,
  );
}

describe('completion of a search', () => {
  const examples: readonly (readonly [text: string, ...completed: string[]])[] = [
    // Fields.
    ['|'],
    ['s|'],
    ['st|', 'status:', '"Status":'],
    ['panic st|', 'panic status:', 'panic "Status":'],
    ['-as|', '-assignee:'],
    ['is|', 'is:'],
    ['owner|', 'assignee:'],
    ['upd|'],
    ['updated|', 'changed:'],
    ['env|', 'Environment:'],
    ['cau|', '"Root cause":'],
    ['ST|', 'status:', '"Status":'],
    ['st|at panic', 'status: panic', '"Status": panic'],
    ['panic |'],
    ['xyz|'],
    ['"st|'],
    // Conditions and dates.
    [
      'is:|',
      'is:open ',
      'is:mine ',
      'is:needsme ',
      'is:unassigned ',
      'is:waiting ',
      'is:overdue ',
      'is:urgent ',
      'is:closed ',
    ],
    ['is:o|', 'is:open ', 'is:overdue '],
    ['is:open|'],
    ['-is:u|', '-is:unassigned ', '-is:urgent '],
    ['changed:<|', 'changed:<7d ', 'changed:<30d '],
    ['changed:<3|', 'changed:<3d ', 'changed:<3h ', 'changed:<3w ', 'changed:<3mo '],
    ['changed:3|', 'changed:<3d ', 'changed:<3h ', 'changed:<3w ', 'changed:<3mo '],
    ['changed:<3d|'],
    ['due:|', 'due:<2d ', 'due:today ', 'due:tomorrow ', 'due:week ', 'due:overdue ', 'due:>7d ', 'due:none '],
    ['due:to|', 'due:today ', 'due:tomorrow '],
    ['sort:d|', 'sort:due '],
    ['sort:-|', 'sort:-changed ', 'sort:-opened ', 'sort:-number ', 'sort:-closed '],
    ['number:|'],
    // Names.
    ['group:|', 'group:"Level 2" ', 'group:"Level 1" ', 'group:Operations ', 'group:Open ', 'group:me ', 'group:none '],
    ['group:le|', 'group:"Level 2" ', 'group:"Level 1" '],
    ['group:2|', 'group:"Level 2" '],
    ['group:"level 2|', 'group:"Level 2" '],
    ['group:"le|"', 'group:"Level 2" ', 'group:"Level 1" '],
    ['group:"Level 2"|'],
    ['group:op|x panic', 'group:Operations  panic', 'group:Open  panic'],
    ['team:ops,le|', 'team:ops,"Level 2" ', 'team:ops,"Level 1" '],
    [
      'team:ops,|',
      'team:ops,"Level 2" ',
      'team:ops,"Level 1" ',
      'team:ops,Operations ',
      'team:ops,Open ',
      'team:ops,me ',
      'team:ops,none ',
    ],
    ['group:zz|'],
    ['status:op|', 'status:open ', 'status:Operations ', 'status:"Open" '],
    ['assignee:m|', 'assignee:me ', 'assignee:"me" '],
    ['assignee:no|', 'assignee:none '],
    ['field.Environment:P|'],
    ['"Root cause":x|'],
  ];
  for (const [text, ...wanted] of examples) {
    it(`of ${text}`, () => assert.deepEqual(completed(text), wanted));
  }

  it('asks for the names of the field that is being typed', () => {
    const wanted = (text: string) => namesWanted(placeAt(text, text.length));
    assert.equal(wanted('panic company:ac'), 'customer');
    assert.equal(wanted('company:ac '), undefined);
    assert.equal(wanted('due:'), undefined);
    assert.equal(wanted('pa'), undefined);
    assert.equal(placeAt('x company:"Acme C', 17)?.typed, 'Acme C');
  });

  it('gives what is understood without a problem', () => {
    const some = fc.constantFrom(
      'is:',
      'status:',
      'due:',
      'changed:',
      'assignee:',
      'group:',
      'sort:',
      'customer:x,',
      'group:"',
      'en',
      'ro',
      'du',
    );
    const names = fc.array(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(name => /[\p{L}\p{N}]/u.test(name)),
    );
    fc.assert(
      fc.property(some, names, (text, listed) => {
        for (const each of completed(`${text}|`, { names: listed, furtherFields: listed })) {
          const { problems } = readSearch(each.endsWith(':') ? `${each}x1 ` : each);
          const serious = problems.filter(
            ({ kind }) => !(['badDate', 'unknownCondition', 'badSort'].includes(kind) && each.endsWith(':')),
          );
          assert.deepEqual(serious, [], each);
        }
      }),
    );
  });

  it('stays within the text, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0x10ffff).map(code => String.fromCodePoint(code)), maxLength: 40 }),
        fc.nat(40),
        (text, at) => {
          const caret = Math.min(at, text.length);
          for (const { start, end } of completionsAt(text, caret, known)) {
            assert.ok(start >= 0 && start <= caret && end >= caret && end <= text.length);
          }
        },
      ),
    );
  });
});

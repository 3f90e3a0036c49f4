import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DeskError } from '../../src/model/errors.ts';
import { CustomFields } from '../../src/teamsupport/customFields.ts';
import { Filters, OPERATORS } from '../../src/teamsupport/filters.ts';
import { ticketTerms } from '../../src/teamsupport/query.ts';
import { dayOf, toMember, writeDate } from '../../src/teamsupport/values.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';

function refuses(work: () => unknown): void {
  assert.throws(work, (thrown: unknown) => thrown instanceof DeskError && thrown.failure.reason === 'badInput');
}

/** What a server makes of terms: address and back. */
function overTheWire(filters: Filters): [string, string][] {
  const url = new URL('https://desk.example/api/xml/tickets');
  for (const [name, value] of filters.terms) url.searchParams.append(name, value);
  return [...new URL(url.href).searchParams];
}

const member = fc
  .stringMatching(/^[\p{L}_][\p{L}\p{N}_.-]{0,20}$/u)
  .filter(name => !/^page(?:size|number)$/i.test(name));
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });

describe('TeamSupport: filter builder', () => {
  it('brings names, operators and values over unchanged, in the order given', () => {
    const step = fc.record({
      member,
      operator: fc.constantFrom(undefined, ...OPERATORS.filter(each => each !== 'bt')),
      text,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), steps => {
        const filters = new Filters();
        for (const each of steps) {
          filters.typed(each.operator ? `${each.member}[${each.operator}]` : each.member, [each.text]);
        }
        assert.deepEqual(
          overTheWire(filters),
          steps.map(each => [each.operator ? `${each.member}[${each.operator}]` : each.member, each.text]),
        );
      }),
    );
  });

  it('lets no name become more than a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), name => {
        try {
          for (const [sent, value] of new Filters().is(name, 'v').contains(name, 'w').terms) {
            assert.match(sent, /^[\p{L}_][\p{L}\p{N}_.-]*(?:\[contains\])?$/u);
            assert.ok(value === 'v' || value === 'w');
          }
        } catch (thrown) {
          assert.ok(thrown instanceof DeskError && thrown.failure.reason === 'badInput');
        }
      }),
      { numRuns: 2000 },
    );
    for (const name of ['', 'a[gt]', 'a]', 'a&b', 'a=b', 'a b', '[null]', '1a', 'a\n', 'pageSize', 'PAGENUMBER']) {
      refuses(() => new Filters().is(name, '1'));
    }
    refuses(() => new Filters().typed('Name[drop]', ['1']));
    refuses(() => new Filters().typed('Name[gt', ['1']));
  });

  it('writes dates as 14 digits in UTC, booleans as True and False, emptiness as [null]', () => {
    const at = new Date('2025-07-03T11:05:07.900+02:00');
    const filters = new Filters()
      .is('IsClosed', false)
      .is('A', true, 7)
      .is('B', '')
      .isEmpty('C')
      .above('DateCreated', at);
    assert.deepEqual(filters.terms, [
      ['IsClosed', 'False'],
      ['A', 'True'],
      ['A', '7'],
      ['B', '[null]'],
      ['C', '[null]'],
      ['DateCreated[gt]', '20250703090507'],
    ]);
    fc.assert(
      fc.property(fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), date => {
        const value = new Filters().atMost('D', date).terms[0]?.[1] ?? '';
        assert.match(value, /^\d{14}$/);
        const iso = value.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
        assert.equal(Date.parse(iso), Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
    refuses(() => new Filters().is('D', new Date(Number.NaN)));
  });

  it('gives a range its member twice, low then high, once only', () => {
    const filters = new Filters().between('TicketNumber', 3, 9);
    assert.deepEqual(filters.terms, [
      ['TicketNumber[bt]', '3'],
      ['TicketNumber[bt]', '9'],
    ]);
    refuses(() => filters.between('ticketnumber', 1, 2));
    refuses(() => new Filters().typed('A[bt]', ['1']));
    refuses(() => new Filters().typed('A[bt]', ['1', '2', '3']));
  });

  it('always sends both parameters of paging, and only sensible ones', () => {
    assert.deepEqual(new Filters().is('A', 1).page({ number: 2, size: 50 }), [
      ['A', '1'],
      ['pageSize', '50'],
      ['pageNumber', '2'],
    ]);
    for (const [number, size] of [
      [0, 1],
      [1, 0],
      [1.5, 1],
      [1, Number.NaN],
    ] as const) {
      refuses(() => new Filters().page({ number, size }));
    }
  });
});

describe('TeamSupport: fields of a query and values of a body', () => {
  const berlin = new DeskDates({ timeZone: 'Europe/Berlin', dateOrder: 'mdy' });
  const custom = new CustomFields(berlin);
  custom.learn([
    {
      values: {
        TicketID: '1',
        Region: 'West',
        Escalated: 'True',
        Effort: '2.50',
        Trained: '7/4/2025',
        Zip: '01234',
        Mixed: '5',
        Empty: '',
      },
      groups: {},
    },
    { values: { Mixed: 'five', Empty: '', Escalated: '' }, groups: {} },
  ]);

  it('tells the type of a custom field from its values', () => {
    const types = ['Region', 'escalated', 'Effort', 'Trained', 'Zip', 'Mixed', 'Empty', 'Unseen'].map(name =>
      custom.typeOf(name),
    );
    assert.deepEqual(types, ['text', 'flag', 'number', 'date', 'text', 'text', 'text', 'text']);
  });

  it('asks for fields by their type, a date for its whole day on the desk', () => {
    const fields = {
      Escalated: 'true',
      Effort: '2.5',
      Region: '',
      Trained: '2025-07-04',
      DueDate: '2025-12-24T22:30:00.000Z',
    };
    assert.deepEqual(ticketTerms({ fields }, { number: 1, size: 5 }, { dates: berlin, custom }).slice(0, -2), [
      ['Escalated', 'True'],
      ['Effort', '2.5'],
      ['Region', '[null]'],
      ['Trained[bt]', '20250703220000'],
      ['Trained[bt]', '20250704215959'],
      ['DueDate[bt]', '20251223230000'],
      ['DueDate[bt]', '20251224225959'],
    ]);
    refuses(() => ticketTerms({ fields: { 'a[gt]': '1' } }, { number: 1, size: 5 }));
  });

  it('writes days as the one proven form, in the order of the desk, and times as they are answered', () => {
    const daysFirst = new DeskDates({ timeZone: 'Europe/Berlin', dateOrder: 'dmy' });
    assert.equal(writeDate('2025-07-04', berlin), '07/04/2025');
    assert.equal(writeDate('2025-07-04', daysFirst), '04/07/2025');
    assert.equal(writeDate('2025-07-04T21:59:59.000Z', berlin), '07/04/2025');
    assert.equal(writeDate('2025-07-03T22:00:00.000Z', berlin), '07/04/2025');
    assert.equal(writeDate('2025-07-04T07:05:00.000Z', berlin), '7/4/2025 9:05 AM');
    assert.equal(writeDate('soon', berlin), 'soon');
    assert.deepEqual(dayOf('nonsense', berlin), undefined);
  });

  it('takes values by their type and refuses what is none', () => {
    assert.equal(toMember('F', 'flag', 'True', berlin), true);
    assert.equal(toMember('F', 'flag', '0', berlin), false);
    assert.equal(toMember('N', 'integer', ' 12 ', berlin), '12');
    assert.equal(toMember('N', 'integer', '', berlin), null);
    assert.equal(toMember('T', 'text', ' a ', berlin), ' a ');
    assert.equal(toMember('T', 'text', null, berlin), null);
    refuses(() => toMember('F', 'flag', 'maybe', berlin));
    refuses(() => toMember('N', 'integer', '1.5', berlin));
    refuses(() => toMember('N', 'decimal', 'x', berlin));
  });
});

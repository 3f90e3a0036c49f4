import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkValue, dateExample, dateForTyping, enteredValue, parseDate } from '../../src/editor/fields/fieldValue.ts';
import { t } from './examinations.ts';

describe('values of fields as they are typed', () => {
  it('reads dates in ISO form whatever the locale', () => {
    for (const locale of ['en', 'de', 'ja']) assert.equal(parseDate(' 2026-4-3 ', locale), '2026-04-03');
  });

  it('reads dates in the order of the locale', () => {
    assert.equal(parseDate('4/3/2026', 'en'), '2026-04-03');
    assert.equal(parseDate('3.4.2026', 'de'), '2026-04-03');
    assert.equal(parseDate('03/04/26', 'fr'), '2026-04-03');
    assert.equal(parseDate('2026/4/3', 'ja'), '2026-04-03');
  });

  it('reads back the example that it shows', () => {
    for (const locale of ['en', 'en-GB', 'de', 'fr', 'ja', 'es', 'pl', 'zh-cn'])
      assert.equal(parseDate(dateExample(locale), locale), '2026-12-31', locale);
  });

  it('takes a time in this machine’s zone', () => {
    assert.equal(parseDate('2026-04-03 14:30', 'en'), new Date(2026, 3, 3, 14, 30).toISOString());
    assert.equal(parseDate('4/3/2026, 9:05', 'en'), new Date(2026, 3, 3, 9, 5).toISOString());
  });

  it('takes no day that there is not', () => {
    for (const typed of ['2026-02-30', '13/13/2026', '2026-04-03 24:00', 'soon', '', '1/2', '2026-04-03 9'])
      assert.equal(parseDate(typed, 'en'), undefined, typed);
  });

  it('shows instants so that they are read back', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), at => {
        at.setSeconds(0, 0);
        // An hour that is there twice when clocks are set back is read as the first.
        const back = parseDate(dateForTyping(at.toISOString()), 'en');
        assert.ok(Math.abs(Date.parse(back ?? '') - at.getTime()) % 3_600_000 === 0);
      }),
    );
    assert.equal(dateForTyping('2026-04-03'), '2026-04-03');
    assert.equal(dateForTyping('no date'), 'no date');
  });

  it('says what is wrong with a value', () => {
    const check = (typed: string, type: 'integer' | 'number' | 'date' | 'text', clearable = false) =>
      checkValue(typed, { type, clearable, longest: 5 }, 'en', t);
    assert.equal(check('', 'text'), 'This cannot be empty.');
    assert.equal(check('', 'text', true), undefined);
    assert.equal(check('123456', 'text'), '6 of 5 characters: shorten it.');
    assert.equal(check('1.5', 'integer'), 'This is a whole number.');
    assert.equal(check('1,5', 'number'), undefined);
    assert.equal(check('x', 'number'), 'This is a number.');
    assert.match(check('x', 'date') ?? '', /Write a date like 2026-12-31 or 12\/31\/2026/);
  });

  it('gives a value as the desk takes it', () => {
    assert.equal(enteredValue('', { type: 'text', clearable: true }, 'en'), null);
    assert.equal(enteredValue(' 1,5 ', { type: 'number', clearable: false }, 'de'), '1.5');
    assert.equal(enteredValue('3.4.2026', { type: 'date', clearable: false }, 'de'), '2026-04-03');
    assert.equal(enteredValue(' a ', { type: 'text', clearable: false }, 'en'), 'a');
  });
});

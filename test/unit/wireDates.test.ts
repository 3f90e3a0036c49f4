import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DeskError } from '../../src/model/errors.ts';
import { readDate, readWall, requireZone, writeDate, writeStamp } from '../../src/wire/dates.ts';

describe('wire: dates', function () {
  this.timeout(30_000);

  it('reads the forms of the references and their neighbours', () => {
    const cases: [string, string, string | undefined][] = [
      ['3/19/2014 6:56:06 PM', 'UTC', '2014-03-19T18:56:06.000Z'],
      ['7/3/2025 9:05 AM', 'UTC', '2025-07-03T09:05:00.000Z'],
      ['7/3/2025 12:00 AM', 'UTC', '2025-07-03T00:00:00.000Z'],
      ['7/3/2025 12:30\u202fPM', 'UTC', '2025-07-03T12:30:00.000Z'],
      ['2/1/2014 00:00:00', 'UTC', '2014-02-01T00:00:00.000Z'],
      ['04/01/2014', 'UTC', '2014-04-01T00:00:00.000Z'],
      ['31/3/2014 08:00', 'UTC', '2014-03-31T08:00:00.000Z'],
      ['31.3.2014 08:00', 'UTC', '2014-03-31T08:00:00.000Z'],
      ['1.2.2014', 'UTC', '2014-02-01T00:00:00.000Z'],
      ['2014-03-31 08:00:00', 'UTC', '2014-03-31T08:00:00.000Z'],
      ['2014-03-31T08:00:00+02:00', 'America/New_York', '2014-03-31T06:00:00.000Z'],
      ['7/3/2025 9:05 AM', 'America/New_York', '2025-07-03T13:05:00.000Z'],
      ['1/3/2025 9:05 AM', 'America/New_York', '2025-01-03T14:05:00.000Z'],
      ['1/3/2025 9:05 AM', 'Asia/Kolkata', '2025-01-03T03:35:00.000Z'],
      ['2/30/2025', 'UTC', undefined],
      ['13/13/2025', 'UTC', undefined],
      ['7/3/2025 25:00', 'UTC', undefined],
      ['7/3/2025 13:00 PM', 'UTC', undefined],
      ['1/1/1900 12:00:00 AM', 'UTC', undefined],
      ['0001-01-01T00:00:00', 'UTC', undefined],
      ['soon', 'UTC', undefined],
      ['', 'UTC', undefined],
    ];
    for (const [text, zone, iso] of cases) assert.equal(readDate(text, zone), iso, `${text} in ${zone}`);
  });

  it('reads the usual form as every other form of the same', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    const parts = fc.tuple(
      fc.integer({ min: 0, max: 33 }),
      fc.integer({ min: 0, max: 33 }),
      fc.integer({ min: 1969, max: 2200 }),
      fc.integer({ min: 0, max: 25 }),
      fc.integer({ min: 0, max: 61 }),
      fc.integer({ min: 0, max: 61 }),
      fc.constantFrom('AM', 'PM'),
    );
    fc.assert(
      fc.property(parts, fc.boolean(), fc.constantFrom('mdy', 'dmy'), ([a, b, year, h, m, s, half], padded, order) => {
        const n = padded ? two : String;
        for (const clock of [`${n(h)}:${two(m)}`, `${n(h)}:${two(m)}:${two(s)}`]) {
          const usual = readWall(`${n(a)}/${n(b)}/${year} ${clock} ${half}`, order);
          for (const other of [
            `${n(a)}-${n(b)}-${year} ${clock}${half}`,
            `${n(a)}/${n(b)}/${year}, ${clock} ${half.toLowerCase()}`,
          ]) {
            assert.equal(usual, readWall(other, order), other);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a due day to its end', () => {
    assert.equal(readDate('7/3/2025', 'Europe/Berlin', true), '2025-07-03T21:59:59.000Z');
    assert.equal(readDate('7/3/2025 12:00:00 AM', 'UTC', true), '2025-07-03T23:59:59.000Z');
    assert.equal(readDate('7/3/2025 9:00 AM', 'Europe/Berlin', true), '2025-07-03T07:00:00.000Z');
  });

  it('reads back what it writes, in every zone, but for the hour that a clock change repeats', () => {
    const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns'];
    const instant = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (date, zone) => {
        const iso = new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString();
        for (const clock of ['H:mm:ss', 'h:mm tt'] as const) {
          const text = writeDate(iso, zone, clock);
          const back = readDate(text, zone);
          assert.ok(back);
          assert.equal(writeDate(back, zone, clock), text);
          assert.ok(Math.abs(Date.parse(back) - Date.parse(iso)) <= 3_600_000);
          if (zone === 'UTC' || zone === 'Asia/Kolkata') assert.equal(back, iso);
        }
      }),
    );
  });

  it('writes the forms that desks take', () => {
    assert.equal(writeDate('2014-02-01T13:04:05Z', 'UTC', 'H:mm:ss'), '2/1/2014 13:04:05');
    assert.equal(writeDate('2025-07-03T13:05:00Z', 'America/New_York', 'h:mm tt'), '7/3/2025 9:05 AM');
    assert.equal(writeDate('2025-07-03T00:05:00Z', 'UTC', 'h:mm tt'), '7/3/2025 12:05 AM');
    assert.equal(writeStamp('2021-03-01T02:00:00+02:00'), '20210301000000');
  });

  it('refuses zones that do not exist', () => {
    assert.equal(requireZone('Europe/Berlin'), 'Europe/Berlin');
    assert.throws(
      () => requireZone('Mars/Olympus'),
      (thrown: unknown) => thrown instanceof DeskError && thrown.failure.reason === 'badInput',
    );
  });
});

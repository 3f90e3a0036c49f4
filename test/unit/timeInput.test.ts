import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDuration, longestEntry, parseDuration } from '../../src/model/duration.ts';
import { parseTimeInput } from '../../src/model/timeInput.ts';

/** A Wednesday. */
const now = new Date(2026, 10, 18, 14, 30);

/** Start in local time and minutes, as `2026-11-18 09:30 +90`. */
function read(text: string, at = now): string | undefined {
  const found = parseTimeInput(text, at);
  if (!found) return undefined;
  const { startedAt: start, minutes } = found;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}`;
  return `${day} ${two(start.getHours())}:${two(start.getMinutes())} +${minutes}`;
}

describe('times of work as people type them', () => {
  const cases: [string, string][] = [
    ['1h 20m', '2026-11-18 13:10 +80'],
    ['90m', '2026-11-18 13:00 +90'],
    ['1:20', '2026-11-18 13:10 +80'],
    ['1.5h', '2026-11-18 13:00 +90'],
    ['today 2h', '2026-11-18 12:30 +120'],
    ['9:30-11:00', '2026-11-18 09:30 +90'],
    ['9:30 – 11', '2026-11-18 09:30 +90'],
    ['9-11', '2026-11-18 09:00 +120'],
    ['9 to 11', '2026-11-18 09:00 +120'],
    ['9-5', '2026-11-18 09:00 +480'],
    ['11-1', '2026-11-18 11:00 +120'],
    ['09:00-05:00', '2026-11-18 09:00 +1200'],
    ['1-3pm', '2026-11-18 13:00 +120'],
    ['11-1pm', '2026-11-18 11:00 +120'],
    ['9am-12pm', '2026-11-18 09:00 +180'],
    ['12am-1:30 a.m.', '2026-11-18 00:00 +90'],
    ['9:30-now', '2026-11-18 09:30 +300'],
    ['since 14', '2026-11-18 14:00 +30'],
    ['1h at 14:00', '2026-11-18 14:00 +60'],
    ['45 from 9:15', '2026-11-18 09:15 +45'],
    ['yesterday 2h', '2026-11-17 09:00 +120'],
    ['2h yesterday', '2026-11-17 09:00 +120'],
    ['yesterday 24h', '2026-11-17 00:00 +1440'],
    ['yesterday 22-1', '2026-11-17 22:00 +180'],
    ['mon 9-11', '2026-11-16 09:00 +120'],
    ['Monday, 9-11', '2026-11-16 09:00 +120'],
    ['9-11 on tues', '2026-11-17 09:00 +120'],
    ['wed 9-11', '2026-11-18 09:00 +120'],
    ['thu 9-11', '2026-11-12 09:00 +120'],
    ['2026-11-02 8:00-8:45', '2026-11-02 08:00 +45'],
    ['fri 1h at 16:00', '2026-11-13 16:00 +60'],
    // As Germans and Spaniards say it.
    ['gestern 2h', '2026-11-17 09:00 +120'],
    ['heute 9 bis 11 Uhr', '2026-11-18 09:00 +120'],
    ['am Montag 1 Stunde um 14:00', '2026-11-16 14:00 +60'],
    ['Montag, 9-11', '2026-11-16 09:00 +120'],
    ['Di 9:30 bis 11', '2026-11-17 09:30 +90'],
    ['seit 14 Uhr', '2026-11-18 14:00 +30'],
    ['1h ab 14:00', '2026-11-18 14:00 +60'],
    ['9:30 bis jetzt', '2026-11-18 09:30 +300'],
    ['2 horas ayer', '2026-11-17 09:00 +120'],
    ['hoy 9 hasta 11', '2026-11-18 09:00 +120'],
    ['miércoles 9-11', '2026-11-18 09:00 +120'],
    ['el martes 1h', '2026-11-17 09:00 +60'],
    ['1h a las 14:00', '2026-11-18 14:00 +60'],
    ['desde las 14', '2026-11-18 14:00 +30'],
    // Later today is still to come, so it was yesterday.
    ['22-23:30', '2026-11-17 22:00 +90'],
    ['since 20', '2026-11-17 20:00 +1110'],
  ];
  for (const [text, expected] of cases)
    it(`${JSON.stringify(text)} is ${expected}`, () => assert.equal(read(text), expected));

  it('means last night when it is past midnight', () => {
    assert.equal(read('22:30-0:15', new Date(2026, 10, 18, 0, 30)), '2026-11-17 22:30 +105');
  });

  for (const text of [
    ...['', 'yesterday', 'mon', '-', '9-', '-11', '9-25', '9:60-10', '13pm-2pm', '0am-1', 'foo 2h'],
    ...[
      '2026-02-30 1h',
      '2026-11-19 1h',
      'today 15-16',
      'wed 23-24',
      '25h',
      '9-9:00',
      '9h-11h',
      'month 2h',
      'since 14:30',
    ],
  ]) {
    it(`${JSON.stringify(text)} is refused`, () => assert.equal(read(text), undefined));
  }

  const anyTime = fc.date({ min: new Date(2020, 0, 1), max: new Date(2035, 0, 1), noInvalidDate: true });
  const pad = (value: number) => String(value).padStart(2, '0');

  it('takes every duration for work that ends now', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestEntry }), anyTime, (minutes, at) => {
        const found = parseTimeInput(formatDuration(minutes), at);
        assert.deepEqual(found, { minutes, startedAt: new Date(at.getTime() - minutes * 60_000), says: 'duration' });
      }),
    );
  });

  it('understands whatever a duration alone is understood for', () => {
    const parts = fc.array(fc.constantFrom('1', '20', ':', 'h', 'm', ' ', '.', ',', '5', 'min', '0', '-'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(parts, list => {
        const minutes = parseDuration(list.join(''));
        if (minutes !== undefined) assert.equal(parseTimeInput(list.join(''), now)?.minutes, minutes);
      }),
    );
  });

  it('reads back from and to on the clock of any day, over midnight too', () => {
    const day = fc.integer({ min: 1, max: 4000 });
    const minute = fc.integer({ min: 0, max: longestEntry - 1 });
    fc.assert(
      fc.property(day, minute, fc.integer({ min: 1, max: longestEntry - 1 }), (back, from, length) => {
        const on = new Date(2026, 10, 18 - back);
        const clock = (of: number) => `${pad(Math.floor(of / 60))}:${pad(of % 60)}`;
        const to = (from + length) % longestEntry;
        // Times on the clock that are the same again, or come twice, when the clock is changed mean what they can.
        const start = new Date(on.getFullYear(), on.getMonth(), on.getDate(), 0, from);
        const end = new Date(on.getFullYear(), on.getMonth(), on.getDate(), 0, from + length);
        fc.pre((end.getTime() - start.getTime()) / 60_000 === length && start.getMinutes() === from % 60);
        const date = `${on.getFullYear()}-${pad(on.getMonth() + 1)}-${pad(on.getDate())}`;
        // Hours of one digit may be of the afternoon; with two, and a zero before, they are what they say.
        fc.pre(to > from || from >= 13 * 60 || from < 10 * 60);
        assert.deepEqual(parseTimeInput(`${date} ${clock(from)}-${clock(to)}`, now), {
          minutes: length,
          startedAt: start,
          says: 'when',
        });
      }),
    );
  });

  it('answers whole minutes within a day that began before now, or nothing, for any text', () => {
    const words = [
      'yesterday',
      'mon',
      'today',
      '9',
      '11:30',
      '-',
      'to',
      'now',
      'since',
      '2h',
      '30m',
      'at',
      'pm',
      '2026-11-11',
      ' ',
    ];
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words), { maxLength: 6 }).map(list => list.join(' ')),
      fc.array(fc.constantFrom(...words), { maxLength: 6 }).map(list => list.join('')),
    );
    fc.assert(
      fc.property(text, anyTime, (typed, at) => {
        const found = parseTimeInput(typed, at);
        if (!found) return;
        assert.ok(Number.isInteger(found.minutes) && found.minutes >= 1 && found.minutes <= longestEntry);
        assert.ok(found.startedAt <= at);
      }),
    );
  });
});

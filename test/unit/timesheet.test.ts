import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sheetCsv } from '../../src/model/sheetCsv.ts';
import { dayOf, daysAround, isWeekend, type SheetEntry, sheetOf, spanOf, startOf } from '../../src/model/timesheet.ts';
import { moved, placeFrom } from '../../src/webview/timesheet/sheetMemory.ts';
import { sheetFormats, short, spoken } from '../../src/webview/timesheet/sheetWords.ts';

const at = (day: string, hour = 9, minute = 0) => {
  const date = startOf(day);
  date.setHours(hour, minute);
  return date.toISOString();
};
const entry = (day: string, minutes: number, also: Partial<SheetEntry> = {}): SheetEntry => ({
  ...{ deskId: 'a', ticketId: '1', number: '101', subject: 'First', id: `${day} ${minutes}`, minutes, at: at(day) },
  ...also,
});

describe('timesheet: days', () => {
  it('are those of a week, from the day with which it begins', () => {
    assert.deepEqual(
      [1, 0, 6].map(first => daysAround('2026-07-08', 'week', first)[0]),
      ['2026-07-06', '2026-07-05', '2026-07-04'],
    );
    assert.deepEqual(daysAround('2026-03-01', 'week').slice(-2), ['2026-02-28', '2026-03-01']);
  });

  it('are those of a month', () => {
    const days = daysAround('2028-02-17', 'month');
    assert.deepEqual([days[0], days.at(-1), days.length], ['2028-02-01', '2028-02-29', 29]);
  });

  it('have the day they are around in them, follow each other, and begin where the last ended', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.constantFrom('week' as const, 'month' as const),
        fc.integer({ min: 0, max: 6 }),
        (offset, kind, first) => {
          const day = dayOf(startOf('1980-01-01', offset));
          const days = daysAround(day, kind, first);
          assert.ok(days.includes(day));
          for (const [place, each] of days.entries()) assert.equal(each, dayOf(startOf(days[0] ?? '', place)));
          if (kind === 'week') assert.equal(startOf(days[0] ?? '').getDay(), first);
          const span = spanOf(days);
          assert.equal(dayOf(new Date(Date.parse(span.to) - 1)), days.at(-1));
          assert.equal(dayOf(new Date(span.from)), days[0]);
          const [before, after] = [-1, 1].map(by =>
            daysAround(moved(placeFrom({ day, kind }, day), by as 1 | -1).day, kind, first),
          );
          assert.equal(dayOf(startOf(before?.at(-1) ?? '', 1)), days[0]);
          assert.equal(after?.[0], dayOf(startOf(days.at(-1) ?? '', 1)));
        },
      ),
    );
  });
});

describe('timesheet: rows and totals', () => {
  const days = daysAround('2026-07-08', 'week');

  it('are by ticket and day, across desks', () => {
    const sheet = sheetOf(
      [
        entry('2026-07-06', 60),
        entry('2026-07-06', 15),
        entry('2026-07-07', 30, { ticketId: '2', number: '102' }),
        entry('2026-07-06', 5, { deskId: 'b' }),
        entry('2026-07-13', 500),
      ],
      days,
      '2026-07-08',
    );
    assert.deepEqual(
      sheet.rows.map(({ deskId, number, minutes }) => [deskId, number, minutes]),
      [
        ['a', '101', 75],
        ['a', '102', 30],
        ['b', '101', 5],
      ],
    );
    assert.deepEqual(
      sheet.totals.map(({ minutes }) => minutes),
      [80, 30, 0, 0, 0, 0, 0],
    );
    assert.equal(sheet.minutes, 110);
  });

  it('say what is not sent, and take the ticket’s name from where it is known', () => {
    const { number, subject, ...unnamed } = entry('2026-07-06', 20, { unsent: { id: 4, state: 'waiting' } });
    const sheet = sheetOf([unnamed, entry('2026-07-06', 10)], days, '2026-07-06');
    assert.equal(sheet.unsent, 20);
    assert.equal(sheet.rows[0]?.cells[0]?.unsent, 20);
    assert.equal(sheet.rows[0]?.subject, subject);
    assert.equal(sheet.rows[0]?.number, number);
  });

  it('show working days that are over and have no time', () => {
    const gaps = (today: string) => sheetOf([entry('2026-07-07', 1)], days, today).gaps;
    assert.deepEqual(gaps('2026-07-09'), ['2026-07-06', '2026-07-08']);
    assert.deepEqual(gaps('2026-08-01'), ['2026-07-06', '2026-07-08', '2026-07-09', '2026-07-10']);
    assert.deepEqual(gaps('2026-07-06'), []);
  });

  it('add up, whatever is logged', () => {
    const logged = fc.record({
      day: fc.integer({ min: -10, max: 20 }).map(after => dayOf(startOf('2026-07-01', after))),
      minutes: fc.integer({ min: 1, max: 1440 }),
      ticketId: fc.constantFrom('1', '2', '3'),
      unsent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(logged, { maxLength: 40 }), all => {
        const entries = all.map(({ day, minutes, ticketId, unsent }) =>
          entry(day, minutes, { ticketId, ...(unsent ? { unsent: { id: 1, state: 'waiting' } } : {}) }),
        );
        const sheet = sheetOf(entries, days, '2026-07-20');
        const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
        const inside = all.filter(({ day }) => days.includes(day));
        assert.equal(sheet.minutes, sum(inside.map(({ minutes }) => minutes)));
        assert.equal(sheet.minutes, sum(sheet.rows.map(({ minutes }) => minutes)));
        assert.equal(sheet.minutes, sum(sheet.totals.map(({ minutes }) => minutes)));
        assert.equal(sheet.unsent, sum(sheet.totals.map(({ unsent }) => unsent)));
        for (const row of sheet.rows) assert.equal(row.minutes, sum(row.cells.map(({ minutes }) => minutes)));
        for (const gap of sheet.gaps) assert.ok(!isWeekend(gap) && !inside.some(({ day }) => day === gap));
      }),
    );
  });
});

describe('timesheet: CSV', () => {
  const words = {
    headings: {
      ...{ day: 'Day', start: 'Began', desk: 'Desk', ticket: 'Ticket', subject: 'Subject', minutes: 'Minutes' },
      ...{ hours: 'Hours', by: 'By', category: 'Category', notes: 'Notes', state: 'State' },
    },
    unsent: 'Not sent yet',
    deskName: (id: string) => `Desk ${id}`,
  };

  it('has a line for each entry', () => {
    const text = sheetCsv(
      [entry('2026-07-06', 80, { by: 'Sam', notes: 'Said "no",\nthen left', unsent: { id: 1, state: 'failed' } })],
      words,
    );
    assert.equal(
      text,
      '\ufeffDay,Began,Desk,Ticket,Subject,Minutes,Hours,By,Category,Notes,State\r\n' +
        '2026-07-06,09:00,Desk a,101,First,80,1.33,Sam,,"Said ""no"",\nthen left",Not sent yet\r\n',
    );
  });

  it('lets no text of a stranger be a formula, and reads back as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', ' ', 'a') }),
        notes => {
          const cells = read(sheetCsv([entry('2026-07-06', 1, { notes })], words)).at(1) ?? [];
          assert.equal(cells.length, 11);
          const cell = cells[9] ?? '';
          assert.doesNotMatch(cell, /^\s*[=+\-@\t\r]/);
          // Without the apostrophes it is as it was: none was in it.
          assert.equal(cell.replaceAll("'", ''), notes);
        },
      ),
    );
  });

  it('holds no formula either where semicolons or tabs part cells, nor in wide letters', () => {
    const cell = (notes: string) => read(sheetCsv([entry('2026-07-06', 1, { notes })], words)).at(1)?.[9];
    assert.equal(cell('a;=HYPERLINK("x")'), `a;'=HYPERLINK("x")`);
    assert.equal(cell('a\t@x'), `a\t'@x`);
    assert.equal(cell('a\n =1+1;b'), `a\n '=1+1;b`);
    assert.equal(cell('a;-1+2'), `a;'-1+2`);
    assert.equal(cell('＝1+1'), `'＝1+1`);
    assert.equal(cell('Done:\n- this\n- that; 1=1'), 'Done:\n- this\n- that; 1=1');
  });
});

/** RFC 4180. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows;
}

describe('timesheet: words and places', () => {
  it('are those of the locale', () => {
    const [en, de] = [sheetFormats('en'), sheetFormats('de')];
    const week = daysAround('2026-07-08', 'week');
    assert.equal(en.period(week, 'week'), 'Jul 6 – 12, 2026');
    assert.equal(de.period(daysAround('2026-07-08', 'month'), 'month'), 'Juli 2026');
    assert.equal(de.weekday('2026-07-08'), 'Mi');
    assert.deepEqual([en.firstDay, de.firstDay], [0, 1]);
    assert.equal(typeof sheetFormats('no tag at all').day('2026-07-08'), 'string');
  });

  it('tell durations', () => {
    assert.deepEqual([short(80), short(5), short(600)], ['1:20', '0:05', '10:00']);
    assert.deepEqual([spoken(80), spoken(5), spoken(120), spoken(0)], ['1 h 20 min', '5 min', '2 h', '0 min']);
  });

  it('are taken up again from whatever was kept', () => {
    const place = { kind: 'month', day: '2026-02-28', whose: 'all', figures: true } as const;
    assert.deepEqual(placeFrom(place, '2026-07-01'), place);
    for (const day of ['2026-02-30', '9999-99-99', 7, undefined]) {
      assert.equal(placeFrom({ ...place, day }, '2026-07-01').day, '2026-07-01');
    }
    fc.assert(
      fc.property(fc.anything(), kept => assert.ok(['week', 'month'].includes(placeFrom(kept, '2026-07-01').kind))),
    );
  });
});

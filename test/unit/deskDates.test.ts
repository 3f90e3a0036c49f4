import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { DateOrder } from '../../src/model/desk.ts';
import { readDate, readWall, writeDate } from '../../src/wire/dates.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';

const ORDERS: readonly DateOrder[] = ['mdy', 'dmy'];
const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Apia',
  '+05:45',
  '-09:30',
];
const CLOCKS = ['H:mm:ss', 'h:mm tt'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Instants near which some of the zones above change their clocks, and any others. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) }),
  fc
    .tuple(
      fc.constantFrom(
        Date.UTC(2025, 2, 9, 7),
        Date.UTC(2025, 10, 2, 6),
        Date.UTC(2025, 2, 30, 1),
        Date.UTC(2025, 9, 26, 1),
        Date.UTC(2025, 3, 5, 15),
        Date.UTC(2025, 9, 4, 15, 30),
        Date.UTC(2011, 11, 30, 10),
        Date.UTC(2018, 10, 4, 3),
        Date.UTC(1987, 3, 5, 3, 31),
      ),
      fc.integer({ min: -6 * HOUR, max: 6 * HOUR }),
    )
    .map(([at, off]) => at + off),
);

/** Whether the zone's clocks show the same twice, so that what they show does not tell the instant. */
function isRepeated(at: number, zone: string): boolean {
  const shown = (when: number) => writeDate(new Date(when).toISOString(), zone, 'H:mm:ss');
  const text = shown(at);
  for (let off = 15 * MINUTE; off <= 25 * HOUR; off += 15 * MINUTE) {
    if (shown(at + off) === text || shown(at - off) === text) return true;
  }
  return false;
}

describe('wire: how a desk writes dates', function () {
  this.timeout(60_000);

  it('gives each instant back that it wrote, in every zone and order, but for those that clocks show twice', () => {
    const clocks = fc.constantFrom(...CLOCKS);
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), fc.constantFrom(...ORDERS), clocks, (at, zone, order, clock) => {
        const unit = clock === 'H:mm:ss' ? 1000 : MINUTE;
        const iso = new Date(Math.floor(at / unit) * unit).toISOString();
        const desk = new DeskDates({ timeZone: zone, dateOrder: order });
        const back = desk.read(desk.write(iso, clock));
        assert.ok(back);
        assert.equal(desk.write(back, clock), desk.write(iso, clock));
        if (!isRepeated(Date.parse(iso), zone)) assert.equal(back, iso);
      }),
      { numRuns: 1500 },
    );
  });

  it('knows the offsets of every day as the system does', () => {
    const parts = (at: number, zone: string) =>
      new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        const wall = readWall(writeDate(new Date(at).toISOString(), zone, 'H:mm:ss'), 'mdy');
        assert.equal(new Date(wall ?? 0).toISOString().slice(0, 19), parts(at, zone));
      }),
    );
  });

  it('reads both orders; a number above 12 is a day in each', () => {
    const cases: [string, string | undefined, string | undefined][] = [
      ['3/4/2026 9:05 AM', '2026-03-04T09:05:00.000Z', '2026-04-03T09:05:00.000Z'],
      ['13/4/2026 9:05', '2026-04-13T09:05:00.000Z', '2026-04-13T09:05:00.000Z'],
      ['4/13/2026', '2026-04-13T00:00:00.000Z', '2026-04-13T00:00:00.000Z'],
      ['3.4.2026 21:05:06', '2026-04-03T21:05:06.000Z', '2026-04-03T21:05:06.000Z'],
      ['2026-03-04 09:05', '2026-03-04T09:05:00.000Z', '2026-03-04T09:05:00.000Z'],
      ['2026-03-04T09:05:00+02:00', '2026-03-04T07:05:00.000Z', '2026-03-04T07:05:00.000Z'],
      ['13/13/2026', undefined, undefined],
      ['31/4/2026', undefined, undefined],
    ];
    for (const [text, mdy, dmy] of cases) {
      assert.equal(readDate(text, 'UTC', false, 'mdy'), mdy, text);
      assert.equal(readDate(text, 'UTC', false, 'dmy'), dmy, text);
    }
  });

  it('learns the order from days above 12, once, and ignores what contradicts', () => {
    const desk = new DeskDates({});
    desk.learn(['3/4/2026', undefined, '', 'x', '25.3.2026', '2026-03-25', '13/13/2026']);
    assert.deepEqual([desk.facts.order, desk.facts.orderFrom], ['mdy', 'usual']);
    desk.learn(['3/14/2026', '14/3/2026']);
    assert.equal(desk.facts.orderFrom, 'usual');
    desk.learn(['3/4/2026', '14/3/2026 9:05 AM']);
    assert.deepEqual([desk.facts.order, desk.facts.orderFrom], ['dmy', 'data']);
    desk.learn(['3/14/2026', '4/14/2026', '5/14/2026']);
    assert.equal(desk.facts.order, 'dmy');
    assert.equal(desk.read('3/4/2026'), '2026-04-03T00:00:00.000Z');
    assert.equal(desk.write('2026-04-03T21:05:06Z', 'H:mm:ss'), '3/4/2026 21:05:06');
    assert.equal(desk.write('2026-04-03T21:05:06Z', 'h:mm tt'), '3/4/2026 9:05 PM');
    const american = new DeskDates({});
    american.learn(['3/14/2026']);
    american.learn(['14/3/2026']);
    assert.deepEqual([american.facts.order, american.facts.orderFrom], ['mdy', 'data']);
  });

  it('learns the order of any desk from some days of a year', () => {
    const some = fc.array(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2026, 0) }), { maxLength: 20 });
    fc.assert(
      fc.property(some, fc.constantFrom(...ORDERS), (days, order) => {
        const desk = new DeskDates({});
        const texts = days.map(at => writeDate(new Date(at).toISOString(), 'UTC', 'h:mm tt', order));
        desk.learn(texts);
        const told = days.some(at => new Date(at).getUTCDate() > 12);
        assert.deepEqual([desk.facts.order, desk.facts.orderFrom], told ? [order, 'data'] : ['mdy', 'usual']);
      }),
    );
  });

  it('learns the order from several dates that would lie in the future', () => {
    const now = Date.UTC(2026, 5, 15);
    const learnt = (past: string[]) => {
      const desk = new DeskDates({});
      desk.learn(past, past, now);
      return [desk.facts.order, desk.facts.orderFrom];
    };
    // Days of May, day first; month first, days of this autumn.
    const later = ['9/5/2026', '10/5/2026', '11/5/2026'];
    assert.deepEqual(learnt(later), ['dmy', 'data']);
    assert.deepEqual(learnt(later.slice(1)), ['mdy', 'usual'], 'two are too few');
    assert.deepEqual(
      learnt(['9/5/2026', '9/5/2026', '9/5/2026']),
      ['mdy', 'usual'],
      'the same again is no further one',
    );
    assert.deepEqual(learnt(['5/9/2026', '5/10/2026', '5/11/2026']), ['mdy', 'data']);
    assert.deepEqual(learnt([...later, '5/9/2026']), ['mdy', 'usual'], 'either order has some in the future');
    assert.deepEqual(learnt(['1/2/2025', '2/3/2025', '3/4/2025']), ['mdy', 'usual'], 'none is in the future');
    const due = new DeskDates({});
    due.learn(later, [], now);
    assert.equal(due.facts.orderFrom, 'usual', 'due dates may lie in the future');
  });

  it('learns the zone from what the desk wrote just now', () => {
    const offsets = fc.integer({ min: -48, max: 56 }).map(quarters => quarters * 15 * MINUTE);
    fc.assert(
      fc.property(instant, offsets, fc.constantFrom(...ORDERS), fc.boolean(), (at, offset, order, settled) => {
        const desk = new DeskDates(settled ? { dateOrder: order } : {});
        const text = writeDate(new Date(at + offset).toISOString(), 'UTC', 'h:mm tt', order);
        desk.learnZone(text, at);
        assert.equal(desk.facts.zoneFrom, 'data');
        const back = desk.read(text);
        assert.ok(back && Math.abs(Date.parse(back) - at) <= 2 * MINUTE, `${back} for ${new Date(at).toISOString()}`);
      }),
    );
  });

  it('names the zone so that the system knows it', () => {
    const at = Date.UTC(2026, 5, 1, 12);
    const cases: [string, string][] = [
      ['6/1/2026 12:00 PM', 'UTC'],
      ['6/1/2026 2:00 PM', '+02:00'],
      ['6/1/2026 5:45 PM', '+05:45'],
      ['6/1/2026 2:30 AM', '-09:30'],
    ];
    for (const [text, zone] of cases) {
      const desk = new DeskDates({});
      desk.learnZone(text, at);
      assert.deepEqual([desk.facts.zone, desk.facts.zoneFrom], [zone, 'data']);
      assert.equal(desk.read(text), new Date(at).toISOString());
      assert.equal(desk.write(new Date(at).toISOString(), 'h:mm tt'), text);
      assert.equal(new DeskDates({ timeZone: zone }).read(text), new Date(at).toISOString());
    }
  });

  it('believes no zone that there is not, no clock that goes wrong, and nothing against the settings', () => {
    const at = Date.UTC(2026, 5, 1, 12);
    for (const text of [
      '6/1/2026 12:07 PM',
      '6/2/2026 3:00 AM',
      '5/31/2026 11:00 PM',
      '6/1/2026',
      'noon',
      undefined,
      '',
    ]) {
      const desk = new DeskDates({});
      desk.learnZone(text, at);
      assert.equal(desk.facts.zoneFrom, 'usual', text);
    }
    const set = new DeskDates({ timeZone: 'Europe/Berlin', dateOrder: 'dmy' });
    set.learnZone('6/1/2026 12:00 PM', at);
    set.learn(['3/14/2026']);
    assert.deepEqual(set.facts, { order: 'dmy', orderFrom: 'settings', zone: 'Europe/Berlin', zoneFrom: 'settings' });
    const once = new DeskDates({});
    once.learnZone('6/1/2026 2:00 PM', at);
    once.learnZone('6/1/2026 3:00 PM', at);
    assert.equal(once.facts.zone, '+02:00');
  });

  it('tells the order along with the zone', () => {
    const desk = new DeskDates({});
    desk.learnZone('1/6/2026 2:00 PM', Date.UTC(2026, 5, 1, 12));
    assert.deepEqual(desk.facts, { order: 'dmy', orderFrom: 'data', zone: '+02:00', zoneFrom: 'data' });
    const settled = new DeskDates({ dateOrder: 'mdy' });
    settled.learnZone('1/6/2026 2:00 PM', Date.UTC(2026, 5, 1, 12));
    assert.equal(settled.facts.zoneFrom, 'usual');
  });
});

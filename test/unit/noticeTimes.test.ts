import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import { digests, readQuietHours, tellAt } from '../../src/model/noticeTimes.ts';

const at = (hour: number, minute = 0, day = 22) => new Date(2026, 10, day, hour, minute);

describe('quiet hours', () => {
  it('are read, also over midnight, and to its end', () => {
    assert.deepEqual(readQuietHours('22:00-07:30'), { from: 1320, to: 450 });
    assert.deepEqual(readQuietHours(' 9:00 – 17:00 '), { from: 540, to: 1020 });
    assert.deepEqual(readQuietHours('22:00-24:00'), { from: 1320, to: 0 });
  });

  it('are none where it says nothing that could be meant', () => {
    for (const text of ['', 'night', '22-7', '24:00-07:00', '22:60-07:00', '22:00-24:01', '07:00-07:00'])
      assert.equal(readQuietHours(text), undefined, text);
  });
});

describe('quiet hours in the settings', () => {
  it('are refused where they would be none', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const [{ properties }] = manifest.contributes.configuration.filter(
      ({ properties }: { properties: object }) => 'deskside.notices.quietHours' in properties,
    );
    const pattern = new RegExp(properties['deskside.notices.quietHours'].pattern, 'u');
    assert.ok(pattern.test(''));
    const hours = ['0', '00', '7', '07', '10', '22', '23', '24', '25'];
    const times = hours.flatMap(hour => ['0', '00', '30', '59', '60'].map(minute => `${hour}:${minute}`));
    for (const from of times) {
      for (const to of times) {
        for (const text of [`${from}-${to}`, `${from} - ${to}`])
          assert.equal(pattern.test(text), readQuietHours(text) !== undefined, text);
      }
    }
  });
});

describe('when a notice is told', () => {
  const quiet = readQuietHours('22:00-07:30');

  it('is at once, unless somebody wants quiet or a digest', () => {
    assert.deepEqual(tellAt(at(12, 34), 'off', undefined), at(12, 34));
    assert.deepEqual(tellAt(at(12, 34), 'off', quiet), at(12, 34));
  });

  it('is after quiet hours, on both sides of midnight', () => {
    assert.deepEqual(tellAt(at(22, 0), 'off', quiet), at(7, 30, 23));
    assert.deepEqual(tellAt(at(6, 59), 'off', quiet), at(7, 30));
    assert.deepEqual(tellAt(at(7, 30), 'off', quiet), at(7, 30));
    const day = readQuietHours('09:00-17:00');
    assert.deepEqual(tellAt(at(16, 59), 'off', day), at(17));
    assert.deepEqual(tellAt(at(8, 59), 'off', day), at(8, 59));
  });

  it('is at the next full hour, or at nine, with what came by then', () => {
    assert.deepEqual(tellAt(at(12, 34), 'hourly', undefined), at(13));
    assert.deepEqual(tellAt(at(12), 'hourly', undefined), at(13));
    assert.deepEqual(tellAt(at(23, 59), 'hourly', undefined), at(0, 0, 23));
    assert.deepEqual(tellAt(at(8, 59), 'daily', undefined), at(9));
    assert.deepEqual(tellAt(at(9), 'daily', undefined), at(9, 0, 23));
  });

  it('is after quiet hours where a digest would come in them', () => {
    assert.deepEqual(tellAt(at(21, 34), 'hourly', quiet), at(7, 30, 23));
    assert.deepEqual(tellAt(at(12), 'daily', readQuietHours('08:00-10:00')), at(10, 0, 23));
  });

  it('is on the next day where the hour that is left out in spring was all that is not quiet', () => {
    process.env.TZ = 'America/St_Johns';
    const at = new Date(2026, 2, 7, 20, 30);
    assert.deepEqual(tellAt(at, 'off', readQuietHours('02:30-02:00')), new Date(2026, 2, 9, 2, 0));
  });

  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('is never before, and never in quiet hours, also where clocks are changed', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const hour = 3_600_000;
    // Around the days in 2026 on which one of these zones changes its clocks.
    const days = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
    for (const place of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
      process.env.TZ = place;
      fc.assert(
        fc.property(
          fc.constantFrom(...days),
          fc.integer({ min: -30 * 60, max: 54 * 60 }),
          fc.constantFrom(...digests),
          fc.tuple(minutes, minutes).filter(([from, to]) => from !== to),
          (day, minute, digest, [from, to]) => {
            const isQuiet = (time: Date) => {
              const clock = time.getHours() * 60 + time.getMinutes();
              return (clock - from + 1440) % 1440 < (to - from + 1440) % 1440;
            };
            const now = new Date(Date.parse(day) + minute * 60_000);
            const told = tellAt(now, digest, { from, to });
            assert.ok(told >= now && !isQuiet(told), `${place} ${now} ${told}`);
            // A day may have none of the minutes that are not quiet, where they are an hour at most.
            const missed = (from - to + 1440) % 1440 <= 60 ? 24 : 0;
            const latest = now.getTime() + (missed + (digest === 'off' ? 25 : digest === 'hourly' ? 26 : 50)) * hour;
            assert.ok(told.getTime() <= latest, `${place} ${now} ${told}`);
            if (digest === 'off' && !isQuiet(now)) assert.deepEqual(told, now);
          },
        ),
        { numRuns: 3_000 },
      );
    }
  });
});

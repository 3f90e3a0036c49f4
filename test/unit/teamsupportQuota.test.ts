import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { RequestUsage } from '../../src/model/network.ts';
import { type Leave, Quota, type QuotaOptions } from '../../src/teamsupport/quota.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.parse('2026-11-22T01:20:00.000Z');

/** A quota with a clock that the test sets. */
function quotaAt(options: Omit<QuotaOptions, 'now' | 'onUsage'> = {}) {
  const clock = { now: START };
  const told: RequestUsage[] = [];
  const quota = new Quota({ ...options, now: () => clock.now, onUsage: usage => told.push(usage) });
  return { clock, told, quota };
}

const passes = (leave: Leave): boolean => !('refused' in leave);
const waits = (leave: Leave): number => ('refused' in leave ? Number.NaN : leave.waitMs);

describe('TeamSupport: quota', () => {
  it('counts by the hour over the last 24 hours, and forgets what is older', () => {
    const { clock, quota } = quotaAt({ usage: { hours: { '2026-11-20T23': 50, '2026-11-21T01': 7 } } });
    quota.count();
    quota.count();
    assert.deepEqual(quota.usage, { hours: { '2026-11-21T01': 7, '2026-11-22T01': 2 } });
    assert.deepEqual(quota.state, { used: 9, limit: 25_000, limitFrom: 'usual' });
    clock.now += 45 * MINUTE;
    assert.equal(quota.state.used, 2);
    clock.now += 24 * HOUR;
    assert.equal(quota.state.used, 0);
    quota.count();
    quota.discount();
    assert.deepEqual(quota.usage, { hours: {} });
  });

  it('keeps at most 25 hours, and none before, whatever came before', () => {
    const hour = fc.integer({ min: 0, max: 60 }).map(back => new Date(START - back * HOUR).toISOString().slice(0, 13));
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(hour, fc.string()), fc.integer({ min: -5, max: 500 })), hours => {
        const { quota } = quotaAt({ usage: { hours } });
        quota.count();
        const kept = quota.usage.hours;
        assert.ok(Object.keys(kept).length <= 25);
        assert.ok(Object.keys(kept).every(each => each >= '2026-11-21T01' && each <= '2026-11-22T01'));
        assert.equal(
          quota.state.used,
          Object.values(kept).reduce((sum, count) => sum + count, 0),
        );
      }),
    );
  });

  it('slows down from nine tenths of the limit on, more and more, up to three seconds', () => {
    const { clock, quota } = quotaAt({ limit: 100 });
    const pauses: number[] = [];
    for (let sent = 0; sent < 120; sent++) {
      const wait = waits(quota.leave());
      pauses.push(wait);
      clock.now += wait;
      quota.count();
    }
    assert.ok(pauses.slice(0, 90).every(wait => wait === 0));
    assert.deepEqual(
      pauses.slice(90, 102),
      [...pauses.slice(90, 102)].sort((a, b) => a - b),
    );
    assert.ok((pauses[92] ?? 0) > 0 && (pauses[92] ?? 0) < 500);
    assert.ok(pauses.slice(101).every(wait => wait === 3000));
    assert.equal(quota.state.limitFrom, 'settings');
    // Several that come at once are let go one after another.
    const [first, second] = [waits(quota.leave()), waits(quota.leave())];
    assert.equal(second - first, 3000);
  });

  it('stops asking when the quota is spent, and tries once every fifteen minutes', () => {
    const { clock, told, quota } = quotaAt({ usage: { hours: { '2026-11-22T00': 10 } } });
    quota.spent();
    assert.deepEqual(told.at(-1), {
      hours: { '2026-11-22T00': 10 },
      spentSince: '2026-11-22T01:20:00.000Z',
      tryAgainAt: '2026-11-22T01:35:00.000Z',
    });
    clock.now += 5 * MINUTE;
    const refused = quota.leave();
    assert.ok('refused' in refused);
    assert.deepEqual(
      [refused.refused.reason, refused.refused.retryAfterSeconds, refused.refused.notSent],
      ['quotaSpent', 600, true],
    );
    clock.now += 10 * MINUTE;
    assert.deepEqual(quota.leave(), { waitMs: 0, trial: true });
    assert.ok(!passes(quota.leave()), 'one trial at a time');
    quota.spent();
    assert.equal(quota.state.spentSince, '2026-11-22T01:20:00.000Z');
    assert.equal(quota.state.tryAgainAt, '2026-11-22T01:50:00.000Z');
    assert.ok(!passes(quota.leave()));
    clock.now += 15 * MINUTE;
    assert.ok(passes(quota.leave()));
    quota.unanswered(true);
    assert.ok(passes(quota.leave()), 'a trial that came to nothing is made again');
    quota.answered();
    assert.deepEqual([quota.isSpent, told.at(-1)?.spentSince, passes(quota.leave())], [false, undefined, true]);
  });

  it('keeps to the time that the desk names, and else tries when the oldest hour falls out', () => {
    const named = quotaAt();
    named.quota.spent(7200);
    assert.equal(named.quota.state.tryAgainAt, '2026-11-22T03:20:00.000Z');
    const oldest = quotaAt({ usage: { hours: { '2026-11-21T01': 5, '2026-11-22T00': 3 } } });
    oldest.clock.now += 38 * MINUTE;
    oldest.quota.spent();
    assert.equal(oldest.quota.state.tryAgainAt, '2026-11-22T02:00:00.000Z');
  });

  it('remembers over sessions that it is spent, and counts from usage that is nonsense', () => {
    const { clock, quota } = quotaAt({
      usage: { hours: {}, spentSince: '2026-11-22T01:10:00.000Z', tryAgainAt: '2026-11-22T01:25:00.000Z' },
    });
    assert.ok(!passes(quota.leave()));
    clock.now += 5 * MINUTE;
    assert.ok(passes(quota.leave()));
    assert.ok(passes(quotaAt({ limit: -1, usage: { hours: { x: 1 }, spentSince: 'never' } }).quota.leave()));
  });

  it('tells what to remember every twenty requests and at the end', () => {
    const { told, quota } = quotaAt();
    for (let sent = 0; sent < 45; sent++) quota.count();
    assert.deepEqual(
      told.map(usage => usage.hours['2026-11-22T01']),
      [20, 40],
    );
    quota.close();
    quota.close();
    assert.deepEqual(
      told.map(usage => usage.hours['2026-11-22T01']),
      [20, 40, 45],
    );
  });

  it('is never locked for more than a day, whatever the desk or the memory says', () => {
    const seconds = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true }));
    fc.assert(
      fc.property(seconds, fc.date({ noInvalidDate: true }), (retryAfter, remembered) => {
        const again = (text = '') => Date.parse(text) - START;
        const { quota } = quotaAt();
        quota.spent(retryAfter);
        assert.ok(again(quota.usage.tryAgainAt) <= 24 * HOUR);
        const spentSince = new Date(START).toISOString();
        const next = quotaAt({ usage: { hours: {}, spentSince, tryAgainAt: remembered.toISOString() } }).quota;
        assert.ok(again(next.state.tryAgainAt) <= 24 * HOUR);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { leastPause, nextLook, pauseUntil, type Rhythm } from '../../src/engine/sync/interval.ts';
import type { FailureReason } from '../../src/model/errors.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const second = 1000;
const minute = 60 * second;

const usual: Rhythm = { now, failures: 0, calm: 0, behind: false, syncedAt: now - second, triedAt: now - second };

function seconds(rhythm: Partial<Rhythm>): number | string {
  const next = nextLook({ ...usual, ...rhythm });
  return 'wait' in next ? next.wait : (next.at - now) / second;
}

describe('sync: when a desk is looked at again', () => {
  it('is at once when it never was', () => {
    const { syncedAt: _, triedAt: __, ...never } = usual;
    assert.deepEqual(nextLook(never), { at: now });
  });

  it('is after a minute while things change, and after five when they do not', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 100].map(calm => seconds({ calm })),
      [59, 89, 134, 201.5, 299, 299],
    );
  });

  it('is after five minutes in a window without the focus, and not at all after a quarter of an hour', () => {
    assert.equal(seconds({ unfocusedSince: now - minute }), 299);
    assert.equal(seconds({ unfocusedSince: now - 15 * minute + 1 }), 299);
    assert.equal(seconds({ unfocusedSince: now - 15 * minute }), 'unattended');
  });

  it('is after a minute while there is more to read', () => {
    assert.equal(seconds({ behind: true, calm: 9 }), 59);
  });

  it('is not sooner than half a minute after a long pass', () => {
    assert.equal(seconds({ syncedAt: now - 10 * minute, triedAt: now }), 30);
    assert.equal(seconds({ syncedAt: now - 10 * minute, triedAt: now - minute }), -30);
  });

  it('is not put off by a clock that was ahead', () => {
    const year = 365 * 24 * 60 * minute;
    assert.equal(seconds({ syncedAt: now + year }), 29);
    assert.equal(seconds({ syncedAt: now + year, triedAt: now + year }), 30);
    const failed = { failure: { reason: 'unreachable' }, failures: 1 } as const;
    assert.equal(seconds({ ...failed, syncedAt: now - minute, triedAt: now + year }), 30);
  });

  it('backs off from half a minute to ten while the desk does not answer', () => {
    const failed = { failure: { reason: 'unreachable' }, triedAt: now, syncedAt: now - minute } as const;
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 50].map(failures => seconds({ ...failed, failures })),
      [30, 60, 120, 240, 480, 600, 600],
    );
  });

  it('is not before the desk said that it makes sense', () => {
    const failed = { triedAt: now, syncedAt: now - minute, failures: 1 };
    const told = (reason: FailureReason, retryAfterSeconds?: number) =>
      seconds({ ...failed, failure: { reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) } });
    assert.equal(told('quotaSpent', 3600), 3600);
    assert.equal(told('quotaSpent', 2), 30);
    assert.equal(told('quotaSpent'), 900);
    assert.equal(told('serverError', 120), 120);
    assert.equal(told('serverError', 1), 30);
  });

  it('waits for the user when the key was refused', () => {
    for (const reason of ['unauthorized', 'wrongServer', 'signedOut', 'plainHttp'] as const) {
      assert.equal(seconds({ failure: { reason }, triedAt: now, failures: 1 }), 'asked', reason);
    }
  });

  it('goes by another window that had more luck', () => {
    assert.equal(
      seconds({ failure: { reason: 'unreachable' }, failures: 9, triedAt: now - minute, syncedAt: now }),
      60,
    );
  });

  it('never takes a timer under half a minute, nor one longer than a day', () => {
    const times = fc.option(fc.integer({ min: -2 * 86_400, max: 100 }), { nil: undefined });
    const reasons = fc.constantFrom('unreachable', 'quotaSpent', 'serverError', 'notAHelpDesk', 'unreadable');
    fc.assert(
      fc.property(
        times,
        times,
        fc.option(reasons, { nil: undefined }),
        fc.nat(2_000_000),
        fc.nat(100),
        (synced, tried, reason, retryAfterSeconds, many) => {
          const next = nextLook({
            now,
            failures: many,
            calm: many,
            behind: false,
            ...(synced === undefined ? {} : { syncedAt: now + synced * second }),
            ...(tried === undefined ? {} : { triedAt: now + Math.min(0, tried) * second }),
            ...(reason === undefined ? {} : { failure: { reason, retryAfterSeconds } }),
          });
          assert.ok('at' in next && Number.isFinite(next.at));
          const pause = pauseUntil(next.at, now);
          assert.ok(pause >= leastPause && pause <= 86_400_000);
        },
      ),
    );
  });
});

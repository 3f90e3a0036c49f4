import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  beganAt,
  isPaused,
  keepAway,
  minutesToLog,
  noteAway,
  pauseTimer,
  resumeTimer,
  startTimer,
  type Timer,
  takeOut,
  workedTime,
} from '../../src/model/timer.ts';

const ticket = { deskId: 'desk', ticketId: '7', number: '7' };
const minute = 60_000;

describe('timers', () => {
  it('count from their start, and not while they are paused', () => {
    let timer = startTimer('a', ticket, 1_000);
    assert.equal(workedTime(timer, 5_000), 4_000);
    timer = pauseTimer(timer, 5_000);
    assert.ok(isPaused(timer));
    assert.equal(workedTime(timer, 9_000), 4_000);
    timer = resumeTimer(timer, 10_000);
    assert.ok(!isPaused(timer));
    assert.equal(workedTime(timer, 11_000), 5_000);
    assert.equal(beganAt(timer), 1_000);
  });

  it('ask about a time away once, and only of what counted', () => {
    const away = { from: 2 * minute, to: 50 * minute };
    const timer = noteAway(startTimer('a', ticket, 0), away);
    assert.deepEqual(timer.away, [away]);
    const without = takeOut(timer, away);
    assert.deepEqual(without.away, []);
    assert.equal(workedTime(without, 60 * minute), 12 * minute);
    assert.equal(workedTime(keepAway(timer, away), 60 * minute), 60 * minute);
    assert.deepEqual(noteAway(pauseTimer(startTimer('a', ticket, 0), 5), away).away, []);
    // Work that was resumed within that time is work.
    const resumed = resumeTimer(pauseTimer(startTimer('a', ticket, 0), minute), 10 * minute);
    assert.deepEqual(noteAway(resumed, away).away, [{ from: 10 * minute, to: 50 * minute }]);
  });

  it('are still timers when all of their time is taken out', () => {
    const stopped = pauseTimer(startTimer('a', ticket, 0), minute);
    assert.equal(workedTime(takeOut(stopped, { from: 0, to: 2 * minute }), 9 * minute), 0);
    const running = takeOut(startTimer('a', ticket, minute), { from: 0, to: 5 * minute });
    assert.ok(!isPaused(running));
    assert.equal(workedTime(running, 7 * minute), 2 * minute);
  });

  it('count the same as somebody who notes each moment', () => {
    const step = fc.record({
      kind: fc.constantFrom('pause', 'resume', 'takeOut', 'wait'),
      length: fc.integer({ min: 0, max: 12 }),
      back: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), steps => {
        let now = 0;
        let timer: Timer = startTimer('a', ticket, now);
        let counts = true;
        const worked = new Set<number>();
        for (const { kind, length, back } of steps) {
          if (kind === 'pause') {
            timer = pauseTimer(timer, now);
            counts = false;
          } else if (kind === 'resume') {
            timer = resumeTimer(timer, now);
            counts = true;
          } else if (kind === 'takeOut') {
            const from = Math.max(0, now - back);
            const away = { from, to: Math.min(now, from + length) };
            if (away.to > away.from) timer = takeOut(timer, away);
            for (let at = away.from; at < away.to; at++) worked.delete(at);
          }
          for (let passed = 0; passed < length; passed++) {
            if (counts) worked.add(now);
            now++;
          }
          assert.equal(isPaused(timer), !counts);
          assert.equal(workedTime(timer, now), worked.size);
          // Times stand in their order and do not overlap.
          const edges = timer.spans.flatMap(({ from, to }) => [from, to ?? now]);
          assert.deepEqual(
            edges,
            edges.toSorted((a, b) => a - b),
          );
        }
      }),
    );
  });

  it('never count less than nothing when the clock is put back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -500, max: 500 })), { maxLength: 20 }), steps => {
        let now = 1_000;
        let timer: Timer = startTimer('a', ticket, now);
        for (const [goes, by] of steps) {
          now += by;
          timer = goes ? resumeTimer(timer, now) : pauseTimer(timer, now);
          assert.ok(workedTime(timer, now) >= 0);
        }
      }),
    );
  });

  it('are logged in whole minutes, rounded up to the step and not below the minimum', () => {
    assert.equal(minutesToLog(0, 1, 1), 1);
    assert.equal(minutesToLog(80.4 * minute, 1, 1), 80);
    assert.equal(minutesToLog(61 * minute, 15, 1), 75);
    assert.equal(minutesToLog(60 * minute, 15, 1), 60);
    assert.equal(minutesToLog(2 * minute, 5, 15), 15);
    const worked = fc.integer({ min: 0, max: 24 * 60 * minute });
    fc.assert(
      fc.property(worked, fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 120 }), (time, step, least) => {
        const minutes = minutesToLog(time, step, least);
        assert.ok(minutes >= least && minutes * minute >= time);
        assert.ok(minutes === least || minutes === 1 || (minutes % step === 0 && (minutes - step) * minute < time));
      }),
    );
  });
});

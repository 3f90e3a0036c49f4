import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readQuietHours, tellAt } from '../../src/model/noticeTimes.ts';

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
});

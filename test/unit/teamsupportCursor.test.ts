import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { aheadBy, sinceAfter } from '../../src/teamsupport/syncCursor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const begun = Date.UTC(2025, 6, 3, 12, 0);
const pass = { list: 1, page: 1, size: 0, before: 0, begun };
const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
const since = (more: { newest?: string; deskBegun?: number; ahead?: number }, took = 0): number =>
  begun - Date.parse(sinceAfter({ ...pass, ...more }, begun + took));

describe('From when on TeamSupport is asked for changes', () => {
  it('is the newest change less the time that the pass took and some minutes', () => {
    const newest = at(begun - 30 * MINUTE);
    assert.equal(since({ newest }), 35 * MINUTE);
    assert.equal(since({ newest, deskBegun: begun }, 10 * MINUTE), 45 * MINUTE);
  });

  it('is never after the pass began, by either clock', () => {
    assert.equal(since({ newest: at(begun), deskBegun: begun }), 5 * MINUTE);
    assert.equal(since({ newest: at(begun), deskBegun: begun - 20 * MINUTE }), 25 * MINUTE);
    assert.equal(since({ newest: at(begun), deskBegun: begun + 3 * HOUR }), 5 * MINUTE);
  });

  it('does not go further back than clocks and zones can differ', () => {
    assert.equal(since({ newest: at(begun - 90 * HOUR) }), 26 * HOUR);
    assert.equal(since({ newest: at(begun - 90 * HOUR), deskBegun: begun }), 26 * HOUR);
    assert.equal(since({}), 26 * HOUR);
  });

  it('is nearer on a desk whose filters are known to be ahead of the dates that it writes', () => {
    const newest = at(begun - 8 * HOUR);
    const ahead = aheadBy(at(begun - 9 * HOUR), at(begun - 16 * HOUR));
    assert.equal(ahead, 7 * HOUR);
    assert.equal(since({ newest, ahead }), HOUR + 5 * MINUTE);
    assert.equal(since({ newest: at(begun), ahead }), 5 * MINUTE);
    // A desk that does not filter, and one that does.
    assert.equal(aheadBy(at(begun), at(begun - 400 * HOUR)), 0);
    assert.equal(aheadBy(at(begun), at(begun + HOUR)), 0);
  });

  it('lies a day back when dates are from the future and no clock of the desk tells why', () => {
    assert.equal(since({ newest: at(begun + 2 * HOUR) }), 24 * HOUR);
    assert.equal(since({ newest: at(begun + 2 * HOUR), deskBegun: begun }), 5 * MINUTE);
  });
});

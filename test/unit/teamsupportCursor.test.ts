import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { aheadBy, type Pass, sinceAfter } from '../../src/teamsupport/syncCursor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const begun = Date.UTC(2025, 6, 3, 12, 0);
const pass = { list: 1, page: 1, size: 0, before: 0, begun };
const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
/** How long before the pass began. */
const since = (more: Partial<Pass>): number => begun - Date.parse(sinceAfter({ ...pass, ...more }));

describe('From when on TeamSupport is asked for changes', () => {
  it('is the earliest that it can have been at the desk when the pass began, less some minutes', () => {
    assert.equal(since({ apart: -30 * MINUTE }), 35 * MINUTE);
    assert.equal(since({ apart: -30 * MINUTE, deskBegun: begun }), 35 * MINUTE);
    assert.equal(since({ apart: -90 * HOUR, deskBegun: begun }), 90 * HOUR + 5 * MINUTE);
  });

  it('is never after the pass began, by either clock', () => {
    assert.equal(since({ apart: 0, deskBegun: begun }), 5 * MINUTE);
    assert.equal(since({ apart: 2 * HOUR, deskBegun: begun }), 5 * MINUTE);
    assert.equal(since({ apart: 2 * HOUR, deskBegun: begun - 20 * MINUTE }), 25 * MINUTE);
    assert.equal(since({ apart: 0, deskBegun: begun + 3 * HOUR }), 5 * MINUTE);
  });

  it('does not depend on this machine having the right time', () => {
    // Three days ahead, which the desk's dates tell.
    assert.equal(since({ apart: -72 * HOUR - MINUTE }), 72 * HOUR + 6 * MINUTE);
  });

  it('is nearer on a desk whose filters are known to be ahead of the dates that it writes', () => {
    const ahead = aheadBy(at(begun - 9 * HOUR), at(begun - 16 * HOUR));
    assert.equal(ahead, 7 * HOUR);
    assert.equal(since({ apart: -8 * HOUR, ahead }), HOUR + 5 * MINUTE);
    assert.equal(since({ apart: 0, ahead }), 5 * MINUTE);
    // A desk that does not filter, and one that does.
    assert.equal(aheadBy(at(begun), at(begun - 400 * HOUR)), 0);
    assert.equal(aheadBy(at(begun), at(begun + HOUR)), 0);
  });

  it('lies a day back when nothing tells, or dates are from the future and no clock of the desk tells why', () => {
    assert.equal(since({}), 26 * HOUR);
    assert.equal(since({ apart: 2 * HOUR }), 24 * HOUR);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NoticeBoard } from '../../src/engine/sync/noticeBoard.ts';
import { aTicket, withStore } from './storeFolder.ts';

const me = { technicianName: 'Sam Rivera' };
const minute = 60_000;
const now = Date.parse('2026-11-22T10:00:00Z');
const mine = (changedAt: string) => aTicket('1', { assignee: { name: 'Sam Rivera' }, changedAt });
const first = mine('2026-11-22T09:00:00.000Z');
const second = mine('2026-11-22T09:30:00.000Z');
const third = mine('2026-11-22T09:45:00.000Z');

describe('sync: what the user did', () => {
  it('is no news to them, once, and in no window', () =>
    withStore(store => {
      new NoticeBoard(store, me).wrote('1', now);
      const other = new NoticeBoard(store, me);
      other.see([{ before: first, now: second }], true, now + minute);
      assert.deepEqual(other.take(now + minute), []);
      other.see([{ before: second, now: third }], true, now + 2 * minute);
      assert.deepEqual(
        other.take(now + 2 * minute).map(({ reason }) => reason),
        ['changed'],
      );
    }));

  it('is no news to them again when they write again soon after they saw it', () =>
    withStore(store => {
      const board = new NoticeBoard(store, me);
      board.wrote('1', now);
      board.see([{ before: first, now: second }], true, now + 1000);
      board.wrote('1', now + 2000);
      board.see([{ before: second, now: third }], true, now + 3000);
      assert.deepEqual(board.take(now + 3000), []);
    }));

  it('is put down once for many writes to one ticket, and anew after a while', () =>
    withStore(store => {
      const board = new NoticeBoard(store, me);
      board.wrote('1', now);
      const once = store.meta('wrote');
      board.wrote('1', now + 1000);
      assert.equal(store.meta('wrote'), once);
      board.wrote('2', now + 2000);
      board.wrote('1', now + 2 * minute);
      board.see([{ before: first, now: second }], true, now + 11 * minute);
      assert.deepEqual(board.take(now + 11 * minute), []);
    }));

  it('is long ago after ten minutes', () =>
    withStore(store => {
      const board = new NoticeBoard(store, me);
      board.wrote('1', now);
      board.see([{ before: first, now: second }], true, now + 10 * minute);
      assert.equal(board.take(now + 10 * minute).length, 1);
    }));

  it('hides no change of another ticket', () =>
    withStore(store => {
      const board = new NoticeBoard(store, me);
      board.wrote('2', now);
      board.see([{ before: first, now: second }], true, now);
      assert.equal(board.take(now).length, 1);
    }));
});

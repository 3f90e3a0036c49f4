import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Queries } from '../../src/engine/search/queries.ts';
import { Store } from '../../src/engine/store/store.ts';
import { NoticeBoard } from '../../src/engine/sync/noticeBoard.ts';
import { comparePressing, reasonsChange, reasonsOf } from '../../src/model/attention.ts';
import type { Notice, NoticeReason } from '../../src/model/notice.ts';
import type { HistoryEntry, Ticket } from '../../src/model/ticket.ts';
import { anEntry, aTicket, temporaryFolder, withStore } from './storeFolder.ts';

const me = { technicianName: 'Sam Rivera' };
const now = Date.parse('2026-11-22T10:00:00Z');
const notice = (ticketId: string, reason: NoticeReason): Notice => ({
  ticketId,
  number: `9${ticketId}`,
  subject: 'S',
  reason,
});
const mine = (id: string, also: Partial<Ticket> = {}) =>
  aTicket(id, { assignee: { name: 'Sam Rivera' }, changedAt: '2026-11-22T09:00:00.000Z', ...also });

async function withTwo(work: (a: Store, b: Store) => unknown): Promise<void> {
  const folder = temporaryFolder();
  const [a, b] = [0, 1].map(() => Store.open(folder, 'desk', 'origin').store);
  assert.ok(a && b);
  try {
    await work(a, b);
  } finally {
    a.close();
    b.close();
  }
}

describe('store: attention', () => {
  it('is the same in all windows, and they hear of what changed, and of nothing else', () =>
    withTwo((a, b) => {
      let heard = 0;
      b.onForeignChange(() => heard++);
      a.attention.mark([notice('1', 'assigned'), notice('2', 'changed')], now);
      b.hear();
      assert.equal(heard, 1);
      assert.deepEqual(b.attention.state(), {
        muted: [],
        unread: [
          { ticketId: '1', reason: 'assigned' },
          { ticketId: '2', reason: 'changed' },
        ],
      });
      b.attention.see('1');
      assert.deepEqual(a.attention.state().unread, [{ ticketId: '2', reason: 'changed' }]);
      a.hear();
      a.attention.see('1');
      a.attention.tell([{ ticketId: '1', reason: 'changed', about: 'x' }]);
      b.hear();
      assert.equal(heard, 1);
      a.attention.see();
      b.hear();
      assert.equal(heard, 2);
      assert.deepEqual(b.attention.state(), { muted: [], unread: [] });
    }));

  it('marks by the weightiest reason that was not seen', () =>
    withStore(store => {
      const reasons = () => store.attention.state().unread.map(({ reason }) => reason);
      store.attention.mark([notice('1', 'changed')], now);
      store.attention.mark([notice('1', 'assigned')], now);
      store.attention.mark([notice('1', 'overdue')], now);
      assert.deepEqual(reasons(), ['assigned']);
      store.attention.see('1');
      store.attention.mark([notice('1', 'changed')], now);
      assert.deepEqual(reasons(), ['changed']);
    }));

  it('has the newest marks', () =>
    withStore(store => {
      for (let at = 0; at < 205; at++) store.attention.mark([notice(String(at), 'changed')], now + at);
      const { unread } = store.attention.state();
      assert.deepEqual([unread.length, unread[0]?.ticketId, unread.at(-1)?.ticketId], [200, '5', '204']);
    }));

  it('gives what was put off to one window alone, of each ticket the weightiest, and tells since when it waits', () =>
    withTwo((a, b) => {
      a.attention.putOff([notice('1', 'changed'), notice('2', 'dueSoon')], now);
      b.attention.putOff([notice('1', 'overdue'), notice('2', 'changed')], now + 60_000);
      assert.equal(a.attention.state().laterSince, new Date(now).toISOString());
      assert.deepEqual(b.attention.takeLater(), [notice('1', 'overdue'), notice('2', 'dueSoon')]);
      assert.deepEqual(a.attention.takeLater(), []);
      assert.equal(a.attention.state().laterSince, undefined);
      a.attention.putOff([notice('3', 'changed')], now);
      b.attention.see('3');
      assert.deepEqual(a.attention.takeLater(), []);
    }));

  it('forgets marks and notices of what is muted, which outlives that the copy is cleared', () =>
    withStore(store => {
      store.attention.mark([notice('1', 'changed')], now);
      store.attention.putOff([notice('1', 'changed')], now);
      store.attention.mute(['1'], true);
      assert.deepEqual(store.attention.state(), { muted: ['1'], unread: [] });
      store.clear();
      assert.deepEqual(store.attention.state().muted, ['1']);
      store.attention.mute(['1'], false);
      assert.deepEqual(store.attention.state().muted, []);
      assert.equal(store.reader.prepare('SELECT count(*) AS n FROM attention').get()?.n, 0);
    }));

  it('leaves a ticket muted that goes for a while, and has no words of tickets once the copy is cleared', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [mine('1'), mine('2')] }, {});
      store.attention.mute(['1'], true);
      store.attention.mark([notice('2', 'changed')], now);
      store.remove(['1', '2']);
      assert.deepEqual(store.attention.state(), { muted: ['1'], unread: [] });
      await store.keepPage({ tickets: [mine('1', { dueAt: '2026-11-22T09:00:00.000Z' })] }, {});
      assert.deepEqual(new Queries(store, me, () => now).needsMe(5).tickets, []);
      store.attention.mark([notice('2', 'changed')], now);
      store.attention.putOff([notice('2', 'changed')], now);
      store.clear();
      assert.deepEqual(store.attention.state(), { muted: ['1'], unread: [{ ticketId: '2', reason: 'changed' }] });
      assert.deepEqual(store.attention.takeLater(), []);
    }));
});

describe('sync: notices that nobody wants', () => {
  const given = (board: NoticeBoard, ...ids: string[]) =>
    board.see(
      ids.map(id => ({ before: mine(id, { assignee: { name: 'Ana' } }), now: mine(id) })),
      true,
      now,
    );

  it('are those of muted tickets and kinds, and they are not made up for', () =>
    withStore(store => {
      const board = new NoticeBoard(store, me);
      store.attention.mute(['1'], true);
      given(board, '1', '2');
      assert.deepEqual(
        board.take(now).map(({ ticketId }) => ticketId),
        ['2'],
      );
      given(board, '3');
      assert.deepEqual(board.take(now, ['changed', 'overdue']), []);
      store.attention.mute(['1'], false);
      given(board, '1', '3');
      assert.deepEqual(board.take(now), []);
    }));

  it('hide no other one of the same ticket', () =>
    withStore(async store => {
      const due = '2026-11-22T09:30:00.000Z';
      await store.keepPage({ tickets: [mine('1', { dueAt: due })] }, {});
      const board = new NoticeBoard(store, me);
      given(board, '1');
      assert.deepEqual(
        board.take(now, ['overdue']).map(({ reason }) => reason),
        ['overdue'],
      );
    }));
});

describe('queries: what needs the user', () => {
  const entry = (at: string, role: 'customer' | 'technician') => ({ ...anEntry(`${role} ${at}`), at, role });
  const search = { terms: [{ kind: 'is', is: 'needsme', not: false }] } as const;

  it('is the open tickets with a reason, the most pressing first, without those that are muted', () =>
    withStore(async store => {
      const tickets = [
        mine('calm'),
        mine('customer'),
        mine('due', { dueAt: '2026-11-22T12:00:00.000Z' }),
        mine('late', { dueAt: '2026-11-22T09:00:00.000Z' }),
        mine('unknown'),
        mine('muted', { dueAt: '2026-11-22T09:00:00.000Z' }),
        mine('closed', { state: 'closed', dueAt: '2026-11-22T09:00:00.000Z' }),
        aTicket('other', { assignee: { name: 'Ana' }, dueAt: '2026-11-22T09:00:00.000Z' }),
      ];
      await store.keepPage({ tickets }, {});
      const asked = entry('2026-11-20T09:00:00Z', 'customer');
      const answer = entry('2026-11-21T09:00:00Z', 'technician');
      const again = entry('2026-11-22T08:30:00Z', 'customer');
      store.keepDepths([
        { ticketId: 'calm', history: [asked, answer] },
        { ticketId: 'customer', history: [asked, answer, again] },
        { ticketId: 'due', history: [asked, answer] },
      ]);
      store.attention.mute(['muted'], true);
      let clock = now;
      const queries = new Queries(store, me, () => clock);
      const needs = () => queries.needsMe(10).tickets.map(({ ticket, reasons }) => [ticket.id, reasons[0]]);
      assert.deepEqual(needs(), [
        ['late', { kind: 'overdue', at: '2026-11-22T09:00:00.000Z' }],
        ['due', { kind: 'dueSoon', at: '2026-11-22T12:00:00.000Z' }],
        ['customer', { kind: 'customerWaits', at: '2026-11-22T08:30:00.000Z' }],
        ['unknown', { kind: 'open', at: '2026-11-22T09:00:00.000Z' }],
      ]);
      assert.deepEqual([queries.needsMe(1).tickets.length, queries.needsMe(1).total, queries.count(search)], [1, 4, 4]);
      // As time goes on, without anything kept meanwhile.
      assert.equal(queries.needsMe(1).until, '2026-11-22T12:00:00.000Z');
      clock = Date.parse('2026-11-22T12:00:01Z');
      assert.deepEqual(needs().slice(0, 2), [
        ['late', { kind: 'overdue', at: '2026-11-22T09:00:00.000Z' }],
        ['due', { kind: 'overdue', at: '2026-11-22T12:00:00.000Z' }],
      ]);
      // And as somebody mutes and is given.
      store.attention.mute(['late'], true);
      store.attention.mark([notice('calm', 'assigned')], clock);
      assert.deepEqual(
        needs().map(([id]) => id),
        ['due', 'customer', 'calm', 'unknown'],
      );
    }));

  it('is what a plain look at each ticket finds, in lists, numbers and order', () => {
    const hours = fc.integer({ min: -24 * 20, max: 30 }).map(hour => new Date(now + hour * 3_600_000).toISOString());
    const maybe = fc.option(hours, { nil: undefined });
    const said: fc.Arbitrary<HistoryEntry> = fc
      .record({
        at: maybe,
        role: fc.constantFrom('customer', 'technician', 'system', 'unknown'),
        visibility: fc.constantFrom('public', 'internal', 'unknown'),
      })
      .map(({ at, ...rest }) => ({ ...anEntry('x'), ...rest, ...(at === undefined ? {} : { at }) }) as HistoryEntry);
    const one = fc.record({
      ticket: fc.record({
        state: fc.constantFrom('open', 'waiting', 'closed'),
        urgency: fc.constantFrom('normal', 'high', 'urgent'),
        assignee: fc.constantFrom({ name: 'Sam Rivera' }, { name: 'Ana' }),
        ...{ openedAt: maybe, changedAt: maybe, dueAt: maybe },
      }),
      history: fc.option(fc.array(said, { maxLength: 4 }), { nil: undefined }),
      ...{ changedSince: fc.boolean(), muted: fc.boolean(), given: fc.boolean() },
    });
    const seconds = (iso: string | undefined) => (iso === undefined ? undefined : Date.parse(iso) / 1000);
    const last = '2026-11-23T18:00:00.000Z';
    const later = Date.parse('2026-11-23T19:00:00Z');
    return fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 12 }), all =>
        withStore(async store => {
          const tickets = all.map(({ ticket }, at) => {
            const told = Object.entries(ticket).filter(([, value]) => value !== undefined);
            const { changedAt: _, ...plain } = aTicket(String(at));
            return { ...plain, ...Object.fromEntries(told) } as Ticket;
          });
          await store.keepPage({ tickets }, {});
          store.keepDepths(all.flatMap(({ history }, at) => (history ? [{ ticketId: String(at), history }] : [])));
          const changed = tickets.filter((_, at) => all[at]?.changedSince).map(each => ({ ...each, changedAt: last }));
          await store.keepPage({ tickets: changed }, {});
          for (const [at, { given, muted }] of all.entries()) {
            if (given) store.attention.mark([notice(String(at), 'assigned')], now);
            if (muted) store.attention.mute([String(at)], true);
          }
          const expected = all.flatMap(({ ticket, history, changedSince, muted, given }, at) => {
            if (ticket.state === 'closed' || ticket.assignee.name !== 'Sam Rivera' || muted) return [];
            const heard = history?.filter(
              ({ at: when, role, visibility }) => when !== undefined && role !== 'system' && visibility !== 'internal',
            );
            const spoke = heard?.toSorted((a, b) => Number(seconds(a.at)) - Number(seconds(b.at))).at(-1);
            const answers = heard?.filter(({ role }) => role === 'technician').map(each => Number(seconds(each.at)));
            const by = spoke?.role === 'customer' || spoke?.role === 'technician' ? spoke.role : undefined;
            const answered = answers?.length ? Math.min(...answers) : undefined;
            const facts = {
              state: ticket.state as 'open' | 'waiting',
              urgency: { normal: 0, high: 1, urgent: 2 }[ticket.urgency as 'normal'],
              opened: seconds(ticket.openedAt),
              changed: seconds(changedSince ? last : ticket.changedAt),
              due: seconds(ticket.dueAt),
              ...(history ? { talk: { answered, spoke: seconds(spoke?.at), by, old: changedSince } } : {}),
              given,
            };
            const until = reasonsChange(facts, later / 1000);
            return [{ id: String(at), urgency: facts.urgency, reasons: reasonsOf(facts, later / 1000), until }];
          });
          const wanting = expected.filter(({ reasons }) => reasons.length > 0);
          const queries = new Queries(store, me, () => later);
          const found = queries.needsMe(100);
          const rows = found.tickets.map(({ ticket, reasons }) => ({
            id: ticket.id,
            reasons: reasons.map(({ kind, at }) => ({ kind, at: seconds(at) })),
          }));
          const byId = <T extends { readonly id: string }>(each: readonly T[]) =>
            each.toSorted((a, b) => Number(a.id) - Number(b.id));
          assert.deepEqual(
            byId(rows),
            wanting.map(({ id, reasons }) => ({ id, reasons })),
          );
          const order = rows.map(({ id }) => wanting.find(each => each.id === id) ?? assert.fail());
          for (const [at, each] of order.slice(1).entries())
            assert.ok(comparePressing(order[at] ?? each, each) <= 0, `${order[at]?.id} before ${each.id}`);
          assert.deepEqual([found.total, queries.count(search)], [wanting.length, wanting.length]);
          assert.deepEqual(
            byId(queries.list(search, { by: 'number', descending: false }, 100).tickets).map(({ id }) => id),
            wanting.map(({ id }) => id),
          );
          const until = Math.min(...expected.map(each => each.until ?? Number.POSITIVE_INFINITY));
          assert.equal(found.until, Number.isFinite(until) ? new Date(until * 1000).toISOString() : undefined);
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('is nothing for who is nobody', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [mine('1')] }, {});
      assert.deepEqual(new Queries(store, {}, () => now).needsMe(5), { tickets: [], total: 0 });
    }));
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Queries } from '../../src/engine/search/queries.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { ageParts, type CountedPart, type OverviewPart, searchOfPart, waitBounds } from '../../src/model/overview.ts';
import { figuresOf, sumOf } from '../../src/model/overviewSum.ts';
import { readSearch, writeSearch } from '../../src/model/searchLanguage.ts';
import type { HistoryEntry, Ticket } from '../../src/model/ticket.ts';
import { dayOf, startOf } from '../../src/model/timesheet.ts';
import { anEntry, aTicket, someDetails, withStore } from './storeFolder.ts';

/** Noon of a day of this machine's zone. */
const now = new Date(2026, 6, 9, 12).getTime();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const iso = (time: number) => new Date(time).toISOString();
const ago = (milliseconds: number) => iso(now - milliseconds);
/** The bounds of so many days, the last one today. */
const daysOf = (count: number) =>
  Array.from({ length: count + 1 }, (_, at) => startOf(dayOf(new Date(now)), at + 1 - count).toISOString());
const days = daysOf(7);

function queriesOf(store: Store): Queries {
  return new Queries(store, {}, () => now);
}

function said(
  at: string,
  role: HistoryEntry['role'] = 'technician',
  visibility: HistoryEntry['visibility'] = 'public',
) {
  return { ...anEntry(`${at} ${role}`), at, role, visibility };
}

/** Keeps a ticket; with a history also its conversation. */
async function keep(store: Store, ticket: Ticket, history?: readonly HistoryEntry[], minutes: readonly number[] = []) {
  const timeEntries = minutes.map((each, place) => ({ id: `${place}`, minutes: each, at: ticket.openedAt ?? ago(0) }));
  if (history) store.keepDetails(someDetails(ticket, { history, timeEntries }), ago(0));
  else await store.keepPage({ tickets: [ticket] }, {});
}

/** How many tickets a part leads to. */
function led(queries: Queries, part: OverviewPart): number {
  const search = searchOfPart(part);
  if (!search) return queries.ticketsCounted(part as CountedPart, 1).total;
  const { search: read, problems } = readSearch(writeSearch(search));
  assert.deepEqual(problems, [], writeSearch(search));
  return queries.count(read);
}

describe('overview: figures of a copy', () => {
  it('of nothing are nothing', () =>
    withStore(store => {
      const { answers, ...rest } = queriesOf(store).overview({ days });
      assert.deepEqual(answers, { minutes: [], still: 0, unknown: 0 });
      assert.deepEqual(rest.created, [0, 0, 0, 0, 0, 0, 0]);
      assert.deepEqual([rest.open, rest.groups, rest.people, rest.tickets, rest.looking], [0, [], [], [], false]);
    }));

  it('tell open tickets by group, person and age', () =>
    withStore(async store => {
      const group = { id: '1', name: 'Orders' };
      await keep(store, aTicket('1', { group, openedAt: ago(hour) }));
      await keep(store, aTicket('2', { group: { name: 'ORDERS' }, openedAt: ago(2 * day), state: 'waiting' }));
      await keep(store, aTicket('3', { assignee: { name: 'Ana Lee' }, openedAt: ago(100 * day) }));
      await keep(store, aTicket('4', { group, state: 'closed', openedAt: ago(hour), closedAt: ago(minute) }));
      await keep(store, aTicket('5'));
      const told = queriesOf(store).overview({ days });
      assert.equal(told.open, 4);
      const { groups, people } = sumOf([{ deskId: 'd', overview: told }], 7);
      assert.deepEqual(
        groups.map(({ name = '', count }) => [name.toLowerCase(), count]),
        [
          ['orders', 2],
          ['', 2],
        ],
      );
      assert.deepEqual(people, [{ count: 3 }, { name: 'Ana Lee', count: 1 }]);
      assert.deepEqual(told.ages, [1, 1, 0, 0, 0, 1, 1]);
      assert.deepEqual(
        [told.created, told.resolved],
        [
          [0, 0, 0, 0, 1, 0, 2],
          [0, 0, 0, 0, 0, 0, 1],
        ],
      );
    }));

  it('tell how long answers and ends took, and of how many that is known', () =>
    withStore(async store => {
      const opened = { openedAt: ago(day) };
      const later = (time: number) => iso(now - day + time);
      await keep(store, aTicket('1', opened), [said(later(5 * minute), 'customer'), said(later(30 * minute))]);
      await keep(store, aTicket('2', opened), [said(later(minute), 'technician', 'internal'), said(later(3 * hour))]);
      await keep(store, aTicket('3', opened), [said(later(hour), 'customer')]);
      await keep(store, aTicket('4', opened));
      await keep(store, aTicket('5', { openedAt: ago(30 * day), state: 'closed', closedAt: ago(day) }), [
        said(ago(29 * day)),
      ]);
      await keep(store, aTicket('6', { state: 'closed', closedAt: ago(day) }));
      await keep(store, aTicket('7', { ...opened, state: 'closed' }));
      const told = queriesOf(store).overview({ days });
      assert.deepEqual(told.answers, {
        minutes: [
          [30, 1],
          [180, 1],
        ],
        still: 1,
        unknown: 2,
      });
      assert.deepEqual(told.resolutions, { minutes: [[29 * 24 * 60, 1]], still: 0, unknown: 1 });
      assert.equal(told.undatedClosed, 1);
      assert.deepEqual(figuresOf(told.answers), { known: 2, median: 30, most: 180, parts: [1, 1, 0, 0, 0, 0, 0] });
    }));

  it('tell the time by day and by ticket, the most first', () =>
    withStore(async store => {
      await keep(store, aTicket('1', { openedAt: ago(2 * day) }), [], [30, 15]);
      await keep(store, aTicket('2', { openedAt: ago(hour), subject: 'Slow'.repeat(100_000) }), [], [90]);
      await keep(store, aTicket('3', { openedAt: ago(20 * day) }), [], [600]);
      const told = queriesOf(store).overview({ days });
      assert.deepEqual(told.worked, [0, 0, 0, 0, 45, 0, 90]);
      assert.deepEqual(
        told.tickets.map(({ number, minutes }) => [number, minutes]),
        [
          ['92', 90],
          ['91', 45],
        ],
      );
      assert.equal(told.tickets[0]?.subject, 'Slow'.repeat(250));
      assert.deepEqual(told.furtherWork, { tickets: 0, minutes: 0 });
      for (let id = 10; id < 65; id++) await keep(store, aTicket(`${id}`, { openedAt: ago(hour) }), [], [1]);
      const many = queriesOf(store).overview({ days });
      assert.deepEqual([many.tickets.length, many.furtherWork], [50, { tickets: 7, minutes: 7 }]);
    }));

  it('say of how many tickets the time is not known, and how many entries have no date', () =>
    withStore(async store => {
      const changed = (time: number) => ({ openedAt: ago(40 * day), changedAt: ago(time) });
      await keep(store, aTicket('1', changed(hour)));
      await keep(store, aTicket('2', changed(20 * day)));
      await keep(store, aTicket('3', changed(2 * hour)), []);
      await keep(store, aTicket('4', changed(2 * hour)), [], [10]);
      await keep(store, aTicket('4', changed(hour)));
      store.keepDetails(someDetails(aTicket('5', changed(hour)), { timeEntries: [{ id: '1', minutes: 5 }] }), ago(0));
      const { unreadWork, undatedWork, worked } = queriesOf(store).overview({ days });
      assert.deepEqual([unreadWork, undatedWork, worked.some(each => each > 0)], [2, 1, false]);
    }));

  it('count the days of any zone, also where clocks are put forward', () =>
    withStore(async store => {
      // Berlin, 28 to 30 March 2026: the middle day has 23 hours.
      const berlin = ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'];
      await keep(store, aTicket('1', { openedAt: '2026-03-28T22:59:59Z' }));
      await keep(store, aTicket('2', { openedAt: '2026-03-28T23:00:00Z' }));
      await keep(store, aTicket('3', { openedAt: '2026-03-29T21:59:59Z' }));
      await keep(store, aTicket('4', { openedAt: '2026-03-29T22:00:00Z' }));
      await keep(store, aTicket('5', { openedAt: '2026-03-30T22:00:00Z' }));
      const asked = (bounds: readonly string[]) => queriesOf(store).overview({ days: bounds }).created;
      assert.deepEqual(asked(berlin), [1, 2, 1]);
      // A zone whose days begin at any minute.
      assert.deepEqual(asked(['2026-03-28T22:59:59Z', '2026-03-29T21:59:59Z', '2026-03-30T21:59:59Z']), [2, 2]);
    }));

  it('are as many tickets as each of them leads to', () => {
    const time = fc.integer({ min: 0, max: 120 * 24 * 60 }).map(minutes => ago(minutes * minute - 7_000));
    const name = fc.option(fc.constantFrom('Orders', 'ORDERS', 'Level 2', 'me', 'none', 'a "b", c', 'Ünal: x'), {
      nil: undefined,
    });
    const one = fc.record({
      state: fc.constantFrom<Ticket['state']>('open', 'waiting', 'closed'),
      openedAt: fc.option(time, { nil: undefined }),
      closedAt: fc.option(time, { nil: undefined }),
      group: name,
      assignee: name,
      history: fc.option(fc.array(fc.tuple(time, fc.constantFrom('customer', 'technician'))), { nil: undefined }),
      minutes: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 3 }),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 25 }), fc.constantFrom(7, 30, 90), (given, range) =>
        withStore(async store => {
          for (const [place, { state, openedAt, closedAt, group, assignee, history, minutes }] of given.entries()) {
            const ticket = aTicket(`${place}`, {
              ...{ state, ...(openedAt ? { openedAt } : {}), ...(closedAt ? { closedAt } : {}) },
              ...(group ? { group: { name: group } } : {}),
              ...(assignee ? { assignee: { name: assignee } } : {}),
            });
            const entries = history?.map(([at, role]) => said(at, role as HistoryEntry['role']));
            await keep(store, ticket, entries, entries ? minutes : []);
          }
          const queries = queriesOf(store);
          const bounds = daysOf(range);
          const told = sumOf([{ deskId: 'd', overview: queries.overview({ days: bounds }) }], range);
          const [from = '', to = ''] = [bounds[0], bounds.at(-1)];
          assert.equal(led(queries, { kind: 'open' }), told.open);
          for (const [field, counts] of [
            ['group', told.groups],
            ['assignee', told.people],
          ] as const) {
            const names = counts.map(each => each.name ?? null);
            for (const { name: each, count } of counts)
              assert.equal(led(queries, { kind: 'names', field, names: [each ?? null], not: false }), count, each);
            const first = counts[0]?.count ?? 0;
            if (counts.length > 0)
              assert.equal(
                led(queries, { kind: 'names', field, names: names.slice(0, 1), not: true }),
                told.open - first,
              );
          }
          for (const [place, age] of ageParts.entries())
            assert.equal(led(queries, { kind: 'age', age }), told.ages[place]);
          for (let at = 0; at < range; at++) {
            const span = { from: bounds[at] ?? '', to: bounds[at + 1] ?? '' };
            assert.equal(led(queries, { kind: 'opened', ...span }), told.created[at]);
            assert.equal(led(queries, { kind: 'closed', ...span }), told.resolved[at]);
          }
          const worked = told.tickets.length + told.furtherWork.tickets;
          assert.equal(led(queries, { kind: 'worked', from, to }), worked);
          for (const kind of ['answered', 'resolved'] as const) {
            const { parts } = figuresOf(kind === 'answered' ? told.answers : told.resolutions);
            for (const [place, count] of parts.entries()) {
              const below = waitBounds[place];
              const part = { kind, from, to, least: waitBounds[place - 1] ?? 0, ...(below ? { below } : {}) };
              assert.equal(led(queries, part), count);
            }
          }
          assert.equal(led(queries, { kind: 'unanswered', from, to }), told.answers.still);
        }),
      ),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});

describe('overview: several desks', () => {
  it('are added up, names by what people read', () =>
    withStore(async store => {
      await keep(store, aTicket('1', { group: { name: 'Orders' }, openedAt: ago(hour) }), [said(ago(0))], [20]);
      const overview = queriesOf(store).overview({ days });
      const other = { ...overview, groups: [{ name: 'orders', count: 2 }, { name: 'EU', count: 1 }, { count: 1 }] };
      const sum = sumOf(
        [
          { deskId: 'a', overview },
          { deskId: 'b', overview: other },
        ],
        7,
      );
      const alone = { count: 1, deskId: 'b' };
      assert.deepEqual(sum.groups, [{ name: 'Orders', count: 3 }, { name: 'EU', ...alone }, alone]);
      assert.deepEqual([sum.open, sum.ages[0], sum.created.at(-1), sum.worked.at(-1)], [2, 2, 2, 40]);
      assert.deepEqual(sum.answers.minutes, [[60, 2]]);
      assert.deepEqual(
        sum.tickets.map(({ deskId, minutes }) => [deskId, minutes]),
        [
          ['a', 20],
          ['b', 20],
        ],
      );
      assert.deepEqual(sumOf([], 3).created, [0, 0, 0]);
    }));
});

import assert from 'node:assert/strict';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { SheetEntry, Span } from '../../src/model/timesheet.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { until } from './syncedDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

const hour = 3_600_000;
/** When the work of these tests is done: to the minute, which is what desks tell, and when the sample desk has no other. */
const began = new Date(Math.floor((Date.now() + 30 * hour) / 60_000) * 60_000);
const span: Span = {
  from: new Date(began.getTime() - hour).toISOString(),
  to: new Date(began.getTime() + hour).toISOString(),
};
const everything: Span = { from: '1990-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const mine = { terms: [{ kind: 'is', is: 'mine', not: false }] } as const;

for (const system of ['readydesk', 'teamsupport'] as const) {
  describe(`engine: logged time (${system})`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let engine: TestEngine;
    let config: DeskConfig;
    let secret: string;
    let ticketId: string;
    let number: string;
    const desk = 'desk';

    beforeEach(async () => {
      sample = await startSampleDesk(['--tickets', '60']);
      const { readydesk, teamsupport } = sample;
      const also = system === 'teamsupport' ? { organizationId: teamsupport.organizationId } : {};
      const { url } = sample[system];
      secret = system === 'readydesk' ? readydesk.key : teamsupport.token;
      engine = new TestEngine(undefined, { look: 50, first: 200, most: 500 });
      const asked: DeskConfig = { id: desk, name: 'D', system, address: url, ...also };
      const { technicians } = value(await engine.check(asked, secret));
      const sam = technicians.find(({ name }) => name === 'Sam Rivera') ?? assert.fail('Sam does not work there');
      config = { ...asked, technicianId: sam.id, technicianName: sam.name };
      await engine.mirror({ tickets: 'all', days: 90, notices: false });
      value(await engine.open(config, secret));
      value(await engine.sync(desk));
      const [first] = (await engine.list(desk, mine, newestFirst, 1)).tickets;
      assert.ok(first);
      ({ id: ticketId, number } = first);
    });
    afterEach(async () => {
      await engine.dispose();
      await sample.stop();
    });

    const draft = (minutes: number, notes: string) => ({
      ...{ minutes, notes, startedAt: began.toISOString(), technicianId: config.technicianId ?? '' },
      ...(system === 'teamsupport' ? { visibility: 'internal' as const } : {}),
    });
    const logged = async (whose: 'mine' | 'all' = 'mine', within = span): Promise<readonly SheetEntry[]> =>
      value(await engine.loggedTime(desk, within, whose)).entries;
    /** Once the ticket was read behind what was written. */
    const sent = async (minutes: number): Promise<SheetEntry> => {
      let found: SheetEntry | undefined;
      await until('the logged time', async () => {
        found = (await logged()).find(each => each.minutes === minutes && !each.unsent);
        return found !== undefined;
      });
      return found ?? assert.fail();
    };

    it('is what the user logged, on its day alone', async () => {
      assert.deepEqual(await logged(), []);
      value(await engine.logTime(desk, ticketId, draft(83, 'Found the second call')));
      const entry = await sent(83);
      assert.equal(entry.number, number);
      assert.equal(entry.notes, 'Found the second call');
      assert.equal(entry.by, 'Sam Rivera');
      assert.ok(entry.subject && entry.id);
      // Neither desk need tell the seconds.
      assert.ok(Math.abs(Date.parse(entry.at) - began.getTime()) < 60_000, entry.at);
      const before = { from: new Date(began.getTime() - 48 * hour).toISOString(), to: span.from };
      assert.deepEqual(await logged('mine', before), []);
    });

    it('is everybody’s when that is asked for, and nobody’s where the user is not known', async () => {
      const ids = (await engine.list(desk, { terms: [] }, newestFirst, 60)).tickets.map(({ id }) => id);
      value(await engine.readTime(desk, ids));
      const all = await logged('all', everything);
      const own = await logged('mine', everything);
      assert.ok(own.length > 0 && own.length < all.length);
      assert.deepEqual([...new Set(own.map(({ by }) => by))], ['Sam Rivera']);
      assert.deepEqual(
        own,
        all.filter(({ by }) => by === 'Sam Rivera'),
      );
      const ticks = all.map(({ at }) => Date.parse(at));
      assert.deepEqual(
        ticks,
        ticks.toSorted((a, b) => a - b),
      );
      const { technicianId, technicianName, ...nobody } = config;
      value(await engine.open(nobody, secret));
      assert.deepEqual(await logged('mine', everything), []);
      assert.deepEqual(await logged('all', everything), all);
    });

    it('is the same as the desk tells ticket by ticket', async () => {
      const { tickets } = await engine.list(desk, { terms: [] }, newestFirst, 60);
      value(
        await engine.readTime(
          desk,
          tickets.map(({ id }) => id),
        ),
      );
      const told: unknown[] = [];
      for (const { id } of tickets) {
        const { details } = value(await engine.details(desk, id));
        told.push(...details.timeEntries.filter(({ at }) => at !== undefined).map(each => [id, each.id, each.minutes]));
      }
      const inOrder = (rows: unknown[]) => rows.map(row => JSON.stringify(row)).sort();
      const all = (await logged('all', everything)).map(each => [each.ticketId, each.id, each.minutes]);
      assert.ok(all.length > 10);
      assert.deepEqual(inOrder(all), inOrder(told));
    });

    it('names tickets of the user whose time was not read, until it is', async () => {
      const unread = async () => value(await engine.loggedTime(desk, everything, 'mine')).unread;
      const { tickets } = await engine.list(desk, mine, newestFirst, 60);
      // What the sync reads of conversations it reads behind; on one system that tells the time as well.
      const known = new Set(tickets.map(({ id }) => id));
      for (const id of await unread()) assert.ok(known.has(id));
      value(await engine.readTime(desk, await unread()));
      assert.deepEqual(await unread(), []);
      const later = new Date(Date.now() + hour).toISOString();
      assert.deepEqual(value(await engine.loggedTime(desk, { ...everything, from: later }, 'mine')).unread, []);
    });

    it('is there offline, with what could not be sent, which is marked until it is', async () => {
      value(await engine.logTime(desk, ticketId, draft(20, 'Before')));
      await sent(20);
      await sample.control.set({ offline: true });
      const put = value(await engine.put(desk, { kind: 'logTime', ticketId, time: draft(45, 'Offline') }));
      // Cut off before it could be told whether it arrived, or never connected: either way it stays where it is.
      await until('that it was tried', async () => (await engine.outbox(desk))[0]?.failure !== undefined);
      const entries = await logged();
      assert.deepEqual(
        entries.map(({ minutes, unsent, number: said }) => [minutes, unsent?.id, said]),
        [
          [20, undefined, number],
          [45, put.id, number],
        ],
      );
      assert.deepEqual(await logged('mine', { from: span.to, to: everything.to }), []);
      await sample.control.usual();
      await sent(45);
      await until('that nothing waits', async () => (await engine.outbox(desk)).length === 0);
      assert.deepEqual((await logged()).map(({ minutes }) => minutes).sort(), [20, 45]);
    });

    it('can be changed where it is wrong, and only in what is wrong', async () => {
      value(await engine.logTime(desk, ticketId, draft(30, 'First words')));
      const { id = '' } = await sent(30);
      value(await engine.changeTime(desk, ticketId, id, { minutes: 75 }));
      const longer = await sent(75);
      assert.equal(longer.id, id);
      assert.equal(longer.notes, 'First words');
      assert.ok(Math.abs(Date.parse(longer.at) - began.getTime()) < 60_000, longer.at);
      const earlier = new Date(began.getTime() - hour / 2).toISOString();
      value(await engine.changeTime(desk, ticketId, id, { notes: 'Other <b>words</b>', startedAt: earlier }));
      const [now, ...others] = await logged();
      assert.deepEqual([now?.minutes, now?.notes, others.length], [75, 'Other <b>words</b>', 0]);
      assert.ok(Math.abs(Date.parse(now?.at ?? '') - Date.parse(earlier)) < 60_000, now?.at);
    });

    it('carries its kind of work, sent or not, and what it costs where the desk has that', async () => {
      const ids = (await engine.list(desk, { terms: [] }, newestFirst, 60)).tickets.map(({ id }) => id);
      value(await engine.readTime(desk, ids));
      const seen = value(await engine.timeCategories(desk));
      assert.deepEqual(
        seen.map(({ name }) => name).sort(),
        [...new Set((await logged('all', everything)).flatMap(({ category }) => category ?? []))].sort(),
      );
      const named = system === 'readydesk';
      // TeamSupport's own default is the first of its types.
      const kind = named ? { name: 'On-site visit' } : seen.find(({ id, name }) => id && name !== 'Comment');
      assert.ok(kind);
      assert.ok(seen.every(({ id }) => named || id));
      const cost = named ? { cost: '45.50' } : {};
      value(await engine.logTime(desk, ticketId, { ...draft(25, 'Drove there'), category: kind, ...cost }));
      assert.equal((await sent(25)).category, kind.name);
      assert.ok(value(await engine.timeCategories(desk)).some(({ name }) => name === kind.name));
      if (named) {
        const { customer } = value(await engine.details(desk, ticketId)).details.ticket;
        const { lineItems } = value(await engine.customerCard(desk, customer?.id ?? '', 1000));
        const item = lineItems?.find(({ title }) => title === 'Drove there');
        assert.deepEqual([item?.cost, item?.category], ['45.50', 'On-site visit']);
      }
      await sample.control.set({ offline: true });
      value(await engine.put(desk, { kind: 'logTime', ticketId, time: { ...draft(26, 'Unsent'), category: kind } }));
      assert.equal((await logged()).find(({ unsent }) => unsent)?.category, kind.name);
      await sample.control.usual();
      assert.equal((await sent(26)).category, kind.name);
    });

    it('refuses what the desk cannot take', async () => {
      const name = 'x'.repeat(51);
      const done = await engine.logTime(desk, ticketId, { ...draft(5, 'Words'), category: { name } });
      assert.equal(done.ok ? 'done' : done.failure.reason, 'badInput');
      if (system === 'readydesk') return;
      const costly = await engine.logTime(desk, ticketId, { ...draft(5, 'Words'), cost: '1' });
      assert.equal(costly.ok ? 'done' : costly.failure.reason, 'unsupported');
    });

    it('says why it was not changed', async () => {
      value(await engine.logTime(desk, ticketId, draft(30, 'Words')));
      const { id = '' } = await sent(30);
      const reasonOf = async (asked: Promise<Result<void>>) => {
        const done = await asked;
        return done.ok ? 'done' : done.failure.reason;
      };
      assert.equal(await reasonOf(engine.changeTime(desk, ticketId, id, { minutes: 0.5 })), 'badInput');
      assert.notEqual(await reasonOf(engine.changeTime(desk, ticketId, '987654', { minutes: 5 })), 'done');
      await sample.control.set({ offline: true });
      assert.equal(await reasonOf(engine.changeTime(desk, ticketId, id, { minutes: 5 })), 'unreachable');
      assert.deepEqual(
        (await logged()).map(({ minutes }) => minutes),
        [30],
      );
      assert.equal(await reasonOf(engine.readTime(desk, [ticketId])), 'unreachable');
    });
  });
}

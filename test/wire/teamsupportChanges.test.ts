import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { failureFrom, startLocalServer } from './localServer.ts';
import { idsIn, type PassSeen, pass } from './mirrored.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { until } from './syncedDesk.ts';

const TICKETS = 90;
const HOUR = 3600;

for (const flavour of ['xml', 'json'] as const) {
  describe(`TeamSupport's changes, ${flavour}`, function () {
    this.timeout(30_000);
    let sample: SampleDesk;
    let db: DatabaseSync;
    let desk: HelpDesk;
    const opened: HelpDesk[] = [];

    const another = (): HelpDesk => {
      const { url: address, organizationId, token } = sample.teamsupport;
      const made = openTeamSupport(
        { id: 't', name: 'T', system: 'teamsupport', address, organizationId },
        token,
        flavour,
      );
      opened.push(made);
      return made;
    };
    const ids = (where: string): string[] =>
      db
        .prepare(`SELECT id FROM ts_tickets WHERE ${where} ORDER BY id`)
        .all()
        .map(row => String(row.id))
        .sort();
    const requests = async (): Promise<string[]> => (await sample.control.requests()).map(({ address }) => address);
    const change = (id: string, set: string): void => {
      db.exec(`UPDATE ts_tickets SET ${set}, modified = unixepoch() WHERE id = ${Number(id)}`);
    };

    before(async () => {
      sample = await startSampleDesk(['--tickets', String(TICKETS)]);
      db = new DatabaseSync(join(sample.dataDir, 'sampledesk.db'), { timeout: 5000 });
      // Nothing happened for two days, and before that every ten minutes.
      db.exec(`UPDATE ts_tickets SET modified = unixepoch() - ${48 * HOUR} - (id % 1000) * 600`);
      desk = another();
    });
    afterEach(() => sample.control.usual());
    after(async () => {
      for (const each of opened) await each.close();
      db.close();
      await sample.stop();
    });

    it('asks once when nothing changed, and for nothing but tickets', async () => {
      await sample.control.forget();
      let last = await pass(desk, undefined, { kind: 'open' });
      assert.deepEqual(idsIn(last), ids('is_closed = 0'));
      assert.equal(last.pages[0]?.expected, last.tickets.size);
      for (let round = 0; round < 3; round++) {
        const now = await pass(another(), last.cursor, { kind: 'open' });
        assert.ok(now.pages.length === 1 && now.tickets.size < 5);
        last = now;
      }
      const asked = await requests();
      assert.equal(asked.length, 4);
      assert.ok(asked.every(address => /\/tickets\?/.test(address)));
    });

    it('asks for the next page while the last one is worked on, and for none behind the last', async () => {
      await sample.control.set({ pageSizeLimit: 20 });
      await sample.control.forget();
      const pageNumbers = async () =>
        (await requests()).flatMap(address => /pageNumber=(\d+)/.exec(address)?.[1] ?? []).map(Number);
      const pages = another().changes(undefined, { kind: 'all' })[Symbol.asyncIterator]();
      const last = Math.ceil(ids('true').length / 20);
      await pages.next();
      // The first answer tells how many there are.
      for (let number = 2; number < last; number++) {
        await pages.next();
        await until(`page ${number + 1} is asked for`, async () => (await pageNumbers()).at(-1) === number + 1);
      }
      const end = await pages.next();
      assert.ok(!end.done && end.value.complete);
      await pages.return?.();
      assert.deepEqual(
        await pageNumbers(),
        Array.from({ length: last }, (_, index) => index + 1),
      );
    });

    it('tells every kind of change, whatever the scope', async () => {
      const { cursor } = await pass(desk, undefined, { kind: 'open' });
      const [status, edited, noted, closed, assigned, logged] = ids('is_closed = 0');
      const [technician] = await desk.technicians();
      assert.ok(status && edited && noted && closed && assigned && logged && technician);
      const made = await desk.createTicket({ subject: 'made', description: '' });
      const waiting = Number(db.prepare('SELECT max(id) AS id FROM ts_statuses WHERE is_closed = 0').get()?.id);
      change(status, `status_id = ${waiting}`);
      change(edited, "name = 'edited'");
      change(closed, 'is_closed = 1, closed = unixepoch()');
      change(assigned, `user_id = ${Number(technician.id)}`);
      await desk.addNote(noted, { text: 'a note', visibility: 'internal' });
      await desk.logTime(logged, { minutes: 30, startedAt: new Date().toISOString(), notes: 'work' });
      const { tickets, pages } = await pass(another(), cursor, { kind: 'open' });
      assert.equal(pages.length, 1);
      const told = [made.id, status, edited, noted, closed, assigned, logged];
      for (const id of told) assert.ok(tickets.has(id), id);
      assert.equal(tickets.size, told.length);
      assert.deepEqual(
        [tickets.get(edited)?.subject, tickets.get(closed)?.state, tickets.get(assigned)?.assignee?.id],
        ['edited', 'closed', technician.id],
      );
      assert.equal(tickets.get(logged)?.minutesLogged, (await desk.getTicket(logged)).minutesLogged);
    });

    it('does not read again and again what changed at once a while ago', async () => {
      db.exec('UPDATE ts_tickets SET modified = unixepoch()');
      const { cursor } = await pass(another(), undefined);
      assert.equal((await pass(another(), cursor)).tickets.size, ids('true').length);
      // As if that had been a quarter of an hour ago.
      db.exec(`UPDATE ts_tickets SET modified = modified - ${HOUR / 4}`);
      const { tickets } = await pass(another(), cursor);
      assert.equal(tickets.size, 0);
    });

    for (const timeZone of ['America/Los_Angeles', 'Asia/Tokyo']) {
      it(`misses nothing of a desk that writes dates of ${timeZone}, and reads little twice`, async () => {
        await sample.control.set({ timeZone, dateOrder: 'dmy' });
        const mirrored = another();
        // A change every quarter of an hour, and none for two hours.
        db.exec(`UPDATE ts_tickets SET modified = unixepoch() - 2 * ${HOUR} - id % 80 * ${HOUR / 4}`);
        let { cursor } = await pass(mirrored, undefined);
        for (const [index, id] of ids('is_closed = 0').slice(0, 4).entries()) {
          change(id, "name = name || '!'");
          const now = await pass(mirrored, cursor);
          assert.ok(now.tickets.has(id));
          // Once the desk has shown by how much its filters are ahead of its dates.
          if (index > 1) assert.ok(now.tickets.size <= 5, `${now.tickets.size} tickets`);
          cursor = now.cursor;
        }
      });
    }

    describe('while pages are read', () => {
      const SIZE = 10;
      const reading = async (between: (pages: number) => void): Promise<PassSeen> => {
        await sample.control.set({ pageSizeLimit: SIZE });
        return await pass(another(), undefined, { kind: 'open' }, between);
      };

      it('leaves no ticket out when others are closed, deleted and made', async () => {
        const open = ids('is_closed = 0')
          .map(Number)
          .sort((a, b) => b - a);
        assert.ok(open.length > 4 * SIZE);
        const gone = open.slice(0, 6);
        const seen = await reading(pages => {
          const id = gone[pages - 1];
          if (id === undefined) return;
          if (pages % 3 === 0) db.exec(`DELETE FROM ts_tickets WHERE id = ${id}`);
          else change(String(id), 'is_closed = 1');
        });
        for (const id of ids('is_closed = 0')) assert.ok(seen.tickets.has(id), id);
        // What was closed after it was read comes as a change.
        const closed = gone.filter((_, index) => (index + 1) % 3 !== 0).map(String);
        const { tickets } = await pass(another(), seen.cursor, { kind: 'open' });
        for (const id of closed) assert.equal(tickets.get(id)?.state, 'closed', id);
      });

      it('is told afterwards of what was made and changed meanwhile', async () => {
        const made: string[] = [];
        const [old = ''] = ids('is_closed = 0');
        await sample.control.set({ pageSizeLimit: SIZE });
        const seen = await pass(another(), undefined, { kind: 'open' }, async pages => {
          if (pages > 3) return;
          made.push((await desk.createTicket({ subject: `meanwhile ${pages}`, description: '' })).id);
          change(old, `name = 'meanwhile ${pages}'`);
        });
        const { tickets } = await pass(another(), seen.cursor, { kind: 'open' });
        for (const id of [...made, old]) assert.ok(tickets.has(id), id);
      });
    });

    it('asks once a ticket for conversations, and once for who works there', async () => {
      const mirrored = another();
      const some = ids('is_closed = 0').slice(0, 5);
      await sample.control.forget();
      for (let round = 0; round < 2; round++) {
        const found: string[] = [];
        for await (const { ticketId } of mirrored.depths([...some, '99999999'])) found.push(ticketId);
        assert.deepEqual(found.sort(), some);
      }
      const asked = await requests();
      assert.equal(asked.filter(address => address.includes('/users')).length, 1);
      assert.ok(asked.length <= 1 + 2 * (some.length + 1));
    });
  });
}

/** A desk of which a test says what each page holds. */
async function paged(answer: (page: number, query: URLSearchParams) => unknown) {
  const server = await startLocalServer((_request, response, url) => {
    const body = answer(Number(url.searchParams.get('pageNumber')), url.searchParams);
    response.setHeader('content-type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const config = { id: 't', name: 'T', system: 'teamsupport', address: server.url, organizationId: '1' };
  const desk = openTeamSupport(config, 'token', 'json' satisfies Flavour);
  return {
    desk,
    server,
    stop: async () => {
      await desk.close();
      await server.stop();
    },
  };
}

const ticket = (id: number, modified = '7/3/2025 9:05 AM') => ({
  ID: String(id),
  TicketNumber: String(id),
  Name: `Ticket ${id}`,
  Status: 'New',
  IsClosed: 'False',
  DateModified: modified,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => ticket(from + index));
const keys = (seen: PassSeen): number[] => [...seen.tickets.keys()].map(Number).sort((a, b) => a - b);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("TeamSupport's changes on desks with ways of their own", function () {
  this.timeout(30_000);

  it('reads again when tickets change places without their number changing', async () => {
    // By date of change: a ticket of the first page goes to the end, and all others move up by one.
    let tickets = range(1, 100);
    const { desk, stop } = await paged(page => {
      const answer = { Tickets: tickets.slice((page - 1) * 20, page * 20), TotalRecords: String(tickets.length) };
      if (page === 2) tickets = [...tickets.slice(1), ...tickets.slice(0, 1)];
      return answer;
    });
    assert.deepEqual(keys(await pass(desk, undefined)), upTo(100));
    await stop();
  });

  it('does not depend on totals, and takes a limit of pages for what it is', async () => {
    const { desk, server, stop } = await paged(page => ({
      Tickets: range(1, 250).slice((page - 1) * 100, page * 100),
    }));
    assert.deepEqual(keys(await pass(desk, undefined)), upTo(250));
    assert.equal(server.asked.length, 3);
    await stop();
  });

  it('ends on desks that ignore paging, in either way', async () => {
    const whole = await paged(() => ({ Tickets: range(1, 700), TotalRecords: '700' }));
    assert.deepEqual(keys(await pass(whole.desk, undefined)), upTo(700));
    assert.equal(whole.server.asked.length, 1);
    await whole.stop();
    const same = await paged(() => ({ Tickets: range(1, 500), TotalRecords: '1000000' }));
    assert.deepEqual(keys(await pass(same.desk, undefined)), upTo(500));
    assert.ok(same.server.asked.length < 10);
    await same.stop();
  });

  it('ends although totals are nonsense and the list never stays the same', async () => {
    for (const total of ['-1', 'many', '1e400', '999999999', '']) {
      let answers = 0;
      const { desk, stop } = await paged(page => ({
        Tickets: page > 5 ? [] : range(1 + page * 40 + answers++, 40 + page * 40 + answers),
        TotalRecords: total,
      }));
      const { pages } = await pass(desk, undefined);
      assert.ok(pages.at(-1)?.complete && pages.length < 100, total);
      await stop();
    }
    // A number of records that falls with every page.
    let left = 1000;
    const { desk, server, stop } = await paged(page => {
      left = Math.max(60, left - 30);
      return { Tickets: range(page * 10 - 9, page * 10), TotalRecords: String(left) };
    });
    assert.ok((await pass(desk, undefined)).pages.at(-1)?.complete);
    assert.ok(server.asked.length < 200);
    await stop();
  });

  it('says what is wrong with an answer that cannot be read, and goes on from the page before', async () => {
    const cases: [unknown, string][] = [
      [{ Tickets: [{ Something: 'else', And: 'more' }] }, 'unreadable'],
      ['<html><title>Sign in</title></html>', 'notAHelpDesk'],
      ['{"Tickets": [{"ID":', 'unreadable'],
    ];
    for (const [broken, reason] of cases) {
      let bad: unknown = broken;
      const { desk, stop } = await paged(page => {
        if (page > 1 && bad) return bad;
        return { Tickets: range(1, 900).slice((page - 1) * 500, page * 500), TotalRecords: '900' };
      });
      const pages = desk.changes(undefined, { kind: 'all' })[Symbol.asyncIterator]();
      const first = await pages.next();
      assert.equal((await failureFrom(pages.next())).reason, reason);
      bad = undefined;
      const cursor = first.done ? '' : first.value.cursor;
      assert.deepEqual(keys(await pass(desk, cursor)), upTo(900));
      await stop();
    }
  });

  it('begins anew when another scope is wanted before the first pass ended', async () => {
    const { desk, server, stop } = await paged(page => ({
      Tickets: range(1, 900).slice((page - 1) * 500, page * 500),
      TotalRecords: '900',
    }));
    const first = await desk.changes(undefined, { kind: 'open' })[Symbol.asyncIterator]().next();
    assert.deepEqual(keys(await pass(desk, first.done ? '' : first.value.cursor, { kind: 'all' })), upTo(900));
    assert.ok(!server.asked.at(-1)?.includes('isClosed'));
    await stop();
  });
});

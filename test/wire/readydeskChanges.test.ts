import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { MirrorScope } from '../../src/model/sync.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { failureFrom } from './localServer.ts';
import { idsIn, pass } from './mirrored.ts';
import { refusal, startThrough, type Through, type Ways } from './readydeskThrough.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const TICKETS = 240;
const ALL: MirrorScope = { kind: 'all' };

describe("ReadyDesk's changes", function () {
  this.timeout(30_000);
  let sample: SampleDesk;
  let db: DatabaseSync;
  let desk: HelpDesk;
  const opened: HelpDesk[] = [];

  const another = (): HelpDesk => {
    const { url: address, key } = sample.readydesk;
    const made = readydesk.open({ id: 'r', name: 'R', system: 'readydesk', address }, key);
    opened.push(made);
    return made;
  };
  const every = (where = 'true'): string[] =>
    db
      .prepare(`SELECT id FROM rd_tickets WHERE ${where} ORDER BY id`)
      .all()
      .map(row => String(row.id));
  const sorted = (ids: readonly string[]): string[] => [...ids].sort();
  const actions = async (): Promise<string[]> => (await sample.control.requests()).map(each => each.action ?? '');
  /** Old tickets are not among the newest that are looked at each time. */
  const old = (count: number): string[] => every("status <> 'Closed'").slice(0, count);

  before(async () => {
    sample = await startSampleDesk(['--tickets', String(TICKETS)]);
    db = new DatabaseSync(join(sample.dataDir, 'sampledesk.db'), { timeout: 5000 });
    desk = another();
  });
  afterEach(() => sample.control.usual());
  after(async () => {
    for (const each of opened) await each.close();
    db.close();
    await sample.stop();
  });

  const formats = [
    { format: 'xml' },
    { format: 'json' },
    { format: 'json', defectiveJson: true },
    { format: 'url' },
    { format: 'url', wrappedUrl: true },
  ] as const;
  for (const switches of formats) {
    it(`asks twice when nothing changed: ${Object.values(switches).join(' ')}`, async () => {
      await sample.control.set(switches);
      const mirrored = another();
      const full = await pass(mirrored, undefined, ALL);
      assert.deepEqual(idsIn(full), sorted(every()));
      for (let round = 0; round < 2; round++) {
        await sample.control.forget();
        const { pages, cursor } = await pass(mirrored, full.cursor, ALL);
        assert.deepEqual(await actions(), ['get_history', 'get_tickets']);
        assert.deepEqual([pages.length, cursor], [1, full.cursor]);
      }
    });
  }

  it('asks for names only in a process that has none', async () => {
    const { cursor } = await pass(desk, undefined, ALL);
    await sample.control.forget();
    const mirrored = another();
    await pass(mirrored, cursor, ALL);
    await pass(mirrored, cursor, ALL);
    const named = (await actions()).filter(action => action.startsWith('get_tech'));
    assert.deepEqual(named.sort(), ['get_tech_groups', 'get_techs']);
  });

  it('tells every kind of change of old tickets, whatever the scope', async () => {
    const { cursor } = await pass(desk, undefined, { kind: 'open' });
    const [status = '', noted = '', closed = '', assigned = ''] = old(4);
    const before = await desk.getTicket(assigned);
    const technician = (await desk.technicians()).find(each => each.id !== before.assignee?.id);
    const [customer] = await desk.customers('', 1);
    assert.ok(technician && customer);
    const waiting = (await desk.pickLists()).statuses.find(each => /wait|hold/i.test(each.name))?.name ?? '';
    const made = await desk.createTicket({ subject: 'made', description: 'text', customerId: customer.id });
    await desk.updateTicket(status, { status: waiting });
    await desk.addNote(noted, { text: 'a note', visibility: 'plain', authorId: technician.id });
    await desk.updateTicket(closed, { status: 'Closed' });
    await desk.updateTicket(assigned, { assigned_to: technician.id });
    await sample.control.forget();
    const { tickets } = await pass(desk, cursor, { kind: 'open' });
    for (const id of [made.id, status, noted, closed, assigned]) assert.ok(tickets.has(id), id);
    assert.deepEqual(
      [tickets.get(status)?.status, tickets.get(closed)?.state, tickets.get(assigned)?.assignee?.id],
      [waiting, 'closed', technician.id],
    );
    assert.equal(tickets.get(made.id)?.description?.body, 'text');
    // The four old ones lie close together.
    const asked = await actions();
    assert.ok(asked.length <= 5, asked.join());
  });

  it('sees silent edits of the newest tickets, and those of old ones when all is read', async () => {
    const full = await pass(desk, undefined, ALL);
    const [oldest = ''] = every();
    const newest = every().at(-1) ?? '';
    db.exec(`UPDATE rd_tickets SET subject = 'silently' WHERE id IN (${oldest}, ${newest})`);
    const { tickets } = await pass(desk, full.cursor, ALL);
    assert.deepEqual([tickets.get(newest)?.subject, tickets.has(oldest)], ['silently', false]);
    assert.equal((await pass(desk, undefined, ALL)).tickets.get(oldest)?.subject, 'silently');
  });

  it('says which tickets are gone', async () => {
    const { cursor } = await pass(desk, undefined, ALL);
    const [kept = '', , , , , , , , lost = ''] = every();
    await desk.addNote(kept, { text: 'kept', visibility: 'plain' });
    const { id } = await desk.addNote(lost, { text: 'lost', visibility: 'plain' });
    // A desk's web pages may delete a ticket and keep its history.
    const through = await startThrough(sample, {
      answer: (xml, action) =>
        action === 'get_tickets' ? xml.replace(new RegExp(`<ticket>\\s*<id>${lost}</id>[^]*?</ticket>`), '') : xml,
    });
    const { tickets, gone } = await pass(through.open(), cursor, ALL);
    assert.deepEqual([tickets.has(kept), tickets.has(lost), gone], [true, false, [lost]]);
    assert.ok(id);
    await through.stop();
  });

  it('goes through the history until what is known, and on from each page of changed tickets', async () => {
    const { cursor } = await pass(desk, undefined, ALL);
    const changed = every().filter((_, index) => index < 180 && index % 10 !== 3);
    for (const id of changed) {
      db.exec(`INSERT INTO rd_history (tid, date_added, type, internal, notes) VALUES (${id}, unixepoch(), 'System', 'Y', '.'),
        (${id}, unixepoch(), 'System', 'Y', ':')`);
    }
    const seen = await pass(desk, cursor, ALL);
    for (const id of changed) assert.ok(seen.tickets.has(id), id);
    assert.ok(seen.pages.length > 2);
    for (const [index, page] of seen.pages.entries()) {
      const rest = await pass(another(), page.cursor, ALL);
      const before = new Set(seen.pages.slice(0, index + 1).flatMap(each => each.tickets.map(({ id }) => id)));
      for (const id of changed) assert.ok(before.has(id) || rest.tickets.has(id), id);
    }
    await sample.control.forget();
    await pass(desk, seen.cursor, ALL);
    assert.deepEqual(await actions(), ['get_history', 'get_tickets']);
  });

  it('reads every ticket once while others are made, and hears of these afterwards', async () => {
    await sample.control.set({ pageSizeLimit: 40 });
    const before = every();
    const made: string[] = [];
    const full = await pass(another(), undefined, ALL, async () => {
      if (made.length > 2) return;
      const [customer] = await desk.customers('', 1);
      const draft = { subject: 'meanwhile', description: '', customerId: customer?.id ?? '' };
      made.push((await desk.createTicket(draft)).id);
    });
    const came = full.pages.flatMap(page => page.tickets.map(({ id }) => id));
    assert.deepEqual(sorted(came), sorted(before));
    const { tickets } = await pass(another(), full.cursor, ALL);
    for (const id of made) assert.ok(tickets.has(id), id);
  });

  for (const [what, missing] of [
    ['few numbers', 'id % 9 = 0'],
    ['many numbers', 'id % 3 > 0'],
    ['a thousand numbers in a row', 'id BETWEEN 2200 AND 3200'],
  ] as const) {
    it(`brings each ticket once where ${what} are missing, the next range asked for before its turn`, async () => {
      const large = await startSampleDesk(['--tickets', '4000']);
      const tickets = new DatabaseSync(join(large.dataDir, 'sampledesk.db'), {
        timeout: 5000,
        enableForeignKeyConstraints: false,
      });
      const { url: address, key } = large.readydesk;
      const mirrored = readydesk.open({ id: 'r', name: 'R', system: 'readydesk', address }, key);
      try {
        tickets.exec(`DELETE FROM rd_tickets WHERE ${missing}`);
        const ids = tickets.prepare('SELECT id FROM rd_tickets').all();
        await large.control.forget();
        const full = await pass(mirrored, undefined, ALL);
        assert.deepEqual(idsIn(full), sorted(ids.map(({ id }) => String(id))));
        assert.equal(
          full.pages.reduce((sum, page) => sum + page.tickets.length, 0),
          ids.length,
        );
        const lists = (await large.control.requests()).filter(each => /end_tid=\d+&count=500/.test(each.address));
        const exact = new Set(full.pages.map(page => String(Number(page.tickets.at(-1)?.id) - 1)));
        const guessed = lists.filter(each => !exact.has(/end_tid=(\d+)/.exec(each.address)?.[1] ?? ''));
        assert.equal(guessed.length > 0, what !== 'many numbers', lists.map(({ address }) => address).join('\n'));
      } finally {
        await mirrored.close();
        tickets.close();
        await large.stop();
      }
    });
  }

  it('asks once for a technician who is none that it knows', async () => {
    const mirrored = another();
    const full = await pass(mirrored, undefined, ALL);
    const newest = every().at(-1);
    db.exec(`UPDATE rd_tickets SET assigned_to = 'somebody-new' WHERE id = ${newest}`);
    for (const expected of [4, 2, 2]) {
      await sample.control.forget();
      const { tickets } = await pass(mirrored, full.cursor, ALL);
      assert.equal(tickets.get(newest ?? '')?.assignee?.name, 'somebody-new');
      assert.equal((await actions()).length, expected);
    }
  });

  it('answers conversations of neighbours with one request, also where answers are cut', async () => {
    const ids = every().slice(20, 80);
    for (const limit of [null, 50]) {
      await sample.control.set({ pageSizeLimit: limit });
      const mirrored = another();
      await sample.control.forget();
      let entries = 0;
      const found: string[] = [];
      for await (const { ticketId, history } of mirrored.depths(ids)) {
        found.push(ticketId);
        entries += history.length;
      }
      const held = db.prepare(
        `SELECT count(*) AS n FROM rd_history WHERE tid IN (${ids.join()}) AND (notes <> '' OR type <> '')`,
      );
      assert.deepEqual([sorted(found), entries], [sorted(ids), Number(held.get()?.n)]);
      const asked = (await actions()).filter(action => action === 'get_history');
      assert.ok(asked.length <= (limit ? Math.ceil(entries / limit) + 4 : 3), `${asked.length}`);
    }
  });

  it('leaves out conversations of tickets that are gone, and knows those in which nobody said a word', async () => {
    const old = every("status = 'Closed'");
    const beside = every().slice(100, 120);
    const [lone = '', other = ''] = [old[3], old.at(-1)];
    assert.ok(!beside.includes(lone) && !beside.includes(other));
    const [lost = '', silent = ''] = [beside[7], beside[9]];
    const without: Ways = {
      answer: (xml, action) => {
        const cut = (element: string, id: string, text: string) =>
          text.replace(new RegExp(`<${element}>(?:(?!</${element}>)[^])*?<${id}</[^]*?</${element}>`, 'g'), '');
        if (action === 'get_history')
          return [lost, silent, lone, other].reduce((text, id) => cut('history', `ticket_id>${id}`, text), xml);
        return action === 'get_tickets' ? cut('ticket', `id>${lost}`, cut('ticket', `id>${lone}`, xml)) : xml;
      },
    };
    const through = await startThrough(sample, without);
    try {
      const found: string[] = [];
      for await (const { ticketId } of through.open().depths([...beside, lone, other])) found.push(ticketId);
      assert.deepEqual(sorted(found), sorted([...beside.filter(id => id !== lost), other]));
    } finally {
      await through.stop();
    }
  });

  describe('on desks with ways of their own', () => {
    let through: Through;
    afterEach(() => through.stop());

    const ascending: Ways = {
      ask: query => {
        query.delete('order');
      },
    };
    const withoutOrder: Ways = { ask: query => (query.has('order') ? refusal('Unknown variable order.') : undefined) };
    const withoutRanges: Ways = {
      ask: query => {
        query.delete('start_tid');
        query.delete('end_tid');
      },
    };
    const refusesRanges: Ways = {
      ask: query => (query.has('start_tid') || query.has('end_tid') ? refusal('Unknown variable.') : undefined),
    };
    const withoutCounts: Ways = { ask: query => (query.has('count_only') ? refusal('Unknown variable.') : undefined) };
    const withoutIds: Ways = {
      answer: (xml, action) => (action === 'get_history' ? xml.replace(/(<history>\s*)<id>\d+<\/id>/g, '$1') : xml),
    };
    const both = (...ways: Ways[]): Ways => ({
      ask: (query, action) => ways.map(each => each.ask?.(query, action)).find(Boolean) ?? undefined,
      answer: (xml, action, query) => ways.reduce((now, each) => each.answer?.(now, action, query) ?? now, xml),
    });

    const cases: [string, Ways, expected: number | undefined][] = [
      ['that ignores order', ascending, 2],
      ['that refuses order', withoutOrder, 2],
      ['that ignores ranges', withoutRanges, 2],
      ['that refuses ranges', refusesRanges, 2],
      ['that does not count', withoutCounts, 2],
      ['that ignores order and ranges', both(ascending, withoutRanges), 2],
      ['whose history has no ids', withoutIds, 2],
      ['whose history has no ids, the oldest first', both(ascending, withoutIds), 2],
      ['that ignores order and does not count', both(ascending, withoutCounts), undefined],
    ];
    for (const [what, ways, requests] of cases) {
      it(`reads all and hears of changes of one ${what}`, async () => {
        through = await startThrough(sample, ways);
        await sample.control.set({ pageSizeLimit: 60 });
        const mirrored = through.open();
        const full = await pass(mirrored, undefined, ALL);
        assert.deepEqual(idsIn(full), sorted(every()));
        const [id = ''] = old(1);
        const [customer] = await desk.customers('', 1);
        assert.ok(customer);
        through.actions();
        await pass(mirrored, full.cursor, ALL);
        if (requests !== undefined) assert.equal(through.actions().length, requests);
        const made = await desk.createTicket({ subject: 'new', description: '', customerId: customer.id });
        await desk.addNote(id, { text: `note of ${what}`, visibility: 'plain' });
        // Where nothing tells what changed, all is read again after a while.
        const cursor = requests === undefined ? longAgo(full.cursor) : full.cursor;
        const { tickets, cursor: after } = await pass(through.open(), cursor, ALL);
        assert.ok(tickets.has(made.id) && tickets.has(id));
        through.actions();
        await pass(mirrored, after, ALL);
        if (requests !== undefined) assert.equal(through.actions().length, requests);
      });
    }

    it('reads all again, at times, on one that refuses the history of all tickets', async () => {
      through = await startThrough(sample, {
        ask: (query, action) =>
          action === 'get_history' && query.get('tid') === '*' ? refusal('tid must be a number.') : undefined,
      });
      const mirrored = through.open();
      const full = await pass(mirrored, undefined, { kind: 'open' });
      const [id = ''] = old(1);
      await desk.updateTicket(id, { status: 'Closed' });
      through.actions();
      assert.ok(!(await pass(mirrored, full.cursor, { kind: 'open' })).tickets.has(id));
      assert.deepEqual(through.actions(), ['get_tickets']);
      const again = await pass(mirrored, longAgo(full.cursor), { kind: 'open' });
      assert.equal(again.tickets.get(id)?.state, 'closed');
      const depths: string[] = [];
      for await (const { ticketId, history } of mirrored.depths(every().slice(0, 6))) {
        if (history.length > 0) depths.push(ticketId);
      }
      assert.equal(depths.length, 6);
    });

    it('reads all from one that knows neither count nor pages', async () => {
      through = await startThrough(sample, {
        ask: query => {
          for (const name of ['count', 'page', 'order', 'start_tid', 'end_tid']) query.delete(name);
        },
      });
      const full = await pass(through.open(), undefined, ALL);
      assert.deepEqual(idsIn(full), sorted(every()));
      assert.ok(full.pages.at(-1)?.complete);
    });

    it('says what is wrong with an answer that cannot be read, and goes on from the page before', async () => {
      const broken = [
        ['<records><record><colour>red</colour><size>9</size></record></records>', 'unreadable'],
        ['<html><body>Please sign in</body></html>', 'notAHelpDesk'],
        ['<tickets><ticket><id>1</id>', 'unreadable'],
      ] as const;
      let bad: string | undefined;
      await sample.control.set({ pageSizeLimit: 100 });
      through = await startThrough(sample, { answer: (xml, action) => (action === 'get_tickets' && bad) || xml });
      for (const [body, reason] of broken) {
        const mirrored = through.open();
        const pages = mirrored.changes(undefined, ALL)[Symbol.asyncIterator]();
        const first = await pages.next();
        bad = body;
        assert.equal((await failureFrom(Promise.resolve(pages.next()))).reason, reason);
        bad = undefined;
        const cursor = first.done ? '' : first.value.cursor;
        const rest = await pass(through.open(), cursor, ALL);
        const came = new Set([...idsIn(rest), ...(first.done ? [] : first.value.tickets.map(({ id }) => id))]);
        assert.deepEqual([...came].sort(), sorted(every()));
      }
    });
  });
});

/** As if all had been read long ago. */
function longAgo(cursor: string): string {
  return JSON.stringify({ ...JSON.parse(cursor), read: { at: 0, took: 0 } });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { matches, type TicketQuery } from '../../src/model/query.ts';
import { type NameField, newestFirst, type Search } from '../../src/model/search.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { TestEngine } from './engineFolder.ts';
import { startLocalServer } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

/** Both desks as settings would have them. */
function configs(sample: SampleDesk): { config: DeskConfig; secret: string }[] {
  const { readydesk, teamsupport } = sample;
  return [
    { config: { id: 'rd', name: 'RD', system: 'readydesk', address: readydesk.url }, secret: readydesk.key },
    {
      config: {
        id: 'ts',
        name: 'TS',
        system: 'teamsupport',
        address: teamsupport.url,
        organizationId: teamsupport.organizationId,
      },
      secret: teamsupport.token,
    },
  ];
}

const open: Search = { terms: [{ kind: 'is', is: 'open', not: false }] };
const everything = { tickets: 'all', days: 90, notices: false } as const;

function and(
  { terms }: Search,
  term: { readonly field: NameField; readonly names: readonly (string | null)[] },
): Search {
  return { terms: [...terms, { kind: 'name', not: false, ...term }] };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, each) => all + each, 0);
}

/** Ends when such a change is told, or was already. */
function heard(
  engine: Engine,
  wanted: (change: EngineChange) => boolean,
  before: readonly EngineChange[],
): Promise<void> {
  if (before.some(wanted)) return Promise.resolve();
  return new Promise(resolve => {
    const stop = engine.onChange(change => {
      if (!wanted(change)) return;
      stop();
      resolve();
    });
  });
}

describe('engine', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let engine: Engine;

  before(async () => {
    sample = await startSampleDesk();
    engine = new TestEngine();
    await engine.mirror(everything);
    for (const { config, secret } of configs(sample)) {
      value(await engine.open(config, secret));
      value(await engine.sync(config.id));
    }
  });
  after(async () => {
    await engine.dispose();
    await sample.stop();
  });

  it('does not know a desk that was not opened', async () => {
    assert.equal((await engine.tickets('nobody', {}, 10)).failure?.reason, 'signedOut');
  });

  for (const desk of ['rd', 'ts']) {
    it(`${desk}: lists of open tickets add up to all open tickets`, async () => {
      const all = await engine.list(desk, open, newestFirst, 10_000);
      assert.equal(all.failure, undefined);
      assert.ok(all.tickets.length > 50);
      assert.ok(all.tickets.every(ticket => ticket.state !== 'closed'));
      assert.equal(all.total, all.tickets.length);
      const groups = value(await engine.groupsIn(desk, open, 'group'));
      assert.equal(sum(groups.map(group => group.count)), all.total);
      const searches = groups.map(({ name = null }) => and(open, { field: 'group', names: [name] }));
      const counts = value(await engine.counts(desk, searches));
      assert.deepEqual(
        counts,
        groups.map(group => group.count),
      );
      const { tickets, total } = await engine.list(desk, searches[0] ?? open, newestFirst, 0);
      assert.deepEqual([tickets.length, total], [0, counts[0]]);
    });

    it(`${desk}: a list that is cut says so and goes on`, async () => {
      const cut = await engine.list(desk, open, newestFirst, 10);
      assert.equal(cut.tickets.length, 10);
      assert.ok(cut.more);
      assert.ok((cut.total ?? 0) > 10);
      const longer = await engine.list(desk, open, newestFirst, 20);
      assert.deepEqual(longer.tickets.slice(0, 10), cut.tickets);
    });

    it(`${desk}: somebody's and nobody's are told apart`, async () => {
      const all = (await engine.list(desk, open, newestFirst, 10_000)).tickets;
      const somebody = all.find(ticket => ticket.assignee)?.assignee?.name;
      assert.ok(somebody);
      const theirs = await engine.list(desk, and(open, { field: 'assignee', names: [somebody] }), newestFirst, 10_000);
      assert.ok(theirs.tickets.length > 0 && theirs.tickets.every(ticket => ticket.assignee?.name === somebody));
      const loose = await engine.list(desk, and(open, { field: 'assignee', names: [null] }), newestFirst, 10_000);
      assert.ok(loose.tickets.length > 0 && loose.tickets.every(ticket => !ticket.assignee));
    });

    it(`${desk}: recently updated tickets come newest first, closed ones too`, async () => {
      const from = { kind: 'ago', seconds: 14 * 86_400 } as const;
      const recent: Search = { terms: [{ kind: 'date', field: 'changed', from, not: false }] };
      const { tickets } = await engine.list(desk, recent, newestFirst, 500);
      const dates = tickets.map(ticket => ticket.changedAt ?? '');
      const since = new Date(Date.now() - 14 * 86_400_000).toISOString();
      assert.ok(dates.length > 5);
      assert.deepEqual(dates, [...dates].sort().reverse());
      assert.ok(dates.every(date => date >= since.slice(0, 16)));
    });

    it(`${desk}: closed tickets are asked for by their status, here and on the desk`, async () => {
      const { statuses } = value(await engine.pickLists(desk));
      const closed = statuses.filter(each => each.closed);
      assert.ok(closed.length > 0);
      const search: Search = {
        terms: [{ kind: 'name', field: 'status', names: closed.map(each => each.name), not: false }],
      };
      const here = await engine.list(desk, search, newestFirst, 50);
      const there = await Promise.all(closed.map(each => engine.tickets(desk, { status: each.name }, 50)));
      for (const tickets of [here.tickets, there.flatMap(list => list.tickets)]) {
        assert.ok(tickets.length > 0 && tickets.every(ticket => ticket.state === 'closed'));
      }
    });

    it(`${desk}: a search finds as it is typed, and all with time, also what only the desk knows`, async () => {
      const [first] = (await engine.list(desk, open, newestFirst, 1)).tickets;
      assert.ok(first);
      const words = (text: string): Search => ({ terms: [{ kind: 'text', text, phrase: false, not: false }] });
      const byNumber = await engine.search(desk, words(first.number), 20);
      assert.equal(byNumber.hits[0]?.ticket.id, first.id);
      await engine.mirror({ tickets: 'open', days: 1, notices: false });
      try {
        value(await engine.sync(desk));
        const { tickets } = await engine.tickets(desk, {}, 500);
        const closed = tickets.find(ticket => ticket.state === 'closed');
        const word = closed?.subject.split(' ').sort((a, b) => b.length - a.length)[0];
        assert.ok(closed && word);
        const search = and(words(word), { field: 'status', names: [closed.status] });
        assert.deepEqual((await engine.list(desk, search, newestFirst, 10)).tickets, []);
        assert.ok((await engine.search(desk, search, 50)).partial);
        const found = await engine.search(desk, search, 50, { thorough: true });
        assert.equal(found.failure, undefined);
        assert.ok(found.hits.some(hit => hit.ticket.id === closed.id && hit.marks.length > 0));
        assert.ok(found.hits.every(hit => hit.ticket.status === closed.status));
        const none = { terms: [...search.terms, { kind: 'number', number: 'none', not: false }] } as const;
        assert.deepEqual((await engine.search(desk, none, 50, { thorough: true })).hits, []);
        await sample.control.forget();
        assert.deepEqual(await engine.search(desk, search, 50, { thorough: true }), found);
        const asked = async () =>
          (await sample.control.requests()).filter(({ address }) => address.includes(encodeURIComponent(word))).length;
        assert.equal(await asked(), 0, 'the same words were asked for again');
        await engine.forget(desk);
        await engine.search(desk, search, 50, { thorough: true });
        assert.equal(await asked(), 1);
      } finally {
        await engine.mirror(everything);
        value(await engine.sync(desk));
      }
    });

    it(`${desk}: a ticket made here is in the lists, with its note and its time`, async () => {
      const changes: EngineChange[] = [];
      const stop = engine.onChange(change => changes.push(change));
      const [customer] = value(await engine.customers(desk, '', 5));
      const [technician] = value(await engine.technicians(desk));
      assert.ok(customer && technician);
      const subject = `Engine test ${desk} <b>&amp; "quotes"</b>`;
      const created = value(
        await engine.createTicket(desk, { subject, description: 'First line\n<second> line', customerId: customer.id }),
      );
      await heard(engine, change => change.kind === 'tickets' && change.ticketIds.includes(created.id), changes);
      const { tickets } = await engine.list(desk, open, newestFirst, 10_000);
      const found = tickets.find(ticket => ticket.id === created.id);
      assert.equal(found?.subject, subject);
      assert.equal(value(await engine.find(desk, found?.number ?? '')).id, created.id);

      const before = value(await engine.details(desk, created.id)).details;
      assert.equal(before.totalMinutes, 0);
      const [visibility] = value(await engine.open(...reopen(desk))).noteVisibilities;
      assert.ok(visibility);
      value(
        await engine.addNote(desk, created.id, {
          text: 'Looked at <it>\nand found',
          visibility,
          authorId: technician.id,
        }),
      );
      value(
        await engine.logTime(desk, created.id, {
          minutes: 80,
          startedAt: new Date(Date.now() - 80 * 60_000).toISOString(),
          notes: 'Found the cause',
          technicianId: technician.id,
        }),
      );
      const after = value(await engine.details(desk, created.id)).details;
      assert.deepEqual(after.missing, []);
      assert.equal(after.totalMinutes, 80);
      assert.deepEqual(
        after.timeEntries.map(entry => entry.minutes),
        [80],
      );
      const note = after.history.find(entry => entry.body.body.includes('Looked at'));
      assert.ok(note, 'the note is in the history');
      // A note that was sent as text must not come back as markup.
      assert.ok(note.body.kind === 'text' ? note.body.body.includes('<it>') : note.body.body.includes('&lt;it&gt;'));
      stop();
    });

    it(`${desk}: a number that no ticket has is not found`, async () => {
      const found = await engine.find(desk, '99999999');
      assert.ok(!found.ok);
      assert.equal(found.failure.reason, 'notFound');
    });
  }

  it('goes on with a list that the desk cannot filter for as long as somebody wants more', async () => {
    const large = await startSampleDesk(['--tickets', '6000']);
    const own = new TestEngine();
    const [readydeskConfig] = configs(large);
    assert.ok(readydeskConfig);
    const { config, secret } = readydeskConfig;
    value(await own.open(config, secret));
    const desk = readydesk.open(config, secret);
    const query: TicketQuery = { state: 'open', assigneeId: null };
    const all = (await desk.listTickets({}, { number: 1, size: 10_000 })).tickets.filter(each => matches(query, each));
    let list = await own.tickets('rd', query, 50);
    let asked = 1;
    for (let limit = 100; list.more; limit += 100, asked++) {
      list = await own.tickets('rd', query, limit);
      assert.ok(asked < 100, 'there is always more');
    }
    assert.ok(asked > 2, 'the list was not cut');
    const ids = (tickets: readonly { id: string }[]) => tickets.map(each => each.id).sort();
    assert.deepEqual(ids(list.tickets), ids(all));
    await desk.close();
    await own.dispose();
    await large.stop();
  });

  for (const system of ['readydesk', 'teamsupport']) {
    it(`${system}: remembers groups until told to forget them`, async () => {
      let name = 'Before';
      const server = await startLocalServer((_, response) => {
        const group = `<Group><ID>4</ID><Name>${name}</Name></Group>`;
        response.writeHead(200, { 'content-type': 'text/xml' }).end(`<Groups>${group}</Groups>`);
      });
      const own = new TestEngine();
      const config = { id: 'd', name: 'D', system, address: server.url, organizationId: '1' };
      value(await own.open(config, 'secret'));
      const names = async () => value(await own.groups('d')).map(group => group.name);
      try {
        assert.deepEqual(await names(), ['Before']);
        name = 'After';
        assert.deepEqual(await names(), ['Before']);
        await own.forget('d');
        assert.deepEqual(await names(), ['After']);
      } finally {
        await own.dispose();
        await server.stop();
      }
    });
  }

  it('says of a write whose answer was lost that it may have arrived, and not of one that never left', async () => {
    let posted = 0;
    const server = createServer((request, response) => {
      if (request.method !== 'POST') return response.end('<Tickets></Tickets>');
      posted++;
      return request.on('data', () => undefined).on('end', () => request.socket.destroy());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const own = new TestEngine();
    try {
      const [, teamsupport] = configs(sample);
      assert.ok(teamsupport);
      const config = { ...teamsupport.config, address: `http://127.0.0.1:${port}` };
      value(await own.open(config, teamsupport.secret));
      const write = () => own.addNote('ts', '1', { text: 'Seen', visibility: 'internal' });
      const lost = await write();
      assert.ok(!lost.ok);
      assert.deepEqual([posted, lost.failure.reason, lost.failure.uncertain], [1, 'unreachable', true]);
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      const refused = await write();
      assert.ok(!refused.ok);
      assert.deepEqual([refused.failure.reason, refused.failure.uncertain], ['unreachable', undefined]);
    } finally {
      server.close();
      await own.dispose();
    }
  });

  it('gives up waiting when told to', async () => {
    const abort = new AbortController();
    const asked = engine.tickets('ts', { text: 'invoice' }, 10, abort.signal);
    abort.abort();
    assert.equal((await asked).failure?.reason, 'cancelled');
  });

  it('shows what it knew when the desk is gone', async () => {
    const other = await startSampleDesk();
    const own = new TestEngine();
    const [readydesk] = configs(other);
    assert.ok(readydesk);
    value(await own.open(readydesk.config, readydesk.secret));
    value(await own.sync('rd'));
    const known = await own.list('rd', open, newestFirst, 20);
    const [first, never] = known.tickets;
    assert.ok(first && never);
    value(await own.details('rd', first.id));
    const people = value(await own.technicians('rd'));
    await other.stop();
    assert.deepEqual((await own.list('rd', open, newestFirst, 20)).tickets, known.tickets);
    await own.forget('rd');
    assert.ok(!(await own.sync('rd')).ok);
    const stale = await own.list('rd', open, newestFirst, 20);
    assert.equal(stale.failure?.reason, 'unreachable');
    assert.equal(stale.fetchedAt, known.fetchedAt);
    assert.deepEqual(stale.tickets, known.tickets);
    assert.deepEqual(value(await own.technicians('rd')), people);
    const details = value(await own.details('rd', first.id, { fresh: true }));
    assert.equal(details.failure?.reason, 'unreachable');
    assert.equal(details.details.ticket.id, first.id);
    const head = value(await own.details('rd', never.id));
    assert.equal(head.details.ticket.subject, never.subject);
    assert.ok(head.details.missing.length > 0 || head.fetchedAt);
    await own.dispose();
  });

  function reopen(desk: string): [DeskConfig, string] {
    const found = configs(sample).find(each => each.config.id === desk);
    assert.ok(found);
    return [found.config, found.secret];
  }
});

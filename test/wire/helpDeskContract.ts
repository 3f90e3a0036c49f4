import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { TicketQuery } from '../../src/model/query.ts';
import type { MirrorScope, TicketDepth } from '../../src/model/sync.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { failureFrom } from './localServer.ts';
import { idsIn, pass, seen } from './mirrored.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

/** A connector at work on a sample desk of 60 tickets. */
export interface Running {
  readonly sample: SampleDesk;
  readonly desk: HelpDesk;
  /** All tickets as the connector lists them. */
  readonly every: readonly TicketSummary[];
}

/** What a system brings to the contract. */
export interface Connector {
  /** More arguments for the sample desk. */
  readonly args?: readonly string[];
  /** Opens the sample desk; `secret` in place of the right one. */
  open(sample: SampleDesk, secret?: string): HelpDesk;
  /** How a plain text is read back after it was written. */
  written(text: string): string;
  /** Declares what only this system promises. */
  more(running: () => Running): void;
}

/** All tickets that a query finds, page by page. */
export async function listAll(desk: HelpDesk, query: TicketQuery, size = 7): Promise<TicketSummary[]> {
  const found: TicketSummary[] = [];
  for (let number = 1; ; number++) {
    const page = await desk.listTickets(query, { number, size });
    found.push(...page.tickets);
    if (!page.more) return found;
  }
}

/** Ids in an order of their own, to compare lists as sets. */
export const idsOf = (tickets: readonly TicketSummary[]) => tickets.map(ticket => ticket.id).sort();

/** A word of a subject that is in the list. */
export const wordOf = (tickets: readonly TicketSummary[]) => /\p{L}{5,}/u.exec(tickets[3]?.subject ?? '')?.[0] ?? '';

/** Declares the tests of `HelpDesk` that every system has to pass, then the system's own. */
export function describeHelpDesk(title: string, { args = [], open, written, more }: Connector): void {
  describe(title, function () {
    this.timeout(30_000);
    let sample: SampleDesk;
    let desk: HelpDesk;
    let every: readonly TicketSummary[];

    before(async () => {
      sample = await startSampleDesk(['--tickets', '60', ...args]);
      desk = open(sample);
      every = await listAll(desk, {}, 25);
    });
    after(async () => {
      await desk.close();
      await sample.stop();
    });

    it('is recognised and names its technicians', async () => {
      const { technicians } = await desk.check();
      assert.ok(technicians.length > 1 && technicians.every(each => each.id && each.name));
      assert.ok(technicians.every(each => !/[+%]/.test(each.name)));
    });

    it('refuses a wrong secret, and says nothing of it', async () => {
      const wrong = open(sample, '00000000-dead-beef-0000-000000000000');
      const failure = await failureFrom(wrong.check());
      assert.equal(failure.reason, 'unauthorized');
      assert.ok(!JSON.stringify(failure).includes('dead-beef'));
      await wrong.close();
    });

    it('lists all tickets page by page, each once', async () => {
      assert.ok(every.length >= 60);
      assert.equal(new Set(idsOf(every)).size, every.length);
      const first = await desk.listTickets({}, { number: 1, size: 10 });
      assert.deepEqual([first.tickets.length, first.total, first.more], [10, every.length, true]);
      const beyond = await desk.listTickets({}, { number: 1000, size: 10 });
      assert.deepEqual([beyond.tickets, beyond.more], [[], false]);
      assert.ok(every.every(ticket => ticket.subject && ticket.number && ticket.status && ticket.openedAt));
      assert.ok(every.some(t => t.customer) && every.some(t => t.group?.id) && every.some(t => t.priority));
      for (const urgency of ['normal', 'high']) {
        const some = every.some(ticket => ticket.urgency === urgency);
        assert.ok(some, urgency);
      }
      for (const state of ['open', 'waiting', 'closed']) {
        const some = every.some(ticket => ticket.state === state);
        assert.ok(some, state);
      }
    });

    it('filters as asked', async () => {
      const mine = every.find(ticket => ticket.assignee?.id && ticket.state !== 'closed')?.assignee?.id ?? '';
      const group = every.find(ticket => ticket.group)?.group?.name ?? '';
      const status = every[0]?.status ?? '';
      const cases: [TicketQuery, (ticket: TicketSummary) => boolean][] = [
        [{ state: 'open' }, t => t.state !== 'closed'],
        [{ assigneeId: mine, state: 'open' }, t => t.assignee?.id === mine && t.state !== 'closed'],
        [{ assigneeId: null }, t => !t.assignee],
        [{ groupName: group }, t => t.group?.name === group],
        [{ status }, t => t.status === status],
      ];
      for (const [query, belongs] of cases) {
        const expected = idsOf(every.filter(belongs));
        assert.ok(expected.length > 0 && expected.length < every.length, JSON.stringify(query));
        assert.deepEqual(idsOf(await listAll(desk, query)), expected, JSON.stringify(query));
      }
      assert.ok(idsOf(await listAll(desk, { text: wordOf(every) })).includes(every[3]?.id ?? ''));
      const technicians = await desk.technicians();
      assert.ok(technicians.some(each => each.id === mine));
    });

    it('shows tickets by their number, with their history in order', async () => {
      const shown = every.slice(0, 25);
      const tickets = await Promise.all(shown.map(ticket => desk.findTicket(ticket.number)));
      assert.deepEqual(
        tickets.map(ticket => [ticket.id, ticket.number, ticket.subject]),
        shown.map(ticket => [ticket.id, ticket.number, ticket.subject]),
      );
      const histories = await Promise.all(tickets.map(ticket => desk.history(ticket.id)));
      for (const history of histories) {
        const dates = history.map(entry => entry.at ?? '');
        assert.deepEqual(dates, [...dates].sort());
      }
      assert.ok(histories.flat().some(entry => entry.role === 'technician'));
      assert.equal((await failureFrom(desk.getTicket('99999999'))).reason, 'notFound');
      assert.equal((await failureFrom(desk.findTicket('99999999'))).reason, 'notFound');
    });

    it('has a directory', async () => {
      const [groups, few] = await Promise.all([desk.groups(), desk.customers('a', 3)]);
      assert.ok(groups.length > 0 && groups.every(group => group.id && !/[+%]/.test(group.name)));
      assert.ok(few.length > 0 && few.length <= 3 && few.every(customer => customer.name));
    });

    it('reads all tickets of each scope for a mirror, as it lists them', async () => {
      const since = every.map(ticket => ticket.changedAt ?? ticket.openedAt ?? '').sort()[30] ?? '';
      const isOpen = (ticket: TicketSummary): boolean => ticket.state !== 'closed';
      const recent = (ticket: TicketSummary): boolean => (ticket.changedAt ?? ticket.openedAt ?? '') >= since;
      const scopes: [MirrorScope, (ticket: TicketSummary) => boolean][] = [
        [{ kind: 'all' }, () => true],
        [{ kind: 'open' }, isOpen],
        [{ kind: 'recent', since }, ticket => isOpen(ticket) || recent(ticket)],
      ];
      for (const limit of [null, 13]) {
        await sample.control.set({ pageSizeLimit: limit });
        for (const [scope, belongs] of scopes) {
          const mirrored = open(sample);
          const full = await pass(mirrored, undefined, scope);
          assert.deepEqual(idsIn(full), idsOf(every.filter(belongs)), `${scope.kind} ${limit}`);
          assert.deepEqual(
            full.pages.map(page => page.complete),
            full.pages.map((_, index) => index === full.pages.length - 1),
          );
          assert.ok(limit === null || full.pages.length > 1);
          for (const ticket of [...full.tickets.values()].slice(0, 5)) {
            const { description: _listed, ...listed } = ticket;
            const { description: _read, ...read } = await mirrored.getTicket(ticket.id);
            assert.deepEqual(listed, read);
          }
          await mirrored.close();
        }
      }
      await sample.control.usual();
    });

    it('goes on with a mirror from every page, in another process', async () => {
      await sample.control.set({ pageSizeLimit: 20 });
      const first = open(sample);
      const { pages } = await pass(first, undefined);
      await first.close();
      assert.ok(pages.length > 2);
      for (const [index, { cursor }] of pages.entries()) {
        const next = open(sample);
        const rest = await pass(next, cursor, { kind: 'all' });
        const before = seen(pages.slice(0, index + 1));
        assert.deepEqual([...new Set([...idsIn(before), ...idsIn(rest)])].sort(), idsOf(every));
        assert.ok(index === pages.length - 1 || rest.tickets.size < every.length || index < 2);
        await next.close();
      }
      await sample.control.usual();
    });

    it('asks for no page of a mirror before it is wanted, and for none once it is given up', async () => {
      await sample.control.set({ pageSizeLimit: 20 });
      const mirrored = open(sample);
      await sample.control.forget();
      const giving = new AbortController();
      const pages = mirrored.changes(undefined, { kind: 'all' }, giving.signal)[Symbol.asyncIterator]();
      assert.deepEqual(await sample.control.requests(), []);
      await pages.next();
      const asked = (await sample.control.requests()).length;
      giving.abort();
      assert.equal((await failureFrom(pages.next())).reason, 'cancelled');
      assert.equal((await sample.control.requests()).length, asked);
      assert.equal((await failureFrom(pass(mirrored, 'no cursor'))).reason, 'badInput');
      for (const cursor of ['', 'null', '[]', '{}', '{"system":"readydesk","version":2}', '{"system":"teamsupport"}']) {
        assert.equal((await failureFrom(pass(mirrored, cursor))).reason, 'badInput', cursor);
      }
      await mirrored.close();
      await sample.control.usual();
    });

    it('answers conversations in bulk as it answers them one by one', async () => {
      const ids = every.slice(0, 30).map(ticket => ticket.id);
      const depths = new Map<string, TicketDepth>();
      for await (const depth of desk.depths(ids)) depths.set(depth.ticketId, depth);
      assert.deepEqual([...depths.keys()].sort(), [...ids].sort());
      for (const id of ids) {
        const depth = depths.get(id);
        assert.deepEqual(depth?.history, await desk.history(id));
        if (depth?.timeEntries) assert.deepEqual(depth.timeEntries, await desk.timeEntries(id));
        if (depth?.description) assert.deepEqual(depth.description, (await desk.getTicket(id)).description);
      }
    });

    it('creates a ticket and logs time, and reads it all back', async () => {
      const [[group], [technician], [customer]] = await Promise.all([
        desk.groups(),
        desk.technicians(),
        desk.customers('', 10),
      ]);
      assert.ok(group && technician && customer);
      const made = await desk.createTicket({
        subject: 'Umlauts üß & <angles> "quotes" שלום 🛠 1+1=2',
        description: 'First line\nsecond <b>line</b> & 50 % of a+b\n\nAT&T',
        customerId: customer.id,
        groupId: group.id,
        assigneeId: technician.id,
      });
      assert.equal(made.warning, undefined);
      const ticket = await desk.findTicket(made.number ?? '');
      assert.equal(ticket.id, made.id);
      assert.equal(ticket.subject, 'Umlauts üß & <angles> "quotes" שלום 🛠 1+1=2');
      assert.equal(ticket.description?.body, written('First line\nsecond <b>line</b> & 50 % of a+b\n\nAT&T'));
      assert.deepEqual([ticket.group?.name, ticket.assignee?.id, ticket.state], [group.name, technician.id, 'open']);
      await desk.logTime(ticket.id, {
        minutes: 95,
        startedAt: '2025-07-03T09:05:00.000Z',
        notes: 'looked & found',
        technicianId: technician.id,
      });
      const [entry, ...others] = await desk.timeEntries(ticket.id);
      assert.deepEqual(
        [entry?.minutes, entry?.at, entry?.notes, entry?.by?.id, others],
        [95, '2025-07-03T09:05:00.000Z', 'looked & found', technician.id, []],
      );
    });

    more(() => ({ sample, desk, every }));
  });
}

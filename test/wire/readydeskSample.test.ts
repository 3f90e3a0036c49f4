import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { TicketQuery } from '../../src/model/query.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const config = { id: 'r', name: 'R', system: 'readydesk' };

async function all(desk: HelpDesk, query: TicketQuery, size = 7): Promise<TicketSummary[]> {
  const found: TicketSummary[] = [];
  for (let number = 1; ; number++) {
    const page = await desk.listTickets(query, { number, size });
    found.push(...page.tickets);
    if (!page.more) return found;
  }
}

const ids = (tickets: readonly TicketSummary[]) => tickets.map(ticket => ticket.id).sort();

for (const args of [[], ['--defective-json']]) {
  describe(`ReadyDesk and the sample desk ${args.join(' ')}`, function () {
    this.timeout(30_000);
    let sample: SampleDesk;
    let desk: HelpDesk;
    let every: TicketSummary[];

    before(async () => {
      sample = await startSampleDesk(['--tickets', '60', ...args]);
      desk = readydesk.open({ ...config, address: sample.readydesk.url }, sample.readydesk.key);
      every = await all(desk, {}, 25);
    });
    after(async () => {
      await desk.close();
      await sample.stop();
    });

    it('is recognised at every form of its address', async () => {
      const { address, technicians } = await desk.check();
      assert.ok(technicians.length > 1 && technicians.every(each => each.id && each.name));
      assert.ok(technicians.every(each => !/[+%]/.test(each.name)));
      const folder = address.replace(/api\/(?:default\.aspx)?$/i, '');
      for (const form of [folder, `${folder}API`, `${folder}API/`, `${folder}API/default.aspx`]) {
        const again = readydesk.open({ ...config, address: form }, sample.readydesk.key);
        assert.equal((await again.check()).technicians.length, technicians.length, form);
        await again.close();
      }
    });

    it('refuses a wrong key, and says nothing of it', async () => {
      const wrong = readydesk.open({ ...config, address: sample.readydesk.url }, 'not-the-key-at-all');
      const failure = await failureFrom(wrong.check());
      assert.equal(failure.reason, 'unauthorized');
      assert.ok(!JSON.stringify(failure).includes('not-the-key'));
      await wrong.close();
    });

    it('lists all tickets page by page, newest first and each once', async () => {
      assert.ok(every.length >= 60);
      assert.equal(new Set(ids(every)).size, every.length);
      const first = await desk.listTickets({}, { number: 1, size: 10 });
      assert.deepEqual([first.tickets.length, first.total, first.more], [10, every.length, true]);
      assert.deepEqual(
        every.map(ticket => Number(ticket.id)),
        every.map(t => Number(t.id)).sort((a, b) => b - a),
      );
      const beyond = await desk.listTickets({}, { number: 1000, size: 10 });
      assert.deepEqual([beyond.tickets, beyond.more], [[], false]);
      assert.ok(every.every(ticket => ticket.subject && ticket.status && ticket.openedAt));
      assert.ok(every.some(t => t.customer?.id) && every.some(t => t.group?.id) && every.some(t => t.priority));
      for (const urgency of ['normal', 'high'])
        assert.ok(
          every.some(t => t.urgency === urgency),
          urgency,
        );
      for (const state of ['open', 'waiting', 'closed'])
        assert.ok(
          every.some(t => t.state === state),
          state,
        );
    });

    it('filters as asked', async () => {
      const mine = every.find(ticket => ticket.assignee?.id && ticket.state !== 'closed')?.assignee?.id ?? '';
      const group = every.find(ticket => ticket.group)?.group?.name ?? '';
      const status = every[0]?.status ?? '';
      const since = every.map(ticket => ticket.changedAt ?? ticket.openedAt ?? '').sort()[30] ?? '';
      const cases: [TicketQuery, (ticket: TicketSummary) => boolean][] = [
        [{ state: 'open' }, t => t.state !== 'closed'],
        [{ assigneeId: mine, state: 'open' }, t => t.assignee?.id === mine && t.state !== 'closed'],
        [{ assigneeId: null }, t => !t.assignee],
        [{ groupName: group }, t => t.group?.name === group],
        [{ status }, t => t.status === status],
        [{ changedSince: since }, t => (t.changedAt ?? t.openedAt ?? '') >= since],
      ];
      for (const [query, belongs] of cases) {
        const expected = ids(every.filter(belongs));
        assert.ok(expected.length > 0 && expected.length < every.length, JSON.stringify(query));
        assert.deepEqual(ids(await all(desk, query)), expected, JSON.stringify(query));
      }
      const word = /\p{L}{5,}/u.exec(every[3]?.subject ?? '')?.[0] ?? '';
      const found = ids(await all(desk, { text: word }));
      assert.ok(found.includes(every[3]?.id ?? ''));
      const technicians = await desk.technicians();
      assert.ok(technicians.some(each => each.id === mine));
    });

    it('shows tickets in full', async () => {
      const tickets = await Promise.all(every.slice(0, 25).map(ticket => desk.findTicket(ticket.number)));
      assert.deepEqual(
        tickets.map(t => t.subject),
        every.slice(0, 25).map(t => t.subject),
      );
      assert.ok(tickets.some(ticket => ticket.description?.body.includes(' ')));
      const histories = await Promise.all(tickets.map(ticket => desk.history(ticket.id)));
      const entries = histories.flat();
      assert.ok(entries.length > 0);
      for (const history of histories) {
        const dates = history.map(entry => entry.at ?? '');
        assert.deepEqual(dates, [...dates].sort());
      }
      assert.ok(entries.every(entry => entry.at && entry.body.body && (entry.role === 'system' || entry.author?.name)));
      assert.ok(entries.some(entry => entry.role === 'technician') && entries.some(entry => entry.role === 'customer'));
      const times = (await Promise.all(every.map(ticket => desk.timeEntries(ticket.id)))).flat();
      assert.ok(times.length > 0 && times.every(entry => entry.at && entry.by?.name && entry.minutes > 0));
      const files = (await Promise.all(every.map(ticket => desk.attachments(ticket.id)))).flat();
      assert.ok(files.length > 0 && files.every(file => file.at && file.size && !/%[0-9a-f]{2}/i.test(file.name)));
      assert.ok(files.some(file => file.name.includes(' ')));
      assert.equal((await failureFrom(desk.getTicket('99999999'))).reason, 'notFound');
    });

    it('has a directory and pick-lists', async () => {
      const [groups, picks, some, few] = await Promise.all([
        desk.groups(),
        desk.pickLists(),
        desk.customers('', 1000),
        desk.customers('a', 3),
      ]);
      assert.ok(groups.length > 0 && groups.every(group => !/[+%]/.test(group.name)));
      for (const list of [picks.statuses, picks.categories, picks.sources]) {
        assert.ok(list.length > 0);
        assert.equal(new Set(list.map(choice => choice.id)).size, list.length);
      }
      assert.ok(some.length > 3 && some.some(customer => customer.company) && some.every(customer => customer.name));
      assert.ok(few.length > 0 && few.length <= 3);
    });

    it('creates a ticket, writes to it and logs time, and reads it all back', async () => {
      const [picks, groups, technicians, customers] = await Promise.all([
        desk.pickLists(),
        desk.groups(),
        desk.technicians(),
        desk.customers('', 10),
      ]);
      const [category, group, technician, customer] = [picks.categories[0], groups[0], technicians[0], customers[0]];
      assert.ok(category && group && technician && customer);
      const made = await desk.createTicket({
        subject: 'Umlauts üß & <angles> "quotes" שלום 🛠 1+1=2',
        description: 'First line\nsecond & 50 % of a+b',
        customerId: customer.id,
        groupId: group.id,
        assigneeId: technician.id,
        categoryId: category.id,
      });
      const ticket = await desk.findTicket(made.number ?? '');
      assert.equal(ticket.subject, 'Umlauts üß & <angles> "quotes" שלום 🛠 1+1=2');
      assert.deepEqual(
        [ticket.category, ticket.group?.name, ticket.assignee?.id, ticket.state, ticket.customer?.id],
        [category.name, group.name, technician.id, 'open', customer.id],
      );
      assert.equal(ticket.description?.body, 'First line\nsecond & 50 % of a+b');
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
      const refused = await failureFrom(
        desk.createTicket({ subject: 's', description: '', customerId: 'nobody-at-all' }),
      );
      assert.equal(refused.reason, 'refused');
      const note = await desk.addNote(ticket.id, {
        text: 'a note & more',
        visibility: 'plain',
        authorId: technician.id,
      });
      const history = await desk.history(ticket.id);
      const written = history.find(each => each.id === note.id);
      assert.deepEqual([written?.body.body, written?.author?.id], ['a note & more', technician.id]);
    });
  });
}

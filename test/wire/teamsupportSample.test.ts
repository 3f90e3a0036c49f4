import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { TicketQuery } from '../../src/model/query.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import type { Flavour } from '../../src/teamsupport/client.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

function open({ teamsupport }: SampleDesk, flavour: Flavour, token = teamsupport.token, address = teamsupport.url) {
  const { organizationId } = teamsupport;
  return openTeamSupport({ id: 't', name: 'T', system: 'teamsupport', address, organizationId }, token, flavour);
}

async function all(desk: HelpDesk, query: TicketQuery, size = 7): Promise<TicketSummary[]> {
  const found: TicketSummary[] = [];
  for (let number = 1; ; number++) {
    const page = await desk.listTickets(query, { number, size });
    found.push(...page.tickets);
    if (!page.more) return found;
  }
}

const ids = (tickets: readonly TicketSummary[]) => tickets.map(ticket => ticket.id).sort();

for (const flavour of ['xml', 'json'] as const) {
  describe(`TeamSupport and the sample desk, ${flavour}`, function () {
    this.timeout(30_000);
    let sample: SampleDesk;
    let desk: HelpDesk;
    let every: TicketSummary[];

    before(async () => {
      sample = await startSampleDesk(['--tickets', '60']);
      desk = open(sample, flavour);
      every = await all(desk, {}, 25);
    });
    after(async () => {
      await desk.close();
      await sample.stop();
    });

    it('is recognised, and its address kept in one form', async () => {
      const { address, technicians } = await desk.check();
      assert.ok(technicians.length > 1 && technicians.every(each => each.id && each.name));
      const again = open(sample, flavour, sample.teamsupport.token, `${address}/api/xml/`);
      assert.equal((await again.check()).address, address);
      await again.close();
    });

    it('refuses a wrong token, and says nothing of it', async () => {
      const wrong = open(sample, flavour, '00000000-dead-beef-0000-000000000000');
      const failure = await failureFrom(wrong.check());
      assert.equal(failure.reason, 'unauthorized');
      assert.ok(!JSON.stringify(failure).includes('dead-beef'));
      await wrong.close();
    });

    it('lists all tickets page by page, each once', async () => {
      assert.ok(every.length >= 60);
      assert.equal(new Set(ids(every)).size, every.length);
      const first = await desk.listTickets({}, { number: 1, size: 10 });
      assert.deepEqual([first.tickets.length, first.total, first.more], [10, every.length, true]);
      const beyond = await desk.listTickets({}, { number: 1000, size: 10 });
      assert.deepEqual([beyond.tickets, beyond.more], [[], false]);
      assert.ok(every.every(t => t.subject && t.number && t.status && t.openedAt && t.changedAt));
      assert.ok(every.some(t => t.customer?.name) && every.some(t => t.group?.id) && every.some(t => t.priority));
    });

    it('filters as asked', async () => {
      const mine = every.find(ticket => ticket.assignee?.id && ticket.state !== 'closed')?.assignee?.id ?? '';
      const group = every.find(ticket => ticket.group)?.group?.name ?? '';
      const status = every[0]?.status ?? '';
      const word = /\p{L}{5,}/u.exec(every[3]?.subject ?? '')?.[0] ?? '';
      const since = every.map(ticket => ticket.changedAt ?? '').sort()[30] ?? '';
      const cases: [TicketQuery, (ticket: TicketSummary) => boolean][] = [
        [{ state: 'open' }, t => t.state !== 'closed'],
        [{ assigneeId: mine, state: 'open' }, t => t.assignee?.id === mine && t.state !== 'closed'],
        [{ assigneeId: null }, t => !t.assignee],
        [{ groupName: group }, t => t.group?.name === group],
        [{ status }, t => t.status === status],
        [{ text: word }, t => t.subject.toLowerCase().includes(word.toLowerCase())],
        [{ changedSince: since }, t => (t.changedAt ?? '') >= since],
      ];
      for (const [query, belongs] of cases) {
        const expected = ids(every.filter(belongs));
        assert.ok(expected.length > 0 && expected.length < every.length, JSON.stringify(query));
        assert.deepEqual(ids(await all(desk, query)), expected, JSON.stringify(query));
      }
    });

    it('shows tickets in full, by id and by number', async () => {
      const numbers = every.slice(0, 25).map(ticket => ticket.number);
      const tickets = await Promise.all(numbers.map(number => desk.findTicket(number)));
      assert.deepEqual(
        tickets.map(ticket => ticket.number),
        numbers,
      );
      assert.ok(tickets.some(ticket => ticket.description?.body.includes('<p')));
      const listed = every.find(ticket => ticket.id === tickets[0]?.id);
      assert.equal(listed?.subject, tickets[0]?.subject);
      const histories = await Promise.all(tickets.map(ticket => desk.history(ticket.id)));
      const entries = histories.flat();
      for (const history of histories) {
        const dates = history.map(entry => entry.at ?? '');
        assert.deepEqual(dates, [...dates].sort());
      }
      for (const visibility of ['public', 'internal'])
        assert.ok(
          entries.some(entry => entry.visibility === visibility),
          visibility,
        );
      assert.ok(entries.some(entry => entry.role === 'technician'));
      assert.ok(entries.every(entry => !/&lt;(?:p|br|div)&gt;/.test(entry.body.body)));
      for (const ticket of tickets) {
        const minutes = (await desk.timeEntries(ticket.id)).reduce((sum, entry) => sum + entry.minutes, 0);
        assert.equal(minutes, ticket.minutesLogged, ticket.number);
      }
      assert.equal((await failureFrom(desk.getTicket('99999999'))).reason, 'notFound');
      assert.equal((await failureFrom(desk.findTicket('99999999'))).reason, 'notFound');
    });

    it('has a directory and pick-lists', async () => {
      const [groups, picks, some, few] = await Promise.all([
        desk.groups(),
        desk.pickLists(),
        desk.customers('', 1000),
        desk.customers('a', 3),
      ]);
      assert.ok(groups.length > 0 && picks.types.length > 0 && picks.priorities.length > 0);
      assert.ok(picks.statuses.every(status => picks.types.some(type => type.id === status.typeId)));
      assert.ok(picks.statuses.some(status => status.closed) && picks.statuses.some(status => !status.closed));
      for (const kind of ['contact:', 'customer:'])
        assert.ok(
          some.some(customer => customer.id.startsWith(kind)),
          kind,
        );
      assert.ok(few.length <= 3);
    });

    it('creates a ticket, writes to it and logs time, and reads it all back', async () => {
      const [picks, groups, technicians, contacts] = await Promise.all([
        desk.pickLists(),
        desk.groups(),
        desk.technicians(),
        desk.customers('', 1000),
      ]);
      const contact = contacts.find(each => each.id.startsWith('contact:'));
      const [priority, group, technician] = [picks.priorities[0], groups[0], technicians[0]];
      assert.ok(contact && priority && group && technician);
      const made = await desk.createTicket({
        subject: 'Umlauts & <angles> "quotes" שלום 🛠',
        description: 'First line\nsecond <b>line</b>\n\nAT&T',
        customerId: contact.id,
        priorityId: priority.id,
        groupId: group.id,
        assigneeId: technician.id,
      });
      assert.equal(made.warning, undefined);
      const ticket = await desk.findTicket(made.number ?? '');
      assert.equal(ticket.id, made.id);
      assert.equal(ticket.subject, 'Umlauts & <angles> "quotes" שלום 🛠');
      assert.equal(ticket.description?.body, '<p>First line<br>second &lt;b&gt;line&lt;/b&gt;</p><p>AT&amp;T</p>');
      assert.deepEqual(
        [ticket.priority, ticket.group?.name, ticket.assignee?.id, ticket.state, ticket.contact?.id],
        [priority.name, group.name, technician.id, 'open', contact.id],
      );
      const note = await desk.addNote(ticket.id, { text: 'for us', visibility: 'internal', authorId: technician.id });
      const reply = await desk.addNote(ticket.id, { text: 'for all', visibility: 'public', authorId: technician.id });
      const time = await desk.logTime(ticket.id, {
        minutes: 95,
        startedAt: '2025-07-03T09:05:00.000Z',
        notes: 'looked & found',
        technicianId: technician.id,
      });
      const history = await desk.history(ticket.id);
      assert.deepEqual(
        history.map(entry => [entry.id, entry.visibility, entry.body.body, entry.author?.id]),
        [
          [note.id, 'internal', '<p>for us</p>', technician.id],
          [reply.id, 'public', '<p>for all</p>', technician.id],
          [time.id, 'internal', '<p>looked &amp; found</p>', technician.id],
        ],
      );
      const [entry, ...others] = await desk.timeEntries(ticket.id);
      assert.deepEqual(
        [entry?.minutes, entry?.at, entry?.notes, others],
        [95, '2025-07-03T09:05:00.000Z', 'looked & found', []],
      );
      assert.equal((await desk.getTicket(ticket.id)).minutesLogged, 95);

      const company = contacts.find(each => each.id.startsWith('customer:'));
      const second = await desk.createTicket({
        subject: 's',
        description: '',
        ...(company ? { customerId: company.id } : {}),
      });
      assert.equal((await desk.getTicket(second.id)).customer?.id, company?.id);
    });

    it('says when the quota is spent', async () => {
      const poor = await startSampleDesk(['--tickets', '5', '--quota', '2']);
      const asking = open(poor, flavour);
      try {
        await asking.listTickets({}, { number: 1, size: 1 });
        await asking.listTickets({}, { number: 1, size: 1 });
        const failure = await failureFrom(asking.listTickets({}, { number: 1, size: 1 }));
        assert.deepEqual([failure.reason, failure.status], ['quotaSpent', 403]);
      } finally {
        await asking.close();
        await poor.stop();
      }
    });
  });
}

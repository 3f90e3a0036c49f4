import assert from 'node:assert/strict';
import { it } from 'mocha';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { describeHelpDesk, idsOf, listAll, wordOf } from './helpDeskContract.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

function open({ teamsupport }: SampleDesk, flavour: Flavour, token = teamsupport.token, address = teamsupport.url) {
  const { organizationId } = teamsupport;
  return openTeamSupport({ id: 't', name: 'T', system: 'teamsupport', address, organizationId }, token, flavour);
}

/** Plain text as the paragraphs of HTML that it is sent as. */
function paragraphs(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`;
}

for (const flavour of ['xml', 'json'] as const) {
  describeHelpDesk(`TeamSupport and the sample desk, ${flavour}`, {
    open: (sample, token) => open(sample, flavour, token),
    written: paragraphs,
    more: running => {
      it('keeps its address in one form', async () => {
        const { sample, desk } = running();
        const { address } = await desk.check();
        const again = open(sample, flavour, sample.teamsupport.token, `${address}/api/xml/`);
        assert.equal((await again.check()).address, address);
        await again.close();
      });

      it('tells of every ticket when it changed, and finds exactly the subjects with a word', async () => {
        const { desk, every } = running();
        assert.ok(every.every(ticket => ticket.changedAt) && every.some(ticket => ticket.customer?.name));
        const word = wordOf(every).toLowerCase();
        const expected = idsOf(every.filter(ticket => ticket.subject.toLowerCase().includes(word)));
        assert.ok(expected.length > 0 && expected.length < every.length);
        assert.deepEqual(idsOf(await listAll(desk, { text: word })), expected);
      });

      it('shows who sees an entry, HTML unescaped, and the sum of the time', async () => {
        const { desk, every } = running();
        const tickets = await Promise.all(every.slice(0, 25).map(ticket => desk.getTicket(ticket.id)));
        assert.ok(tickets.some(ticket => ticket.description?.body.includes('<p')));
        const entries = (await Promise.all(tickets.map(ticket => desk.history(ticket.id)))).flat();
        for (const visibility of ['public', 'internal']) {
          const some = entries.some(entry => entry.visibility === visibility);
          assert.ok(some, visibility);
        }
        assert.ok(entries.every(entry => !/&lt;(?:p|br|div)&gt;/.test(entry.body.body)));
        for (const ticket of tickets) {
          const minutes = (await desk.timeEntries(ticket.id)).reduce((sum, entry) => sum + entry.minutes, 0);
          assert.equal(minutes, ticket.minutesLogged, ticket.number);
        }
      });

      it('has pick-lists with statuses of types, and contacts and customers', async () => {
        const [picks, some] = await Promise.all([running().desk.pickLists(), running().desk.customers('', 1000)]);
        assert.ok(picks.types.length > 0 && picks.priorities.length > 0);
        assert.ok(picks.statuses.every(status => picks.types.some(type => type.id === status.typeId)));
        assert.ok(picks.statuses.some(status => status.closed) && picks.statuses.some(status => !status.closed));
        for (const kind of ['contact:', 'customer:']) {
          const found = some.some(customer => customer.id.startsWith(kind));
          assert.ok(found, kind);
        }
      });

      it('takes a severity and a contact, notes for one side or both, and time', async () => {
        const { desk } = running();
        const [picks, [technician], people] = await Promise.all([
          desk.pickLists(),
          desk.technicians(),
          desk.customers('', 1000),
        ]);
        const contact = people.find(each => each.id.startsWith('contact:'));
        const [priority] = picks.priorities;
        assert.ok(contact && priority && technician);
        const made = await desk.createTicket({
          subject: 's',
          description: '',
          customerId: contact.id,
          priorityId: priority.id,
        });
        const ticket = await desk.getTicket(made.id);
        assert.deepEqual([ticket.priority, ticket.contact?.id], [priority.name, contact.id]);
        const authorId = technician.id;
        const note = await desk.addNote(ticket.id, { text: 'for us', visibility: 'internal', authorId });
        const reply = await desk.addNote(ticket.id, { text: 'for all', visibility: 'public', authorId });
        const time = await desk.logTime(ticket.id, {
          minutes: 95,
          startedAt: '2025-07-03T09:05:00.000Z',
          notes: 'looked & found',
          technicianId: authorId,
        });
        const history = await desk.history(ticket.id);
        assert.deepEqual(
          history.map(entry => [entry.id, entry.visibility, entry.body.body, entry.author?.id]),
          [
            [note.id, 'internal', '<p>for us</p>', authorId],
            [reply.id, 'public', '<p>for all</p>', authorId],
            [time.id, 'internal', '<p>looked &amp; found</p>', authorId],
          ],
        );
        assert.equal((await desk.getTicket(ticket.id)).minutesLogged, 95);
        const company = people.find(each => each.id.startsWith('customer:'));
        assert.ok(company);
        const second = await desk.createTicket({ subject: 's', description: '', customerId: company.id });
        assert.equal((await desk.getTicket(second.id)).customer?.id, company.id);
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
    },
  });
}

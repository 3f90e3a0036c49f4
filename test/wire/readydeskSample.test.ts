import assert from 'node:assert/strict';
import { it } from 'mocha';
import { readydesk } from '../../src/readydesk/connector.ts';
import { describeHelpDesk } from './helpDeskContract.ts';
import { failureFrom } from './localServer.ts';
import type { SampleDesk } from './sampleDesk.ts';

function open(sample: SampleDesk, key = sample.readydesk.key, address = sample.readydesk.url) {
  return readydesk.open({ id: 'r', name: 'R', system: 'readydesk', address }, key);
}

for (const args of [[], ['--defective-json']]) {
  describeHelpDesk(`ReadyDesk and the sample desk ${args.join(' ')}`, {
    args,
    open,
    written: text => text,
    more: running => {
      it('is recognised at every form of its address', async () => {
        const { sample, desk } = running();
        const { address, technicians } = await desk.check();
        const folder = address.replace(/api\/(?:default\.aspx)?$/i, '');
        for (const form of [folder, `${folder}API`, `${folder}API/`, `${folder}API/default.aspx`]) {
          const again = open(sample, sample.readydesk.key, form);
          assert.equal((await again.check()).technicians.length, technicians.length, form);
          await again.close();
        }
      });

      it('lists the newest tickets first', () => {
        const numbers = running().every.map(ticket => Number(ticket.id));
        assert.deepEqual(
          numbers,
          [...numbers].sort((a, b) => b - a),
        );
        assert.ok(running().every.some(ticket => ticket.customer?.id));
      });

      it('shows who wrote, time and attachments', async () => {
        const { desk, every } = running();
        const tickets = await Promise.all(every.slice(0, 25).map(ticket => desk.getTicket(ticket.id)));
        assert.ok(tickets.some(ticket => ticket.description?.body.includes(' ')));
        const entries = (await Promise.all(tickets.map(ticket => desk.history(ticket.id)))).flat();
        assert.ok(
          entries.every(entry => entry.at && entry.body.body && (entry.role === 'system' || entry.author?.name)),
        );
        assert.ok(entries.some(entry => entry.role === 'customer'));
        const times = (await Promise.all(every.map(ticket => desk.timeEntries(ticket.id)))).flat();
        assert.ok(times.length > 0 && times.every(entry => entry.at && entry.by?.name && entry.minutes > 0));
        const files = (await Promise.all(every.map(ticket => desk.attachments(ticket.id)))).flat();
        assert.ok(files.length > 0 && files.every(file => file.at && file.size && !/%[0-9a-f]{2}/i.test(file.name)));
        assert.ok(files.some(file => file.name.includes(' ')));
      });

      it('has pick-lists without repeats, and customers of companies', async () => {
        const [picks, some] = await Promise.all([running().desk.pickLists(), running().desk.customers('', 1000)]);
        for (const list of [picks.statuses, picks.categories]) {
          assert.ok(list.length > 0);
          assert.equal(new Set(list.map(choice => choice.id)).size, list.length);
        }
        assert.ok(some.length > 3 && some.some(customer => customer.company) && some.every(customer => customer.name));
      });

      it('takes a category and a plain note, and refuses a customer that is not there', async () => {
        const { desk } = running();
        const [picks, [technician], [customer]] = await Promise.all([
          desk.pickLists(),
          desk.technicians(),
          desk.customers('', 10),
        ]);
        const [category] = picks.categories;
        assert.ok(category && technician && customer);
        const made = await desk.createTicket({
          subject: 's',
          description: '',
          customerId: customer.id,
          categoryId: category.id,
        });
        const ticket = await desk.getTicket(made.id);
        assert.deepEqual([ticket.category, ticket.customer?.id], [category.name, customer.id]);
        const note = await desk.addNote(ticket.id, {
          text: 'a note & more',
          visibility: 'plain',
          authorId: technician.id,
        });
        const written = (await desk.history(ticket.id)).find(each => each.id === note.id);
        assert.deepEqual([written?.body.body, written?.author?.id], ['a note & more', technician.id]);
        const nobody = desk.createTicket({ subject: 's', description: '', customerId: 'nobody-at-all' });
        assert.equal((await failureFrom(nobody)).reason, 'refused');
      });
    },
  });
}

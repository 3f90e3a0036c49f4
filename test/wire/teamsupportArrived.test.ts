import assert from 'node:assert/strict';
import { it } from 'mocha';
import type { Write } from '../../src/model/outbox.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { describeArrival, words } from './arrivalContract.ts';
import { failureFrom } from './localServer.ts';
import { ask, send, sendInVain, sent } from './writtenOnce.ts';

for (const flavour of ['xml', 'json'] as const) {
  describeArrival(`TeamSupport tells whether a write arrived, ${flavour}`, {
    visibility: 'internal',
    subject: 'Name',
    beside: 0,
    open: ({ teamsupport: { url: address, organizationId, token } }, config) =>
      openTeamSupport(
        { id: 't', name: 'T', system: 'teamsupport', address, organizationId, ...config },
        token,
        flavour,
      ),
    more: running => {
      it('ticket: says when it was made without its text', async () => {
        const { sample, desk, customerId } = running();
        const draft = { subject: `Two steps ${words().slice(0, 40)}`, description: words(), customerId };
        await sample.control.set({ writeFault: 'cutBefore', faultyWrites: 1, soundWrites: 1 });
        const made = await desk.createTicket(draft);
        await sample.control.usual();
        assert.equal(made.warning?.reason, 'unreachable');
        const arrival = await ask(sample, desk, sent({ kind: 'createTicket', draft }), 2);
        assert.ok(arrival.arrived === 'yes' && arrival.warning);
        assert.deepEqual([arrival.id, arrival.number], [made.id, made.number]);
      });

      it('note: asks when it is there for others to see than was meant', async () => {
        const { sample, desk, ticketId } = running();
        const note = { text: words(), visibility: 'internal' } as const;
        await desk.addNote(ticketId, { ...note, visibility: 'public' });
        assert.equal((await ask(sample, desk, sent({ kind: 'addNote', ticketId, note }))).arrived, 'unclear');
      });

      it('link: is there when it is, and gone when it is not', async () => {
        const { sample, desk, ticketId, customerId } = running();
        const customers = await desk.customers('', 1000);
        const company = customers.find(each => each.id.startsWith('customer:'))?.id ?? '';
        for (const id of [customerId, company]) {
          await desk.unlinkCustomer(ticketId, id).catch(() => undefined);
          for (const kind of ['linkCustomer', 'unlinkCustomer'] as const) {
            const write: Write = { kind, ticketId, customerId: id };
            const lost = await sendInVain(sample, desk, write, 'cutBefore');
            assert.deepEqual(await ask(sample, desk, lost), { arrived: 'no' });
            const done = await sendInVain(sample, desk, write, 'cutAfter');
            assert.deepEqual(await ask(sample, desk, done), { arrived: 'yes' });
          }
        }
      });

      const file = (bytes: string, visibility: 'public' | 'internal' = 'internal') => ({
        name: `shot ${words().slice(0, 30)}.png`,
        contentType: 'image/png',
        content: Buffer.from(bytes).toString('base64'),
        visibility,
      });

      it('attaches a file, to an entry that those see who may', async () => {
        const { desk, ticketId, me } = running();
        assert.ok(desk.capabilities.attach);
        for (const visibility of ['public', 'internal'] as const) {
          const given = file('some bytes', visibility);
          const { id } = await desk.attach(ticketId, given);
          const entry = (await desk.history(ticketId)).find(each => each.id === id);
          assert.deepEqual([entry?.visibility, entry?.author?.id], [visibility, me]);
          const there = (await desk.attachments(ticketId)).filter(each => each.entryId === id);
          assert.deepEqual(
            there.map(each => [each.name, each.size]),
            [[given.name, '10 B']],
          );
        }
        const empty = { ...file(''), content: '' };
        assert.equal((await failureFrom(desk.attach(ticketId, empty))).reason, 'badInput');
      });

      it('file: finds what arrived, and goes on with half of it', async () => {
        const { sample, desk, ticketId } = running();
        for (const soundWrites of [0, 1]) {
          const write: Write = { kind: 'attach', ticketId, file: file('content') };
          const lost = await sendInVain(sample, desk, write, 'cutBefore', { soundWrites });
          assert.deepEqual(await ask(sample, desk, lost, 2), { arrived: 'no' });
          const half = await sendInVain(sample, desk, write, 'cutAfter', { soundWrites: 0 });
          const id = await finished(write, half);
          const entries = (await desk.history(ticketId)).filter(each => each.body.body.includes(htmlOf(write)));
          assert.deepEqual(
            entries.map(each => each.id),
            [id],
          );
          const files = (await desk.attachments(ticketId)).filter(each => each.name === nameOf(write));
          assert.equal(files.length, 1);
        }

        /** Half of it, the entry or the file, was carried out. */
        async function finished(write: Write, asked: ReturnType<typeof sent>): Promise<string> {
          const arrival = await ask(sample, desk, asked, 2);
          if (arrival.arrived === 'yes') return arrival.id ?? '';
          assert.equal(arrival.arrived, 'no');
          return await send(desk, write);
        }
      });

      it('file: tells one of the same name from another by its size, and leaves no entry of one that is refused', async () => {
        const { sample, desk, ticketId } = running();
        const one = file('one');
        await desk.attach(ticketId, one);
        const other = { ...one, content: Buffer.from('another').toString('base64') };
        assert.deepEqual(await ask(sample, desk, sent({ kind: 'attach', ticketId, file: other }), 2), {
          arrived: 'no',
        });
        assert.equal((await ask(sample, desk, sent({ kind: 'attach', ticketId, file: one }), 2)).arrived, 'yes');
        const entries = (await desk.history(ticketId)).length;
        await sample.control.set({ writeFault: 'refused', faultyWrites: 1, soundWrites: 1 });
        assert.equal((await failureFrom(desk.attach(ticketId, file('x')))).reason, 'refused');
        await sample.control.usual();
        assert.equal((await desk.history(ticketId)).length, entries);
      });

      it('file: never deletes a note that is called like a file which is refused', async () => {
        const { sample, desk, ticketId } = running();
        const like = file('note');
        const { id } = await desk.addNote(ticketId, { text: like.name, visibility: like.visibility ?? 'internal' });
        await sample.control.set({ writeFault: 'refused', faultyWrites: 1 });
        assert.equal((await failureFrom(desk.attach(ticketId, like))).reason, 'refused');
        await sample.control.usual();
        assert.ok((await desk.history(ticketId)).some(entry => entry.id === id));
      });
    },
  });
}

function nameOf(write: Write): string {
  return write.kind === 'attach' ? write.file.name : '';
}

function htmlOf(write: Write): string {
  return nameOf(write).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

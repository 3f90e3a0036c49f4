import assert from 'node:assert/strict';
import { it } from 'mocha';
import { readydesk } from '../../src/readydesk/connector.ts';
import { describeArrival, words } from './arrivalContract.ts';
import { failureFrom } from './localServer.ts';
import { ask, sent } from './writtenOnce.ts';

describeArrival('ReadyDesk tells whether a write arrived', {
  visibility: 'plain',
  subject: 'subject',
  beside: 2,
  open: ({ readydesk: { url: address, key } }, config) =>
    readydesk.open({ id: 'r', name: 'R', system: 'readydesk', address, ...config }, key),
  more: running => {
    it('takes an answer that cannot be read for no refusal, and finds what was written', async () => {
      const { sample, desk, ticketId } = running();
      const note = { text: words(), visibility: 'plain' } as const;
      await sample.control.set({ writeFault: 'malformed', faultyWrites: 1 });
      const { reason } = await failureFrom(desk.addNote(ticketId, note));
      await sample.control.usual();
      assert.equal(reason, 'unreadable');
      assert.equal((await ask(sample, desk, sent({ kind: 'addNote', ticketId, note }))).arrived, 'yes');
    });

    it('has no way to attach a file, nor to link customers', async () => {
      const { desk, ticketId } = running();
      const file = { name: 'a.txt', contentType: 'text/plain', content: 'YQ==' };
      assert.equal(desk.capabilities.attach, false);
      assert.equal((await failureFrom(desk.attach(ticketId, file))).reason, 'unsupported');
      for (const write of [
        { kind: 'attach', ticketId, file },
        { kind: 'linkCustomer', ticketId, customerId: 'x' },
      ] as const) {
        assert.equal((await failureFrom(desk.arrived(sent(write)))).reason, 'unsupported');
      }
    });
  },
});

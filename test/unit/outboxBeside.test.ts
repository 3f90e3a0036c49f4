import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import type { Write } from '../../src/model/outbox.ts';
import { aNote, anEntry, aTicket, someDetails, temporaryFolder } from './storeFolder.ts';

const time: Write = {
  kind: 'logTime',
  ticketId: '1',
  time: { minutes: 5, startedAt: '2026-01-01T00:00:00Z', notes: '' },
};
const claim = { holder: 'me', pid: process.pid, until: Date.now() + 60_000 };

describe('outbox: what was there before', () => {
  it('is told by ids of the same kind alone: those of others may be the same', async () => {
    const { store } = Store.open(temporaryFolder(), 'desk', 'origin');
    await store.keepPage({ tickets: [aTicket('1')] }, { cursor: 'c' });
    const parts = {
      history: [anEntry('7')],
      timeEntries: [{ id: '8', minutes: 5 }],
      attachments: [{ id: '9', name: 'a' }],
    };
    store.keepDetails(someDetails(aTicket('1'), parts), '2026-01-01T00:00:00Z');
    const known = (write: Write): readonly string[] => {
      const { id } = store.outbox.put(write);
      const others = store.outbox.claim(claim, Date.now(), new Set())[0]?.others ?? [];
      store.outbox.confirm(id, { id: `made ${write.kind}` });
      return others;
    };
    assert.deepEqual(known(aNote('1', 'a')), [anEntry('7').id]);
    assert.deepEqual(known(time), ['8']);
    assert.deepEqual(store.outbox.madeBeside(aNote('1', 'b')), ['made addNote']);
    assert.deepEqual(store.outbox.madeBeside(time), ['made logTime']);
    assert.deepEqual(store.outbox.madeBeside(aNote('2', 'b')), []);
    store.close();
  });
});

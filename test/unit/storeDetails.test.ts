import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { anEntry, assertSound, aTicket, foundIn, someDetails, withStore } from './storeFolder.ts';

const at = '2026-03-05T00:00:00.000Z';
const later = '2026-03-02T10:00:00.000Z';

describe('store: conversations', () => {
  it('keeps details, finds their words, and says when they are old', () =>
    withStore(async store => {
      const ticket = aTicket('1');
      const details = someDetails(ticket, {
        history: [anEntry('a crash'), anEntry('in the parser')],
        attachments: [{ name: 'trace.log' }],
        timeEntries: [{ id: 't', minutes: 5, notes: 'telephoned' }],
        totalMinutes: 5,
      });
      const kept = store.keepDetails(details, at);
      assert.deepEqual(kept, { changed: [{ now: ticket }], removed: [] });
      assert.deepEqual(store.details('1'), { details, fetchedAt: at, stale: false });
      for (const word of ['crash', 'parser', 'trace', 'telephoned', 'subject'])
        assert.deepEqual(foundIn(store, 'talks', word), ['1'], word);
      assert.deepEqual(store.keepDetails(details, at), { changed: [], removed: [] });
      await store.keepPage({ tickets: [aTicket('1', { changedAt: later })] }, {});
      assert.equal(store.details('1')?.stale, true);
      assert.deepEqual(foundIn(store, 'talks', 'crash'), ['1']);
      store.keepDetails({ ...details, ticket: aTicket('1', { changedAt: later }) }, at);
      assert.equal(store.details('1')?.stale, false);
      assertSound(store);
    }));

  it('leaves parts as they were that could not be answered', () =>
    withStore(store => {
      const history = [anEntry('first')];
      store.keepDetails(someDetails(aTicket('1'), { history, attachments: [{ name: 'a' }] }), at);
      store.keepDetails(someDetails(aTicket('1'), { missing: ['history'] }), later);
      const { details, fetchedAt } = store.details('1') ?? {};
      assert.deepEqual(details?.history, history);
      assert.deepEqual(details?.attachments, []);
      assert.deepEqual(details?.missing, ['history']);
      assert.equal(fetchedAt, later);
      assert.deepEqual(foundIn(store, 'talks', 'first'), ['1']);
    }));

  it('keeps conversations of tickets that are kept, as something to be read in full', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [aTicket('1'), aTicket('2')] }, {});
      const history = [anEntry('deep words')];
      const kept = store.keepDepths([
        { ticketId: '1', history, description: { kind: 'text', body: 'described' } },
        { ticketId: '3', history },
      ]);
      assert.deepEqual(
        { ...kept, talked: kept.talked?.map(({ id }) => id) },
        { changed: [], removed: [], talked: ['1'] },
      );
      const { details, stale } = store.details('1') ?? {};
      assert.equal(stale, true);
      assert.deepEqual(details?.history, history);
      assert.equal(details?.ticket.description?.body, 'described');
      assert.deepEqual(details?.missing, ['attachments', 'timeEntries', 'assets', 'schedules']);
      assert.equal(store.details('2'), undefined);
      assert.equal(store.details('3'), undefined);
      for (const word of ['deep', 'described', '91']) assert.deepEqual(foundIn(store, 'talks', word), ['1'], word);
      assertSound(store);
    }));

  it('merges a conversation into what was read in full', () =>
    withStore(store => {
      const full = someDetails(aTicket('1'), {
        history: [anEntry('one')],
        attachments: [{ name: 'kept.txt' }],
        timeEntries: [{ id: 't', minutes: 5 }],
        totalMinutes: 5,
      });
      store.keepDetails(full, at);
      store.keepDepths([{ ticketId: '1', history: [anEntry('one'), anEntry('two')] }]);
      assert.deepEqual(store.details('1'), {
        details: { ...full, history: [anEntry('one'), anEntry('two')] },
        fetchedAt: at,
        stale: false,
      });
      store.keepDepths([
        { ticketId: '1', history: [], attachments: [], timeEntries: [{ id: 'u', minutes: 7 }] },
        { ticketId: '1', history: [anEntry('three')] },
      ]);
      const { details } = store.details('1') ?? {};
      assert.deepEqual(details?.attachments, []);
      assert.equal(details?.totalMinutes, 7);
      assert.deepEqual(foundIn(store, 'talks', 'three'), ['1']);
      assert.deepEqual(foundIn(store, 'talks', 'two OR kept'), []);
      assertSound(store);
    }));

  it('knows for which change a conversation was read, by the clock of the desk', () =>
    withStore(async store => {
      const toRead = () =>
        store.reader
          .prepare('SELECT id FROM tickets WHERE deep < max(1, coalesce(changed, opened, 1)) ORDER BY id')
          .all()
          .map(({ id }) => id);
      const { changedAt: _, ...undated } = aTicket('2');
      await store.keepPage({ tickets: [aTicket('1', { changedAt: '2099-01-01T00:00:00Z' }), undated] }, {});
      assert.deepEqual(toRead(), ['1', '2']);
      store.keepDepths([{ ticketId: '1', history: [] }]);
      store.keepDepths([{ ticketId: '2', history: [] }]);
      assert.deepEqual(toRead(), []);
      await store.keepPage({ tickets: [aTicket('1', { changedAt: '2099-01-01T00:00:05Z' })] }, {});
      assert.deepEqual(toRead(), ['1']);
      await store.keepPage({ tickets: [{ ...undated, status: 'Other' }] }, {});
      assert.deepEqual(toRead(), ['1', '2']);
      store.keepDetails(someDetails(aTicket('1'), { missing: ['history'] }), at);
      store.keepDetails(someDetails(undated), at);
      assert.deepEqual(toRead(), ['1']);
    }));

  it('searches at most so much of a conversation', () =>
    withStore(store => {
      const history = Array.from({ length: 50 }, (_, index) => anEntry(`start${index} ${'word '.repeat(400)}`));
      store.keepDetails(someDetails(aTicket('1'), { history, attachments: [{ name: 'last.txt' }] }), at);
      const text = String(store.reader.prepare('SELECT text FROM conversations').get()?.text);
      assert.ok(text.length <= 32_002, `${text.length}`);
      assert.deepEqual(foundIn(store, 'talks', 'start0 last'), ['1']);
      assert.equal(store.details('1')?.details.history.length, 50);
    }));
});

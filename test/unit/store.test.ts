import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import { anEntry, assertSound, aTicket, foundIn, someDetails, temporaryFolder, withStore } from './storeFolder.ts';

const later = '2026-03-02T10:00:00.000Z';
const latest = '2026-03-03T10:00:00.000Z';

describe('store: tickets', () => {
  it('keeps a page with its cursor, and says what came', () =>
    withStore(async store => {
      const kept = await store.keepPage({ tickets: [aTicket('1'), aTicket('2')] }, { cursor: 'c1', old: undefined });
      assert.deepEqual(
        kept.changed.map(({ before, now }) => [before, now.id]),
        [
          [undefined, '1'],
          [undefined, '2'],
        ],
      );
      assert.equal(store.meta('cursor'), 'c1');
      assert.equal(store.meta('old'), undefined);
      assert.deepEqual(store.ticket('1'), aTicket('1'));
      assert.deepEqual(store.ticketByNumber('92'), aTicket('2'));
      assert.equal(store.ticket('3'), undefined);
      assert.equal(store.ticketByNumber('3'), undefined);
      assertSound(store);
    }));

  it('does not tell or rewrite what is the same', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [aTicket('1')] }, {}, 1);
      const written = () => store.reader.prepare('SELECT seq FROM changes').all().length;
      const before = written();
      const kept = await store.keepPage({ tickets: [aTicket('1')] }, {}, 2);
      assert.deepEqual(kept, { changed: [], removed: [] });
      assert.equal(written(), before);
      assert.equal(store.reader.prepare('SELECT seen FROM tickets').get()?.seen, 2);
      await store.keepPage({ tickets: [aTicket('1')] }, {});
      assert.equal(store.reader.prepare('SELECT seen FROM tickets').get()?.seen, 2);
    }));

  it('tells what was before a change, and lists the newest last', () =>
    withStore(async store => {
      await store.keepPage({ tickets: [aTicket('1'), aTicket('2'), aTicket('3', { changedAt: later })] }, {});
      assert.deepEqual(assertSound(store), ['3', '2', '1']);
      const now = aTicket('1', { changedAt: '2026-03-03T00:00:00.000Z', status: 'Done', state: 'closed' });
      const kept = await store.keepPage({ tickets: [now] }, {});
      assert.deepEqual(kept.changed, [{ before: aTicket('1'), now }]);
      assert.deepEqual(assertSound(store), ['1', '3', '2']);
      assert.deepEqual(foundIn(store, 'heads', 'done'), ['1']);
      assert.deepEqual(foundIn(store, 'heads', 'new'), ['2', '3']);
    }));

  it('leaves words for later when asked to, and keeps them in step until then', () =>
    withStore(async store => {
      const withText = aTicket('1', { description: { kind: 'text', body: 'peculiar' } });
      await store.keepPage({ tickets: [withText, aTicket('2'), aTicket('3')] }, {}, 1, true);
      assert.ok(store.hasUnindexed());
      assertSound(store);
      assert.deepEqual(foundIn(store, 'heads', 'new'), []);
      await store.keepPage({ tickets: [aTicket('2', { changedAt: later, status: 'Done' })], gone: ['3'] }, {}, 1, true);
      store.keepDetails(someDetails(withText, { history: [anEntry('said')] }), later);
      assert.deepEqual(assertSound(store), ['2', '1']);
      for (let more = true; more; ) more = await store.indexSome();
      const made = store.reader
        .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'tickets\\_%' ESCAPE '\\'")
        .all();
      assert.equal(made.length, 5);
      assert.equal(store.hasUnindexed(), false);
      assert.deepEqual(assertSound(store), ['2', '1']);
      assert.deepEqual(foundIn(store, 'heads', 'new'), ['1']);
      assert.deepEqual(foundIn(store, 'heads', 'done'), ['2']);
      assert.deepEqual(foundIn(store, 'talks', 'peculiar AND said'), ['1']);
    }));

  it('deletes what is gone', () =>
    withStore(async store => {
      const withText = aTicket('1', { description: { kind: 'text', body: 'peculiar' } });
      await store.keepPage({ tickets: [withText, aTicket('2')] }, {});
      store.keepDetails(someDetails(withText, { history: [anEntry('words')] }), later);
      assert.deepEqual(await store.keepPage({ tickets: [], gone: ['1', '7'] }, {}), { changed: [], removed: ['1'] });
      assert.deepEqual(assertSound(store), ['2']);
      assert.equal(store.details('1'), undefined);
      assert.deepEqual(foundIn(store, 'talks', 'peculiar'), []);
      assert.deepEqual(store.remove(['2', '2', '1']), { changed: [], removed: ['2'] });
      assert.deepEqual(assertSound(store), []);
    }));

  it('keeps thousands that changed in one minute, and finds a place for those of the next', () =>
    withStore(async store => {
      const tickets = Array.from({ length: 2000 }, (_, index) => aTicket(String(index)));
      const next = aTicket('next', { changedAt: '2026-03-01T10:05:00.000Z' });
      await store.keepPage({ tickets: [...tickets.slice(0, 1000), next, ...tickets.slice(1000)] }, {});
      assert.equal(assertSound(store).length, 2001);
    }));

  it('takes tickets without a date, with one that is none, and before 2000', () =>
    withStore(async store => {
      const { changedAt, ...undated } = aTicket('1');
      const tickets = [
        undated,
        aTicket('2', { changedAt: 'soon' }),
        aTicket('3', { changedAt: '1970-01-01T00:00:00Z' }),
        { ...undated, id: '4', openedAt: later },
      ];
      await store.keepPage({ tickets }, {});
      assert.deepEqual(assertSound(store).slice(0, 2), ['4', '3']);
      assert.equal(changedAt !== undefined, true);
    }));

  it('finds words in all that lists know, and in descriptions', () =>
    withStore(async store => {
      const ticket = aTicket('1', {
        subject: 'Äpfel',
        customer: { id: 'c', name: 'Acme' },
        contact: { name: 'Jo' },
        assignee: { name: 'Ann' },
        group: { name: 'Level 2' },
        priority: 'High',
        type: 'Bug',
        category: 'Cat',
        product: 'Prod',
        otherFields: [{ name: 'Browser', value: 'Firefox' }],
        description: { kind: 'html', body: '<p>It <b>burns</b></p>' },
      });
      await store.keepPage({ tickets: [ticket, aTicket('2')] }, {});
      for (const word of [
        'apfel',
        'acme',
        'jo',
        'ann',
        'level',
        'high',
        'bug',
        'cat',
        'prod',
        'firefox',
        '91',
        'app',
      ]) {
        const expected = word === 'app' ? [] : ['1'];
        assert.deepEqual(foundIn(store, 'heads', word), expected, word);
        assert.deepEqual(foundIn(store, 'talks', word), expected, word);
      }
      assert.deepEqual(foundIn(store, 'talks', 'burns'), ['1']);
      assert.deepEqual(foundIn(store, 'heads', 'burns'), []);
      assert.deepEqual(foundIn(store, 'talks', 'b'), []);
    }));

  it('keeps what only a full answer tells when a list says nothing of it', () =>
    withStore(async store => {
      const full = aTicket('1', {
        description: { kind: 'text', body: 'Text' },
        minutesLogged: 5,
        otherFields: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      });
      store.keepDetails(someDetails(full), later);
      const same = await store.keepPage({ tickets: [aTicket('1', { otherFields: [{ name: 'A', value: '3' }] })] }, {});
      assert.deepEqual(same.changed, []);
      assert.deepEqual(store.ticket('1'), {
        ...full,
        otherFields: [
          { name: 'A', value: '3' },
          { name: 'B', value: '2' },
        ],
      });
      assert.equal(store.details('1')?.stale, false);
      await store.keepPage(
        { tickets: [aTicket('1', { changedAt: later, otherFields: [{ name: 'A', value: '4' }] })] },
        {},
      );
      const now = store.ticket('1');
      assert.deepEqual(now?.otherFields, [{ name: 'A', value: '4' }]);
      assert.equal(now?.description?.body, 'Text');
      assert.equal(now?.minutesLogged, undefined);
      await store.keepPage({ tickets: [aTicket('1', { changedAt: latest })] }, {});
      assert.deepEqual(store.ticket('1')?.otherFields, now?.otherFields, 'a list without any says nothing of them');
      assertSound(store);
    }));

  it('writes and tells nothing of a ticket of which a list only says less', () =>
    withStore(async store => {
      const full = aTicket('1', { description: { kind: 'text', body: 'Text' } });
      store.keepDetails(someDetails(full), later);
      const told = () => store.reader.prepare('SELECT max(seq) AS last FROM changes').get()?.last;
      const before = told();
      assert.deepEqual(await store.keepPage({ tickets: [aTicket('1')] }, {}), { changed: [], removed: [] });
      assert.equal(told(), before);
    }));

  it('answers others while a page is kept, and ends it when another write comes', () =>
    withStore(async store => {
      const tickets = Array.from({ length: 1000 }, (_, index) => aTicket(String(index)));
      const keeping = store.keepPage({ tickets }, { cursor: 'after' });
      assert.equal(store.ticket('1'), undefined);
      assert.equal(store.meta('cursor'), undefined);
      let turns = 0;
      let kept = false;
      const turn = () => {
        if (kept) return;
        turns++;
        setImmediate(turn);
      };
      setImmediate(turn);
      assert.equal((await keeping).changed.length, 1000);
      kept = true;
      assert.equal(store.meta('cursor'), 'after');
      assert.ok(turns >= 5, `${turns} turns of the event loop`);

      const again = store.keepPage({ tickets: [], gone: tickets.map(({ id }) => id) }, { cursor: 'end' });
      const next = store.keepPage({ tickets }, { cursor: 'next' });
      store.setMeta({ cursor: 'mine' });
      assert.equal(store.meta('cursor'), 'mine');
      assert.equal((await again).removed.length, 1000);
      assert.equal((await next).changed.length, 1000);
      assert.equal(assertSound(store).length, 1000);
    }));

  it('keeps nothing of a page that fails', () =>
    withStore(async store => {
      const broken = { ...aTicket('2'), subject: undefined as unknown as string };
      await assert.rejects(store.keepPage({ tickets: [aTicket('1'), broken] }, { cursor: 'c' }), {
        message: /^localCopy: the local copy failed/,
      });
      assert.deepEqual(assertSound(store), []);
      assert.equal(store.meta('cursor'), undefined);
      await store.keepPage({ tickets: [aTicket('1', { group: { name: 'G' } })] }, { cursor: 'd' });
      assert.deepEqual(assertSound(store), ['1']);
      assert.equal(store.reader.prepare('SELECT count(*) AS n FROM names').get()?.n, 2);
    }));

  it('is whole when it is closed in the middle of a page, and is there again', async () => {
    const folder = temporaryFolder();
    const { store } = Store.open(folder, 'desk', 'origin');
    const tickets = Array.from({ length: 1000 }, (_, index) => aTicket(String(index)));
    const keeping = store.keepPage({ tickets }, { cursor: 'c' });
    store.close();
    store.close();
    await keeping;
    const { store: again } = Store.open(folder, 'desk', 'origin');
    assert.equal(assertSound(again).length, 1000);
    assert.equal(again.meta('cursor'), 'c');
    again.close();
  });

  it('remembers one name for all spellings, and the newest of them', () =>
    withStore(async store => {
      const of = (id: string, name: string) => aTicket(id, { customer: { id: '7', name } });
      await store.keepPage({ tickets: [of('1', 'ACME'), of('2', 'Acme'), of('3', 'Other')] }, {});
      const names = store.reader
        .prepare("SELECT ref, folded, name FROM names WHERE field = 'customer' ORDER BY id")
        .all();
      assert.deepEqual(
        names.map(row => ({ ...row })),
        [
          { ref: '7', folded: 'acme', name: 'Acme' },
          { ref: '7', folded: 'other', name: 'Other' },
        ],
      );
    }));
});

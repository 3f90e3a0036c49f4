import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import type { Reading } from '../../src/engine/sync/reading.ts';
import { reconcile } from '../../src/engine/sync/reconcile.ts';
import type { HelpDesk } from '../../src/model/desk.ts';
import { DeskError, type DeskFailure } from '../../src/model/errors.ts';
import type { SyncPage } from '../../src/model/sync.ts';
import type { Ticket } from '../../src/model/ticket.ts';
import { aTicket, temporaryFolder } from './storeFolder.ts';

const day = 24 * 60 * 60_000;

describe('sync: the slow look at everything', () => {
  const signal = new AbortController().signal;
  let store: Store;
  let clock: number;
  /** What the desk has, in pages. */
  let pages: readonly (readonly Ticket[])[];
  let asked: (string | undefined)[];
  let failing: DeskFailure | undefined;
  /** What the desk answers for a ticket alone; nothing: it is gone. */
  let alone: Map<string, Ticket>;
  let beforePage: () => void;

  beforeEach(async () => {
    ({ store } = Store.open(temporaryFolder(), 'd', 'here'));
    clock = Date.parse('2026-11-22T10:00:00Z');
    pages = [];
    asked = [];
    failing = undefined;
    alone = new Map();
    beforePage = () => undefined;
    const kept = Array.from({ length: 12 }, (_, at) => aTicket(String(at)));
    const sweptAt = new Date(clock - 2 * day).toISOString();
    await store.keepPage({ tickets: kept }, { cursor: 'c', scope: '{"kind":"all"}', stamp: '1', sweptAt }, 1);
  });
  afterEach(() => store.close());

  async function* changes(cursor: string | undefined): AsyncGenerator<SyncPage> {
    asked.push(cursor);
    if (cursor === 'lost') throw new DeskError({ reason: 'badInput' });
    for (let at = Number(cursor ?? 0); at < pages.length; at++) {
      beforePage();
      yield { tickets: pages[at] ?? [], cursor: String(at + 1), complete: at + 1 === pages.length };
    }
  }

  function look(): Promise<boolean> {
    const part: Pick<HelpDesk, 'changes' | 'getTicket'> = {
      changes,
      getTicket: async id => {
        if (failing) throw new DeskError(failing);
        return alone.get(id) ?? Promise.reject(new DeskError({ reason: 'notFound' }));
      },
    };
    const nothing = () => undefined;
    const helpDesk = part as HelpDesk;
    const reading: Reading = { helpDesk, store, now: () => clock, renew: nothing, onKept: nothing, onIndexed: nothing };
    return reconcile(reading, signal);
  }

  const all = () => [...Array(12).keys()].map(String).filter(id => store.ticket(id));

  it('deletes nothing that the desk could not be asked for, and asks again', async () => {
    pages = [[aTicket('0')]];
    assert.equal(await look(), true);
    failing = { reason: 'unreachable' };
    await assert.rejects(look(), /unreachable/);
    assert.equal(all().length, 12);
    failing = undefined;
    alone.set('5', aTicket('5'));
    while (await look());
    assert.deepEqual(all(), ['0', '5']);
  });

  it('reads some pages at a time, and goes on there', async () => {
    pages = Array.from({ length: 12 }, (_, at) => [aTicket(String(at))]);
    for (let rounds = 0; rounds < 3; rounds++) assert.equal(await look(), true);
    assert.deepEqual(asked, [undefined, '4', '8']);
    assert.equal(await look(), false);
    assert.equal(all().length, 12);
  });

  it('begins anew when the desk does not know any more where it was', async () => {
    pages = [[aTicket('0')], [aTicket('1')]];
    store.setMeta({ sweeping: '2', sweepCursor: 'lost', sweepScope: '{"kind":"all"}', stamp: '2' });
    assert.equal(await look(), false);
    assert.equal(await look(), true);
    assert.deepEqual(asked, ['lost', undefined]);
    assert.equal(all().length, 12);
  });

  it('does not bring back what left the scope, while it reads or when it is asked for alone', async () => {
    const closed = { state: 'closed', status: 'Closed' } as const;
    pages = [[aTicket('0'), aTicket('1', closed)]];
    beforePage = () => {
      store.setMeta({ scope: '{"kind":"open"}' });
      store.remove(['1']);
    };
    assert.equal(await look(), true);
    assert.equal(store.ticket('1'), undefined);
    alone.set('2', aTicket('2', closed));
    alone.set('3', aTicket('3'));
    while (await look());
    assert.deepEqual(all(), ['0', '3']);
  });
});

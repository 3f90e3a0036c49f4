import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Store } from '../../src/engine/store/store.ts';
import { Depths } from '../../src/engine/sync/depths.ts';
import { syncPass } from '../../src/engine/sync/pass.ts';
import { LeaseLost, type Reading } from '../../src/engine/sync/reading.ts';
import { reconcile } from '../../src/engine/sync/reconcile.ts';
import type { HelpDesk } from '../../src/model/desk.ts';
import { DeskError, type DeskFailure } from '../../src/model/errors.ts';
import type { SyncPage } from '../../src/model/sync.ts';
import type { Ticket } from '../../src/model/ticket.ts';

const day = 24 * 60 * 60_000;

function ticket(id: number): Ticket {
  const names = { id: String(id), number: String(id), subject: `Ticket ${id}`, state: 'open', status: 'New' } as const;
  return { ...names, urgency: 'normal', changedAt: new Date(1_700_000_000_000 + id).toISOString(), otherFields: [] };
}

describe('sync: what a desk does not tell', () => {
  const signal = new AbortController().signal;
  const tickets = Array.from({ length: 40 }, (_, at) => ticket(at));
  let folder: string;
  let store: Store;
  let clock: number;
  /** What asking for a ticket's conversation, or for the ticket, throws. */
  let failing: Map<string, DeskFailure>;
  let asked: string[][];
  let atOnce: number;
  let pages: () => AsyncIterable<SyncPage>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deskside-blocked-'));
    store = Store.open(folder, 'd', 'here').store;
    clock = Date.parse('2026-11-22T10:00:00Z');
    failing = new Map();
    asked = [];
    atOnce = 1;
    pages = async function* () {
      yield { tickets, cursor: '1', complete: true };
    };
    await store.keepPage({ tickets }, { cursor: '1', scope: '{"kind":"all"}', stamp: '1', sweptAt: iso() }, 1);
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const iso = () => new Date(clock).toISOString();

  function fail(id: string): void {
    const failure = failing.get(id);
    if (failure) throw new DeskError(failure);
  }

  function reading(): Reading {
    const desk: Pick<HelpDesk, 'capabilities' | 'changes' | 'depths' | 'getTicket'> = {
      capabilities: { depthsAtOnce: atOnce } as HelpDesk['capabilities'],
      changes: () => pages(),
      async *depths(ids) {
        asked.push([...ids]);
        for (const id of ids) fail(id);
        for (const ticketId of ids) yield { ticketId, history: [] };
      },
      getTicket: async id => {
        fail(id);
        return tickets[Number(id)] ?? Promise.reject(new DeskError({ reason: 'notFound' }));
      },
    };
    const nothing = () => undefined;
    return { helpDesk: desk as HelpDesk, store, now: () => clock, renew: nothing, onKept: nothing, onIndexed: nothing };
  }

  const depths = () => new Depths(reading(), { dailyRequests: undefined, me: {}, mayGoOn: () => true });
  const unread = () =>
    store.reader
      .prepare('SELECT id FROM tickets WHERE deep = 0 ORDER BY doc')
      .all()
      .map(({ id }) => String(id));

  for (const [several, ill] of [
    [1, ['39', '20']],
    [16, ['39', '20', '3']],
  ] as const) {
    it(`reads all other conversations when some always fail, ${several} at once`, async () => {
      atOnce = several;
      for (const id of ill) failing.set(id, { reason: 'serverError', status: 500 });
      const reader = depths();
      while (await reader.read(signal));
      assert.deepEqual(unread().sort(), [...ill].sort());
      const before = asked.length;
      assert.equal(await reader.read(signal), false);
      assert.equal(asked.length, before, 'asked again the same day');
      failing.clear();
      clock += day;
      while (await reader.read(signal));
      await reader.read(signal);
      assert.deepEqual(unread(), []);
    });
  }

  it('gives up for now when the desk answers nothing at all', async () => {
    atOnce = 16;
    for (const { id } of tickets) failing.set(id, { reason: 'serverError', status: 500 });
    await assert.rejects(depths().read(signal), /serverError/);
    assert.ok(asked.length <= 12, `${asked.length} requests`);
    for (const { id } of tickets) failing.set(id, { reason: 'unreachable' });
    asked = [];
    await assert.rejects(depths().read(signal), /unreachable/);
    assert.equal(asked.length, 1);
  });

  it('asks for twenty at a time of a desk that tells one with each request', async () => {
    assert.equal(await depths().read(signal), true);
    assert.equal(asked.length, 20);
  });

  it('counts requests as they are, not questions', async () => {
    let requests = 0;
    const counted: Reading = { ...reading(), requests: () => requests };
    const { helpDesk } = counted;
    const dear: HelpDesk = Object.assign(Object.create(helpDesk), {
      depths: (ids: readonly string[]) => {
        requests += 7;
        return helpDesk.depths(ids);
      },
    });
    const options = { dailyRequests: 140, me: {}, mayGoOn: () => true };
    await new Depths({ ...counted, helpDesk: dear }, options).read(signal);
    // A tenth of 140 are two questions of seven requests.
    assert.equal(asked.length, 2);
  });

  it('asks for the others that were not seen when one of them is refused', async () => {
    store.setMeta({ missing: '2 100', stamp: '2' });
    failing.set('39', { reason: 'refused' });
    failing.set('38', { reason: 'notFound' });
    for (let rounds = 0; rounds < 10 && (await reconcile(reading(), signal)); rounds++);
    assert.equal(store.meta('missing'), undefined);
    assert.ok(store.ticket('39'), 'what is only refused stays');
    assert.equal(store.ticket('38'), undefined);
    assert.ok(store.ticket('0'));
  });

  it('keeps nothing that was asked for before another window emptied the copy', async () => {
    store.setMeta({ cursor: undefined });
    pages = async function* () {
      const other = Store.open(folder, 'd', 'here').store;
      other.clear();
      other.close();
      yield { tickets, cursor: '1', complete: true };
    };
    await assert.rejects(syncPass(reading(), { kind: 'all' }, signal), LeaseLost);
    assert.equal(store.reader.prepare('SELECT count(*) AS n FROM tickets').get()?.n, 0);
  });

  it('looks at everything although that was done last in the future', async () => {
    store.setMeta({ sweptAt: new Date(clock + 400 * day).toISOString() });
    await reconcile(reading(), signal);
    assert.equal(store.meta('sweptAt'), iso());
  });
});

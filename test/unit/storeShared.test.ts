import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { isDamage } from '../../src/engine/damage.ts';
import { storeFile } from '../../src/engine/store/files.ts';
import { Store } from '../../src/engine/store/store.ts';
import type { Write } from '../../src/model/outbox.ts';
import { aNote, assertSound, aTicket, foundIn, someDetails, temporaryFolder, withStore } from './storeFolder.ts';

const at = '2026-03-05T00:00:00.000Z';

/** Two windows on one store. */
async function withTwo(work: (a: Store, b: Store, folder: string) => unknown): Promise<void> {
  const folder = temporaryFolder();
  const a = Store.open(folder, 'desk', 'origin').store;
  const b = Store.open(folder, 'desk', 'origin').store;
  try {
    await work(a, b, folder);
  } finally {
    a.close();
    b.close();
  }
}

/** What a window hears; `next` waits for what it has not heard of yet. */
function hearing(store: Store) {
  const heard: (readonly string[] | undefined)[] = [];
  let wake = () => {};
  const stop = store.onForeignChange(ids => {
    heard.push(ids);
    wake();
  });
  const next = async () => {
    while (heard.length === 0) await new Promise<void>(resolve => (wake = resolve));
    return heard.shift();
  };
  return { heard, stop, next };
}

describe('store: several windows', function () {
  this.timeout(10_000);

  it('tells others what changed, and never the one that did', () =>
    withTwo(async (a, b) => {
      const [ofA, ofB] = [hearing(a), hearing(b)];
      await a.keepPage({ tickets: [aTicket('1'), aTicket('2')] }, {});
      assert.deepEqual(await ofB.next(), ['1', '2']);
      assert.equal(b.ticket('1')?.id, '1');
      a.keepDetails(someDetails(aTicket('1')), at);
      assert.deepEqual(await ofB.next(), ['1']);
      a.keepDepths([{ ticketId: '2', history: [] }]);
      assert.deepEqual(await ofB.next(), ['2']);
      a.remove(['2']);
      assert.deepEqual(await ofB.next(), ['2']);
      // Nothing that views show: no signal; so the next thing heard is the one after it.
      await a.keepPage({ tickets: [aTicket('1')] }, { cursor: 'x' });
      a.remember('people', [], at);
      b.keepDetails(someDetails(aTicket('3')), at);
      assert.deepEqual(await ofA.next(), ['3']);
      a.takeLease('a', 60_000);
      a.releaseLease('b');
      a.releaseLease('a');
      assert.deepEqual(await ofB.next(), []);
      a.clear();
      assert.equal(await ofB.next(), undefined);
      assert.deepEqual([ofA.heard, ofB.heard], [[], []]);
    }));

  it('tells that anything may have changed when it was much, or long ago', () =>
    withTwo(async (a, b) => {
      const many = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => aTicket(String(from + index)));
      const { heard, stop, next } = hearing(b);
      await a.keepPage({ tickets: many(0, 500) }, {});
      assert.equal(await next(), undefined);
      stop();
      for (let page = 0; page < 15; page++) await a.keepPage({ tickets: many(1000 + page * 150, 150) }, {});
      assert.equal(heard.length, 0);
      const again = hearing(b);
      a.remove(['1']);
      assert.equal(await again.next(), undefined);
      const rows = a.reader.prepare('SELECT count(*) AS rows FROM changes').get()?.rows;
      assert.ok(Number(rows) <= 2000, `${rows} rows`);
    }));

  it('goes on to tell when the signal, or its folder, was deleted', () =>
    withTwo(async (a, b, folder) => {
      const { next } = hearing(b);
      await a.keepPage({ tickets: [aTicket('1')] }, {});
      assert.deepEqual(await next(), ['1']);
      rmSync(join(folder, 'signals', storeFile('', 'desk').replace('.db', '')));
      await a.keepPage({ tickets: [aTicket('2')] }, {});
      assert.deepEqual(await next(), ['2']);
      rmSync(join(folder, 'signals'), { recursive: true });
      await a.keepPage({ tickets: [aTicket('3')] }, {});
      assert.deepEqual(await next(), ['3']);
      await a.keepPage({ tickets: [aTicket('4')] }, {});
      assert.deepEqual(await next(), ['4']);
    }));

  it('tells what others changed when asked to look, where no signal comes', () =>
    withTwo(async (a, b, folder) => {
      rmSync(join(folder, 'signals'), { recursive: true, force: true });
      // A file in the place of the folder: nothing can be watched, nor touched.
      writeFileSync(join(folder, 'signals'), '');
      const { heard, stop } = hearing(b);
      await a.keepPage({ tickets: [aTicket('1')] }, {});
      b.hear();
      b.hear();
      assert.deepEqual(heard, [['1']]);
      stop();
    }));

  it('keeps the lock by which another one knows that it is not the last to close the file', async function () {
    if (process.platform !== 'linux') return this.skip();
    // What SQLite holds on a file for as long as it is open, by process.
    const locks = () =>
      readFileSync('/proc/locks', 'utf8')
        .split('\n')
        .filter(line => line.includes(` ${process.pid} `) && line.includes(' 1073741826 ')).length;
    const before = locks();
    await withTwo((_a, b) => {
      assert.equal(locks(), before + 1);
      b.setMeta({ cursor: 'x' });
      assert.equal(locks(), before + 1);
    });
  });

  it('writes from two at once, page by page', () =>
    withTwo(async (a, b) => {
      const customer = (index: number) => ({ id: `${index % 7}`, name: `Customer ${index % 7}` });
      for (let page = 0; page < 5; page++) {
        for (const [store, from] of [
          [a, 0],
          [b, 50],
        ] as const) {
          const tickets = Array.from({ length: 100 }, (_, index) =>
            aTicket(`${page * 100 + from + index}`, { customer: customer(index + page), status: `S${page}` }),
          );
          await store.keepPage({ tickets }, { cursor: `${page}` });
        }
      }
      assert.equal(assertSound(a).length, 550);
      assert.deepEqual(assertSound(a), assertSound(b));
      const { names } = a.reader.prepare("SELECT count(*) AS names FROM names WHERE field = 'customer'").get() ?? {};
      assert.equal(names, 7);
    }));

  it('does not use names of before the other one cleared it', () =>
    withTwo(async (a, b) => {
      await a.keepPage(
        { tickets: [aTicket('1', { status: 'One' }), aTicket('2', { status: 'Two' })] },
        { cursor: 'c' },
      );
      const { id: write } = b.outbox.put(aNote('1', 'x'));
      b.attention.tell([{ ticketId: '1', reason: 'assigned', about: '' }]);
      b.clear();
      assert.deepEqual(assertSound(a), []);
      assert.equal(a.meta('cursor'), undefined);
      assert.deepEqual(
        a.outbox.all().map(({ id }) => id),
        [write],
      );
      await b.keepPage({ tickets: [aTicket('3', { status: 'Three' })] }, {});
      await a.keepPage({ tickets: [aTicket('1', { status: 'Two' })] }, {});
      const statuses = a.reader.prepare(
        'SELECT t.id, n.name FROM tickets t JOIN names n ON n.id = t.status ORDER BY t.id',
      );
      assert.deepEqual(
        statuses.all().map(({ id, name }) => [id, name]),
        [
          ['1', 'Two'],
          ['3', 'Three'],
        ],
      );
      assert.deepEqual(foundIn(a, 'heads', 'one OR two OR three'), ['1', '3']);
    }));

  it('notices that its file was deleted or set aside, and begins anew', () =>
    withTwo(async (a, b, folder) => {
      await a.keepPage({ tickets: [aTicket('1')] }, {});
      for (const end of ['', '-wal', '-shm']) rmSync(`${storeFile(folder, 'desk')}${end}`, { force: true });
      await assert.rejects(a.keepPage({ tickets: [aTicket('2')] }, {}), isDamage);
      a.close();
      const { store, keptAs } = Store.open(folder, 'desk', 'origin', true);
      assert.equal(keptAs, undefined);
      await store.keepPage({ tickets: [aTicket('2')] }, {});
      assert.throws(() => b.setMeta({ x: '1' }), isDamage);
      b.close();
      assert.deepEqual(assertSound(store), ['2']);
      store.setMeta({ cursor: 'still here' });
      store.close();
      const again = Store.open(folder, 'desk', 'origin').store;
      assert.equal(again.meta('cursor'), 'still here');
      again.close();
    }));
});

describe('store: who reads the desk', () => {
  it('is one window, until it lets go or its time is over', () =>
    withTwo((a, b) => {
      assert.equal(a.takeLease('a', 60_000), true);
      assert.equal(b.takeLease('b', 60_000), false);
      assert.equal(a.takeLease('a', 60_000), true);
      b.releaseLease('b');
      assert.equal(b.takeLease('b', 60_000), false);
      a.releaseLease('a');
      assert.equal(b.takeLease('b', 0), true);
      assert.equal(a.takeLease('a', 60_000), true);
    }));

  it('is not one whose process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await withStore((store, folder) => {
      assert.equal(store.takeLease('dead', 60_000), true);
      const database = new DatabaseSync(storeFile(folder, 'desk'));
      database.exec(`UPDATE lease SET pid = ${child.pid}`);
      assert.equal(store.takeLease('b', 60_000), true);
      database.exec(`UPDATE lease SET holder = 'alive', pid = ${process.ppid}`);
      assert.equal(store.takeLease('b', 60_000), false);
      database.exec(`UPDATE lease SET until = ${Date.now() + 1e12}`);
      assert.equal(store.takeLease('b', 60_000), true);
      database.close();
    });
  });
});

describe('store: what is remembered', () => {
  it('is told as it was', () =>
    withStore(store => {
      assert.equal(store.recall('people'), undefined);
      store.remember('people', [{ name: 'Ann' }], at);
      store.remember('nothing', undefined, at);
      assert.deepEqual(store.recall('people'), { value: [{ name: 'Ann' }], fetchedAt: at });
      assert.deepEqual(store.recall('nothing'), { value: null, fetchedAt: at });
      store.setMeta({ a: '1', b: '2' });
      store.setMeta({ a: undefined, b: '3' });
      assert.deepEqual([store.meta('a'), store.meta('b')], [undefined, '3']);
    }));

  it('holds writes until they are settled, also when all else is cleared', () =>
    withStore(store => {
      const ticket: Write = { kind: 'createTicket', draft: { subject: 'New', description: '' } };
      const first = store.outbox.put(aNote('1', 'a')).id;
      const second = store.outbox.put(ticket).id;
      const kept = () => store.outbox.all().map(({ id, write }) => ({ id, write }));
      assert.deepEqual(kept(), [
        { id: first, write: aNote('1', 'a') },
        { id: second, write: ticket },
      ]);
      store.outbox.confirm(first, { id: 'x' });
      store.clear();
      assert.deepEqual(kept(), [{ id: second, write: ticket }]);
      assert.deepEqual(store.outbox.outcome(first), { made: { id: 'x' } });
      store.outbox.drop(second);
      assert.deepEqual(kept(), []);
      assert.equal(store.outbox.outcome(second), false);
      assert.ok(store.outbox.put(aNote('1', 'b')).id > second, 'ids are not used twice');
    }));

  it('tells a notice once over all windows', () =>
    withTwo((a, b) => {
      const notice = { ticketId: '1', reason: 'dueSoon', about: at, number: '91' } as const;
      assert.deepEqual(a.attention.tell([notice]), [notice]);
      assert.deepEqual(b.attention.tell([notice, { ...notice, about: 'other' }]), [{ ...notice, about: 'other' }]);
      assert.deepEqual(a.attention.tell([]), []);
    }));

  it('holds the last notice of each kind, and none of tickets that are gone', () =>
    withStore(async store => {
      const rows = () =>
        store.reader
          .prepare('SELECT about FROM told ORDER BY about')
          .all()
          .map(({ about }) => about);
      await store.keepPage({ tickets: [aTicket('1'), aTicket('2')] }, {});
      for (let times = 0; times < 50; times++) {
        const notice = { reason: 'changed', about: String(times) } as const;
        assert.equal(store.attention.tell([{ ...notice, ticketId: '1' }]).length, 1);
        assert.equal(store.attention.tell([{ ...notice, ticketId: '1' }]).length, 0);
      }
      store.attention.tell([{ ticketId: '1', reason: 'overdue', about: 'due' }]);
      store.attention.tell([{ ticketId: '2', reason: 'overdue', about: 'two' }]);
      assert.deepEqual(rows(), ['49', 'due', 'two']);
      store.remove(['1']);
      assert.deepEqual(rows(), ['two']);
    }));
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Notice } from '../../src/model/notice.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Backdoor, everything, kept, listed, number, SyncedDesk, type System, systems, until } from './syncedDesk.ts';

const hour = 3_600_000;

for (const system of systems) {
  describe(`sync: ${system}`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let behind: Backdoor;
    let desk: SyncedDesk;

    before(async () => {
      sample = await startSampleDesk(['--tickets', '130', '--page-limit', '50']);
      behind = new Backdoor(sample);
      desk = new SyncedDesk(sample, system);
    });
    after(async () => {
      await desk.close();
      behind.close();
      await sample.stop();
    });

    const asked = async () => (await sample.control.requests()).filter(request => request.system === system).length;
    const named = (id: string) => desk.told.some(told => told.kind === 'tickets' && told.ticketIds.includes(id));
    const notices = (): Notice[] => desk.told.flatMap(told => (told.kind === 'notices' ? told.notices : []));

    it('has something to show with the first page, and then all that the desk has', async () => {
      const running = desk.now();
      await desk.sync.first();
      const some = desk.sync.state;
      assert.ok(some.tickets > 0 || some.phase === 'reading');
      const state = await running;
      assert.equal(state.tickets, behind.ids(system).length);
      assert.equal(state.phase, 'idle');
      assert.ok(state.syncedAt && Date.now() - Date.parse(state.syncedAt) < 60_000);
      assert.deepEqual(kept(desk.store), await listed(desk.helpDesk));
      assert.ok(desk.told.some(told => told.kind === 'lists'));
      assert.ok(desk.told.some(told => told.kind === 'sync' && told.state.phase === 'reading'));
      assert.deepEqual(notices(), []);
    });

    it(`asks ${system === 'readydesk' ? 'twice' : 'once'} when nothing changed, and tells nothing but when`, async () => {
      await desk.allRead();
      await desk.now();
      await sample.control.forget();
      desk.told.length = 0;
      const { syncedAt } = await desk.now();
      await desk.sync.now();
      assert.equal(await asked(), 2 * (system === 'readydesk' ? 2 : 1));
      assert.deepEqual([...new Set(desk.told.map(told => told.kind))], ['sync']);
      assert.ok(syncedAt);
    });

    it('gets what changed on the desk, and tells which tickets', async () => {
      const [first = '', , third = ''] = behind.ids(system);
      const last = behind.ids(system).at(-1) ?? '';
      desk.told.length = 0;
      for (const id of [first, third, last]) behind.rename(system, id, `Renamed ${id}`);
      await desk.now();
      for (const id of [first, third, last]) {
        assert.equal(desk.store.ticket(id)?.subject, `Renamed ${id}`);
        assert.ok(named(id));
      }
      assert.ok(!desk.told.some(told => told.kind === 'lists'));
      assert.deepEqual(kept(desk.store), await listed(desk.helpDesk));
    });

    it("tells once of tickets that became the user's, and nothing of what the user wrote", async () => {
      const others = behind.ids(
        system,
        system === 'readydesk' ? "assigned_to IS NULL AND status <> 'CLOSED'" : 'user_id IS NULL AND is_closed = 0',
      );
      const [given = '', own = ''] = others;
      assert.ok(given && own);
      desk.told.length = 0;
      behind.give(system, given);
      behind.give(system, own);
      desk.sync.wrote(own);
      await desk.now();
      await desk.now();
      assert.deepEqual(
        notices().map(({ ticketId, reason }) => [ticketId, reason]),
        [[given, 'assigned']],
      );
      behind.due(system, own, Date.now() + 2 * hour);
      behind.rename(system, given, 'Somebody else renamed it');
      await desk.now();
      assert.deepEqual(
        notices()
          .slice(1)
          .map(({ ticketId, reason }) => `${ticketId} ${reason}`)
          .sort(),
        [`${given} changed`, `${own} dueSoon`].sort(),
      );
      desk.ahead += 3 * hour;
      await desk.now();
      await desk.now();
      assert.deepEqual(
        notices()
          .slice(3)
          // Others come due in these hours too, at some times of the day.
          .filter(({ ticketId }) => ticketId === own || ticketId === given)
          .map(({ ticketId, reason }) => [ticketId, reason]),
        [[own, 'overdue']],
      );
    });

    it('loses tickets that were deleted on the desk when a day has passed', async () => {
      const [, second = '', , fourth = ''] = behind.ids(system);
      for (const id of [second, fourth]) behind.delete(system, id);
      await desk.now();
      desk.told.length = 0;
      desk.ahead += 25 * hour;
      await until('the tickets are gone', async () => {
        await desk.now();
        await desk.settled();
        return !desk.store.ticket(second) && !desk.store.ticket(fourth);
      });
      assert.ok(named(second) && named(fourth));
      assert.deepEqual(kept(desk.store), await listed(desk.helpDesk));
    });

    it('keeps what it has while the desk does not answer, and goes on when it does', async () => {
      await sample.control.set({ offline: true });
      const failed = await desk.sync.now();
      assert.ok(!failed.ok && failed.failure.reason === 'unreachable');
      assert.equal(desk.sync.state.failure?.reason, 'unreachable');
      assert.equal(desk.sync.state.tickets, behind.ids(system).length);
      const [id = ''] = behind.ids(system);
      behind.rename(system, id, 'Meanwhile');
      await sample.control.usual();
      const state = await desk.now();
      assert.equal(state.failure, undefined);
      assert.equal(desk.store.ticket(id)?.subject, 'Meanwhile');
    });

    it('goes on with the same secret when a desk refused it for a while', async () => {
      await sample.control.set({ failNext: { status: 401, count: 20 } });
      const refused = await desk.sync.now();
      assert.ok(!refused.ok && refused.failure.reason === 'unauthorized');
      await sample.control.usual();
      assert.equal((await desk.now()).failure, undefined);
    });
  });

  describe(`sync while the desk changes: ${system}`, function () {
    this.timeout(60_000);

    it('misses nothing that changed while pages were read', async () => {
      const sample = await startSampleDesk(['--tickets', '150', '--page-limit', '20', '--latency', '15']);
      const behind = new Backdoor(sample);
      const desk = new SyncedDesk(sample, system);
      try {
        const ids = behind.ids(system);
        let read = false;
        const running = desk.now().finally(() => {
          read = true;
        });
        let renamed = 0;
        await until('the desk is read', () => {
          const id = ids[(renamed * 37) % ids.length] ?? '';
          behind.rename(system, id, `Change ${++renamed}`);
          return read;
        });
        await running;
        assert.ok(renamed > 5);
        await desk.now();
        assert.deepEqual(kept(desk.store), await listed(desk.helpDesk));
      } finally {
        await desk.close();
        behind.close();
        await sample.stop();
      }
    });
  });
}

describe('sync: scope and budget', function () {
  this.timeout(60_000);
  let sample: SampleDesk;

  before(async () => {
    sample = await startSampleDesk(['--tickets', '120']);
  });
  after(() => sample.stop());

  async function withDesk(system: System, use: (desk: SyncedDesk) => Promise<void>, more = {}): Promise<void> {
    const desk = new SyncedDesk(sample, system, more);
    try {
      await use(desk);
    } finally {
      await desk.close();
    }
  }

  for (const system of systems) {
    it(`${system}: keeps what the settings say, reads all when they ask for more and deletes when for less`, async () => {
      await withDesk(
        system,
        async desk => {
          const all = (await listed(desk.helpDesk)).length;
          const closed = () => number(desk.store, 'SELECT count(*) FROM tickets WHERE state = 2');
          const open = (await desk.now()).tickets;
          assert.ok(open > 0 && open < all);
          assert.equal(closed(), 0);
          desk.sync.configure(everything);
          assert.equal((await desk.now()).tickets, all);
          desk.sync.configure({ ...everything, tickets: 'recent', days: 90 });
          const recent = (await desk.now()).tickets;
          assert.ok(recent > open && recent < all, `${open} < ${recent} < ${all}`);
          const limit = Date.now() - 91 * 24 * hour;
          assert.equal(
            number(desk.store, 'SELECT count(*) FROM tickets WHERE state = 2 AND changed < ?', limit / 1000),
            0,
          );
          desk.sync.configure({ ...everything, tickets: 'open' });
          assert.equal((await desk.now()).tickets, open);
          desk.sync.configure(everything);
          assert.equal((await desk.now()).tickets, all);
        },
        { settings: { ...everything, tickets: 'open' } },
      );
    });
  }

  it('spends a tenth of the requests of a day on conversations', async () => {
    await withDesk(
      'teamsupport',
      async desk => {
        const deep = () => number(desk.store, 'SELECT count(*) FROM tickets WHERE deep > 0');
        await desk.now();
        await desk.settled();
        assert.equal(deep(), 10);
        await desk.now();
        await desk.settled();
        assert.equal(deep(), 10);
        assert.equal(
          number(
            desk.store,
            "SELECT count(*) FROM tickets t JOIN names n ON n.id = t.assignee WHERE deep > 0 AND n.name = 'Sam Rivera'",
          ),
          Math.min(
            10,
            number(
              desk.store,
              "SELECT count(*) FROM tickets t JOIN names n ON n.id = t.assignee WHERE state < 2 AND n.name = 'Sam Rivera'",
            ),
          ),
        );
        desk.ahead += 24 * hour;
        await desk.now();
        await desk.settled();
        assert.equal(deep(), 20);
      },
      { config: { dailyRequests: 100 } },
    );
  });

  it('waits as long as the desk says when the quota is spent', async () => {
    const timers: number[] = [];
    const timer = (_call: () => void, milliseconds: number) => {
      timers.push(milliseconds);
      return () => undefined;
    };
    await withDesk(
      'teamsupport',
      async desk => {
        await desk.now();
        await sample.control.set({ quota: 1 });
        const result = await desk.sync.now();
        assert.ok(!result.ok && result.failure.reason === 'quotaSpent');
        desk.sync.start();
        await desk.settled();
        const seconds = result.failure.retryAfterSeconds ?? 900;
        assert.ok(Math.abs((timers.at(-1) ?? 0) - seconds * 1000) < 5_000, `${timers} against ${seconds} s`);
        await sample.control.usual();
      },
      { parts: { timer } },
    );
  });

  it('asks no more with a refused key until the user does', async () => {
    const timers: number[] = [];
    const timer = (_call: () => void, milliseconds: number) => {
      timers.push(milliseconds);
      return () => undefined;
    };
    const wrong = { ...sample, readydesk: { ...sample.readydesk, key: 'WRONG' } };
    const desk = new SyncedDesk(wrong, 'readydesk', { parts: { timer } });
    try {
      desk.sync.start();
      await desk.sync.first();
      await until('the failure is known', () => desk.sync.state.failure?.reason === 'unauthorized');
      desk.sync.attend(false);
      desk.sync.attend(true);
      assert.deepEqual(timers, []);
      const again = await desk.sync.now();
      assert.ok(!again.ok && again.failure.reason === 'unauthorized');
    } finally {
      await desk.close();
    }
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EngineChange, MirrorSettings } from '../../src/engine/engine.ts';
import { Store } from '../../src/engine/store/store.ts';
import { DeskSync } from '../../src/engine/sync/deskSync.ts';
import type { HelpDesk } from '../../src/model/desk.ts';
import { DeskError, type DeskFailure } from '../../src/model/errors.ts';
import type { MirrorScope, SyncPage } from '../../src/model/sync.ts';
import type { Ticket } from '../../src/model/ticket.ts';

const everything: MirrorSettings = { tickets: 'all', days: 90, notices: true };
const minute = 60_000;

function ticket(id: number, subject = `Ticket ${id}`): Ticket {
  const names = { id: String(id), number: String(id), subject, state: 'open', status: 'New' } as const;
  return { ...names, urgency: 'normal', changedAt: new Date(1_700_000_000_000 + id).toISOString(), otherFields: [] };
}

/** A desk in memory: pages of ten, cursors that count. Nothing of it is a real one's behaviour but the contract. */
class CountingDesk {
  tickets: Ticket[] = [];
  readonly asked: string[] = [];
  failure: DeskFailure | undefined;
  /** Pages wait for this when it is there. */
  gate: Promise<void> | undefined;
  /** The list of changes ends after its first page without saying that it is complete. */
  breaksOff = false;
  knows = (cursor: string) => /^\d+$/.test(cursor);

  get helpDesk(): HelpDesk {
    const part: Pick<HelpDesk, 'capabilities' | 'changes' | 'depths' | 'getTicket'> = {
      capabilities: { depthsAtOnce: 10 } as HelpDesk['capabilities'],
      changes: (cursor, scope, signal) => this.#changes(cursor, scope, signal),
      depths: () => {
        throw new DeskError({ reason: 'unsupported' });
      },
      getTicket: async id => this.tickets.find(each => each.id === id) ?? Promise.reject(notFound()),
    };
    return part as HelpDesk;
  }

  async *#changes(cursor: string | undefined, scope: MirrorScope, signal?: AbortSignal): AsyncGenerator<SyncPage> {
    if (cursor !== undefined && !this.knows(cursor)) throw new DeskError({ reason: 'badInput' });
    for (let at = Number(cursor ?? 0); ; ) {
      this.asked.push(`${scope.kind} ${at}`);
      await new Promise<void>((resolve, reject) => {
        const stop = () => reject(new DeskError({ reason: 'cancelled' }));
        if (signal?.aborted) stop();
        signal?.addEventListener('abort', stop, { once: true });
        void (this.gate ?? Promise.resolve()).then(resolve);
      });
      if (this.failure) throw new DeskError(this.failure);
      const tickets = this.tickets.slice(at, at + 10);
      at += tickets.length;
      const complete = at >= this.tickets.length;
      yield { tickets, cursor: String(at), complete, expected: this.tickets.length };
      if (complete || this.breaksOff) return;
    }
  }
}

const notFound = () => new DeskError({ reason: 'notFound' });

describe('sync: one window', () => {
  let folder: string;
  let store: Store;
  let desk: CountingDesk;
  let clock: number;
  let timers: { readonly at: number; readonly call: () => void }[];
  let told: EngineChange[];
  let open: DeskSync[];
  let damage: unknown[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskside-machine-'));
    store = Store.open(folder, 'd', 'here').store;
    desk = new CountingDesk();
    desk.tickets = Array.from({ length: 35 }, (_, at) => ticket(at));
    clock = Date.parse('2026-11-22T10:00:00Z');
    timers = [];
    told = [];
    open = [];
    damage = [];
  });
  afterEach(async () => {
    await Promise.all(open.map(sync => sync.stop()));
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function begin(settings = everything): DeskSync {
    const sync = new DeskSync(
      {
        config: { id: 'd', name: 'D', system: 'counting', address: 'https://d.example.com', technicianName: 'Sam' },
        helpDesk: desk.helpDesk,
        store,
        tell: change => told.push(change),
        onDamage: thrown => damage.push(thrown),
        now: () => clock,
        timer: (call, milliseconds) => {
          assert.ok(milliseconds >= 30_000, `a timer of ${milliseconds} ms`);
          const timer = { at: clock + milliseconds, call };
          timers.push(timer);
          return () => {
            timers = timers.filter(each => each !== timer);
          };
        },
      },
      settings,
    );
    open.push(sync);
    return sync;
  }

  /** Until nothing happens any more without the clock. */
  async function rest(): Promise<void> {
    for (let times = 0; times < 60; times++) await turn();
  }

  /** Lets time pass, timer by timer; answers how many seconds there are from one to the next. */
  async function pass(milliseconds: number): Promise<number[]> {
    const end = clock + milliseconds;
    const steps: number[] = [];
    await rest();
    for (;;) {
      const [next] = timers.toSorted((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      steps.push((next.at - clock) / 1000);
      clock = next.at;
      timers = timers.filter(each => each !== next);
      next.call();
      await rest();
    }
    clock = end;
    return steps;
  }

  it('reads all at once, and then looks less and less often while nothing changes', async () => {
    const sync = begin();
    sync.start();
    await sync.first();
    await rest();
    assert.equal(sync.state.tickets, 35);
    assert.deepEqual(desk.asked, ['all 0', 'all 10', 'all 20', 'all 30', 'all 35']);
    assert.deepEqual(await pass(20 * minute), [60, 90, 135, 202.5, 300, 300]);
    desk.tickets.push(ticket(35));
    assert.deepEqual((await pass(8 * minute)).slice(1, 3), [60, 90]);
    assert.equal(sync.state.tickets, 36);
  });

  it('does not ask for a window that nobody looked at for long, and does at once when somebody does', async () => {
    const sync = begin();
    sync.start();
    await rest();
    sync.attend(false);
    await pass(60 * minute);
    assert.equal(sync.state.phase, 'waiting');
    assert.deepEqual(timers, []);
    const before = desk.asked.length;
    sync.attend(true);
    await rest();
    assert.equal(desk.asked.length, before + 1);
    assert.equal(sync.state.phase, 'idle');
    sync.attend(false);
    sync.attend(true);
    await rest();
    assert.equal(desk.asked.length, before + 1);
  });

  it('tries again after longer and longer times, says why, and goes on where it was', async () => {
    const sync = begin();
    desk.failure = { reason: 'unreachable' };
    sync.start();
    await sync.first();
    assert.equal(sync.state.failure?.reason, 'unreachable');
    assert.deepEqual((await pass(40 * minute)).slice(0, 7), [30, 60, 120, 240, 480, 600, 600]);
    desk.failure = undefined;
    await pass(10 * minute);
    assert.deepEqual([sync.state.failure, sync.state.tickets], [undefined, 35]);
  });

  it('is one pass for all who ask while it runs, and one who gives up does not end it', async () => {
    const sync = begin();
    const end = new AbortController();
    const impatient = sync.now(end.signal);
    const others = [sync.now(), sync.now()];
    end.abort();
    const gone = await impatient;
    assert.ok(!gone.ok && gone.failure.reason === 'cancelled');
    for (const result of await Promise.all(others)) assert.ok(result.ok);
    assert.deepEqual(desk.asked, ['all 0', 'all 10', 'all 20', 'all 30', 'all 35']);
  });

  it('ends at any point when it is stopped, and another one goes on there', async () => {
    let opened = (): void => undefined;
    let kept = 0;
    for (let stops = 0; kept < 35; stops++) {
      assert.ok(stops < 60);
      const sync = begin();
      desk.gate = stops % 2 ? new Promise(resolve => (opened = resolve)) : undefined;
      sync.start();
      for (let turns = 0; turns < stops % 5; turns++) await turn();
      await sync.stop();
      const silent = told.length;
      opened();
      await rest();
      assert.equal(told.length, silent, 'something was told after the end');
      assert.ok(sync.state.tickets >= kept);
      kept = Number(store.reader.prepare('SELECT count(*) AS n FROM tickets').get()?.n);
      assert.equal(store.meta('cursor') ?? '0', String(kept));
    }
    assert.ok(desk.asked.some(each => each !== 'all 0'));
    assert.deepEqual(timers, []);
  });

  it('begins anew when the desk does not know the cursor any more', async () => {
    const sync = begin();
    await sync.now();
    desk.knows = cursor => cursor !== '35';
    desk.tickets = [ticket(100), ...desk.tickets.slice(5)];
    desk.asked.length = 0;
    assert.ok((await sync.now()).ok);
    assert.equal(desk.asked[0], 'all 0');
    assert.ok(store.ticket('100'));
    // What is not there any more is asked for behind the pass.
    sync.start();
    await pass(10 * minute);
    assert.equal(sync.state.tickets, 31);
  });

  it('is not done when the list ends before it is complete, and goes on there', async () => {
    const sync = begin();
    desk.breaksOff = true;
    const broken = await sync.now();
    assert.equal(!broken.ok && broken.failure.reason, 'unreadable');
    assert.equal(sync.state.syncedAt, undefined);
    desk.breaksOff = false;
    desk.asked.length = 0;
    assert.ok((await sync.now()).ok);
    assert.notEqual(desk.asked[0], 'all 0');
    assert.equal(sync.state.tickets, 35);
  });

  it('tells what a pass kept that broke off, once, and what is due while the desk cannot be reached', async () => {
    const notices = () => told.flatMap(change => (change.kind === 'notices' ? change.notices : []));
    const mine = (id: number): Ticket => ({ ...ticket(id), assignee: { name: 'Sam' } });
    const first = begin();
    await first.now();
    desk.tickets.push(...Array.from({ length: 12 }, (_, at) => mine(35 + at)));
    desk.breaksOff = true;
    assert.ok(!(await first.now()).ok);
    assert.equal(notices().length, 10);
    await first.stop();
    desk.breaksOff = false;
    const second = begin();
    await second.now();
    assert.equal(new Set(notices().map(({ ticketId }) => ticketId)).size, 12);
    assert.equal(notices().length, 12);
    desk.tickets.push({ ...mine(47), dueAt: new Date(clock + 300 * minute).toISOString() });
    await second.now();
    desk.failure = { reason: 'unreachable' };
    clock += 100 * minute;
    assert.ok(!(await second.now()).ok);
    assert.deepEqual(
      notices()
        .slice(12)
        .map(({ reason }) => reason),
      ['assigned', 'dueSoon'],
    );
  });

  it('keeps nothing when another window has taken over meanwhile', async () => {
    let go = (): void => undefined;
    const sync = begin();
    desk.gate = new Promise(resolve => {
      go = resolve;
    });
    const asked = sync.now();
    await rest();
    store.setMeta({ cursor: '20' });
    go();
    const result = await asked;
    assert.ok(result.ok && result.value.phase === 'elsewhere');
    assert.equal(store.meta('cursor'), '20');
    assert.equal(sync.state.tickets, 0);
  });

  it('waits while another process reads, and reads when that is over', async () => {
    const sync = begin();
    assert.ok(store.takeLease('other', 10 * minute));
    sync.start();
    await rest();
    assert.equal(sync.state.phase, 'elsewhere');
    assert.deepEqual(desk.asked, []);
    const asked = sync.now();
    await rest();
    assert.deepEqual(desk.asked, []);
    store.releaseLease('other');
    await pass(minute);
    const result = await asked;
    assert.ok(result.ok && result.value.tickets === 35);
  });

  it('reads anew when the settings ask for more while it reads', async () => {
    const sync = begin({ ...everything, tickets: 'open' });
    sync.start();
    sync.configure(everything);
    await rest();
    assert.ok(desk.asked.includes('all 0'));
    assert.equal(desk.asked.at(-1), 'all 35');
    assert.equal(sync.state.tickets, 35);
  });

  it('tells its state a few times a second at most while it reads, and lists once', async () => {
    const sync = begin();
    desk.tickets = Array.from({ length: 600 }, (_, at) => ticket(at));
    await sync.now();
    const states = told.filter(change => change.kind === 'sync');
    assert.deepEqual(
      states.map(change => change.state.phase),
      ['reading', 'idle'],
    );
    assert.equal(states.at(-1)?.state.tickets, 600);
    const lists = told.filter(change => change.kind === 'lists').length;
    assert.ok(lists === 1 || lists === 2, `${lists}`);
    assert.ok(!told.some(change => change.kind === 'tickets'));
  });

  it('tells of a damaged store, and fails', async () => {
    const sync = begin();
    const thrown = Object.assign(new Error('database disk image is malformed'), {
      code: 'ERR_SQLITE_ERROR',
      errcode: 11,
    });
    store.keepPage = () => Promise.reject(thrown);
    const result = await sync.now();
    assert.ok(!result.ok && result.failure.reason === 'unreadable');
    assert.deepEqual(damage, [thrown]);
  });
});

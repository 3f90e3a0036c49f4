import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import type { SyncState } from '../../src/engine/engine.ts';
import type { Result } from '../../src/model/errors.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Backdoor, kept, listed, SyncedDesk, systems, until } from './syncedDesk.ts';
import type { WindowQuestion, WindowTask } from './syncWindow.ts';

/** Another process with a sync of its own on the same store. */
class OtherWindow {
  readonly #child: ChildProcess;

  static async open(task: WindowTask): Promise<OtherWindow> {
    const entry = fileURLToPath(new URL('./syncWindow.ts', import.meta.url));
    const child = fork(entry, [JSON.stringify(task)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new OtherWindow(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  async ask<T>(question: WindowQuestion): Promise<T> {
    const answer = once(this.#child, 'message');
    this.#child.send(question);
    return (await answer)[0] as T;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

for (const system of systems) {
  describe(`sync in several windows: ${system}`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let behind: Backdoor;
    let folder: string;
    let windows: OtherWindow[];
    /** Requests that one window alone makes for the same. */
    let alone: number;

    const asked = async () => (await sample.control.requests()).filter(request => request.system === system).length;
    const now = async (window: OtherWindow): Promise<SyncState> => {
      const result = await window.ask<Result<SyncState>>({ ask: 'now' });
      if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
      return result.value;
    };

    before(async () => {
      sample = await startSampleDesk(['--tickets', '60', '--page-limit', '10', '--latency', '10']);
      behind = new Backdoor(sample);
      folder = mkdtempSync(join(tmpdir(), 'deskside-windows-'));
      const desk = new SyncedDesk(sample, system);
      await desk.now();
      await desk.sync.stop();
      alone = await asked();
      await desk.close();
    });
    after(async () => {
      await Promise.all(windows.map(window => window.close()));
      behind.close();
      await sample.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('reads the desk once for all', async () => {
      await sample.control.forget();
      const task = { ready: sample, system, folder };
      windows = await Promise.all([1, 2].map(() => OtherWindow.open(task)));
      const tickets = async (window: OtherWindow) => (await window.ask<SyncState>({ ask: 'state' })).tickets;
      await until('both have all', async () => {
        const counts = await Promise.all(windows.map(tickets));
        return counts.every(count => count === behind.ids(system).length);
      });
      const list = (await sample.control.requests()).filter(
        ({ address, action, system: of }) =>
          of === system && (action === 'get_tickets' || /\/tickets\.?(?:xml|json)?\?/i.test(address)),
      );
      assert.ok(list.length > 0);
      assert.ok(list.length <= alone + 3, `${list.length} requests for lists, ${alone} in one window`);
    });

    it('lets each of them ask, and all have what one of them got', async () => {
      const [first, second] = windows;
      assert.ok(first && second);
      const [id = '', other = ''] = behind.ids(system);
      behind.rename(system, id, 'For all windows');
      const before = Date.now();
      await now(first);
      assert.equal(await second.ask({ ask: 'subject', id }), 'For all windows');
      await until('the other knows when it was', async () => {
        const { syncedAt } = await second.ask<SyncState>({ ask: 'state' });
        return Date.parse(syncedAt ?? '') >= before;
      });
      behind.rename(system, other, 'Both ask at once');
      const states = await Promise.all([now(first), now(second)]);
      for (const state of states) assert.ok(Date.parse(state.syncedAt ?? '') >= before);
      for (const window of windows) assert.equal(await window.ask({ ask: 'subject', id: other }), 'Both ask at once');
    });

    it('goes on in one window when the one that reads ends', async () => {
      const [first, second] = windows;
      assert.ok(first && second);
      await first.close();
      windows = [second];
      const [id = ''] = behind.ids(system);
      behind.rename(system, id, 'After the end');
      await now(second);
      assert.equal(await second.ask({ ask: 'subject', id }), 'After the end');
      const own = new SyncedDesk(sample, system, { folder });
      try {
        assert.deepEqual(kept(own.store), await listed(own.helpDesk));
      } finally {
        await own.close();
      }
    });
  });
}

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { after, before, describe, it } from 'mocha';
import { type ReadyLine, type SampleDesk, startSampleDesk } from '../wire/sampleDesk.ts';
import { Backdoor, kept, listed, SyncedDesk, type System, systems } from '../wire/syncedDesk.ts';
import type { VictimTask } from './syncVictim.ts';

const victim = fileURLToPath(new URL('./syncVictim.ts', import.meta.url));
/** Rounds; more with DESKSIDE_KILLS. */
const kills = Number(process.env.DESKSIDE_KILLS ?? 4);
/** Until then a pass, and what is read behind it, has mostly ended. */
const longest = 500;
const day = 86_400_000;

type End = () => Promise<unknown>;

/** Begins to sync in a process of its own, which is killed like by the system. */
async function inProcess(task: VictimTask): Promise<End> {
  const child = fork(victim, [JSON.stringify(task)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), failed(ended)]);
  return () => {
    child.kill('SIGKILL');
    return ended;
  };
}

/** Begins to sync in a thread of this process. */
async function inThread(task: VictimTask): Promise<End> {
  const worker = new Worker(victim, { workerData: task });
  const ended = once(worker, 'exit');
  await Promise.race([once(worker, 'message'), failed(ended)]);
  return async () => {
    await worker.terminate();
    await ended;
  };
}

async function failed(ended: Promise<unknown[]>): Promise<never> {
  throw new Error(`it ended by itself: ${await ended}`);
}

describe('faults: a sync that is killed at any moment', function () {
  this.timeout(60_000 + kills * 60_000);
  let sample: SampleDesk;
  let behind: Backdoor;
  let folder: string;
  let ready: ReadyLine;
  /** Each round's clock is ahead of the last one's, so that there is always something to do. */
  let ahead = 0;
  let changes = 0;

  before(async () => {
    sample = await startSampleDesk(['--tickets', '300', '--page-limit', '40']);
    const { readydesk, teamsupport, control } = sample;
    ready = { readydesk, teamsupport, control: { url: control.url, token: control.token } };
    behind = new Backdoor(sample);
    folder = mkdtempSync(join(tmpdir(), 'deskside-kills-'));
  });
  after(async () => {
    behind.close();
    await sample.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What other users of the desk do meanwhile, until the promise holds. */
  async function changeUntil(system: System, end: Promise<unknown>): Promise<void> {
    let over = false;
    void end.finally(() => {
      over = true;
    });
    while (!over) {
      const ids = behind.ids(system);
      const id = ids[Math.floor(Math.random() * ids.length)] ?? '';
      if (++changes % 40 === 0) behind.delete(system, id);
      else behind.rename(system, id, `Change ${changes}`);
      await pause(10);
    }
  }

  /** One that is not killed goes on, and ends with what the desk has. */
  async function finish(system: System, store: string): Promise<void> {
    const desk = new SyncedDesk(sample, system, { folder: store });
    try {
      // The first look at everything may have begun before the end: what was deleted since is found by the next one.
      for (let looks = 0; looks < 2; looks++) {
        ahead += 3 * day;
        desk.ahead = ahead;
        const swept = () => Date.parse(desk.store.meta('sweptAt') ?? '') > Date.now() + ahead - day;
        for (let rounds = 0; rounds < 200; rounds++) {
          await desk.now();
          await desk.settled();
          if (swept() && desk.store.meta('missing') === undefined) break;
        }
      }
      assert.deepEqual(kept(desk.store), await listed(desk.helpDesk));
      assert.deepEqual(
        desk.store.reader
          .prepare('PRAGMA integrity_check')
          .all()
          .map(row => ({ ...row })),
        [{ integrity_check: 'ok' }],
      );
    } finally {
      await desk.close();
    }
  }

  for (const [where, begin] of Object.entries({ process: inProcess, thread: inThread })) {
    it(`leaves what another one makes equal to the desk: ${kills} times, a ${where}`, async () => {
      for (let round = 0; round < kills; round++) {
        const system = systems[round % 2] ?? 'readydesk';
        // Now and then a first sync, mostly one that goes on with what is there.
        const store = join(folder, `${where}-${system}-${Math.floor(round / 3)}`);
        const milliseconds = Math.random() * longest;
        const end = await begin({ ready, system, folder: store, ahead });
        await changeUntil(system, pause(milliseconds).then(end));
        try {
          await finish(system, store);
        } catch (thrown) {
          throw new Error(`round ${round}, ${system}, ended after ${milliseconds} ms: ${thrown}`, { cause: thrown });
        }
      }
    });
  }
});

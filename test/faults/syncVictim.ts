import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadyLine } from '../wire/sampleDesk.ts';
import { everything, SyncedDesk, type System } from '../wire/syncedDesk.ts';

/** What a process or thread is told that syncs until it is ended from outside. */
export interface VictimTask {
  readonly ready: ReadyLine;
  readonly system: System;
  readonly folder: string;
  /** Milliseconds that its clock is ahead. */
  readonly ahead: number;
}

const task = (workerData ?? JSON.parse(process.argv[2] ?? '')) as VictimTask;
const desk = new SyncedDesk(task.ready, task.system, { folder: task.folder });
desk.ahead = task.ahead;
// Ends also when the test run is ended and nobody is left to do it.
process.on('disconnect', () => process.exit());

if (parentPort) parentPort.postMessage('begun');
else process.send?.('begun');

for (let pass = 0; ; pass++) {
  await desk.sync.now();
  // A thread that ends fails at everything without waiting for anything; it must not do so for ever.
  await turn();
  // Each time there is something else to do: everything is looked at again, or other tickets are wanted.
  desk.ahead += 90 * 60_000;
  if (pass % 4 === 1) desk.sync.configure({ ...everything, tickets: 'open' });
  if (pass % 4 === 3) desk.sync.configure(everything);
}

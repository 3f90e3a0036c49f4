import type { ReadyLine } from './sampleDesk.ts';
import { everything, SyncedDesk, type System } from './syncedDesk.ts';

/** What a process is told that stands for another window. */
export interface WindowTask {
  readonly ready: ReadyLine;
  readonly system: System;
  readonly folder: string;
}

export type WindowQuestion =
  | { readonly ask: 'now' }
  | { readonly ask: 'state' }
  | { readonly ask: 'subject'; readonly id: string };

const { ready, system, folder } = JSON.parse(process.argv[2] ?? '') as WindowTask;
const desk = new SyncedDesk(ready, system, { folder, settings: everything });
desk.sync.start();

process.on('message', async (question: WindowQuestion) => {
  if (question.ask === 'now') process.send?.(await desk.sync.now());
  else if (question.ask === 'state') process.send?.(desk.sync.state);
  else process.send?.(desk.store.ticket(question.id)?.subject ?? '');
});
process.on('disconnect', () => desk.close().then(() => process.exit(0)));
await desk.sync.first();
process.send?.('ready');

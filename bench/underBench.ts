import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../scripts/places.mjs';
import type { Engine } from '../src/engine/engine.ts';
import { workerEngine } from '../src/engine/workerEngine.ts';

/** The worker as it is packaged. */
export const builtWorker = inRoot('dist', 'engine.cjs');
export const builtCodeWorker = inRoot('dist', 'code.cjs');

/** The product's client with a worker of its own, whose folder goes with it. */
export interface UnderBench {
  readonly engine: Engine;
  readonly folder: string;
  dispose(): Promise<void>;
}

/** Starts one. `keep` is a folder that stays. */
export async function underBench(worker: string, keep?: string): Promise<UnderBench> {
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'deskside-bench-')));
  const lines: string[] = [];
  const engine = workerEngine({ file: worker, folder, log: line => lines.push(line) });
  await engine.mirror({ tickets: 'all', days: 90, notices: false });
  engine.onChange(change => {
    if (change.kind === 'restarted') throw new Error(`the worker ended: ${change.detail} ${lines.join('\n')}`);
  });
  return {
    engine,
    folder,
    dispose: async () => {
      await engine.dispose();
      if (keep === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

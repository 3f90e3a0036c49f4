import { parentPort, workerData } from 'node:worker_threads';
import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { serveEngine } from '../../src/engine/serveEngine.ts';
import type { WorkerData } from '../../src/engine/workerProtocol.ts';
import { pauses } from './writePauses.ts';

/** The engine's worker as it is, but for how long its outbox waits. */
if (!parentPort) throw new Error('not a worker');
serveEngine(new DeskEngine(connectors, (workerData as WorkerData).folder, { pauses }), parentPort);

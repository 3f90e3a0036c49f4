import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from './main.ts';
import { serveEngine } from './serveEngine.ts';
import type { WorkerData } from './workerProtocol.ts';

if (!parentPort) throw new Error('The engine runs in a worker thread.');
serveEngine(createEngine((workerData as WorkerData).folder), parentPort);

import { parentPort, workerData } from 'node:worker_threads';
import { GuestLine } from './guests/guestLine.ts';
import { createEngine } from './main.ts';
import { orderNamesBy } from './search/nameOrder.ts';
import { serveEngine } from './serveEngine.ts';
import type { WorkerData } from './workerProtocol.ts';

if (!parentPort) throw new Error('The engine runs in a worker thread.');
const { folder, language } = workerData as WorkerData;
orderNamesBy(language);
// Nothing is asked of a guest before somebody asked the engine.
const guests = new GuestLine(() => host);
const host = serveEngine(createEngine(folder, guests.ask), parentPort);

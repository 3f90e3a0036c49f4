import { parentPort, workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serveCalls.ts';
import { codeHost } from './codeHost.ts';
import { methods } from './methods.ts';
import type { WorkerData } from './workerProtocol.ts';

if (!parentPort) throw new Error('The code is looked at in a worker thread.');
serveCalls({ target: codeHost((workerData as WorkerData).tools), methods, port: parentPort }, []);

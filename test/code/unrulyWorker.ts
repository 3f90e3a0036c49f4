import { parentPort, workerData } from 'node:worker_threads';
import type { Code } from '../../src/code/code.ts';
import { codeHost } from '../../src/code/codeHost.ts';
import { methods } from '../../src/code/methods.ts';
import type { WorkerData } from '../../src/code/workerProtocol.ts';
import { serveCalls } from '../../src/thread/serveCalls.ts';

/** The worker, which ends or hangs when it is asked for the branches of certain numbers. */
const code = codeHost((workerData as WorkerData).tools);
const mischief: Record<string, () => void> = {
  exit: () => process.exit(3),
  hang: () => {
    for (;;);
  },
  throw: () => {
    setImmediate(() => {
      throw new Error('thrown');
    });
  },
};
const unruly: Code = {
  ...code,
  branchesOf: (root, number, signal) => {
    mischief[number]?.();
    return number in mischief ? new Promise(() => undefined) : code.branchesOf(root, number, signal);
  },
};
if (!parentPort) throw new Error('not a worker');
serveCalls({ target: unruly, methods, port: parentPort }, []);

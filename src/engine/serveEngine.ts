import type { MessagePort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { asResult, type Result } from '../model/errors.ts';
import type { RequestEntry } from '../model/network.ts';
import type { Engine } from './engine.ts';
import { type Arguments, type Asked, methods } from './methods.ts';
import type { HostApi, WorkerApi } from './workerProtocol.ts';

/** Requests that end within so many milliseconds are told together: each message wakes both threads. */
const together = 50;

/** Lets the other side of a port ask an engine, until it is disposed by it. */
export function serveEngine(engine: Engine, port: MessagePort): void {
  const running = new Map<number, AbortController>();

  const call = async (id: number, method: Asked, args: Arguments, signalAt: number): Promise<Result<unknown>> => {
    const abort = new AbortController();
    const all = [...args];
    if (signalAt >= 0) all[signalAt] = abort.signal;
    running.set(id, abort);
    try {
      return await asResult(async () => {
        if (!Object.hasOwn(methods, method)) throw new TypeError(`the engine has no method "${method}"`);
        // The other side took the arguments from a call of this very method.
        const ask = engine[method] as (...args: Arguments) => Promise<unknown>;
        return ask.apply(engine, all);
      });
    } finally {
      running.delete(id);
      // Whoever hears of the answer has heard of what was asked for it.
      tellRequests();
    }
  };

  const host = createBirpc<HostApi, WorkerApi>(
    {
      call,
      cancel: id => running.get(id)?.abort(),
      ping: async () => undefined,
      dispose: async () => {
        for (const abort of running.values()) abort.abort();
        await engine.dispose();
        clearTimeout(resting);
        tellRequests();
        // The answer is on its way before the port closes; nothing else keeps the thread.
        setImmediate(() => port.close());
      },
    },
    {
      post: message => port.postMessage(message),
      on: listener => {
        port.on('message', listener);
      },
      eventNames: ['change', 'requests', 'usage'],
      timeout: -1,
    },
  );
  let requests: (readonly [string, RequestEntry])[] = [];
  let resting: NodeJS.Timeout | undefined;
  const tellRequests = () => {
    if (requests.length > 0) void host.requests(requests);
    requests = [];
  };
  engine.onRequest((deskId, entry) => {
    requests.push([deskId, entry]);
    if (resting) return;
    tellRequests();
    resting = setTimeout(() => {
      resting = undefined;
      tellRequests();
    }, together);
  });
  engine.onChange(change => {
    tellRequests();
    void host.change(change);
  });
  engine.onUsage((deskId, usage) => void host.usage(deskId, usage));
}

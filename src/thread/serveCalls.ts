import type { MessagePort } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { asResult, type Result } from '../model/errors.ts';
import type { Arguments, WorkerApi } from './protocol.ts';

/** What is served: its methods that can be asked, and its end. */
export interface Served<Target> {
  readonly target: Target & { dispose(): Promise<void> };
  /** Only what is named here can be asked. */
  readonly methods: Readonly<Record<string, unknown>>;
  readonly port: MessagePort;
  /** Called before each answer leaves, also before the last one, when all has ended. */
  readonly onAnswer?: () => void;
}

/**
 * Lets the other side of a port ask, until it disposes of what is served.
 * @param events what of the other side is told without an answer
 */
export function serveCalls<Host extends object, Target extends object>(
  { target, methods, port, onAnswer }: Served<Target>,
  events: (keyof Host)[],
): BirpcReturn<Host, WorkerApi> {
  const running = new Map<number, AbortController>();

  const call = async (id: number, method: string, args: Arguments, signalAt: number): Promise<Result<unknown>> => {
    const abort = new AbortController();
    const all = [...args];
    if (signalAt >= 0) all[signalAt] = abort.signal;
    running.set(id, abort);
    try {
      return await asResult(async () => {
        if (!Object.hasOwn(methods, method)) throw new TypeError(`there is no method "${method}"`);
        // The other side took the arguments from a call of this very method.
        const ask = target[method as keyof typeof target] as (...args: Arguments) => Promise<unknown>;
        return ask.apply(target, all);
      });
    } finally {
      running.delete(id);
      onAnswer?.();
    }
  };

  return createBirpc<Host, WorkerApi>(
    {
      call,
      cancel: id => running.get(id)?.abort(),
      ping: async () => undefined,
      dispose: async () => {
        for (const abort of running.values()) abort.abort();
        await target.dispose();
        onAnswer?.();
        // The answer is on its way before the port closes; nothing else keeps the thread.
        setImmediate(() => port.close());
      },
    },
    {
      post: message => port.postMessage(message),
      on: listener => {
        port.on('message', listener);
      },
      eventNames: events,
      timeout: -1,
    },
  );
}

import { parentPort, workerData } from 'node:worker_threads';
import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { serveEngine } from '../../src/engine/serveEngine.ts';
import type { WorkerData } from '../../src/engine/workerProtocol.ts';
import type { ConnectorFactory, HelpDesk } from '../../src/model/desk.ts';

/**
 * The engine's worker with systems that behave badly when articles with certain words are looked for, or customers of
 * such a name are asked for; all else they do as they should. One called `busy to the end` asks while it closes.
 */
const mischief: Record<string, (secret: string) => unknown> = {
  exit: () => process.exit(3),
  throw: secret =>
    setImmediate(() => {
      throw new Error(`thrown with ${secret} in it`);
    }),
  reject: () => void Promise.reject(new Error('rejected')),
  hang: () => {
    for (;;);
  },
  memory: () => {
    const all: unknown[] = [];
    for (;;) all.push(Array.from({ length: 10_000 }, (_, at) => ({ at })));
  },
  print: secret => process.stdout.write(`${secret} is printed\n`),
};

const request = { at: '2026-11-22T10:00:00.000Z', address: 'http://desk.test/', milliseconds: 1, bytes: 0, attempt: 1 };

const unruly = connectors.map(
  (factory): ConnectorFactory => ({
    ...factory,
    open: (config, secret, surroundings) => {
      const helpDesk = factory.open(config, secret, surroundings);
      return new Proxy(helpDesk, {
        get: (target, name: keyof HelpDesk) => {
          const value = target[name];
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (name === 'close' && config.name === 'busy to the end')
              for (const method of ['LAST', 'VERY LAST']) surroundings?.onRequest?.({ ...request, method });
            for (const word of args.map(wordOf)) if (word !== undefined) misbehave(word, secret);
            return Reflect.apply(value, target, args);
          };
        },
      });
    },
  }),
);

/** `exit after 17` ends the thread 17 milliseconds later, whatever it does then. */
function misbehave(word: string, secret: string): void {
  const later = /^exit after (\d+)$/.exec(word);
  if (later) setTimeout(() => process.exit(3), Number(later[1]));
  else mischief[word]?.(secret);
}

function wordOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const text = (argument as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : undefined;
}

if (!parentPort) throw new Error('not a worker');
serveEngine(new DeskEngine(unruly, (workerData as WorkerData).folder), parentPort);

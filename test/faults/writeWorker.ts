import { parentPort, workerData } from 'node:worker_threads';
import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import { serveEngine } from '../../src/engine/serveEngine.ts';
import type { WorkerData } from '../../src/engine/workerProtocol.ts';
import type { ConnectorFactory, HelpDesk } from '../../src/model/desk.ts';
import { givenUpAfter, pauses } from './writePauses.ts';

const writes = ['createTicket', 'addNote', 'logTime', 'updateTicket', 'linkCustomer', 'unlinkCustomer', 'attach'];

/** The systems as they are, but that writes are given up sooner. */
const impatient = connectors.map(
  (factory): ConnectorFactory => ({
    ...factory,
    open: (config, secret, surroundings) => {
      const helpDesk = factory.open(config, secret, surroundings);
      return new Proxy(helpDesk, {
        get: (target, name: keyof HelpDesk) => {
          const value = target[name];
          if (typeof value !== 'function') return value;
          if (!writes.includes(name)) return value.bind(target);
          return (...args: unknown[]) => {
            const signals = args.filter(each => each instanceof AbortSignal);
            const given = args.filter(each => !(each instanceof AbortSignal));
            const signal = AbortSignal.any([...signals, AbortSignal.timeout(givenUpAfter)]);
            return Reflect.apply(value, target, [...given, signal]);
          };
        },
      });
    },
  }),
);

/** The engine's worker as it is, but for how long its outbox waits. */
if (!parentPort) throw new Error('not a worker');
serveEngine(new DeskEngine(impatient, (workerData as WorkerData).folder, { pauses }), parentPort);

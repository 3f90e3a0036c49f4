import type { MessagePort } from 'node:worker_threads';
import { serveCalls } from '../thread/serveCalls.ts';
import type { Engine } from './engine.ts';
import { methods } from './methods.ts';
import type { HostApi } from './workerProtocol.ts';

/** Lets the other side of a port ask an engine, until it is disposed by it. */
export function serveEngine(engine: Engine, port: MessagePort): void {
  const host = serveCalls<HostApi, Engine>({ target: engine, methods, port }, ['change', 'request', 'usage']);
  engine.onChange(change => void host.change(change));
  engine.onRequest((deskId, entry) => void host.request(deskId, entry));
  engine.onUsage((deskId, usage) => void host.usage(deskId, usage));
}

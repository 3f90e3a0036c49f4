import type { MessagePort } from 'node:worker_threads';
import type { RequestEntry } from '../model/network.ts';
import { serveCalls } from '../thread/serveCalls.ts';
import type { Engine } from './engine.ts';
import type { GuestHost } from './guests/guestLine.ts';
import { methods } from './methods.ts';
import type { HostApi } from './workerProtocol.ts';

/** Requests that end within so many milliseconds are told together: each message wakes both threads. */
const together = 50;

/**
 * Lets the other side of a port ask an engine, until it is disposed by it.
 * @returns what of that side answers for guests
 */
export function serveEngine(engine: Engine, port: MessagePort): GuestHost {
  let requests: (readonly [string, RequestEntry])[] = [];
  let resting: NodeJS.Timeout | undefined;
  const tellRequests = () => {
    if (requests.length > 0) void host.requests(requests);
    requests = [];
  };
  // Whoever hears of an answer has heard of what was asked for it.
  const served = { target: engine, methods, port, onAnswer: tellRequests };
  const host = serveCalls<HostApi, Engine>(served, ['change', 'requests', 'usage', 'endGuestCall']);
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
  return host;
}

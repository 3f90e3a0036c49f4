import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it was sent, to be sent again. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A server in front of another that writes down what passes. */
export interface Recording {
  readonly origin: string;
  /** Requests that were done and answered whole, in the order of their arrival. */
  readonly sent: readonly Sent[];
  stop(): Promise<void>;
}

/** Starts one in front of the server at `target`. */
export async function recordRequests(target: string): Promise<Recording> {
  const sent: Sent[] = [];
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing, target, sent).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What concerns one connection alone. */
const ofConnection = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string, sent: Sent[]): Promise<void> {
  const body = await buffer(incoming);
  const { method = 'GET', url = '/' } = incoming;
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      ofConnection.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  );
  const further = request(new URL(url, target), { method, headers: { ...headers, host: incoming.headers.host ?? '' } });
  further.end(body);
  const [answer] = (await once(further, 'response')) as [IncomingMessage];
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  for await (const piece of answer as AsyncIterable<Buffer>) {
    if (!outgoing.write(piece)) await once(outgoing, 'drain');
  }
  outgoing.end();
  const { statusCode = 0 } = answer;
  if (statusCode >= 200 && statusCode < 300) sent.push({ method, path: url, headers, body });
}

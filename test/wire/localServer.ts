import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError, type DeskFailure } from '../../src/model/errors.ts';

export interface LocalServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  /** Method and address of every request, oldest first. */
  readonly asked: string[];
  stop(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL, body: string) => void;

/** A web server on this machine that answers as a test says; an answer never given is cut off by `stop`. */
export async function startLocalServer(handler: Handler): Promise<LocalServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      handler(request, response, new URL(request.url ?? '/', 'http://localhost'), body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The failure that `work` ends in. */
export async function failureFrom(work: Promise<unknown>): Promise<DeskFailure> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof DeskError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it did not fail');
}

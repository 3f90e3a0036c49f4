import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Credentials, Database } from './database.ts';
import { page, type Reply, type Request, text } from './http.ts';
import type { Options } from './options.ts';
import { ticketPage } from './pages.ts';
import { ReadyDesk } from './readydesk/desk.ts';
import { TeamSupport } from './teamsupport/desk.ts';

const mostBytes = 10 * 1024 * 1024;

/** The HTTP server in front of both systems. Answers only requests addressed to this machine by a loopback name. */
export function sampleServer(db: Database, credentials: Credentials, options: Options): Server {
  const readydesk = new ReadyDesk(db, credentials.key, options.switches);
  const teamsupport = new TeamSupport(db, credentials, options.switches);
  const answer = (request: Request): Reply | Promise<Reply> => {
    const path = request.url.pathname
      .toLowerCase()
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1');
    const query = request.url.searchParams;
    if (readydeskPath.test(path) || (path === '/' && (query.has('key') || query.has('action')))) {
      return readydesk.answer(request);
    }
    const api = /^\/(?:teamsupport\/)?(?:api\/)?(xml|json)(?:\/(.*))?$/.exec(path);
    if (api) return teamsupport.answer(request, api[1] === 'xml' ? 'xml' : 'json', api[2] ?? '');
    const bare = bareResource.exec(path)?.[1];
    if (bare) return teamsupport.answer(request, flavourOf(request, bare), bare);
    const shown = /^\/(readydesk|teamsupport)\/tickets\/(\d{1,15})$/.exec(path);
    if (shown) return ticketPage(db, shown[1] === 'readydesk' ? 'readydesk' : 'teamsupport', Number(shown[2]));
    if (path === '/') return page(200, 'Sample desk', welcome);
    return page(404, 'Not found', '<h1>Not found</h1><p>The sample desk has nothing at this address.</p>');
  };
  return createServer((incoming, outgoing) => {
    serve(incoming, outgoing, answer, options.switches.latency).catch(() => outgoing.destroy());
  });
}

/** With and without each part, and with the usual end put behind an address that has it already. */
const readydeskPath = /^(?:\/(?:readydesk|api|default\.aspx))+$/;
/** TeamSupport's resources right below the address, from callers that take it for the whole of the API's. */
const bareResource =
  /^\/(?:api\/)?((?:tickets|customers|contacts|products|users|groups|assets|properties)(?:[/.].*)?)$/;

/** Without a flavour in the path, the suffix or the headers tell it; JSON otherwise. */
function flavourOf({ headers }: Request, path: string): 'xml' | 'json' {
  const suffix = /\.(xml|json)$/.exec(path)?.[1];
  if (suffix) return suffix === 'xml' ? 'xml' : 'json';
  const words = `${headers['content-type'] ?? ''} ${headers.accept ?? ''}`;
  return /\bxml\b/i.test(words) && !/\bjson\b/i.test(words) ? 'xml' : 'json';
}

const welcome =
  '<h1>Sample desk</h1><p>This help desk runs on your machine and is there to try things out. It speaks the web services of ReadyDesk and of TeamSupport.</p>';

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Reply | Promise<Reply>,
  latency: number,
): Promise<void> {
  let reply: Reply;
  try {
    if (!isLoopback(incoming.headers.host)) {
      reply = text(403, 'The sample desk answers only to this machine.');
    } else {
      const body = await readBody(incoming);
      if (latency > 0) await new Promise(resolve => setTimeout(resolve, latency));
      const url = addressOf(incoming);
      if (!body) reply = text(413, 'The request is too long.', { connection: 'close' });
      else if (!url) reply = text(400, 'The address cannot be read.');
      else reply = await answer({ method: methodOf(incoming), url, headers: incoming.headers, body });
    }
  } catch (thrown) {
    if (incoming.destroyed && !incoming.complete) throw thrown;
    console.error(thrown instanceof Error ? thrown.stack : thrown);
    reply = text(500, 'The sample desk failed; its output tells why.');
  }
  outgoing.writeHead(reply.status, { 'cache-control': 'no-store', ...reply.headers });
  if (typeof reply.body === 'string' || reply.body instanceof Uint8Array) outgoing.end(reply.body);
  else await pipeline(Readable.from(reply.body, { objectMode: true }), outgoing);
}

/** HEAD is answered as GET is; Node leaves the body out. */
function methodOf({ method = 'GET' }: IncomingMessage): string {
  return method === 'HEAD' ? 'GET' : method;
}

/** A page elsewhere that lets its own name point here (DNS rebinding) shows by the Host header. */
function isLoopback(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function addressOf(incoming: IncomingMessage): URL | undefined {
  // Addresses that start with two slashes are paths here, not hosts.
  const target = (incoming.url ?? '/').replace(/^\/{2,}/, '/');
  return URL.parse(target, `http://${incoming.headers.host}`) ?? undefined;
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

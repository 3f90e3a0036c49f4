import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Control } from './control/control.ts';
import type { LoggedRequest, RequestLog } from './control/requestLog.ts';
import type { Credentials, Database } from './database.ts';
import { page, type Reply, type Request, text } from './http.ts';
import { ticketPage } from './pages.ts';
import { ReadyDesk } from './readydesk/desk.ts';
import { send, sendHalf } from './sending.ts';
import { type Switches, takeFailure } from './switches.ts';
import { TeamSupport } from './teamsupport/desk.ts';
import type { Failure } from './teamsupport/switches.ts';
import { type Afflicted, befall, changesSomething, type Outcome, takeWriteFault } from './writeFaults.ts';

const mostBytes = 10 * 1024 * 1024;

/** What the server is in front of. */
export interface Served {
  readonly db: Database;
  readonly credentials: Credentials;
  readonly switches: Switches;
  readonly requests: RequestLog;
  readonly control: Control;
}

/** Where a request goes to. */
interface Place {
  readonly system: LoggedRequest['system'] | 'control';
  readonly answer: (request: Request) => Reply | Promise<Reply>;
  /** Says no in the system's own way; absent where nothing can be changed. */
  readonly refuse?: (request: Request, message: string) => Reply;
}

/** The HTTP server in front of both systems. Answers only requests addressed to this machine by a loopback name. */
export function sampleServer(served: Served): Server {
  const { db, credentials, switches, control } = served;
  const readydesk = new ReadyDesk(db, credentials.key, switches);
  const teamsupport = new TeamSupport(db, credentials, switches);
  const find = ({ url, headers }: Request): Place => {
    const path = url.pathname
      .toLowerCase()
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1');
    const query = url.searchParams;
    const ruled = /^\/control(?:\/(.*))?$/.exec(path);
    if (ruled) return { system: 'control', answer: request => control.answer(request, ruled[1] ?? '') };
    if (readydeskPath.test(path) || (path === '/' && (query.has('key') || query.has('action')))) {
      return {
        system: 'readydesk',
        answer: request => readydesk.answer(request),
        refuse: (request, message) => readydesk.refuse(request, message),
      };
    }
    const api = /^\/(?:teamsupport\/)?(?:api\/)?(xml|json)(?:\/(.*))?$/.exec(path);
    const bare = bareResource.exec(path)?.[1];
    if (api || bare) {
      const flavour = api ? (api[1] === 'xml' ? 'xml' : 'json') : flavourOf(headers, bare ?? '');
      return {
        system: 'teamsupport',
        answer: request => teamsupport.answer(request, flavour, api?.[2] ?? bare ?? ''),
        refuse: (_request, message) => text(400, message),
      };
    }
    return { system: 'page', answer: () => pageAt(db, path) };
  };
  return createServer((incoming, outgoing) => {
    serve(incoming, outgoing, find, served).catch(() => outgoing.destroy());
  });
}

function pageAt(db: Database, path: string): Reply {
  const shown = /^\/(readydesk|teamsupport)\/tickets\/(\d{1,15})$/.exec(path);
  if (shown) return ticketPage(db, shown[1] === 'readydesk' ? 'readydesk' : 'teamsupport', Number(shown[2]));
  if (path === '/') return page(200, 'Sample desk', welcome);
  return page(404, 'Not found', '<h1>Not found</h1><p>The sample desk has nothing at this address.</p>');
}

/** With and without each part, and with the usual end put behind an address that has it already. */
const readydeskPath = /^(?:\/(?:readydesk|api|default\.aspx))+$/;
/** TeamSupport's resources right below the address, from callers that take it for the whole of the API's. */
const bareResource =
  /^\/(?:api\/)?((?:tickets|customers|contacts|products|users|groups|assets|properties)(?:[/.].*)?)$/;

/** Without a flavour in the path, the suffix or the headers tell it; JSON otherwise. */
function flavourOf(headers: Request['headers'], path: string): 'xml' | 'json' {
  const suffix = /\.(xml|json)$/.exec(path)?.[1];
  if (suffix) return suffix === 'xml' ? 'xml' : 'json';
  const words = `${headers['content-type'] ?? ''} ${headers.accept ?? ''}`;
  return /\bxml\b/i.test(words) && !/\bjson\b/i.test(words) ? 'xml' : 'json';
}

const welcome =
  '<h1>Sample desk</h1><p>This help desk runs on your machine and is there to try things out. It speaks the web services of ReadyDesk and of TeamSupport. What it holds and how it behaves is on its <a href="/control">control page</a>.</p>';

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  find: (request: Request) => Place,
  { switches, requests }: Served,
): Promise<void> {
  const simply = (reply: Reply) => send(outgoing, reply, undefined);
  if (!isLoopback(incoming.headers.host)) {
    return void (await simply(text(403, 'The sample desk answers only to this machine.')));
  }
  const body = await readBody(incoming);
  const url = addressOf(incoming);
  if (!body) return void (await simply(text(413, 'The request is too long.', { connection: 'close' })));
  if (!url) return void (await simply(text(400, 'The address cannot be read.')));
  const request = { method: methodOf(incoming), url, headers: incoming.headers, body };
  const place = find(request);
  const { system, answer } = place;
  if (system === 'control') return void (await simply(await answered(answer, request)));

  const done = requests.begin(request, system);
  const cut = () => {
    done(0, 0);
    outgoing.destroy();
  };
  if (switches.offline || countDown(switches, 'dropNext')) return cut();
  if (switches.latency > 0) await new Promise(resolve => setTimeout(resolve, switches.latency));
  const failure = system === 'readydesk' ? takeFailure(switches) : undefined;
  const { reply, half, after } = failure ? { reply: failed(failure) } : await outcomeOf(place, request, switches);
  if (!reply || countDown(switches, 'loseNext')) cut();
  else if (half) {
    done(0, 0);
    await sendHalf(outgoing, reply);
  } else {
    try {
      done(reply.status, await send(outgoing, reply, switches.slow));
    } catch (thrown) {
      done(0, 0);
      throw thrown;
    }
  }
  await after?.();
}

/** What comes of a request when nothing keeps it from being looked at. */
async function outcomeOf({ system, answer, refuse }: Place, request: Request, switches: Switches): Promise<Outcome> {
  const carryOut = () => answered(answer, request);
  if (system === 'control' || system === 'page' || !refuse || !changesSomething(system, request)) {
    return { reply: await carryOut() };
  }
  const fault = takeWriteFault(switches);
  if (!fault) return { reply: await carryOut() };
  const desk: Afflicted = {
    system,
    carryOut,
    refuse: message => refuse(request, message),
    unknown: () => answered(answer, stranger(request)),
  };
  return befall(fault, desk, switches.faultPause);
}

/** The same request by somebody without credentials. */
function stranger(request: Request): Request {
  const url = new URL(request.url);
  url.searchParams.delete('key');
  const { authorization: _, ...headers } = request.headers;
  return { ...request, url, headers, body: new Uint8Array() };
}

async function answered(answer: Place['answer'], request: Request): Promise<Reply> {
  try {
    return await answer(request);
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.stack : thrown);
    return text(500, 'The sample desk failed; its output tells why.');
  }
}

function countDown(switches: Switches, name: 'dropNext' | 'loseNext'): boolean {
  if (switches[name] === 0) return false;
  switches[name]--;
  return true;
}

/** ReadyDesk's answer on demand. */
function failed({ status, retryAfter }: Failure): Reply {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (status === 204 || status === 304) return { status, headers, body: '' };
  return text(status, `The sample desk was told to answer ${status}.`, headers);
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

import type { Credentials, Database } from '../database.ts';
import { page, type Reply, type Request, sameSecret, text } from '../http.ts';
import { takeFailure } from '../switches.ts';
import type { Desk } from './call.ts';
import { BadRequest, NotFound } from './failures.ts';
import { Quota } from './quota.ts';
import type { Flavour } from './render.ts';
import { elsewhere, routeOf } from './routes.ts';
import type { Failure, TeamSupportSwitches } from './switches.ts';

/** TeamSupport's REST API in both flavours (reference 1 and 2). */
export class TeamSupport {
  readonly #expected: string;
  readonly #desk: Desk;
  readonly #quota: Quota;

  constructor(db: Database, credentials: Credentials, switches: TeamSupportSwitches) {
    this.#expected = `${credentials.organizationId}:${credentials.token}`;
    this.#desk = { db, switches };
    this.#quota = new Quota(db);
  }

  /** `path` is what follows the flavour, in lower case. */
  async answer(request: Request, flavour: Flavour, path: string): Promise<Reply> {
    const basic = /^basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameSecret(Buffer.from(basic, 'base64').toString('utf8'), this.#expected)) return unauthorized;
    const { switches } = this.#desk;
    if (!this.#quota.take(switches.quota)) return forbidden;
    const failure = takeFailure(switches);
    if (!failure) return this.#route(request, flavour, path);
    if (failure.status !== 202) return failed(failure);
    const reply = await this.#route(request, flavour, path);
    return reply.status < 300 ? { ...reply, status: 202, body: '' } : reply;
  }

  async #route(request: Request, flavour: Flavour, path: string): Promise<Reply> {
    const wanted = path
      .replace(/\.(?:xml|json)$/, '')
      .split('/')
      .filter(Boolean)
      .map(decode)
      .join('/');
    const found = routeOf(wanted);
    if (!found) return elsewhere.test(wanted) ? notImplemented : notFound;
    const handler = handlerOf(found.route, request.method);
    if (!handler)
      return text(405, 'The resource does not take this method.', { allow: verbsOf(found.route).join(', ') });
    try {
      return await handler({ ...this.#desk, request, flavour, ids: found.ids.map(wholeId) });
    } catch (thrown) {
      if (thrown instanceof BadRequest) return text(400, thrown.message);
      if (thrown instanceof NotFound) return notFound;
      throw thrown;
    }
  }
}

const verbs = ['GET', 'POST', 'PUT', 'DELETE'] as const;
type Found = NonNullable<ReturnType<typeof routeOf>>['route'];

function verbsOf(route: Found): string[] {
  return verbs.filter(verb => route[verb]);
}

function handlerOf(route: Found, method: string) {
  const verb = verbs.find(each => each === method);
  return verb && route[verb];
}

/** An answer on demand. 304 has no body; 300 names no place, as nothing is known of one. */
function failed({ status, retryAfter }: Failure): Reply {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (status === 403 || status === 401) {
    const known = status === 403 ? forbidden : unauthorized;
    return { ...known, headers: { ...known.headers, ...headers } };
  }
  if (status === 304 || status === 204) return { status, headers, body: '' };
  return text(status, `The sample desk was told to answer ${status}.`, headers);
}

/** An id from an address; one that is none finds nothing. */
function wholeId(key: string): number {
  return /^\d{1,15}$/.test(key) ? Number(key) : -1;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const notFound = text(404, 'Not found.');
/** What the references know and this desk does not have. */
const notImplemented = text(501, 'The sample desk does not have this resource.');
const unauthorized = page(
  401,
  '401 - Unauthorized: Access is denied due to invalid credentials.',
  '<h1>401 - Unauthorized: Access is denied due to invalid credentials.</h1><p>You do not have permission to view this directory or page using the credentials that you supplied.</p>',
  { 'www-authenticate': 'Basic realm="TeamSupport"' },
);
const forbidden = page(
  403,
  '403 - Forbidden: Access is denied.',
  '<h1>403 - Forbidden: Access is denied.</h1><p>You do not have permission to view this directory or page.</p>',
);

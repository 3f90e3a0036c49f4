import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { isLoopback } from '../model/address.ts';
import { DeskError, type DeskFailure, type FailureReason } from '../model/errors.ts';
import { defaultNetwork, type NetworkSettings, type RequestEntry } from '../model/network.ts';
import { isBrokenConnection, networkWords, neverSent, retryAfter } from './failures.ts';
import { detail } from './redact.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 60_000;
/** Between two pieces of an answer. */
const BODY_TIMEOUT_MS = 30_000;
/** For all of an answer: a server that sends a byte now and then must not be waited for for ever. */
const WHOLE_TIMEOUT_MS = 5 * 60_000;
const KEEP_ALIVE_MS = 15_000;
const CONNECTIONS = 6;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 3;

const LOGIN_PAGE = /(?:log-?in|sign-?in|log-?on|sso|saml|oauth|adfs|authorize)/i;

export interface HttpOptions {
  /** The desk's own address; requests and redirects never leave its origin. */
  readonly origin: URL;
  /** Values to be masked in every detail. */
  readonly secrets: readonly string[];
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly network?: NetworkSettings;
  /** Told of every request. */
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
  /** Bytes of an answer that are read at most; 32 MB. */
  readonly maxBytes?: number;
  /** Milliseconds until the head of an answer must be there; 60 s. */
  readonly headersTimeout?: number;
  /** Milliseconds until all of an answer must be there; 5 minutes. */
  readonly wholeTimeout?: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The request changes something on the desk, whatever its method: it is sent once only. */
  readonly writes: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Seconds until asking again makes sense, when the desk said so. */
  readonly retryAfterSeconds?: number;
}

/** HTTP to one desk: time limits, size limit, own-origin redirects only, errors typed and free of secrets. */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #agent: Dispatcher;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#agent = makeAgent(
      options.origin,
      options.network ?? defaultNetwork,
      options.headersTimeout ?? HEADERS_TIMEOUT_MS,
    );
  }

  /**
   * Sends a request and reads the whole answer, whatever its status.
   * @throws DeskError `unreachable`, `notAHelpDesk` or `wrongServer` (redirects), `unreadable` (too large), `cancelled`
   */
  async send(message: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    const end = new AbortController();
    const stop = () => end.abort();
    const timer = setTimeout(stop, this.#options.wholeTimeout ?? WHOLE_TIMEOUT_MS);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    try {
      return await this.#follow(message, end.signal);
    } catch (thrown) {
      if (thrown instanceof DeskError) throw thrown;
      if (signal?.aborted) throw new DeskError({ reason: 'cancelled' });
      if (end.signal.aborted) throw this.error('unreachable', 'the answer did not end in time');
      throw this.error('unreachable', networkWords(thrown), neverSent(thrown) ? { notSent: true } : {});
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** A failure of this desk: host filled in, detail redacted. */
  error(reason: FailureReason, words?: string, more: Partial<DeskFailure> = {}): DeskError {
    return new DeskError({
      reason,
      host: this.#options.origin.host,
      ...(words ? { detail: detail(words, this.#options.secrets) } : {}),
      ...more,
    });
  }

  /** Ends what is under way and closes the connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #follow(message: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    let url = message.url;
    for (let hop = 0; ; hop++) {
      const answer = await this.#once(message, url, signal);
      if (answer.location === undefined) return answer.whole;
      url = this.#redirected(url, answer.location, message, hop);
    }
  }

  async #once(message: HttpRequest, url: URL, signal: AbortSignal) {
    const attempt = (): Promise<Dispatcher.ResponseData> =>
      request(url, {
        dispatcher: this.#agent,
        method: message.method,
        headers: { ...this.#options.headers, ...message.headers },
        body: message.body ?? null,
        signal,
      });
    let response: Dispatcher.ResponseData;
    try {
      response = await attempt();
    } catch (thrown) {
      if (message.writes || signal.aborted || !isBrokenConnection(thrown)) throw thrown;
      response = await attempt();
    }
    const { headers, statusCode: status } = response;
    const location = [301, 302, 303, 307, 308].includes(status) ? one(headers.location) : undefined;
    const body = await this.#read(response.body);
    const whole: HttpAnswer = {
      status,
      statusText: response.statusText,
      contentType: one(headers['content-type']) ?? '',
      body,
      ...retryAfter(one(headers['retry-after']), Date.now()),
    };
    return { whole, location };
  }

  async #read(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
    const limit = this.#options.maxBytes ?? MAX_ANSWER_BYTES;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      // Throwing out of the loop destroys the body, and with it the connection.
      if (size > limit) throw this.error('unreadable', `The answer is larger than ${limit} bytes.`);
      chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }

  #redirected(from: URL, location: string, { method, writes }: HttpRequest, hop: number): URL {
    let to: URL;
    try {
      to = new URL(location, from);
    } catch {
      throw this.error('notAHelpDesk', 'The address redirects to something that is not an address.');
    }
    // Only origin and path: a redirect repeats the query, and with it the key.
    const place = to.origin === from.origin ? to.pathname : `${to.origin}${to.pathname}`;
    if (LOGIN_PAGE.test(to.hostname) || LOGIN_PAGE.test(to.pathname)) {
      throw this.error('notAHelpDesk', `The address redirects to a login page (${place}).`);
    }
    if (to.origin !== this.#options.origin.origin) {
      const reason = sameSite(to.hostname, from.hostname) ? 'wrongServer' : 'notAHelpDesk';
      throw this.error(reason, `The address redirects to ${place}.`);
    }
    if (method !== 'GET') throw this.error('notAHelpDesk', `What was sent is redirected to ${place}.`);
    // A write may be sent on to another spelling of the address, but never to where it may have been done already.
    const again = writes && (hop > 0 || to.href === from.href);
    if (again || hop >= MAX_REDIRECTS) throw this.error('notAHelpDesk', 'The address redirects in a circle.');
    return to;
  }
}

/** What loopback serves needs neither a proxy nor a certificate. Elsewhere the environment's proxy settings hold. */
export function makeAgent(origin: URL, _network: NetworkSettings, headersTimeout: number): Dispatcher {
  const options = {
    connections: CONNECTIONS,
    headersTimeout,
    bodyTimeout: BODY_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(origin.protocol === 'https:' ? authorities() : {}) },
  };
  return isLoopback(origin.hostname) ? new Agent(options) : new EnvHttpProxyAgent(options);
}

let trusted: string[] | undefined;

/** Node's own authorities and the machine's: companies install theirs for self-hosted desks. */
function authorities(): { ca?: string[] } {
  try {
    trusted ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
    return { ca: trusted };
  } catch {
    // A runtime that cannot list them keeps to its own.
    return {};
  }
}

function sameSite(a: string, b: string): boolean {
  const site = (host: string): string => host.toLowerCase().split('.').slice(-2).join('.');
  return a.toLowerCase() === b.toLowerCase() || (!/^[\d.]+$/.test(a) && site(a) === site(b));
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

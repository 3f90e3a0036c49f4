import type { Dispatcher } from 'undici';
import { DeskError, type DeskFailure, type FailureReason } from '../model/errors.ts';
import { defaultNetwork, type NetworkSettings, type RequestEntry } from '../model/network.ts';
import { said } from '../model/said.ts';
import { orAborted } from './abort.ts';
import { Connections } from './agent.ts';
import { acceptedEncodings, DecompressionError, decompress } from './decompress.ts';
import { isTransient, isTransientStatus, networkCode, networkWords, neverSent, retryAfter } from './failures.ts';
import { ProxyError, refusedByProxy } from './proxy.ts';
import { detail, loggedAddress } from './redact.ts';
import { redirected } from './redirects.ts';
import { pause, pauseAfter } from './retry.ts';

const HEADERS_TIMEOUT_MS = 60_000;
/** For all of an answer: a server that sends a byte now and then must not be waited for for ever. */
const WHOLE_TIMEOUT_MS = 5 * 60_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

export interface HttpOptions {
  /** The desk's own address; requests and redirects never leave its origin. */
  readonly origin: URL;
  /** Values to be masked in every detail. */
  readonly secrets: readonly string[];
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly network?: NetworkSettings;
  /** Told of every attempt, once it has ended. */
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined;
  /** Bytes of an answer that are read at most, compressed and decompressed; 32 MB. */
  readonly maxBytes?: number;
  /** Milliseconds until the head of an answer must be there; 60 s. */
  readonly headersTimeout?: number;
  /** Milliseconds until all of an answer must be there, all attempts included; 5 minutes. */
  readonly wholeTimeout?: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The request changes something on the desk, whatever its method: it reaches the desk once at most. */
  readonly writes: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Seconds until asking again makes sense, when the desk said so. */
  readonly retryAfterSeconds?: number;
  /** ISO 8601: the desk's clock when it answered, where it tells. */
  readonly serverDate?: string;
}

/** How an attempt ended. */
type Attempt =
  | { readonly whole: HttpAnswer; readonly location: string | undefined }
  | { readonly error: DeskError; readonly transient: boolean };

/**
 * HTTP to one desk: by the proxy and with the certificates of the settings, time limits, size limit, reads tried again,
 * own-origin redirects only, errors typed and free of secrets.
 */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #connections: Connections;
  readonly #secrets: readonly string[];
  readonly #underWay = new Set<AbortController>();

  /** @throws DeskError `badInput` when the proxy that is set cannot be used */
  constructor(options: HttpOptions) {
    const { origin, network = defaultNetwork, headersTimeout = HEADERS_TIMEOUT_MS } = options;
    this.#options = options;
    this.#connections = new Connections(origin, network, headersTimeout);
    this.#secrets = [...options.secrets, ...this.#connections.route.secrets];
  }

  /**
   * Sends a request and reads the whole answer, whatever its status. What is only read is asked for again a few times
   * when the connection breaks or the server says that it cannot answer just now, unless it names a long time: then
   * the answer tells that time.
   * @throws DeskError `unreachable`, `notAHelpDesk` or `wrongServer` (redirects), `unreadable` (too large, compressed
   *   wrongly), `badInput` (the file of certificates), `cancelled`
   */
  async send(message: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    const end = new AbortController();
    let late = false;
    const stop = () => end.abort();
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, this.#options.wholeTimeout ?? WHOLE_TIMEOUT_MS);
    signal?.addEventListener('abort', stop, { once: true });
    this.#underWay.add(end);
    if (signal?.aborted) stop();
    const ended = () =>
      late ? this.error('unreachable', said`the answer did not end in time`) : new DeskError({ reason: 'cancelled' });
    try {
      return await this.#follow(message, end.signal, ended);
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(end);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** A failure of this desk: host filled in, detail redacted. */
  error(reason: FailureReason, words?: string, more: Partial<DeskFailure> = {}): DeskError {
    return new DeskError({
      reason,
      host: this.#options.origin.host,
      ...(words ? { detail: detail(words, this.#secrets) } : {}),
      ...more,
    });
  }

  /** Ends what is under way and closes the connections. */
  async close(): Promise<void> {
    for (const end of this.#underWay) end.abort();
    await this.#connections.close();
  }

  async #follow(message: HttpRequest, signal: AbortSignal, ended: () => DeskError): Promise<HttpAnswer> {
    let url = message.url;
    for (let hop = 0; ; hop++) {
      const answer = await this.#insist(message, url, signal, ended);
      if (answer.location === undefined) return answer.whole;
      const next = redirected(url, answer.location, message, hop, this.#options.origin);
      if (!(next instanceof URL)) throw this.error(next.reason, next.words);
      url = next;
    }
  }

  /** Sends until there is an answer or no sense in sending again. */
  async #insist(message: HttpRequest, url: URL, signal: AbortSignal, ended: () => DeskError) {
    const begun = performance.now();
    for (let attempt = 1; ; attempt++) {
      const tried = await this.#logged(message, url, attempt, signal, ended);
      const failed = 'error' in tried;
      const wait = pauseAfter({
        attempt,
        elapsed: performance.now() - begun,
        writes: message.writes,
        transient: failed ? tried.transient : isTransientStatus(tried.whole.status),
        neverSent: failed && tried.error.failure.notSent === true,
        retryAfterSeconds: failed ? undefined : tried.whole.retryAfterSeconds,
      });
      if (wait === undefined) {
        if (failed) throw tried.error;
        return tried;
      }
      await pause(wait, signal).catch(() => {
        throw ended();
      });
    }
  }

  /** One attempt, and its line in the log. */
  async #logged(message: HttpRequest, url: URL, attempt: number, signal: AbortSignal, ended: () => DeskError) {
    const at = new Date().toISOString();
    const begun = performance.now();
    let status: number | undefined;
    const tried: Attempt = await this.#once(message, url, signal, now => {
      status = now;
    }).catch((thrown: unknown) => this.#failed(thrown, signal, ended));
    const failure = 'error' in tried ? tried.error.failure : undefined;
    this.#options.onRequest?.({
      at,
      method: message.method,
      address: loggedAddress(url, this.#secrets),
      ...(status === undefined ? {} : { status }),
      milliseconds: Math.round(performance.now() - begun),
      bytes: 'error' in tried ? 0 : tried.whole.body.length,
      attempt,
      ...(failure ? { failure: loggedFailure(failure) } : {}),
    });
    return tried;
  }

  #failed(thrown: unknown, signal: AbortSignal, ended: () => DeskError): Attempt {
    if (signal.aborted) return { error: ended(), transient: false };
    if (thrown instanceof DeskError) return { error: thrown, transient: false };
    if (thrown instanceof DecompressionError) {
      return { error: this.error('unreadable', thrown.message), transient: false };
    }
    const cause = this.#proxyAtFault(thrown);
    const code = networkCode(cause);
    const more = { ...(neverSent(cause) ? { notSent: true } : {}), ...(code ? { code } : {}) };
    return { error: this.error('unreachable', networkWords(cause), more), transient: isTransient(cause) };
  }

  /** What goes wrong where a proxy is asked for an unencrypted address goes wrong with the proxy. */
  #proxyAtFault(thrown: unknown): unknown {
    const { proxy } = this.#connections.route;
    if (!proxy || thrown instanceof ProxyError || this.#options.origin.protocol === 'https:') return thrown;
    if (thrown instanceof Error && /\b407\b/.test(thrown.message)) return refusedByProxy(proxy, 407);
    if (!neverSent(thrown)) return thrown;
    return new ProxyError(proxy, undefined, said`the proxy ${proxy.url.host} could not be reached`, thrown);
  }

  async #once(message: HttpRequest, url: URL, signal: AbortSignal, onStatus: (status: number) => void) {
    signal.throwIfAborted();
    const dispatcher = await orAborted(this.#connections.dispatcher(), signal);
    const asked = dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: message.method,
      headers: { 'accept-encoding': acceptedEncodings, ...this.#options.headers, ...message.headers },
      body: message.body ?? null,
      signal,
    });
    // While it still makes a connection, undici takes no notice of the signal.
    const response = await orAborted(asked, signal);
    const { headers, statusCode: status } = response;
    onStatus(status);
    const location = [301, 302, 303, 307, 308].includes(status) ? one(headers.location) : undefined;
    const encodings = [headers['content-encoding'] ?? []].flat().join(',');
    const limit = this.#options.maxBytes ?? MAX_ANSWER_BYTES;
    const body = await decompress(await this.#read(response.body, limit), encodings, limit);
    const whole: HttpAnswer = {
      status,
      statusText: response.statusText,
      contentType: one(headers['content-type']) ?? '',
      body,
      ...retryAfter(one(headers['retry-after']), Date.now()),
      ...serverDate(one(headers.date)),
    };
    return { whole, location };
  }

  async #read(body: Dispatcher.ResponseData['body'], limit: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      // Throwing out of the loop destroys the body, and with it the connection.
      if (size > limit) throw this.error('unreadable', said`The answer is larger than ${limit} bytes.`);
      chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }
}

function loggedFailure({ reason, detail: words, code }: DeskFailure): NonNullable<RequestEntry['failure']> {
  return { reason, ...(words ? { detail: words } : {}), ...(code ? { code } : {}) };
}

function serverDate(value: string | undefined): Pick<HttpAnswer, 'serverDate'> {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? {} : { serverDate: new Date(time).toISOString() };
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

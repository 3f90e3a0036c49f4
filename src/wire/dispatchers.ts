import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { said } from '../model/said.ts';
import type { Trust } from './certificates.ts';
import { ProxyError, type ProxyServer, refusedByProxy } from './proxy.ts';

/** Milliseconds for making a connection, the agreement on encryption included. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Between two pieces of an answer. */
const BODY_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 15_000;
/** A desk is asked by so many connections at most. */
const CONNECTIONS = 6;
/** Milliseconds in which a proxy must answer, once connected. */
const PROXY_TIMEOUT_MS = 15_000;

/** What requests are sent by: directly or by a proxy. `headersTimeout` is in milliseconds. */
export function makeDispatcher(
  proxy: ProxyServer | undefined,
  trust: Trust | undefined,
  headersTimeout: number,
): Dispatcher {
  const limits = {
    connections: CONNECTIONS,
    headersTimeout,
    bodyTimeout: BODY_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // HTTP/2 would bring nothing to so few requests, and its half of undici is left out of the bundle.
    allowH2: false,
  };
  const tls = { ...trust?.tls, timeout: CONNECT_TIMEOUT_MS, allowH2: false };
  if (!proxy) return new Agent({ ...limits, connect: tls });
  return new ProxyAgent({
    ...limits,
    uri: proxy.url.href,
    ...(proxy.authorization ? { token: proxy.authorization } : {}),
    requestTls: tls,
    proxyTls: tls,
    connectTimeout: CONNECT_TIMEOUT_MS,
    clientFactory: (_, options) => new ProxyPool(proxy, { ...limits, ...options }),
    // Also where undici asks the proxy itself for an unencrypted address, and would set no limits.
    factory: (origin, options) => new Pool(origin, { ...limits, ...options }),
  });
}

/** Connections to a proxy for one tunnel, made as those of requests are. */
export function tunnelPool(proxy: ProxyServer, trust: Trust): ProxyPool {
  return new ProxyPool(proxy, { connect: { ...trust.tls, timeout: CONNECT_TIMEOUT_MS, allowH2: false } });
}

type TunnelOptions = Omit<Dispatcher.ConnectOptions, 'origin'>;

/**
 * Connections to a proxy by which secure connections to desks are made. Where undici speaks of the tunnel as of any
 * other request, this one tells what concerns the proxy by a `ProxyError`.
 */
class ProxyPool extends Pool {
  readonly #proxy: ProxyServer;

  constructor(proxy: ProxyServer, options: Pool.Options) {
    super(proxy.url, { ...options, headersTimeout: PROXY_TIMEOUT_MS });
    this.#proxy = proxy;
  }

  override connect(options: TunnelOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: TunnelOptions, callback: (error: Error | null, data: Dispatcher.ConnectData) => void): void;
  override connect(
    options: TunnelOptions,
    callback?: (error: Error | null, data: Dispatcher.ConnectData) => void,
  ): Promise<Dispatcher.ConnectData> | undefined {
    if (!callback) return this.#tunnel(options);
    super.connect(options, callback);
    return undefined;
  }

  async #tunnel(options: TunnelOptions): Promise<Dispatcher.ConnectData> {
    let answer: Dispatcher.ConnectData;
    try {
      answer = await super.connect(options);
    } catch (thrown) {
      throw new ProxyError(
        this.#proxy,
        undefined,
        said`the proxy ${this.#proxy.url.host} could not be reached`,
        thrown,
      );
    }
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => undefined).destroy();
    throw refusedByProxy(this.#proxy, answer.statusCode, String(answer.headers['proxy-authenticate'] ?? ''));
  }
}

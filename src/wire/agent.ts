import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { DeskError } from '../model/errors.ts';
import type { NetworkSettings } from '../model/network.ts';
import { type Trust, trustOf } from './certificates.ts';
import { ProxyPool, type ProxyServer, type Route, routeTo } from './proxy.ts';

/** Milliseconds for making a connection, the agreement on encryption included. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Between two pieces of an answer. */
const BODY_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 15_000;
/** A desk is asked by so many connections at most. */
const CONNECTIONS = 6;

/** The connections to one origin, directly or by a proxy. They are made anew when the user's certificates change. */
export class Connections {
  readonly route: Route;
  readonly #network: NetworkSettings;
  readonly #headersTimeout: number;
  readonly #secure: boolean;
  #made: { readonly trust: Trust | undefined; readonly dispatcher: Dispatcher } | undefined;
  /** Replaced, but with requests that may still be under way. */
  readonly #old = new Set<Dispatcher>();
  #closed = false;

  /**
   * @param headersTimeout milliseconds until the head of an answer must be there
   * @throws DeskError `badInput` when the proxy that is set cannot be used
   */
  constructor(origin: URL, network: NetworkSettings, headersTimeout: number) {
    this.route = routeTo(origin, network);
    this.#network = network;
    this.#headersTimeout = headersTimeout;
    this.#secure = origin.protocol === 'https:' || this.route.proxy?.url.protocol === 'https:';
  }

  /**
   * What requests are to be sent by now.
   * @throws DeskError `badInput` when the user's file of certificates cannot be used, `cancelled` after `close`
   */
  async dispatcher(): Promise<Dispatcher> {
    const trust = this.#secure ? await trustOf(this.#network) : undefined;
    if (this.#closed) throw new DeskError({ reason: 'cancelled' });
    if (this.#made && this.#made.trust === trust) return this.#made.dispatcher;
    const before = this.#made?.dispatcher;
    const dispatcher = this.#make(trust);
    this.#made = { trust, dispatcher };
    if (before) {
      this.#old.add(before);
      void before.close().finally(() => this.#old.delete(before));
    }
    return dispatcher;
  }

  /** Ends what is under way and closes the connections. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#old, ...(this.#made ? [this.#made.dispatcher] : [])];
    await Promise.all(all.map(dispatcher => dispatcher.destroy()));
  }

  #make(trust: Trust | undefined): Dispatcher {
    const limits = {
      connections: CONNECTIONS,
      headersTimeout: this.#headersTimeout,
      bodyTimeout: BODY_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // HTTP/2 would bring nothing to so few requests, and its half of undici is left out of the bundle.
      allowH2: false,
    };
    const tls = { ...trust?.tls, timeout: CONNECT_TIMEOUT_MS, allowH2: false };
    const { proxy } = this.route;
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
}

/** Connections to a proxy for one tunnel, made as those of requests are. */
export function tunnelPool(proxy: ProxyServer, trust: Trust): ProxyPool {
  return new ProxyPool(proxy, { connect: { ...trust.tls, timeout: CONNECT_TIMEOUT_MS, allowH2: false } });
}

import type { Dispatcher } from 'undici';
import { DeskError } from '../model/errors.ts';
import type { NetworkSettings } from '../model/network.ts';
import { type Trust, trustOf } from './certificates.ts';
import { type Route, routeTo } from './proxy.ts';

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
    // Loaded with the first request: an engine that answers from what it keeps is there much sooner.
    const { makeDispatcher } = await import('./dispatchers.ts');
    if (this.#closed) throw new DeskError({ reason: 'cancelled' });
    if (this.#made && this.#made.trust === trust) return this.#made.dispatcher;
    const before = this.#made?.dispatcher;
    const dispatcher = makeDispatcher(this.route.proxy, trust, this.#headersTimeout);
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
}

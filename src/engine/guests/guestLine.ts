import type { AskGuest } from '../../model/guest.ts';
import type { HostApi } from '../workerProtocol.ts';

/** What of the other side is called for guests. */
export interface GuestHost {
  askGuest(...args: Parameters<HostApi['askGuest']>): ReturnType<HostApi['askGuest']>;
  endGuestCall(id: number): unknown;
}

/** The way from the worker to guests: a signal that aborts travels as a message of its own. */
export class GuestLine {
  readonly #host: () => GuestHost;
  #lastId = 0;

  /** @param host the other side of the port, once there is one */
  constructor(host: () => GuestHost) {
    this.#host = host;
  }

  readonly ask: AskGuest = async (call, signal) => {
    if (signal?.aborted) return { ok: false, failure: { reason: 'cancelled' } };
    const host = this.#host();
    const id = ++this.#lastId;
    const end = () => void host.endGuestCall(id);
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await host.askGuest(id, call);
    } finally {
      signal?.removeEventListener('abort', end);
    }
  };
}

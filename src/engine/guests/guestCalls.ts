import type { Result } from '../../model/errors.ts';
import type { GuestAnswers, GuestCall } from '../../model/guest.ts';

/** The other end of `GuestLine`: hands the worker's questions to guests, and ends them when the worker says so. */
export class GuestCalls {
  readonly #guests: GuestAnswers | undefined;
  readonly #running = new Map<number, AbortController>();

  constructor(guests: GuestAnswers | undefined) {
    this.#guests = guests;
  }

  async ask(id: number, call: GuestCall): Promise<Result<unknown>> {
    if (!this.#guests) return { ok: false, failure: { reason: 'noConnector', notSent: true } };
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      return await this.#guests.ask(call, abort.signal);
    } finally {
      this.#running.delete(id);
    }
  }

  end(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** The worker is no more. */
  endAll(): void {
    for (const abort of this.#running.values()) abort.abort();
    this.#running.clear();
    this.#guests?.closeAll();
  }
}

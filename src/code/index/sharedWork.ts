/** Work that several wait for: it is done once, and ended when nobody waits any more. */
export class SharedWork {
  #running: { readonly work: Promise<void>; readonly abort: AbortController; waiting: number } | undefined;

  /**
   * Waits for the work under way, else begins it.
   * @throws what the work throws, or the reason of `signal` when that aborts first
   */
  async join(begin: (signal: AbortSignal) => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const running = this.#running ?? this.#begin(begin);
    running.waiting++;
    let stop: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener('abort', stop, { once: true });
    });
    try {
      await Promise.race([running.work, aborted]);
    } finally {
      if (stop) signal?.removeEventListener('abort', stop);
      running.waiting--;
      if (running.waiting === 0) {
        running.abort.abort();
        if (this.#running === running) this.#running = undefined;
      }
    }
  }

  /** Ends it, whoever waits. */
  end(): void {
    this.#running?.abort.abort();
  }

  #begin(begin: (signal: AbortSignal) => Promise<void>) {
    const abort = new AbortController();
    const work = begin(abort.signal);
    const running = { work, abort, waiting: 0 };
    this.#running = running;
    // Whoever waits hears of it.
    work.catch(() => undefined);
    return running;
  }
}

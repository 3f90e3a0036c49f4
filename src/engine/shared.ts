import { DeskError } from '../model/errors.ts';

/**
 * Runs the same piece of work once for all who ask for it while it is under way. Work is stopped by `stop`, never by
 * one caller's signal: that only ends this caller's waiting.
 */
export class SharedWork<T> {
  readonly #running = new Map<string, Promise<T>>();

  run(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const running = this.#running.get(key);
    if (running) return unlessAborted(running, signal);
    const started = work().finally(() => {
      if (this.#running.get(key) === started) this.#running.delete(key);
    });
    this.#running.set(key, started);
    return unlessAborted(started, signal);
  }

  /** Who asks from now on gets work that begins anew, whatever is under way. */
  forget(key: string): void {
    this.#running.delete(key);
  }

  /** The same for every key. */
  forgetAll(): void {
    this.#running.clear();
  }
}

/**
 * The promise's value, unless the signal aborts first.
 * @throws DeskError `cancelled`
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new DeskError({ reason: 'cancelled' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

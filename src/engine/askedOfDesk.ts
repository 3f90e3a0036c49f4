import { unlessAborted } from './shared.ts';

/** How long an answer is taken for what the desk would say again, in milliseconds. */
const current = 3 * 60_000;
const most = 20;

interface Answer {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: unknown;
}

/**
 * What is asked of a desk as somebody types: one question at a time, of those that wait only what is still wanted, and the
 * same not again for a while.
 */
export class AskedOfDesk {
  readonly #answers = new Map<string, Answer>();
  #before: Promise<unknown> = Promise.resolve();
  #turn = 0;

  /** Makes everything be asked again. */
  forget(): void {
    this.#turn++;
    this.#answers.clear();
  }

  /** @throws what `ask` throws, and DeskError `cancelled` */
  async once<T>(key: string, ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const turn = this.#before.then(async () => {
      const known = this.#answers.get(key);
      if (known && Math.abs(Date.now() - known.at) < current) return known.value as T;
      signal?.throwIfAborted();
      const asked = this.#turn;
      const value = await ask();
      if (asked === this.#turn) this.#keep(key, value);
      return value;
    });
    this.#before = turn.catch(() => undefined);
    return unlessAborted(turn, signal);
  }

  #keep(key: string, value: unknown): void {
    this.#answers.delete(key);
    this.#answers.set(key, { at: Date.now(), value });
    if (this.#answers.size > most) this.#answers.delete(this.#answers.keys().next().value ?? '');
  }
}

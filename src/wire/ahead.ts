import type { HttpAnswer } from './http.ts';

/** Turns of the event loop that a request takes to leave: reading the answer before would let it wait. */
const TURNS = 3;

type Send = (url: URL, signal: AbortSignal | undefined) => Promise<HttpAnswer>;

/**
 * One answer of a long list that is asked for before the one before it was read, so that desk and reader work at the same
 * time. What was asked for in vain is let go.
 */
export class Ahead {
  readonly #signal: AbortSignal | undefined;
  #asked: { readonly address: string; readonly answer: Promise<HttpAnswer>; readonly end: AbortController } | undefined;

  /** @param signal ends what is under way */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /**
   * The answer of `url`; when it is a good one, `next` is on its way before this ends.
   * @param next is the address that is likely to be asked for after this one
   */
  async get(url: URL, next: () => URL | undefined, send: Send): Promise<HttpAnswer> {
    const answer = await (this.#take(url.href) ?? send(url, this.#signal));
    const following = answer.status === 200 ? next() : undefined;
    if (following) await this.#ask(following, send);
    return answer;
  }

  async #ask(url: URL, send: Send): Promise<void> {
    this.stop();
    const end = new AbortController();
    const answer = send(url, AbortSignal.any([end.signal, ...(this.#signal ? [this.#signal] : [])]));
    // Whoever takes it hears of a failure; one that comes before must not count as nobody's.
    answer.catch(() => undefined);
    this.#asked = { address: url.href, answer, end };
    // A connection that was used before is looked at for a turn or two before it is written to.
    for (let turn = 0; turn < TURNS; turn++) await new Promise(resolve => setImmediate(resolve));
  }

  /** The answer of that address, when it was the one asked for. */
  #take(address: string): Promise<HttpAnswer> | undefined {
    const asked = this.#asked;
    if (asked?.address !== address) {
      this.stop();
      return undefined;
    }
    this.#asked = undefined;
    return asked.answer;
  }

  /** Lets go of what was asked for. */
  stop(): void {
    this.#asked?.end.abort();
    this.#asked = undefined;
  }
}

/** What is to be asked for next, as far as it is known before an answer was read. */
export interface Following<T> {
  readonly ahead: Ahead;
  readonly next: T | undefined;
}

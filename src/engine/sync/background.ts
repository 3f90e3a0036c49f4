import { DeskError } from '../../model/errors.ts';
import type { Me } from '../me.ts';
import type { Store } from '../store/store.ts';
import { Depths } from './depths.ts';
import { breathe, concernsOne, type Reading } from './reading.ts';
import { reconcile } from './reconcile.ts';

/**
 * What is read behind the passes, a piece after each of them: everything once a day, and conversations. It gives way to
 * passes, those of other windows too.
 */
export class Background {
  readonly #reading: Reading;
  readonly #depths: Depths;
  #running: { readonly done: Promise<void>; readonly end: AbortController } | undefined;
  #began = 0;
  /** There is more to read soon. */
  more = false;

  constructor(reading: Reading, options: { readonly dailyRequests: number | undefined; readonly me: Me }) {
    this.#reading = reading;
    this.#depths = new Depths(reading, { ...options, mayGoOn: () => !wantedSince(reading.store, this.#began) });
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Begins a piece; `ended` is called with what was thrown, if anything, but not after `stop`.
   * @param answers the desk does; else only what needs nothing of it is done
   */
  start(answers: boolean, ended: (thrown: unknown) => void): void {
    const end = new AbortController();
    this.#began = this.#reading.now();
    const done = this.#piece(end.signal, answers).then(
      () => undefined,
      thrown => thrown,
    );
    const all = done.then(thrown => {
      this.#running = undefined;
      if (!end.signal.aborted) ended(thrown);
    });
    this.#running = { done: all, end };
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    this.#running?.end.abort();
    await this.#running?.done;
  }

  async #piece(signal: AbortSignal, answers: boolean): Promise<void> {
    this.more = false;
    await this.#index(signal);
    if (!answers) return;
    let failure: unknown;
    const looking = await reconcile(this.#reading, signal).catch(thrown => {
      // Conversations need not wait for a page that cannot be read.
      if (!(thrown instanceof DeskError) || !concernsOne(thrown)) throw thrown;
      failure = thrown;
      return false;
    });
    const talking = await this.#depths.read(signal);
    this.more = looking || talking;
    if (failure !== undefined) throw failure;
  }

  /** Does what a full pass, which has lists first, or an earlier version left for later. */
  async #index(signal: AbortSignal): Promise<void> {
    const { store, renew, onIndexed } = this.#reading;
    if (!store.hasUnfinished()) return;
    for (let more = true; more && !signal.aborted; ) {
      renew();
      more = await store.indexSome();
      await breathe();
    }
    onIndexed();
  }
}

const day = 24 * 60 * 60_000;

/** Another window says that its user waits for the desk. */
export function want(store: Store, now: number): void {
  store.setMeta({ wanted: String(now) });
}

function wantedSince(store: Store, since: number): boolean {
  const at = Number(store.meta('wanted') ?? 0);
  // One from the future was put down by a clock that went wrong.
  return at >= since && at < since + day;
}

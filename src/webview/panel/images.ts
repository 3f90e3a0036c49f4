/** How one remote image stands. */
export type ImageState =
  | { readonly at: 'idle' | 'loading' | 'failed' }
  | { readonly at: 'loaded'; readonly data: string };

const pictures = /^data:image\/(?:png|gif|jpeg|webp|avif|bmp|x-icon)[;,]/i;

/**
 * The remote images of one ticket. None is loaded before the reader wants it: an image tells its sender that, when and
 * where it was looked at. Fires `change`.
 */
export class Images extends EventTarget {
  readonly #fetch: (address: string) => Promise<string | undefined>;
  readonly #states = new Map<string, ImageState>();

  /** @param fetch answers an image as a `data:` address, or nothing. */
  constructor(fetch: (address: string) => Promise<string | undefined>) {
    super();
    this.#fetch = fetch;
  }

  /** How many known images are not shown yet. */
  get waiting(): number {
    return [...this.#states.values()].filter(state => state.at !== 'loaded').length;
  }

  state(address: string): ImageState {
    return this.#states.get(address) ?? { at: 'idle' };
  }

  /** Makes an address known, so that `loadAll` loads it. */
  add(address: string): void {
    if (this.#states.has(address)) return;
    this.#states.set(address, { at: 'idle' });
    this.#changed();
  }

  async load(address: string): Promise<void> {
    const now = this.state(address).at;
    if (now === 'loading' || now === 'loaded') return;
    this.#set(address, { at: 'loading' });
    const data = await this.#fetch(address).catch(() => undefined);
    this.#set(address, data && pictures.test(data) ? { at: 'loaded', data } : { at: 'failed' });
  }

  /** Loads one after the other, so that a ticket full of images does not storm the desk. */
  async loadAll(): Promise<void> {
    for (const address of [...this.#states.keys()]) await this.load(address);
  }

  #set(address: string, state: ImageState): void {
    this.#states.set(address, state);
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

import { hostname } from 'node:os';
import type { Store } from '../store/store.ts';
import { LeaseLost } from './reading.ts';

/**
 * Longer than any request takes (5 minutes), so that two windows do not take turns at a slow desk for ever; it is renewed
 * whenever something is kept. That of a process which has ended is free at once.
 */
const duration = 6 * 60_000;

/**
 * The right to read a desk: one window has it at a time. It belongs to the process, so that a worker that was started
 * again goes on with the right of the one that ended.
 */
export class Lease {
  readonly #store: Store;
  readonly #holder = `${hostname()}:${process.pid}`;
  #held = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** `false` while another window has it. */
  take(): boolean {
    this.#held = this.#store.takeLease(this.#holder, duration);
    return this.#held;
  }

  /** @throws LeaseLost when another window has it by now */
  renew(): void {
    if (!this.take()) throw new LeaseLost();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#store.releaseLease(this.#holder);
  }
}

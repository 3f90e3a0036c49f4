import { type FSWatcher, mkdirSync, statSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folder beside the stores: watched alone, because the stores themselves are written to all the time. */
const folderName = 'signals';
/** Signals that follow each other within so many milliseconds are given as one. */
const together = 20;

/** The file by which windows that share a store hear of each other. */
export function signalFile(store: string): string {
  return join(store, '..', folderName, basename(store, '.db'));
}

/**
 * A file that is touched when something was kept, for windows that share a store. What changed stands in the store; a
 * signal that is lost makes news late, never lost.
 */
export class Signal {
  readonly #folder: string;
  readonly #name: string;
  #watcher: FSWatcher | undefined;
  #watched: number | undefined;
  #listener: (() => void) | undefined;
  /** Runs for a while after a signal. */
  #resting: NodeJS.Timeout | undefined;
  #again = false;

  /** @param file of the store */
  constructor(file: string) {
    this.#folder = dirname(signalFile(file));
    this.#name = basename(signalFile(file));
  }

  /** Wakes other windows. Never throws: what they miss they learn with the next one. */
  give(): void {
    if (this.#resting) {
      this.#again = true;
      return;
    }
    this.#resting = setTimeout(() => this.#rested(), together);
    this.#resting.unref();
    this.#giveNow();
  }

  #rested(): void {
    this.#resting = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.give();
  }

  #giveNow(): void {
    try {
      this.#touch();
    } catch {
      try {
        mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
        writeFileSync(join(this.#folder, this.#name), '', { mode: 0o600 });
      } catch {
        // A full disk, say.
      }
    }
  }

  /** Calls `listener` at each signal, also one of this window, and when some may have been missed. */
  listen(listener: () => void): void {
    this.#listener = listener;
    this.#watch();
  }

  /** Nothing is heard any more; what is to be said is said. */
  close(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    if (this.#again) this.#giveNow();
    this.#again = false;
    this.#listener = undefined;
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** Where there is a file, its time is enough: writing to it takes a hundred times longer. */
  #touch(): void {
    const now = new Date();
    utimesSync(join(this.#folder, this.#name), now, now);
  }

  #watch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#watched = statSync(this.#folder).ino;
      this.#watcher = watch(this.#folder, { persistent: false }, (_, name) => this.#heard(name));
      this.#watcher.on('error', () => this.#watch());
    } catch {
      // Nothing can be watched here: this window learns of others when it looks by itself (`Store.hear`).
    }
  }

  #heard(name: string | null): void {
    if (this.#lost()) this.#watch();
    else if (name !== null && name !== this.#name) return;
    this.#listener?.();
  }

  /** The folder is another one than is watched. */
  #lost(): boolean {
    try {
      return statSync(this.#folder).ino !== this.#watched;
    } catch {
      return true;
    }
  }
}

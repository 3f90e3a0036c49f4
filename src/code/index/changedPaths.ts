import { resolve } from 'node:path';
import { isIn } from './sources.ts';

/** So many changes at once are as much work as looking at all again. */
const most = 1_000;

/** What there was to be looked at at some time. */
interface Changes {
  readonly paths: ReadonlyMap<string, number>;
  readonly everything: number;
}

/** Paths that changed and were not looked at since. */
export class ChangedPaths {
  readonly #paths = new Map<string, number>();
  #count = 0;
  /** When they became too many to be looked at one by one; 0: they did not. */
  #everything = 0;

  get any(): boolean {
    return this.everything || this.#paths.size > 0;
  }

  /** They are too many to be looked at one by one. */
  get everything(): boolean {
    return this.#everything > 0;
  }

  has(path: string): boolean {
    return this.everything || this.#paths.has(path);
  }

  /** Takes in what lies in the folders. */
  add(paths: readonly string[], folders: readonly string[]): void {
    for (const each of paths) {
      const path = resolve(each);
      if (/[/\\]\.git(?:[/\\]|$)/.test(path) || !folders.some(folder => isIn(path, folder))) continue;
      this.#paths.set(path, ++this.#count);
    }
    if (this.#paths.size <= most) return;
    this.#paths.clear();
    this.#everything = this.#count;
  }

  /** What there is, to be looked at now. */
  all(): Changes {
    return { paths: new Map(this.#paths), everything: this.#everything };
  }

  /** These were looked at as they were then; what changed again meanwhile stays. */
  done({ paths, everything }: Changes): void {
    for (const [path, at] of paths) if (this.#paths.get(path) === at) this.#paths.delete(path);
    if (this.#everything === everything) this.#everything = 0;
  }

  clear(): void {
    this.#paths.clear();
    this.#everything = 0;
  }
}

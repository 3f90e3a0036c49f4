import { resolve } from 'node:path';
import { isIn } from './sources.ts';

/** So many changes at once are as much work as looking at all again. */
const most = 1_000;

/** Paths that changed and were not looked at since. */
export class ChangedPaths {
  readonly #paths = new Map<string, number>();
  #count = 0;

  get size(): number {
    return this.#paths.size;
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /**
   * Takes in what lies in the folders.
   * @returns whether there are too many to be looked at one by one; then they are forgotten
   */
  add(paths: readonly string[], folders: readonly string[]): boolean {
    for (const each of paths) {
      const path = resolve(each);
      if (/[/\\]\.git(?:[/\\]|$)/.test(path) || !folders.some(folder => isIn(path, folder))) continue;
      this.#paths.set(path, ++this.#count);
    }
    if (this.#paths.size <= most) return false;
    this.clear();
    return true;
  }

  /** What there is, to be looked at now. */
  all(): ReadonlyMap<string, number> {
    return new Map(this.#paths);
  }

  /** These were looked at as they were then; what changed again meanwhile stays. */
  done(looked: ReadonlyMap<string, number>): void {
    for (const [path, at] of looked) if (this.#paths.get(path) === at) this.#paths.delete(path);
  }

  clear(): void {
    this.#paths.clear();
  }
}

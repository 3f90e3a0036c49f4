import type * as vscode from 'vscode';

const key = 'deskside.signedIn';

/**
 * Which desks had a secret on this machine. Where the system has no keyring VS Code keeps secrets in memory and says
 * nothing of it to extensions: a secret that was there, that nobody took away and that a new session does not find, is
 * how that shows.
 */
export class SignIns {
  readonly #memory: Pick<vscode.Memento, 'get' | 'update'>;
  /** Those of earlier sessions whose secret was not found yet. */
  readonly #awaited: Set<string>;

  constructor(memory: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#memory = memory;
    this.#awaited = new Set(this.#known());
  }

  /** A desk's secret was looked for. */
  async looked(deskId: string, isThere: boolean): Promise<void> {
    if (!isThere) return;
    this.#awaited.delete(deskId);
    if (!this.#known().includes(deskId)) await this.#memory.update(key, [...this.#known(), deskId]);
  }

  /** A desk's secret was taken away. */
  async forget(deskId: string): Promise<void> {
    this.#awaited.delete(deskId);
    await this.#memory.update(
      key,
      this.#known().filter(each => each !== deskId),
    );
  }

  /** Whether VS Code lost the secret of a desk that has none now. */
  isLost(deskId: string): boolean {
    return this.#awaited.has(deskId);
  }

  #known(): readonly string[] {
    const kept = this.#memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter(each => typeof each === 'string') : [];
  }
}

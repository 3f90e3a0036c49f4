import type * as vscode from 'vscode';

const lastKey = 'deskside.search.last';
const recentKey = 'deskside.search.recent';
/** Searches that are remembered. */
const kept = 10;
/** Nobody types more; what was pasted need not be kept. */
const longest = 1_000;

/** The searches of this workspace. */
export class SearchMemory {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** What stood in the box when it was closed. */
  get last(): string {
    const value = this.#memory.get<unknown>(lastKey);
    return typeof value === 'string' ? value : '';
  }

  /** Searches that led to something, the newest first. */
  get recent(): readonly string[] {
    const value = this.#memory.get<unknown>(recentKey);
    return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
  }

  async leave(text: string): Promise<void> {
    if (text !== this.last && text.length <= longest) await this.#memory.update(lastKey, text);
  }

  /** A search led to something. */
  async use(text: string): Promise<void> {
    const used = text.trim();
    if (!used || used.length > longest) return;
    const others = this.recent.filter(each => each.toLowerCase() !== used.toLowerCase());
    await this.#memory.update(recentKey, [used, ...others].slice(0, kept));
  }
}

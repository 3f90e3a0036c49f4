import * as vscode from 'vscode';
import type { Engine, SyncState } from '../../engine/engine.ts';

/** How the copy of each desk stands, as it was last told. */
export class SyncStates implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #states = new Map<string, SyncState>();
  readonly #changed = new vscode.EventEmitter<{ readonly deskId: string; readonly before: SyncState | undefined }>();
  readonly #listening: () => void;
  readonly onDidChange = this.#changed.event;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#listening = engine.onChange(change => {
      if (change.kind === 'sync') this.#keep(change.deskId, change.state);
    });
  }

  of(deskId: string): SyncState | undefined {
    return this.#states.get(deskId);
  }

  /** Asks for what was not told yet. */
  async ask(deskId: string): Promise<SyncState | undefined> {
    if (!this.#states.has(deskId)) {
      const answer = await this.#engine.syncState(deskId);
      // What was told meanwhile is newer.
      if (answer.ok && !this.#states.has(deskId)) this.#keep(deskId, answer.value);
    }
    return this.of(deskId);
  }

  dispose(): void {
    this.#listening();
    this.#changed.dispose();
  }

  #keep(deskId: string, state: SyncState): void {
    const before = this.#states.get(deskId);
    this.#states.set(deskId, state);
    this.#changed.fire({ deskId, before });
  }
}

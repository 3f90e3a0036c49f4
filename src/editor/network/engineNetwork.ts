import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { settings } from '../ids.ts';
import { readNetworkSettings } from './networkSettings.ts';

/** Keeps the engine to the user's network settings, from its first moment on. Loads no engine by itself. */
export class EngineNetwork implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #engine: Engine | undefined;
  #applied = '';

  /** The engine asks by other settings from now on; desks that are open keep to the old ones. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listening = vscode.workspace.onDidChangeConfiguration(event => {
      const concerned = ['http', `${settings.section}.${settings.caFile}`].some(each =>
        event.affectsConfiguration(each),
      );
      if (concerned) void this.#apply(true);
    });
  }

  /** The engine that `create` makes, told of the settings before anything is asked of it. */
  async configured(create: () => Promise<Engine>): Promise<Engine> {
    const engine = await create();
    this.#engine = engine;
    await this.#apply(false);
    return engine;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #apply(tell: boolean): Promise<void> {
    if (!this.#engine) return;
    const network = readNetworkSettings();
    const now = JSON.stringify(network);
    if (tell && now === this.#applied) return;
    this.#applied = now;
    await this.#engine.configure(network);
    if (tell) this.#changed.fire();
  }
}

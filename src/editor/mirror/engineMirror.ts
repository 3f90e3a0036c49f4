import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { settings } from '../ids.ts';
import { readMirrorSettings } from './mirrorSettings.ts';

/** Keeps the engine to what the user wants kept, and tells it whether somebody looks. Loads no engine by itself. */
export class EngineMirror implements vscode.Disposable {
  readonly #listening: vscode.Disposable[];
  readonly #log: vscode.LogOutputChannel;
  #engine: Engine | undefined;
  #applied = '';

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    const concerned = [settings.mirrorTickets, settings.mirrorDays, settings.notices, settings.noticeKinds];
    this.#listening = [
      vscode.workspace.onDidChangeConfiguration(event => {
        if (concerned.some(key => event.affectsConfiguration(`${settings.section}.${key}`))) this.#tell(this.#apply());
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => this.#tell(this.#engine?.attend(focused))),
    ];
  }

  /** The engine that `create` makes, told of the settings before anything is asked of it. */
  async configured(create: () => Promise<Engine>): Promise<Engine> {
    const engine = await create();
    this.#engine = engine;
    this.#applied = '';
    await this.#apply();
    await engine.attend(vscode.window.state.focused);
    return engine;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listening).dispose();
  }

  async #apply(): Promise<void> {
    const mirror = readMirrorSettings();
    const now = JSON.stringify(mirror);
    if (!this.#engine || now === this.#applied) return;
    this.#applied = now;
    await this.#engine.mirror(mirror);
  }

  #tell(telling: Promise<void> | undefined): void {
    telling?.catch(thrown => this.#log.error(`The engine was not told: ${String(thrown)}`));
  }
}

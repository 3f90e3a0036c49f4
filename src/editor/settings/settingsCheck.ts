import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import { readSettingProblems, type SettingProblem } from './settingProblems.ts';

/** Tells when there is something else to say of the settings than was said last. */
export class SettingsCheck implements vscode.Disposable {
  readonly #manifest: unknown;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #said = '[]';
  readonly onDidChange = this.#changed.event;

  /** @param manifest the extension's own, in the user's language */
  constructor(manifest: unknown) {
    this.#manifest = manifest;
    this.#listening = vscode.workspace.onDidChangeConfiguration(event => {
      const concerned = event.affectsConfiguration(settings.section);
      if (concerned && JSON.stringify(readSettingProblems(manifest)) !== this.#said) this.#changed.fire();
    });
  }

  /** What in the settings cannot be used, to be said. */
  say(): readonly SettingProblem[] {
    const problems = readSettingProblems(this.#manifest);
    this.#said = JSON.stringify(problems);
    return problems;
  }

  dispose(): void {
    vscode.Disposable.from(this.#listening, this.#changed).dispose();
  }
}

import * as vscode from 'vscode';
import { settings } from '../../ids.ts';
import type { CodeParts } from '../codeParts.ts';
import { shownIn } from './mentionPlaces.ts';

/** Milliseconds of quiet after which what is shown in editors is drawn anew. */
const quiet = 250;

/** The editors that are seen and whose mentions are shown: what programs write line by line is none of them. */
export function shownEditors(): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => vscode.languages.match(shownIn, document) > 0);
}

/**
 * Calls `draw` soon after what editors show, what mentions are, or what is known of tickets changed, and never twice at
 * once. Changes under way make it be called again afterwards.
 */
export class ShownEditors implements vscode.Disposable {
  readonly #draw: () => Promise<void>;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #drawing = false;
  #again = false;

  constructor({ mentions, tickets, log }: Pick<CodeParts, 'mentions' | 'tickets' | 'log'>, draw: () => Promise<void>) {
    this.#draw = draw;
    this.#log = log;
    const soon = () => this.soon();
    this.#disposables = [
      vscode.window.onDidChangeVisibleTextEditors(soon),
      vscode.window.onDidChangeTextEditorVisibleRanges(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (shownEditors().some(editor => editor.document === document)) this.soon(true);
      }),
      vscode.workspace.onDidOpenTextDocument(soon),
      tickets.onDidChange(soon),
      mentions.onDidChangeRules(soon),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(settings.section)) soon();
      }),
      { dispose: () => clearTimeout(this.#timer) },
    ];
    this.soon();
  }

  dispose(): void {
    this.#again = false;
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** @param anew whether the quiet begins anew: somebody types */
  soon(anew = false): void {
    if (anew) clearTimeout(this.#timer);
    else if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.attempt(() => this.#run());
    }, quiet);
  }

  /** What fails is logged. */
  attempt(work: () => Promise<void>): void {
    work().catch(thrown => this.#log.warn(`Mentions could not be shown: ${String(thrown)}`));
  }

  async #run(): Promise<void> {
    if (this.#drawing) {
      this.#again = true;
      return;
    }
    this.#drawing = true;
    try {
      do {
        this.#again = false;
        await this.#draw();
      } while (this.#again);
    } finally {
      this.#drawing = false;
    }
  }
}

import * as vscode from 'vscode';

/** What stands in a panel. */
interface Shown extends vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly state: unknown;
}

/** A panel that there is once in a window at most, brought back after the window was reloaded. */
export class OnePanel<Content extends Shown> implements vscode.Disposable {
  readonly #type: string;
  readonly #fill: (panel: vscode.WebviewPanel) => Content;
  #shown: Content | undefined;

  constructor(type: string, fill: (panel: vscode.WebviewPanel) => Content) {
    this.#type = type;
    this.#fill = fill;
  }

  /** Shows it, or brings it to the front. */
  open(): void {
    if (this.#shown) this.#shown.panel.reveal();
    else this.#show(vscode.window.createWebviewPanel(this.#type, '', vscode.ViewColumn.Active));
  }

  /** Brings back the panel of the last session. */
  restore(panel: vscode.WebviewPanel): void {
    if (this.#shown) panel.dispose();
    else this.#show(panel);
  }

  /** What the page was told last; nothing while there is none. */
  get state(): Content['state'] | undefined {
    return this.#shown?.state;
  }

  dispose(): void {
    this.#shown?.dispose();
  }

  #show(panel: vscode.WebviewPanel): void {
    const shown = this.#fill(panel);
    this.#shown = shown;
    panel.onDidDispose(() => {
      shown.dispose();
      if (this.#shown === shown) this.#shown = undefined;
    });
  }
}

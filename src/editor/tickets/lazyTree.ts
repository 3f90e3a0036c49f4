import * as vscode from 'vscode';

/** A tree as its view is given it at the start: it is loaded when the view first asks for rows. */
export class LazyTree<N extends object> implements vscode.TreeDataProvider<N>, vscode.Disposable {
  readonly #load: () => Promise<vscode.TreeDataProvider<N>>;
  #loading: Promise<vscode.TreeDataProvider<N>> | undefined;
  readonly #changed = new vscode.EventEmitter<N | N[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<vscode.TreeDataProvider<N>>) {
    this.#load = load;
  }

  async getChildren(node?: N): Promise<N[]> {
    return (await (await this.#tree()).getChildren(node)) ?? [];
  }

  async getTreeItem(node: N): Promise<vscode.TreeItem> {
    return (await this.#tree()).getTreeItem(node);
  }

  async getParent(node: N): Promise<N | undefined> {
    return (await (await this.#tree()).getParent?.(node)) ?? undefined;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: N, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
    return (await (await this.#tree()).resolveTreeItem?.(item, node, token)) ?? item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #tree(): Promise<vscode.TreeDataProvider<N>> {
    this.#loading ??= this.#load().then(tree => {
      // Both end with the window.
      tree.onDidChangeTreeData?.(node => this.#changed.fire(node ?? undefined));
      return tree;
    });
    return this.#loading;
  }
}

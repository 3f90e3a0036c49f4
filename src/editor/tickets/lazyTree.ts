import * as vscode from 'vscode';
import type { Node } from './nodes.ts';
import type { TicketTree } from './ticketTree.ts';

/** The ticket tree as the view is given it at the start: it is loaded when the view first asks for rows. */
export class LazyTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #load: () => Promise<TicketTree>;
  #loading: Promise<TicketTree> | undefined;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<TicketTree>) {
    this.#load = load;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await this.#tree()).getChildren(node);
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    return (await this.#tree()).getTreeItem(node);
  }

  async getParent(node: Node): Promise<Node | undefined> {
    return (await this.#tree()).getParent(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    return (await this.#tree()).resolveTreeItem(item, node);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #tree(): Promise<TicketTree> {
    this.#loading ??= this.#load().then(tree => {
      // Both end with the window.
      tree.onDidChangeTreeData(node => this.#changed.fire(node));
      return tree;
    });
    return this.#loading;
  }
}

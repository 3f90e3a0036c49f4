import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ListNode, Node, TicketNode } from '../../src/editor/tickets/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { until } from './extensionUnderTest.ts';

/** Reads the tree as the editor does: children out of the provider, rows out of the children. */
export class TreeReader {
  readonly #api: TestApi;

  constructor(api: TestApi) {
    this.#api = api;
  }

  item(node: Node): Promise<vscode.TreeItem> {
    return this.#api.tree.getTreeItem(node);
  }

  async label(node: Node): Promise<string> {
    return String((await this.item(node)).label);
  }

  labels(nodes: readonly Node[]): Promise<string[]> {
    return Promise.all(nodes.map(node => this.label(node)));
  }

  /** Children once they are no longer loading. */
  children(node?: Node): Promise<Node[]> {
    return until(`the rows below ${node?.key ?? 'the root'} to be loaded`, async () => {
      const rows = await this.#api.tree.getChildren(node);
      return rows.some(row => row.kind === 'message' && row.state === 'loading') ? undefined : rows;
    });
  }

  async child(parent: Node | undefined, name: string): Promise<Node> {
    const rows = await this.children(parent);
    for (const each of rows) if ((await this.label(each)) === name) return each;
    return assert.fail(`no row ${name} among ${(await this.labels(rows)).join(', ')}`);
  }

  /** A list by the names of the rows above it and its own. */
  async list(...path: readonly string[]): Promise<ListNode> {
    let node: Node | undefined;
    for (const name of path) node = await this.child(node, name);
    assert.ok(node?.kind === 'list', `${path.join(' › ')} is a ${node?.kind}`);
    return node;
  }

  async tickets(list: Node): Promise<TicketNode[]> {
    return (await this.children(list)).filter(row => row.kind === 'ticket');
  }

  /** The number beside a list, once it is there. */
  async count(node: Node): Promise<number> {
    const { is } = await until('a count', async () => {
      const { description } = await this.item(node);
      return typeof description === 'string' && description !== ''
        ? { is: Number(description.replace(/\D/g, '')) }
        : undefined;
    });
    return is;
  }

  /** The rows that the tree has drawn anew while something was done, `undefined` for all of it. */
  async fired(work: () => Promise<unknown>): Promise<(string | undefined)[]> {
    const fired: (string | undefined)[] = [];
    const listening = this.#api.tree.onDidChangeTreeData(node => fired.push(node?.key));
    try {
      await work();
      await this.#api.tree.settled();
    } finally {
      listening.dispose();
    }
    return fired;
  }
}

/** Shows the tree, as it is only kept current while somebody sees it. */
export async function showTree(api: TestApi): Promise<void> {
  await vscode.commands.executeCommand('deskside.tickets.focus');
  await until('the view', () => api.ticketView.view.visible);
}

/** Changes a setting of Deskside for the time of some work. */
export async function withSetting(key: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const set = (to: unknown) =>
    vscode.workspace.getConfiguration('deskside').update(key, to, vscode.ConfigurationTarget.Global);
  await set(value);
  try {
    await work();
  } finally {
    await set(undefined);
  }
}

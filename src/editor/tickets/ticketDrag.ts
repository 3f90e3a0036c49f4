import * as vscode from 'vscode';
import type { Container, Node } from './nodes.ts';

/** Tickets under way; of VS Code's form for what is dragged within a view. */
const dragged = 'application/vnd.code.tree.deskside.tickets';

/** Lets tickets be dragged onto what stands over tickets: a group, a status, a person. What then happens is elsewhere. */
export class TicketDrag implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [dragged];
  readonly dropMimeTypes = [dragged];
  readonly #drop: (tickets: readonly Node[], onto: Node) => Promise<unknown>;

  constructor(drop: (tickets: readonly Node[], onto: Node) => Promise<unknown>) {
    this.#drop = drop;
  }

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    const tickets = nodes.filter(({ kind }) => kind === 'ticket');
    if (tickets.length > 0) data.set(dragged, new vscode.DataTransferItem(tickets));
  }

  handleDrop(onto: Node | undefined, data: vscode.DataTransfer): void {
    const tickets: unknown = data.get(dragged)?.value;
    // The view shows that it works for as long as this is awaited; what it leads to may wait for the user.
    if (onto && Array.isArray(tickets)) void this.#drop(tickets, onto);
  }
}

/** What a ticket is dropped on: a row between tickets stands for the list that they are in. */
export function listOf(onto: Node, parentOf: (node: Node) => Node | undefined): Container | undefined {
  const list = onto.kind === 'ticket' || onto.kind === 'message' ? parentOf(onto) : onto;
  return list && list.kind !== 'ticket' && list.kind !== 'message' ? list : undefined;
}

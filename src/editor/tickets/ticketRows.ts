import type * as vscode from 'vscode';
import { pendingWords } from '../outbox/writeWords.ts';
import type { TicketNode } from './nodes.ts';
import { rowWords, ticketCard, ticketOffers, ticketRow } from './rows.ts';
import type { TreeParts } from './ticketTree.ts';

/** The rows of tickets, and what time makes of them. */
export class TicketRows {
  readonly #parts: Pick<TreeParts, 'desks' | 'marks' | 'writes'>;
  /** What rows say that time changes, by their keys. */
  readonly #said = new Map<string, string>();

  constructor(parts: Pick<TreeParts, 'desks' | 'marks' | 'writes'>) {
    this.#parts = parts;
  }

  item(node: TicketNode): vscode.TreeItem {
    const { desks, marks, writes } = this.#parts;
    const ticket = { deskId: node.deskId, ticketId: node.ticket.id };
    this.#said.set(node.key, saidOf(node));
    return ticketRow(node, ticketOffers(desks.get(node.deskId)), {
      mark: marks.of(ticket),
      muted: marks.isMuted(ticket),
      pending: pendingWords(writes.of(node.deskId, node.ticket.id)),
    });
  }

  card(node: TicketNode): vscode.MarkdownString {
    return ticketCard(node.ticket, this.#parts.desks.get(node.deskId)?.config.name ?? '', false, node.reasons);
  }

  /** Those of the rows that would say something else by now; the others are forgotten. */
  aged(nodes: Iterable<TicketNode>): TicketNode[] {
    const all = [...nodes];
    const drawn = new Set(all.map(({ key }) => key));
    for (const key of this.#said.keys()) if (!drawn.has(key)) this.#said.delete(key);
    return all.filter(node => {
      const before = this.#said.get(node.key);
      return before !== undefined && before !== saidOf(node);
    });
  }
}

/** The times in a row and in its card. */
function saidOf(node: TicketNode): string {
  return rowWords(node).join(' · ');
}

import * as vscode from 'vscode';
import type { TicketRef } from '../../../model/ticket.ts';
import type { KnownTicket } from '../knownTickets.ts';

/** Documents in which tickets are shown: files here and elsewhere, what is not saved, cells, old states, commit messages. */
export const shownIn: vscode.DocumentFilter[] = [
  ...new Set([
    ...['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-notebook-cell', 'git', 'vscode-scm'],
    // Folders that other extensions bring have schemes of their own.
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
  ]),
].map(scheme => ({ scheme }));

/** What commands are called with: no words of a desk beside what addresses the ticket. */
export function refOf({ deskId, glance: { ticket } }: KnownTicket): TicketRef {
  return { deskId, ticketId: ticket.id, number: ticket.number };
}

/** A link that runs a command, for Markdown and document links. */
export function commandAddress(command: string, argument: unknown): string {
  const text = encodeURIComponent(JSON.stringify([argument]));
  // What ends a link in Markdown.
  return `command:${command}?${text.replace(/[()'*!]/g, mark => `%${mark.charCodeAt(0).toString(16)}`)}`;
}

/** A signal that aborts when VS Code no longer wants the answer. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  else token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

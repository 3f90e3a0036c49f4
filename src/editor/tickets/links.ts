import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { shownText } from '../shownText.ts';

/** Address of a ticket's web page, where the desk's settings tell it. */
export function webPage(desks: Desks, ref: TicketRef): string | undefined {
  const template = desks.get(ref.deskId)?.config.ticketUrl;
  return template
    ?.replaceAll('{number}', encodeURIComponent(ref.number))
    .replaceAll('{id}', encodeURIComponent(ref.ticketId));
}

/** Address that opens the ticket in this editor, for where no web page is known. */
function editorLink(extensionId: string, ref: TicketRef): string {
  const query = new URLSearchParams({ desk: ref.deskId, number: ref.number });
  return `${vscode.env.uriScheme}://${extensionId}/ticket?${query}`;
}

/** Copies the address that helps most: the web page, else the one that opens the ticket here. */
export async function copyTicketLink(desks: Desks, extensionId: string, ref: TicketRef): Promise<void> {
  await vscode.env.clipboard.writeText(webPage(desks, ref) ?? editorLink(extensionId, ref));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Link to #{0} copied', shownText(ref.number)), 3_000);
}

/** Opens the ticket that a link made here names, or says why it cannot be. */
export async function followEditorLink(
  uri: vscode.Uri,
  engine: Engine,
  desks: Desks,
  open: (ticket: TicketRef) => Promise<unknown>,
): Promise<void> {
  const link = readEditorLink(uri);
  if (!link) return;
  const { deskId, number } = link;
  await desks.load();
  const found = await engine.find(deskId, number);
  if (found.ok) await open({ deskId, ticketId: found.value.id, number });
  else {
    const { message } = describeFailure(found.failure, desks.get(deskId)?.config.name ?? deskId);
    await vscode.window.showErrorMessage(message);
  }
}

/** What an `editorLink` asks for. Anything else is nothing: links come from anywhere. */
function readEditorLink(uri: vscode.Uri): { readonly deskId: string; readonly number: string } | undefined {
  if (uri.path !== '/ticket') return undefined;
  const query = new URLSearchParams(uri.query);
  const deskId = query.get('desk') ?? '';
  const number = query.get('number') ?? '';
  return /^[\w-]{1,64}$/.test(deskId) && /^[\w-]{1,32}$/.test(number) ? { deskId, number } : undefined;
}

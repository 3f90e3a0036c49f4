import * as vscode from 'vscode';
import { aboutTickets, type BulkCommandParts, selectedTickets } from '../bulk/selectedTickets.ts';
import { CommandFailed } from '../commandRunner.ts';

/** Milliseconds that the status bar says what was done. */
const shown = 5_000;

/** Makes Deskside tell nothing of tickets any more, or again: the rows it is called on, else one that the user names. */
export async function muteTickets(
  parts: BulkCommandParts,
  muted: boolean,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  const { t } = vscode.l10n;
  const title = muted ? t('Mute Ticket') : t('Unmute Ticket');
  const tickets = await selectedTickets(parts, argument, selected, title);
  for (const deskId of new Set(tickets.map(each => each.deskId))) {
    const ids = tickets.filter(each => each.deskId === deskId).map(({ ticket }) => ticket.id);
    const done = await parts.engine.muteTickets(deskId, ids, muted);
    if (!done.ok) throw new CommandFailed(done.failure, parts.desks.nameOf(deskId), deskId);
  }
  const about = aboutTickets(tickets);
  const says = muted ? t('Muted: {0}', about) : t('No longer muted: {0}', about);
  vscode.window.setStatusBarMessage(says, shown);
}

import * as vscode from 'vscode';
import { Abandoned } from '../commandRunner.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import type { Node } from '../tickets/nodes.ts';
import { listOf } from '../tickets/ticketDrag.ts';
import { fieldBookOf } from './bulkCommands.ts';
import { setFields, type Wanted } from './bulkEdit.ts';

/** Gives tickets what the tickets of the list have in common that they were dropped on. */
export async function dropTickets(parts: CommandParts, nodes: readonly Node[], onto: Node): Promise<void> {
  const { t } = vscode.l10n;
  const list = listOf(onto, node => parts.tree.getParent(node));
  const tickets = nodes.filter(node => node.kind === 'ticket');
  if (!list || tickets.length === 0) throw new Abandoned();
  const wanted = list.kind === 'list' ? placeOf(list, parts) : undefined;
  if (!wanted) {
    await vscode.window.showInformationMessage(
      t('Tickets can be dropped on a group, a status or a person, My Tickets and Unassigned among them.'),
    );
    return;
  }
  if (tickets.some(({ deskId }) => deskId !== list.deskId)) {
    await vscode.window.showInformationMessage(
      t('A ticket stays on its desk: it cannot be moved to {0}.', shownText(parts.desks.nameOf(list.deskId))),
    );
    return;
  }
  await setFields(parts, fieldBookOf(parts), tickets, wanted);
}

/** What puts a ticket there; nothing where no field does. */
function placeOf({ place, deskId }: Extract<Node, { kind: 'list' }>, { desks }: CommandParts): Wanted | undefined {
  if (!place) return undefined;
  const { me, ...names } = place;
  // Further fields of a place are those of people: nobody gets another customer by a slip of the hand.
  const { customer: _customer, contact: _contact, ...wanted } = names;
  const name = desks.get(deskId)?.config.technicianName;
  const all = { ...wanted, ...(me && name !== undefined ? { assignee: name } : {}) };
  return Object.keys(all).length > 0 ? all : undefined;
}

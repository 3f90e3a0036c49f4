import * as vscode from 'vscode';
import { ticketsOf } from '../commandArguments.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import type { ListedTicket } from './fieldBook.ts';

/** What bulk commands need beside the parts of all. */
export interface BulkCommandParts extends CommandParts {
  /** The ticket that a command is about when no row is: that of the active panel, else the user picks one. */
  ticket(argument: unknown, title: string): Promise<FoundTicket>;
}

/** The tickets that a command is about: the rows that it was called on, those selected, else one that the user names. */
export async function selectedTickets(
  parts: BulkCommandParts,
  argument: unknown,
  selected: unknown,
  title: string,
): Promise<readonly ListedTicket[]> {
  const rows = ticketsOf(argument, selected);
  if (rows.length > 0) return rows;
  // From the palette or by a key: what is selected in the tree counts, when it has the eye.
  const inTree = argument === undefined ? ticketsOf(undefined, parts.selection()) : [];
  if (inTree.length > 0) return inTree;
  const { deskId, ticketId } = await parts.ticket(argument, title);
  const answer = await parts.engine.details(deskId, ticketId);
  if (!answer.ok) throw new CommandFailed(answer.failure, parts.desks.nameOf(deskId), deskId);
  return [{ deskId, ticket: answer.value.details.ticket }];
}

/** The tickets in a title: the number of the only one, or how many. */
export function aboutTickets(tickets: readonly ListedTicket[]): string {
  const [first, ...others] = tickets;
  return first && others.length === 0
    ? `#${shownText(first.ticket.number)}`
    : vscode.l10n.t('{0} tickets', tickets.length);
}

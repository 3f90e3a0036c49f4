import * as vscode from 'vscode';
import { asResult } from '../../model/errors.ts';
import type { PanelHostApi } from '../../webview/messages.ts';
import { logLine } from '../failures.ts';
import { commands } from '../ids.ts';
import type { PanelHost, TicketToShow } from './panelHost.ts';

/** The calls of the page that begin something outside of it, or bring something into it. */
export type ActionCalls = Pick<
  PanelHostApi,
  | 'insertCannedReply'
  | 'logTime'
  | 'copyLink'
  | 'openInBrowser'
  | 'openLink'
  | 'loadImage'
  | 'openTicket'
  | 'editField'
  | 'linkCustomer'
  | 'unlinkCustomer'
  | 'insertArticle'
>;

/**
 * @param ticket the ticket of the panel, as far as it is known
 * @param guard runs what the page asked for: it ends there, well or not
 * @param signal ends what is under way
 */
export function panelActions(
  host: PanelHost,
  ticket: () => TicketToShow,
  guard: (work: () => Thenable<unknown>) => Promise<void>,
  signal: AbortSignal,
): ActionCalls {
  const { deskId, ticketId, number } = ticket();
  const ref = { deskId, ticketId, number };
  return {
    insertCannedReply: () => guard(() => host.run(commands.insertCannedReply, ticket())),
    logTime: () => guard(() => host.run(commands.logTime, ref)),
    copyLink: () => guard(() => host.copyLink(ref)),
    openInBrowser: () => guard(() => host.run(commands.openInBrowser, ref)),
    openLink: address => guard(() => vscode.env.openExternal(vscode.Uri.parse(address, true))),
    loadImage: async address => {
      const asked = await asResult(() => host.engine.image(deskId, address, signal));
      const result = asked.ok ? asked.value : asked;
      if (result.ok) return result.value;
      host.log.warn(`Image in ticket #${number}: ${logLine(result.failure)}`);
      return undefined;
    },
    openTicket: (otherId, otherNumber, subject) =>
      guard(() => host.run(commands.openTicket, { deskId, ticketId: otherId, number: otherNumber, subject })),
    editField: target => guard(() => host.run(commands.editTicketField, { ...ticket(), ...target })),
    linkCustomer: () => guard(() => host.run(commands.linkCustomer, ticket())),
    unlinkCustomer: customerId => guard(() => host.run(commands.unlinkCustomer, { ...ticket(), customerId })),
    insertArticle: () => guard(() => host.run(commands.insertArticle, ticket())),
  };
}

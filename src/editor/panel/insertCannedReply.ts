import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { Abandoned } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { settings } from '../ids.ts';
import { askChoice, runSteps } from '../input.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import { cannedReplies, filledReply, type ReplyValues } from './cannedReply.ts';

/**
 * Lets the user pick one of their canned replies, and answers it for a ticket, with where the cursor is to be. Nothing
 * when there are none yet: the settings, where they are written, are then offered.
 * @throws Abandoned when the user gives up
 */
export async function askCannedReply(
  engine: Engine,
  desks: Desks,
  ticket: FoundTicket,
): Promise<ReturnType<typeof filledReply> | undefined> {
  const { t } = vscode.l10n;
  const setting = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.cannedReplies);
  const replies = cannedReplies(setting);
  if (replies.length === 0) {
    const open = t('Open Settings');
    const words = t('There are no canned replies yet. They are written in the settings.');
    if ((await vscode.window.showInformationMessage(words, open)) === open)
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        `${settings.section}.${settings.cannedReplies}`,
      );
    return undefined;
  }
  const values = await valuesOf(engine, desks, ticket);
  let chosen: string | undefined;
  await runSteps(t('Insert Canned Reply into #{0}', ticket.number), [
    {
      ask: async place => {
        const items = replies.map(({ name, text }) => ({
          label: name,
          description: filledReply(text, values).text.replace(/\s+/g, ' ').trim(),
          value: text,
        }));
        chosen = await askChoice(place, { placeholder: t('Which reply?'), items });
      },
    },
  ]);
  if (chosen === undefined) throw new Abandoned();
  return filledReply(chosen, values);
}

async function valuesOf(engine: Engine, desks: Desks, ticket: FoundTicket): Promise<ReplyValues> {
  const answer = await engine.details(ticket.deskId, ticket.ticketId);
  const known = answer.ok ? answer.value.details.ticket : undefined;
  const customer = known?.customer?.name ?? known?.contact?.name;
  const contact = known?.contact?.name ?? known?.customer?.name;
  const me = desks.get(ticket.deskId)?.config.technicianName;
  return {
    number: ticket.number,
    subject: known?.subject ?? ticket.subject ?? '',
    ...(customer === undefined ? {} : { customer }),
    ...(contact === undefined ? {} : { contact }),
    ...(me === undefined ? {} : { me }),
  };
}

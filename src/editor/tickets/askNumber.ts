import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { chooseReadyDesk } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askText } from '../input.ts';
import type { FoundTicket } from './askTicket.ts';

/** Asks for a ticket's number, and stays until a ticket of that number was found. */
export async function askNumber(engine: Engine, desks: Desks): Promise<FoundTicket> {
  const { t } = vscode.l10n;
  const title = t('Open Ticket by Number');
  const desk = await chooseReadyDesk(desks, title);
  const { id, name } = desk.config;
  let found: FoundTicket | undefined;
  await askText(
    { title: `${title} · ${name}`, canGoBack: false },
    {
      prompt: t('Ticket number'),
      check: value => (/^\s*#?\d+\s*$/.test(value) ? undefined : t('A ticket number has digits only.')),
      accept: async (value, signal) => {
        const number = value.replace(/[#\s]/g, '');
        const result = await engine.find(id, number, signal);
        if (result.ok) {
          found = { deskId: id, ticketId: result.value.id, number: result.value.number, subject: result.value.subject };
          return undefined;
        }
        if (result.failure.reason === 'notFound') return t('{0} has no ticket #{1}.', name, number);
        return describeFailure(result.failure, name).message;
      },
    },
  );
  if (!found) throw new vscode.CancellationError();
  return found;
}

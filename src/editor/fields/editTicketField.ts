import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, runSteps } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { askFieldValue, fieldItems } from './askField.ts';
import { fieldLabel } from './fieldWords.ts';

/** Asks for a field of a ticket and its new value, and changes it. With `fieldName` (or a role) that field is meant. */
export async function editTicketField(engine: Engine, desks: Desks, ref: TicketRef, fieldName?: string): Promise<void> {
  const { t } = vscode.l10n;
  const { capabilities, config } = await readyDesk(desks, ref.deskId);
  const { id: deskId, name } = config;
  const number = shownText(ref.number);
  if (!capabilities.editFields) {
    await vscode.window.showInformationMessage(
      t('{0} does not let fields of tickets be changed through its API.', shownText(name)),
    );
    return;
  }
  const answer = await withProgress(t('Asking {0} for the fields of #{1}…', shownText(name), number), signal =>
    engine.ticketFields(deskId, ref.ticketId, signal),
  );
  if (!answer.ok) throw new CommandFailed(answer.failure, name, deskId);
  const fields = answer.value;
  const named = fields.find(each => each.name === fieldName) ?? fields.find(each => each.role === fieldName);
  let field = named;
  let value: string | null | undefined;
  let sent = false;

  const send = async (
    chosen: TicketField,
    to: string | null,
    signal: AbortSignal,
  ): Promise<DeskFailure | undefined> => {
    const changed = await engine.updateTicket(deskId, ref.ticketId, { [chosen.name]: to }, signal);
    sent = changed.ok;
    return changed.ok ? undefined : changed.failure;
  };
  await runSteps(
    () => (field ? `#${ref.number} · ${fieldLabel(field)}` : t('Change Ticket Field of #{0} · {1}', ref.number, name)),
    [
      {
        skip: () => named !== undefined,
        ask: async place => {
          const title = t('Change Ticket Field of #{0} · {1}', ref.number, name);
          field = await askChoice(
            { ...place, title },
            {
              placeholder: t('Which field?'),
              items: fields.length
                ? fieldItems(fields)
                : [{ label: t('This ticket has no field that can be changed') }],
              ...(field ? { activeValue: field } : {}),
            },
          );
        },
      },
      {
        ask: async place => {
          const chosen = field;
          if (!chosen) throw new Abandoned();
          const title = `#${ref.number} · ${fieldLabel(chosen)}`;
          value = await askFieldValue({ ...place, title }, chosen, async (to, signal) => {
            const failure = await send(chosen, to, signal);
            if (!failure) return undefined;
            // What was typed can be mended here; anything else is said with its remedies.
            if (failure.reason === 'refused' || failure.reason === 'badInput')
              return describeFailure(failure, name).message;
            throw failed(failure, name, deskId);
          });
        },
      },
    ],
  );
  if (!field || value === undefined) throw new Abandoned();
  const [chosen, to] = [field, value];
  if (!sent && to !== (chosen.value ?? null)) {
    const failure = await withProgress(t('Changing {0} of #{1}…', fieldLabel(chosen), number), signal =>
      send(chosen, to, signal),
    );
    if (failure) throw failed(failure, name, deskId);
  }
  if (sent) vscode.window.setStatusBarMessage(t('{0} of #{1} changed', shownText(fieldLabel(chosen)), number), 5_000);
}

function failed(failure: DeskFailure, deskName: string, deskId: string): CommandFailed {
  tellUncertain(failure, deskName);
  return new CommandFailed(failure, deskName, deskId);
}

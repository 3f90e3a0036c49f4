import * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { commands } from '../ids.ts';
import { askChoice, runSteps } from '../input.ts';
import { Following } from '../outbox/following.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import { askFieldValue, fieldItems } from './askField.ts';
import { fieldLabel } from './fieldWords.ts';

/** Asks for a field of a ticket and its new value, and changes it. With `fieldName` (or a role) that field is meant. */
export async function editTicketField(
  parts: Pick<CommandParts, 'engine' | 'desks' | 'writes'>,
  ref: TicketRef,
  fieldName?: string,
): Promise<void> {
  const { engine, desks } = parts;
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
  /** It is done, or stands in the outbox, so that it is not sent a second time. */
  let answered = false;

  const send = async (
    chosen: TicketField,
    to: string | null,
    signal: AbortSignal,
  ): Promise<DeskFailure | undefined> => {
    const entry = await change(parts, ref, chosen, to, signal);
    if ('reason' in entry) return entry;
    sent = entry.state === 'sent';
    answered = sent || entry.state === 'conflict';
    if (entry.state === 'conflict') void vscode.commands.executeCommand(commands.resolveConflict, entry);
    if (answered) return undefined;
    return { ...(entry.failure ?? { reason: 'cancelled' }), kept: true };
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
            if (!failure.kept && (failure.reason === 'refused' || failure.reason === 'badInput'))
              return describeFailure(failure, name).message;
            throw failed(failure, name, deskId);
          });
        },
      },
    ],
  );
  if (!field || value === undefined) throw new Abandoned();
  const [chosen, to] = [field, value];
  if (!answered && to !== (chosen.value ?? null)) {
    const failure = await withProgress(t('Changing {0} of #{1}…', fieldLabel(chosen), number), signal =>
      send(chosen, to, signal),
    );
    if (failure) throw failed(failure, name, deskId);
  }
  if (sent) vscode.window.setStatusBarMessage(t('{0} of #{1} changed', shownText(fieldLabel(chosen)), number), 5_000);
}

/** Puts the change down with what it is based on. What the desk refuses is not kept: it is mended where it was typed. */
async function change(
  { engine, writes }: Pick<CommandParts, 'engine' | 'writes'>,
  { deskId, ticketId }: TicketRef,
  { name, value, role }: TicketField,
  to: string | null,
  signal: AbortSignal,
): Promise<OutboxEntry | DeskFailure> {
  const following = new Following(engine, writes);
  try {
    const base = { [name]: value ?? null };
    const write = { kind: 'updateTicket', ticketId, changes: { [name]: to }, base, roles: { [name]: role } } as const;
    const put = await following.put(deskId, write);
    if (!put.ok) return put.failure;
    const [entry = put.value] = await following.settled(signal);
    if (entry.state !== 'failed') return entry;
    await engine.choose(deskId, entry.id, { kind: 'discard' });
    return entry.failure ?? { reason: 'refused' };
  } finally {
    following.dispose();
  }
}

function failed(failure: DeskFailure, deskName: string, deskId: string): CommandFailed {
  tellUncertain(failure, deskName);
  return new CommandFailed(failure, deskName, deskId);
}

import * as vscode from 'vscode';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import { valuesOf } from '../../model/newTicket.ts';
import type { OutboxChoice, OutboxEntry, Write } from '../../model/outbox.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import { askFieldValue, fieldItems } from '../fields/askField.ts';
import { fieldLabel } from '../fields/fieldWords.ts';
import { askChoice, askText, runSteps } from '../input.ts';
import { withProgress } from '../progress.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import { ticketName } from './ticketName.ts';

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;

/** Lets the user change a write that is still here. What is written in a box of its own goes back there. */
export async function editWrite(
  parts: CommandParts,
  entry: OutboxEntry,
  choose: (choice: OutboxChoice) => Promise<void>,
): Promise<void> {
  const { write } = entry;
  if (write.kind === 'logTime') await choose({ kind: 'edit', write: await askTime(parts, entry, write) });
  else if (write.kind === 'updateTicket') await choose({ kind: 'edit', write: await askField(parts, entry, write) });
  else if (write.kind === 'addNote') await backToBox(parts, entry, write, choose);
  else if (write.kind === 'createTicket') await backToForm(parts, entry, write, choose);
}

async function askTime(parts: CommandParts, entry: OutboxEntry, write: Of<'logTime'>): Promise<Write> {
  const { t } = vscode.l10n;
  let duration = formatDuration(write.time.minutes);
  let { notes } = write.time;
  await runSteps(t('Edit Logged Time of {0}', (await ticketName(parts, entry)) ?? ''), [
    {
      ask: async place => {
        duration = await askText(place, {
          prompt: t('How long'),
          value: duration,
          check: value =>
            parseDuration(value) === undefined
              ? t('Not a duration of at most 24 hours. Write it like 1h 20m, 90m or 1.5h.')
              : undefined,
        });
      },
    },
    {
      ask: async place => {
        notes = await askText(place, { prompt: t('What was done'), value: notes });
      },
    },
  ]);
  const minutes = parseDuration(duration);
  if (minutes === undefined) throw new Abandoned();
  return { ...write, time: { ...write.time, minutes, notes: notes.trim() } };
}

async function askField(parts: CommandParts, entry: OutboxEntry, write: Of<'updateTicket'>): Promise<Write> {
  const { t } = vscode.l10n;
  const { engine, desks } = parts;
  const { deskId } = entry;
  const name = desks.nameOf(deskId);
  const answer = await withProgress(t('Asking {0} for the fields…', shownText(name)), signal =>
    engine.ticketFields(deskId, write.ticketId, signal),
  );
  if (!answer.ok) throw new CommandFailed(answer.failure, name, deskId);
  const number = (await ticketName(parts, entry)) ?? '';
  // As they would be if the write had gone.
  const fields = answer.value.flatMap(({ shown: _shown, value: _value, ...field }) => {
    if (!Object.hasOwn(write.changes, field.name)) return [];
    const wanted = write.changes[field.name];
    return [typeof wanted === 'string' ? { ...field, value: wanted } : field];
  });
  let [field] = fields;
  let value: string | null | undefined;
  await runSteps(t('Edit Change of {0}', number), [
    {
      skip: () => fields.length < 2,
      ask: async place => {
        field = await askChoice(place, { placeholder: t('Which field?'), items: fieldItems(fields) });
      },
    },
    {
      ask: async place => {
        if (!field) throw new Abandoned();
        value = await askFieldValue({ ...place, title: `${number} · ${fieldLabel(field)}` }, field);
      },
    },
  ]);
  if (!field || value === undefined) throw new Abandoned();
  return { ...write, changes: { ...write.changes, [field.name]: value } };
}

/** The text goes back where it was written, to be sent from there; first that, then it is taken out of the outbox. */
async function backToBox(
  { engine, desks, panels }: CommandParts,
  { deskId }: OutboxEntry,
  { ticketId, note }: Of<'addNote'>,
  choose: (choice: OutboxChoice) => Promise<void>,
): Promise<void> {
  const answer = await engine.details(deskId, ticketId);
  if (!answer.ok) throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
  const { number, subject } = answer.value.details.ticket;
  panels.takeNote({ deskId, ticketId, number, subject }, note.text, note.visibility);
  await choose({ kind: 'discard' });
}

/** A new ticket goes back into a form, which keeps it; then it is taken out of the outbox. */
async function backToForm(
  { engine, desks, forms, numbers }: CommandParts,
  { deskId }: OutboxEntry,
  { draft }: Of<'createTicket'>,
  choose: (choice: OutboxChoice) => Promise<void>,
): Promise<void> {
  const name = desks.nameOf(deskId);
  const fields = await withProgress(vscode.l10n.t('Asking {0} for the fields…', shownText(name)), signal =>
    engine.newTicketFields(deskId, signal),
  );
  if (!fields.ok) throw new CommandFailed(fields.failure, name, deskId);
  const { customerId } = draft;
  const card = customerId === undefined ? undefined : await engine.customerCard(deskId, customerId, 1);
  const customer =
    customerId === undefined
      ? undefined
      : { id: customerId, name: card?.ok ? card.value.customer.name : `#${customerId}` };
  const origin = numbers.originOf(deskId, draft.subject);
  await forms.edit(deskId, valuesOf(fields.value, draft), {
    ...(customer ? { customer } : {}),
    ...(origin ? { origin } : {}),
  });
  await choose({ kind: 'discard' });
}

import * as vscode from 'vscode';
import type { OutboxChoice, OutboxEntry } from '../../model/outbox.ts';
import { writeOf } from '../commandArguments.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import { askChoice } from '../input.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import { editWrite } from './editWrite.ts';
import { isEditable } from './outboxTree.ts';
import { askConflicts } from './resolveConflict.ts';
import { ticketName } from './ticketName.ts';
import { stateIcon, stateWords, stayingWords, textOf, writeWords } from './writeWords.ts';

type OutboxCommand = (parts: CommandParts, argument: unknown) => Promise<void>;

/** What can be done with a write that does not go on by itself. Each is called on a row, or asks which one is meant. */
export const outboxCommands = {
  retryWrite: async (parts, argument) => {
    const entry = await chosen(parts, argument, vscode.l10n.t('Send Now'), ({ state }) =>
      ['failed', 'waiting', 'held'].includes(state),
    );
    await choose(parts, entry, { kind: 'send' });
  },
  editWrite: async (parts, argument) => {
    const entry = await chosen(parts, argument, vscode.l10n.t('Edit Unsent Write'), isEditable);
    await editWrite(parts, entry, choice => choose(parts, entry, choice));
  },
  discardWrite: async (parts, argument) => {
    const { t } = vscode.l10n;
    const entry = await chosen(parts, argument, t('Discard Unsent Write'), isAtRest);
    const name = await ticketName(parts, entry);
    const discard = t('Discard');
    const words = shownText([name, writeWords(entry.write)].filter(Boolean).join(' '));
    const answer = await vscode.window.showWarningMessage(
      t('Discard this? {0}', words),
      { modal: true, detail: discardDetail(entry, parts) },
      discard,
    );
    if (answer === discard) await choose(parts, entry, { kind: 'discard' });
  },
  confirmWrite: async (parts, argument) => {
    const { t } = vscode.l10n;
    const entry = await chosen(parts, argument, t('Say Whether It Arrived'), ({ state }) => state === 'unclear');
    const deskName = parts.desks.nameOf(entry.deskId);
    const name = await ticketName(parts, entry);
    const arrived = await askChoice<boolean | 'look'>(
      { title: [name, writeWords(entry.write)].filter(Boolean).join(' '), canGoBack: false },
      {
        placeholder: t('{0} may have received this. Did it arrive?', deskName),
        items: [
          ...('ticketId' in entry.write ? [lookItem()] : []),
          {
            label: t('It is there'),
            description: t('it is done'),
            iconPath: new vscode.ThemeIcon('check'),
            value: true,
          },
          {
            label: t('It is not there'),
            description: t('it is sent again'),
            iconPath: new vscode.ThemeIcon('sync'),
            value: false,
          },
        ],
      },
    );
    if (arrived === 'look') await openTicketOf(parts, entry);
    else await choose(parts, entry, { kind: 'arrived', arrived });
  },
  resolveConflict: async (parts, argument) => {
    const entry = await chosen(parts, argument, vscode.l10n.t('Resolve Conflict'), ({ state }) => state === 'conflict');
    await choose(parts, entry, await askConflicts(parts, entry));
  },
  undoSend: async (parts, argument) => {
    const { t } = vscode.l10n;
    const given = writeOf(argument);
    // What was written last is what one regrets.
    const last = parts.writes.all.findLast(({ state, write }) => state === 'held' && write.kind === 'addNote');
    const entry = given ? await chosen(parts, given, t('Undo Send'), ({ state }) => state === 'held') : last;
    if (!entry) {
      await vscode.window.showInformationMessage(t('There is nothing that can still be taken back.'));
      return;
    }
    const giveBack = (choice: OutboxChoice) => choose(parts, entry, choice);
    if (entry.write.kind === 'addNote') await editWrite(parts, entry, giveBack);
    else await giveBack({ kind: 'discard' });
  },
} as const satisfies Record<string, OutboxCommand>;

/** The write that a command is about: that of the row, the only one there is, or the one that the user picks. */
async function chosen(
  { writes, desks, ...rest }: CommandParts,
  argument: unknown,
  title: string,
  fits: (entry: OutboxEntry) => boolean,
): Promise<OutboxEntry> {
  const { t } = vscode.l10n;
  const given = writeOf(argument);
  const all = writes.all.filter(fits);
  if (given) {
    const entry = writes.get(given);
    if (entry && fits(entry)) return entry;
    await vscode.window.showInformationMessage(t('This is no longer possible: it went on meanwhile.'));
    throw new Abandoned();
  }
  const [first] = all;
  if (!first) {
    await vscode.window.showInformationMessage(t('There is nothing in the outbox for this.'));
    throw new Abandoned();
  }
  if (all.length === 1) return first;
  const parts = { writes, desks, ...rest };
  const names = await Promise.all(all.map(entry => ticketName(parts, entry)));
  return askChoice<OutboxEntry>(
    { title, canGoBack: false },
    {
      placeholder: t('Which one?'),
      items: all.map((entry, place) => ({
        label: [names[place], writeWords(entry.write)].filter(Boolean).join(' '),
        description: stateWords(entry, desks.nameOf(entry.deskId)),
        detail: textOf(entry.write)?.trim().replace(/\s+/g, ' ').slice(0, 200) ?? '',
        iconPath: stateIcon(entry.state),
        value: entry,
      })),
    },
  );
}

/** @throws CommandFailed when the write stands otherwise by now */
async function choose(
  { engine, desks }: CommandParts,
  { deskId, id }: OutboxEntry,
  choice: OutboxChoice,
): Promise<void> {
  const answer = await engine.choose(deskId, id, choice);
  if (answer.ok) return;
  if (answer.failure.reason === 'badInput' || answer.failure.reason === 'notFound') {
    await vscode.window.showInformationMessage(vscode.l10n.t('This is no longer possible: it went on meanwhile.'));
    throw new Abandoned();
  }
  throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
}

function isAtRest({ state }: OutboxEntry): boolean {
  return state !== 'sending' && state !== 'checking';
}

function discardDetail({ state, write, deskId }: OutboxEntry, { desks }: CommandParts): string {
  const { t } = vscode.l10n;
  const name = shownText(desks.nameOf(deskId));
  const fate =
    state === 'unclear'
      ? t('It may have arrived on {0}; nothing is sent again.', name)
      : t('It is not sent to {0}, and cannot be brought back.', name);
  return [[fate, stayingWords(write)].filter(Boolean).join(' '), textOf(write)?.slice(0, 500)]
    .filter(Boolean)
    .join('\n\n');
}

function lookItem() {
  return {
    label: vscode.l10n.t('Look at the ticket first'),
    iconPath: new vscode.ThemeIcon('open-preview'),
    value: 'look' as const,
  };
}

async function openTicketOf({ engine, panels, desks }: CommandParts, { deskId, write }: OutboxEntry): Promise<void> {
  if (!('ticketId' in write)) return;
  const answer = await engine.details(deskId, write.ticketId, { fresh: true });
  if (!answer.ok) throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
  const { id, number, subject } = answer.value.details.ticket;
  panels.open({ deskId, ticketId: id, number, subject });
}

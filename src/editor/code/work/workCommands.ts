import * as vscode from 'vscode';
import type { TimedTicket } from '../../../model/timer.ts';
import { ticketOf } from '../../commandArguments.ts';
import { askChoice, type ChoiceItem } from '../../input.ts';
import type { CommandParts } from '../../registerCommands.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { BranchWork } from '../../time/branches.ts';
import { type GitRepository, gitApi } from '../../time/git.ts';
import { ticketWords } from '../../time/timeWords.ts';
import { finishWork } from './finishWork.ts';
import { startWork } from './startWork.ts';

/** What these commands work with, and how they ask for a ticket. */
export interface WorkCommandParts extends CommandParts {
  ticket(argument: unknown, title: string): Promise<FoundTicket>;
}

type WorkCommand = (parts: WorkCommandParts, argument: unknown) => Promise<void>;

/** What each does. */
export type WorkCommands = typeof workCommands;

/** The commands about work on tickets and their branches. This file and all that only it imports is a bundle of its own. */
export const workCommands = {
  startWork: async (parts, argument) => {
    const ticket = await parts.ticket(argument, vscode.l10n.t('Start Work on Ticket'));
    await startWork(parts, await parts.code(), ticket);
  },
  finishWork: async (parts, argument) => {
    const ticket =
      ticketOf(argument) ??
      (await activeTicket(parts)) ??
      (await parts.ticket(undefined, vscode.l10n.t('Finish Work')));
    await finishWork(parts, await parts.code(), ticket);
  },
  openActiveTicket: async parts => {
    const ticket = await activeTicket(parts);
    if (ticket) parts.panels.open(ticket);
    else await tellNoTicket(parts);
  },
  insertTicketIntoCommit: async (parts, argument) => {
    const { t } = vscode.l10n;
    const repository = await repositoryOf(parts, argument);
    if (!repository) {
      await vscode.window.showInformationMessage(t('No git repository is open here.'));
      return;
    }
    const on = parts.time.branches.all.find(({ root }) => root === repository.rootUri.fsPath);
    const ticket =
      on?.ticket ??
      (on && (await askCandidate(parts, on))) ??
      (await parts.ticket(undefined, t('Insert Ticket into Commit Message')));
    const named = (await parts.code()).work.commitBox.insert(repository, ticket);
    const words = named
      ? t('{0} is in the commit message', ticketWords(ticket))
      : t('{0} is named there already', ticketWords(ticket));
    vscode.window.setStatusBarMessage(words, 3_000);
    if (named) await vscode.commands.executeCommand('workbench.view.scm');
  },
} as const satisfies Record<string, WorkCommand>;

/** The ticket of the branch; of several that it may mean, the one that the user says, which is then remembered. */
async function activeTicket(parts: WorkCommandParts): Promise<FoundTicket | undefined> {
  await parts.time.branches.watch();
  const { active } = parts.time.branches;
  return active && (active.ticket ?? (await askCandidate(parts, active)));
}

async function askCandidate(
  parts: WorkCommandParts,
  { root, branch, candidates }: BranchWork,
): Promise<TimedTicket | undefined> {
  if (candidates.length === 0) return undefined;
  const { t } = vscode.l10n;
  const items = candidates.map(
    (ticket): ChoiceItem<TimedTicket> => ({
      label: `#${ticket.number} ${ticket.subject ?? ''}`.trim(),
      description: parts.desks.nameOf(ticket.deskId),
      value: ticket,
    }),
  );
  const title = t('Ticket of the Branch');
  const ticket = await askChoice(
    { title, canGoBack: false },
    { placeholder: t('Which ticket is {0} for?', shownText(branch)), items },
  );
  const { memory } = (await parts.code()).work;
  await memory.keep({ ...memory.of(root, branch), root, branch, ticket });
  parts.time.branches.lookAgain();
  return ticket;
}

/** Says why there is none, and leads on. */
async function tellNoTicket(parts: WorkCommandParts): Promise<void> {
  const { t } = vscode.l10n;
  const [first] = parts.time.branches.all;
  const start = t('Start Work on Ticket…');
  const words = first
    ? t('The name of the branch {0} holds the number of no ticket that is kept here.', shownText(first.branch))
    : t('No branch is checked out here, so there is no active ticket.');
  if ((await vscode.window.showInformationMessage(words, start)) !== start) return;
  await workCommands.startWork(parts, undefined);
}

/** The repository that a command was called on, the one that is worked in, or the one that the user picks. */
async function repositoryOf(parts: WorkCommandParts, argument: unknown): Promise<GitRepository | undefined> {
  const { t } = vscode.l10n;
  await parts.time.branches.watch();
  const all = (await gitApi().catch(() => undefined))?.repositories ?? [];
  const root =
    typeof argument === 'object' && argument !== null && 'rootUri' in argument && argument.rootUri instanceof vscode.Uri
      ? argument.rootUri.toString()
      : undefined;
  const named = all.find(({ rootUri }) => rootUri.toString() === root);
  const selected = all.filter(({ ui }) => ui.selected);
  const [only] = all.length === 1 ? all : selected.length === 1 ? selected : [];
  if (named ?? only) return named ?? only;
  if (all.length === 0) return undefined;
  const items = all.map(each => ({
    label: each.rootUri.path.split('/').at(-1) ?? '',
    detail: each.rootUri.fsPath,
    value: each,
  }));
  return askChoice(
    { title: t('Insert Ticket into Commit Message'), canGoBack: false },
    { placeholder: t('In which repository?'), items },
  );
}

import * as vscode from 'vscode';
import { asResult } from '../../model/errors.ts';
import { Abandoned, CommandFailed } from '../commandRunner.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, askText, type ChoiceItem } from '../input.ts';
import type { Writes } from '../outbox/writes.ts';
import type { Desk, Desks, ReadyDesk } from './desks.ts';

/** The desk a command is about: the one it was called on, the only one there is, or the one the user picks. */
export async function chooseDesk(desks: Desks, title: string, deskId?: string): Promise<Desk> {
  return pickDesk(await desks.load(), title, deskId);
}

/** The same among the desks that one signs in to; the sample desk needs no sign-in. */
export async function chooseOwnDesk(desks: Desks, title: string, deskId?: string): Promise<Desk> {
  const own = (await desks.load()).filter(desk => !desk.config.sample);
  return pickDesk(own, title, deskId);
}

/**
 * The desks that can be asked.
 * @throws CommandFailed with what is wrong when there are desks, but none of them can.
 */
export async function readyDesks(desks: Desks): Promise<readonly [ReadyDesk, ...ReadyDesk[]]> {
  const all = await desks.load();
  const [first, ...others] = all.filter(desk => desk.state === 'ready');
  if (first) return [first, ...others];
  const failed = all.find(desk => desk.state === 'failed');
  throw failed ? failureOfDesk(failed) : new Abandoned();
}

/**
 * The desk of a ticket, ready to be asked.
 * @throws CommandFailed with what is wrong when it cannot be.
 */
export async function readyDesk(desks: Desks, deskId: string): Promise<ReadyDesk> {
  const desk = (await desks.load()).find(each => each.config.id === deskId);
  if (desk?.state === 'ready') return desk;
  throw desk ? failureOfDesk(desk) : new Abandoned();
}

function failureOfDesk({ failure, config }: Extract<Desk, { state: 'failed' }>): CommandFailed {
  return new CommandFailed(failure, config.name, config.id);
}

/** The desk a command is about, among those that can be asked. */
export async function chooseReadyDesk(desks: Desks, title: string, deskId?: string): Promise<ReadyDesk> {
  if (deskId !== undefined) return readyDesk(desks, deskId);
  return pickDesk(await readyDesks(desks), title);
}

/** The choices between desks: each with its host, or with what is wrong with it. */
export function deskItems<D extends Desk>(all: readonly D[]): ChoiceItem<D>[] {
  return all.map(desk => ({ label: desk.config.name, description: about(desk), value: desk }));
}

function about(desk: Desk): string {
  if (desk.state === 'failed') return describeFailure(desk.failure, desk.config.name).headline;
  return hostOf(desk.config.address);
}

async function pickDesk<D extends Desk>(all: readonly D[], title: string, deskId?: string): Promise<D> {
  const named = all.find(desk => desk.config.id === deskId);
  if (named) return named;
  const [first, ...others] = all;
  if (!first) throw new Abandoned();
  if (others.length === 0) return first;
  return askChoice({ title, canGoBack: false }, { placeholder: vscode.l10n.t('Which desk?'), items: deskItems(all) });
}

/** Deletes a desk's secret from this machine. */
export async function signOut(desks: Desks, deskId?: string): Promise<void> {
  const desk = await chooseOwnDesk(desks, vscode.l10n.t('Sign Out'), deskId);
  await desks.signOut(desk.config.id);
}

/** Gives a desk another name. */
export async function renameDesk(desks: Desks, deskId?: string): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Rename Desk');
  const { config } = await chooseDesk(desks, title, deskId);
  const name = await askText(
    { title, canGoBack: false },
    {
      prompt: t('Name of the desk'),
      value: config.name,
      check: value => (value.trim() ? undefined : t('A desk needs a name.')),
    },
  );
  await desks.rename(config.id, name.trim());
}

/** Removes a desk after asking: its settings and its secret go, the tickets on the desk stay. */
export async function removeDesk(desks: Desks, writes: Pick<Writes, 'all'>, deskId?: string): Promise<void> {
  const { t } = vscode.l10n;
  const { config } = await chooseDesk(desks, t('Remove Desk'), deskId);
  const remove = t('Remove Desk');
  const unsent = writes.all.filter(each => each.deskId === config.id).length;
  const answer = await vscode.window.showWarningMessage(
    t('Remove {0} from Deskside?', config.name),
    {
      modal: true,
      detail: [
        t('Its settings, its credentials and its tickets are deleted here. Nothing changes on the desk.'),
        ...(unsent > 0 ? [t('{0} of your changes in the outbox are lost: they are not on the desk.', unsent)] : []),
      ].join('\n\n'),
    },
    remove,
  );
  if (answer !== remove) return;
  const removed = await asResult(() => desks.remove(config.id));
  if (!removed.ok) throw new CommandFailed(removed.failure, config.name);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

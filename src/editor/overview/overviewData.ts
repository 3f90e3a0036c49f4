import * as vscode from 'vscode';
import type { Engine, MirrorSettings, SyncState } from '../../engine/engine.ts';
import type { DeskConfig } from '../../model/desk.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { Overview } from '../../model/overview.ts';
import { sumOf } from '../../model/overviewSum.ts';
import type { OverviewAsked, OverviewNote, OverviewState } from '../../webview/overviewMessages.ts';
import type { Desk } from '../desks/desks.ts';
import { describeFailure, remedyLabel } from '../failures.ts';
import { shownText } from '../shownText.ts';

/** Asks the copies of the desks on this machine; a desk that cannot be asked is a note. */
export async function readOverview(
  engine: Engine,
  desks: readonly Desk[],
  mirror: MirrorSettings,
  question: OverviewAsked,
): Promise<OverviewState> {
  const { days, deskId } = question;
  const notes: OverviewNote[] = [];
  const read: { readonly deskId: string; readonly overview: Overview }[] = [];
  if (desks.length === 0) notes.push(noDesk());
  for (const desk of desks) {
    const { config } = desk;
    if (deskId !== undefined && config.id !== deskId) continue;
    const asked = desk.state === 'ready' ? await engine.overview(config.id, { days }) : desk;
    if ('failure' in asked) notes.push(notRead(asked.failure, config));
    if (!('value' in asked)) continue;
    read.push({ deskId: config.id, overview: asked.value });
    const state = await engine.syncState(config.id);
    if (state.ok) notes.push(...standing(state.value, config));
  }
  const known = { question, desks: desks.map(({ config: { id, name } }) => ({ id, name })), notes };
  if (read.length === 0) return known;
  const sum = sumOf(read, days.length - 1);
  if (mayMiss(mirror, days[0] ?? '')) notes.push(notKept());
  if (sum.looking) notes.push({ kind: 'info', message: looking() });
  return { ...known, sum };
}

/** Closed tickets go from this machine, and what they tell with them. */
function mayMiss({ tickets, days }: MirrorSettings, from: string): boolean {
  if (tickets === 'all') return false;
  return tickets === 'open' || Date.parse(from) < Date.now() - days * 86_400_000;
}

/** That a copy is not whole yet, or not of now. */
function standing({ syncedAt, failure, tickets, expected }: SyncState, config: DeskConfig): OverviewNote[] {
  const { t } = vscode.l10n;
  const name = shownText(config.name);
  if (failure && failure.reason !== 'cancelled') {
    const { message, remedies } = describeFailure(failure, config.name);
    const since = syncedAt === undefined ? undefined : t('Its figures are those of {0}.', when(syncedAt));
    const remedy = remedies.includes('reconnect')
      ? { label: remedyLabel('reconnect'), action: 'reconnect' as const, deskId: config.id }
      : { label: t('Try Again'), action: 'refresh' as const };
    return [{ kind: 'warning', message: [message, since].filter(Boolean).join(' '), remedy }];
  }
  if (syncedAt !== undefined) return [];
  const number = (value: number) => value.toLocaleString(vscode.env.language);
  const message =
    expected === undefined || expected < tickets
      ? t('{0} is being read for the first time: {1} tickets are counted so far.', name, number(tickets))
      : t(
          '{0} is being read for the first time: {1} of {2} tickets are counted so far.',
          ...[name, number(tickets), number(expected)],
        );
  return [{ kind: 'info', message }];
}

function when(iso: string): string {
  return new Date(iso).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

function noDesk(): OverviewNote {
  const { t } = vscode.l10n;
  return {
    kind: 'info',
    message: t('No help desk is connected.'),
    remedy: { label: t('Connect a Help Desk'), action: 'connect' },
  };
}

function notRead(failure: DeskFailure, { id, name }: DeskConfig): OverviewNote {
  const { message, remedies } = describeFailure(failure, name);
  if (!remedies.includes('reconnect')) return { kind: 'warning', message };
  return { kind: 'warning', message, remedy: { label: remedyLabel('reconnect'), action: 'reconnect', deskId: id } };
}

function notKept(): OverviewNote {
  const { t } = vscode.l10n;
  return {
    kind: 'info',
    message: t('Not all closed tickets are kept on this machine, so these figures are only of those that are.'),
    remedy: { label: t('Open Settings'), action: 'openMirrorSettings' },
  };
}

function looking(): string {
  return vscode.l10n.t('Conversations are still being looked through, so more first responses will be known soon.');
}

import * as vscode from 'vscode';
import type { Engine, MirrorSettings } from '../../engine/engine.ts';
import type { DeskConfig } from '../../model/desk.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { SheetNote, SheetQuestion, SheetState } from '../../webview/timesheetMessages.ts';
import type { Desk } from '../desks/desks.ts';
import { describeFailure, remedyLabel } from '../failures.ts';
import { shownText } from '../shownText.ts';

/** The time of all desks, and by desk which tickets were not read. */
export interface SheetData {
  readonly state: Omit<SheetState, 'reading'>;
  readonly unread: ReadonlyMap<string, readonly string[]>;
}

/** Asks all desks' copies on this machine; a desk that cannot be asked is a note. */
export async function readSheet(
  engine: Engine,
  desks: readonly Desk[],
  mirror: MirrorSettings,
  question: SheetQuestion,
): Promise<SheetData> {
  const { span, whose } = question;
  const notes: SheetNote[] = [];
  const unread = new Map<string, readonly string[]>();
  const entries: SheetState['entries'][number][] = [];
  let undated = 0;
  if (desks.length === 0) notes.push(noDesk());
  for (const desk of desks) {
    const { config } = desk;
    const asked = desk.state === 'ready' ? await engine.loggedTime(config.id, span, whose) : desk;
    if ('failure' in asked) {
      notes.push(notRead(asked.failure, config));
      continue;
    }
    if (!('value' in asked)) continue;
    entries.push(...asked.value.entries);
    undated += asked.value.undated;
    unread.set(config.id, asked.value.unread);
    if (whose === 'mine' && !knowsUser(config)) notes.push(nobody(config));
  }
  if (mayMiss(mirror, span.from)) notes.push(notKept());
  entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const known = desks.map(desk => ({
    id: desk.config.id,
    name: desk.config.name,
    canLog: desk.state === 'ready' && desk.capabilities.logTime,
    canChange: desk.state === 'ready' && desk.capabilities.changeTime,
  }));
  const count = [...unread.values()].reduce((sum, ids) => sum + ids.length, 0);
  return { state: { question, entries, desks: known, notes, unread: count, undated }, unread };
}

function knowsUser({ technicianId, technicianName }: DeskConfig): boolean {
  return technicianId !== undefined || technicianName !== undefined;
}

/** Closed tickets go from this machine, and their time with them. */
function mayMiss({ tickets, days }: MirrorSettings, from: string): boolean {
  if (tickets === 'all') return false;
  return tickets === 'open' || Date.parse(from) < Date.now() - days * 86_400_000;
}

function noDesk(): SheetNote {
  const { t } = vscode.l10n;
  return {
    message: t('No help desk is connected.'),
    remedy: { label: t('Connect a Help Desk'), action: 'connect' },
  };
}

function notRead(failure: DeskFailure, { id, name }: DeskConfig): SheetNote {
  const { message, remedies } = describeFailure(failure, name);
  if (!remedies.includes('reconnect')) return { message };
  return { message, remedy: { label: remedyLabel('reconnect'), action: 'reconnect', deskId: id } };
}

function nobody({ id, name }: DeskConfig): SheetNote {
  const { t } = vscode.l10n;
  return {
    message: t('Who you are on {0} is not known, so of its time only what is not sent yet is here.', shownText(name)),
    remedy: { label: t('Choose Who You Are'), action: 'chooseTechnician', deskId: id },
  };
}

function notKept(): SheetNote {
  const { t } = vscode.l10n;
  return {
    message: t('Not all closed tickets are kept on this machine, so time on them may be missing.'),
    remedy: { label: t('Open Settings'), action: 'openMirrorSettings' },
  };
}

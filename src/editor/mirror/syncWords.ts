import * as vscode from 'vscode';
import type { SyncState } from '../../engine/engine.ts';
import { relativeTime } from '../../model/age.ts';
import { describeFailure } from '../failures.ts';

/** Milliseconds after which it matters when a desk was last read. */
const old = 10 * 60_000;

/** The desk is being read a first time: lists fill. */
export function isFirstReading(state: SyncState | undefined): boolean {
  return (
    state !== undefined && state.syncedAt === undefined && (state.phase === 'reading' || state.phase === 'elsewhere')
  );
}

/** How current what is shown of a desk is, where that matters. */
export function syncWords(state: SyncState | undefined, deskName: string, now: Date): string | undefined {
  const { t } = vscode.l10n;
  if (!state) return undefined;
  const { language } = vscode.env;
  const number = (value: number) => value.toLocaleString(language);
  const why =
    state.failure && state.failure.reason !== 'cancelled'
      ? describeFailure(state.failure, deskName).headline
      : undefined;
  if (state.syncedAt === undefined) {
    if (!isFirstReading(state)) return why;
    return state.expected === undefined || state.expected < state.tickets
      ? t('Reading tickets… {0}', number(state.tickets))
      : t('Reading tickets… {0} of {1}', number(state.tickets), number(state.expected));
  }
  const age = now.getTime() - Date.parse(state.syncedAt);
  if (!why && age < old) return undefined;
  return [why, asOf(state.syncedAt, now)].filter(Boolean).join(' · ');
}

/** When something was read, as words beside it. */
export function asOf(iso: string, now: Date): string {
  const { t } = vscode.l10n;
  const age = now.getTime() - Date.parse(iso);
  if (age < 60_000) return t('as of a moment ago');
  return t('as of {0}', relativeTime(iso, now, vscode.env.language, 'long'));
}

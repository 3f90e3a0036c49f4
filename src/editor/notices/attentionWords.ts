import * as vscode from 'vscode';
import { relativeTime } from '../../model/age.ts';
import { type Attention, dueSoonSeconds } from '../../model/attention.ts';
import type { TicketSummary } from '../../model/ticket.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Why a ticket wants the user, in words. */
export function reasonText({ kind, at }: Attention, now: Date, style: 'narrow' | 'long' = 'narrow'): string {
  const { t } = vscode.l10n;
  const when = at === undefined ? '' : relativeTime(at, now, vscode.env.language, style);
  const long = at === undefined ? '' : durationSince(at, now, style);
  switch (kind) {
    case 'overdue':
      return t('Was due {0}', when);
    case 'dueSoon':
      return t('Due {0}', when);
    case 'customerWaits':
      return t('Customer waiting {0}', long);
    case 'unanswered':
      return long ? t('Unanswered for {0}', long) : t('Unanswered');
    case 'given':
      return t('Given to you');
    case 'waitingLong':
      return t('Waiting for {0}', long);
    case 'untouched':
      return t('Untouched for {0}', long);
    case 'open':
      return when ? t('Open, changed {0}', when) : t('Still open');
  }
}

/** Whole days as `12d` or `12 days`, hours or minutes where it is less than one. */
function durationSince(at: string, now: Date, unitDisplay: 'narrow' | 'long'): string {
  const passed = Math.max(0, now.getTime() - Date.parse(at));
  const [unit, length] = passed >= day ? ['day', day] : passed >= hour ? ['hour', hour] : ['minute', minute];
  const format = new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit: String(unit), unitDisplay });
  return Number.isNaN(passed) ? '' : format.format(Math.floor(passed / Number(length)));
}

/** When a ticket is or was due, where its time is near or over. */
export function dueText(ticket: TicketSummary, now: Date, style: 'narrow' | 'long' = 'narrow'): string | undefined {
  const near = dueNear(ticket, now);
  if (near === undefined || ticket.dueAt === undefined) return undefined;
  return reasonText({ kind: near, at: ticket.dueAt }, now, style);
}

/** Whether a ticket's time is near or over. */
export function dueNear({ state, dueAt }: TicketSummary, now: Date): 'overdue' | 'dueSoon' | undefined {
  const due = Date.parse(dueAt ?? '');
  if (state === 'closed' || Number.isNaN(due)) return undefined;
  if (due <= now.getTime()) return 'overdue';
  return due - now.getTime() <= dueSoonSeconds * 1000 ? 'dueSoon' : undefined;
}

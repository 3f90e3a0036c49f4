import * as vscode from 'vscode';
import { relativeTime } from '../../model/age.ts';
import { type Attention, dueSoonSeconds } from '../../model/attention.ts';
import type { TicketSummary } from '../../model/ticket.ts';

const day = 24 * 3_600_000;

/** Why a ticket wants the user, in words. */
export function reasonText({ kind, at }: Attention, now: Date, style: 'narrow' | 'long' = 'narrow'): string {
  const { t } = vscode.l10n;
  const when = at === undefined ? '' : relativeTime(at, now, vscode.env.language, style);
  switch (kind) {
    case 'overdue':
      return t('Was due {0}', when);
    case 'dueSoon':
      return t('Due {0}', when);
    case 'customerWaits':
      return t('Customer wrote {0}', when);
    case 'unanswered':
      return when ? t('No answer yet, opened {0}', when) : t('No answer yet');
    case 'given':
      return t('Given to you');
    case 'waitingLong':
      return t('Waiting on customer for {0}', daysSince(at, now, style));
    case 'untouched':
      return t('Untouched for {0}', daysSince(at, now, style));
    case 'open':
      return when ? t('Open, last change {0}', when) : t('Open');
  }
}

/** Whole days as `12d` or `12 days`. */
function daysSince(at: string | undefined, now: Date, unitDisplay: 'narrow' | 'long'): string {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(at ?? '')) / day));
  const format = new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit: 'day', unitDisplay });
  return Number.isNaN(days) ? '' : format.format(days);
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

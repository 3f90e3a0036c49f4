import * as vscode from 'vscode';
import { relativeTime } from '../../model/age.ts';
import { type Attention, dueSoonSeconds } from '../../model/attention.ts';
import type { TicketSummary } from '../../model/ticket.ts';

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
      return t('Waiting on customer, last word {0}', when);
    case 'untouched':
      return t('Untouched, last change {0}', when);
    case 'open':
      return when ? t('Open, last change {0}', when) : t('Open');
  }
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

import * as vscode from 'vscode';
import type { Notice, NoticeReason } from '../../model/notice.ts';
import { shownText } from '../shownText.ts';
import type { DeskNotice } from './laterNotices.ts';

/** Tickets that a message names; the rest are a number. */
const named = 3;
/** Characters of a subject in a message. */
const subjectLength = 60;

/** Several notices in one sentence. */
export function noticeText(notices: readonly DeskNotice[]): string {
  const { t } = vscode.l10n;
  const tickets = new Map(notices.map(({ deskId, notice }) => [`${deskId}/${notice.ticketId}`, notice]));
  const [first] = tickets.values();
  if (!first) return '';
  if (tickets.size === 1) return one(first.reason, titled(first));
  const all = [...tickets.values()];
  const list = all.slice(0, named).map(titled).join(', ');
  const rest = all.length - named;
  const names = rest > 0 ? t('{0} and {1} more', list, rest) : list;
  const same = all.every(({ reason }) => reason === first.reason);
  return several(same ? first.reason : undefined, all.length, names);
}

function one(reason: NoticeReason, ticket: string): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'assigned':
      return t('A ticket was given to you: {0}', ticket);
    case 'changed':
      return t('A ticket of yours changed: {0}', ticket);
    case 'dueSoon':
      return t('A ticket of yours is due soon: {0}', ticket);
    case 'overdue':
      return t('A ticket of yours is overdue: {0}', ticket);
  }
}

function several(reason: NoticeReason | undefined, count: number, tickets: string): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'assigned':
      return t('{0} tickets were given to you: {1}', count, tickets);
    case 'changed':
      return t('{0} of your tickets changed: {1}', count, tickets);
    case 'dueSoon':
      return t('{0} of your tickets are due soon: {1}', count, tickets);
    case 'overdue':
      return t('{0} of your tickets are overdue: {1}', count, tickets);
    case undefined:
      return t('{0} tickets want your eye: {1}', count, tickets);
  }
}

function titled({ number, subject }: Notice): string {
  const letters = [...shownText(subject)];
  const short = letters.length > subjectLength ? `${letters.slice(0, subjectLength - 1).join('')}…` : letters.join('');
  return `#${shownText(number)} ${short}`;
}

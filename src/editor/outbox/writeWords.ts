import * as vscode from 'vscode';
import { formatDuration } from '../../model/duration.ts';
import type { DeskFailure } from '../../model/errors.ts';
import { readLinkNotes, withoutLinks } from '../../model/linkNote.ts';
import type { OutboxEntry, Write, WriteState } from '../../model/outbox.ts';
import { describeFailure } from '../failures.ts';
import { fieldLabel } from '../fields/fieldWords.ts';

/** What a write does, in a few words. */
export function writeWords(write: Write): string {
  const { t } = vscode.l10n;
  switch (write.kind) {
    case 'createTicket':
      return t('New ticket: {0}', write.draft.subject);
    case 'addNote':
      if (write.note.visibility === 'public') return t('Reply to the customer');
      return write.note.visibility === 'internal' ? t('Internal note') : t('Note');
    case 'logTime':
      return t('Time: {0}', formatDuration(write.time.minutes));
    case 'updateTicket':
      return t(
        'Change of {0}',
        Object.keys(write.changes)
          .map(field => labelIn(write, field))
          .join(', '),
      );
    case 'linkCustomer':
      return t('Link of a customer');
    case 'unlinkCustomer':
      return t('Unlinking of a customer');
    case 'attach':
      return t('File {0}', write.file.name);
  }
}

/** What a field that a write changes is called; of a write that does not tell what it is, by the desk's name of it. */
export function labelIn(write: Write, field: string): string {
  const role = write.kind === 'updateTicket' ? write.roles?.[field] : undefined;
  return role ? fieldLabel({ role, name: field }) : readable(field);
}

/** It goes on only when the user says how. */
export function needsUser(state: WriteState): boolean {
  return state === 'failed' || state === 'conflict' || state === 'unclear';
}

/** The text that the user wrote with it, where there is one; of a code link what is for people. */
export function textOf(write: Write): string | undefined {
  if (write.kind === 'addNote') return withoutLinks(write.note.text);
  if (write.kind === 'createTicket') return write.draft.description || undefined;
  if (write.kind === 'logTime') return write.time.notes || undefined;
  return undefined;
}

/** What is still there when a write is discarded, where there is something. */
export function stayingWords(write: Write): string | undefined {
  const linked = write.kind === 'addNote' && readLinkNotes(write.note.text).length > 0;
  return linked ? vscode.l10n.t('The link to the code stays on this machine.') : undefined;
}

/**
 * Where a write stands, in a few words.
 * @param closed why its desk cannot be opened
 */
export function stateWords({ state, failure, dueAt }: OutboxEntry, deskName: string, closed?: DeskFailure): string {
  const { t } = vscode.l10n;
  if (closed && !needsUser(state)) {
    const signIn = closed.reason === 'signedOut' || closed.reason === 'unauthorized';
    const waits = signIn ? t('waits for you to sign in') : t('the desk cannot be opened');
    return state === 'checking' ? `${t('may have arrived')} · ${waits}` : waits;
  }
  switch (state) {
    case 'held':
      return t('can still be taken back');
    case 'waiting':
      if (!failure) return t('waits for its turn');
      if (failure.reason === 'unauthorized' || failure.reason === 'signedOut') return t('waits for you to sign in');
      return [describeFailure(failure, deskName).headline, dueAt && t('tries again at {0}', clock(dueAt))]
        .filter(Boolean)
        .join(' · ');
    case 'sending':
      return t('sending…');
    case 'checking':
      return t('checking whether it arrived…');
    case 'unclear':
      return t('say whether it arrived');
    case 'conflict':
      return t('choose: changed on the desk meanwhile');
    case 'failed':
      return failure ? describeFailure(failure, deskName).headline : t('not accepted');
    case 'sent':
      return t('sent');
    case 'discarded':
      return t('discarded');
  }
}

/** What a ticket's row says of the writes that it has: the one that needs the user most. */
export function pendingWords(entries: readonly OutboxEntry[]): string | undefined {
  const { t } = vscode.l10n;
  const words: readonly [WriteState, string][] = [
    ['conflict', t('changed on both sides')],
    ['failed', t('not sent')],
    ['unclear', t('may have arrived')],
    ['checking', t('checking…')],
    ['waiting', t('waits to be sent')],
    ['sending', t('sending…')],
    ['held', t('sending…')],
  ];
  return words.find(([state]) => entries.some(entry => entry.state === state))?.[1];
}

/** The icon of where a write stands; colour only where somebody has to do something. */
export function stateIcon(state: WriteState): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('problemsWarningIcon.foreground');
  const icons: Readonly<Record<WriteState, vscode.ThemeIcon>> = {
    held: new vscode.ThemeIcon('history'),
    waiting: new vscode.ThemeIcon('clock'),
    sending: new vscode.ThemeIcon('sync~spin'),
    checking: new vscode.ThemeIcon('search'),
    unclear: new vscode.ThemeIcon('question', warning),
    conflict: new vscode.ThemeIcon('git-merge', warning),
    failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
    sent: new vscode.ThemeIcon('check'),
    discarded: new vscode.ThemeIcon('trash'),
  };
  return icons[state];
}

/** A field's name of an API as people can read it: `TicketStatusID` is "Ticket status", `assigned_to` "Assigned to". */
function readable(name: string): string {
  const words = name
    .replace(/(?<=[a-z])ID$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return words ? words[0]?.toUpperCase() + words.slice(1) : name;
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' });
}

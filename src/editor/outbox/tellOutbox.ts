import * as vscode from 'vscode';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { commands, views } from '../ids.ts';
import { shownText } from '../shownText.ts';
import { keyOf, type Writes } from './writes.ts';
import { needsUser, stateWords, writeWords } from './writeWords.ts';

/** Says when a write that nobody waits for needs the user, unless they look at its ticket or the outbox, which say it. */
export function tellOutbox(
  writes: Writes,
  desks: Desks,
  active: () => Pick<TicketRef, 'deskId' | 'ticketId'> | undefined,
  outbox: { readonly visible: boolean },
  run: (command: string, ...args: unknown[]) => Promise<void>,
): vscode.Disposable {
  const told = new Map<string, OutboxEntry['state']>();
  const tell = async (entry: OutboxEntry): Promise<void> => {
    const { t } = vscode.l10n;
    const { deskId, write, failure, state } = entry;
    const deskName = desks.nameOf(deskId);
    const about = shownText(writeWords(write));
    const message =
      state === 'failed' && failure
        ? t('{0} was not sent. {1}', about, describeFailure(failure, deskName).message)
        : `${shownText(deskName)}: ${about}: ${stateWords(entry, deskName)}`;
    const [act, command] =
      state === 'conflict'
        ? [t('Resolve Conflict'), commands.resolveConflict]
        : state === 'unclear'
          ? [t('Say Whether It Arrived'), commands.confirmWrite]
          : [t('Show Outbox'), `${views.outbox}.focus`];
    if ((await vscode.window.showWarningMessage(message, act)) !== act) return;
    await run(command, { deskId, id: entry.id });
  };
  const isLookedAt = ({ deskId, write }: OutboxEntry) => {
    const ticket = active();
    if (outbox.visible) return true;
    return ticket?.deskId === deskId && 'ticketId' in write && write.ticketId === ticket.ticketId;
  };
  return writes.onDidChange(entries => {
    for (const entry of entries) {
      const key = keyOf(entry);
      const before = told.get(key);
      if (needsUser(entry.state)) told.set(key, entry.state);
      else told.delete(key);
      // Of all windows the one that somebody sits at says it.
      const wanted = needsUser(entry.state) && before !== entry.state && vscode.window.state.focused;
      if (wanted && !writes.isFollowed(entry) && !isLookedAt(entry)) void tell(entry);
    }
  });
}

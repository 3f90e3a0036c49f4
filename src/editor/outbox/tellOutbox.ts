import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { commands, views } from '../ids.ts';
import { shownText } from '../shownText.ts';
import { ticketName } from './ticketName.ts';
import { keyOf, type Writes } from './writes.ts';
import { needsUser, writeWords } from './writeWords.ts';

/** Milliseconds in which what needs the user is taken together: much of it comes when a desk is opened. */
const pause = 1_000;

/** What telling of the outbox needs of the rest. */
export interface TellParts {
  readonly engine: Engine;
  readonly desks: Pick<Desks, 'nameOf'>;
  readonly writes: Pick<Writes, 'onDidChange' | 'isFollowed' | 'closed' | 'get'>;
  /** The ticket whose panel is in front. */
  active(): Pick<TicketRef, 'deskId' | 'ticketId'> | undefined;
  readonly outbox: { readonly visible: boolean };
  /** Runs a command by its id. */
  run(command: string, ...args: unknown[]): Promise<void>;
}

/**
 * Says when writes that nobody waits for need the user, unless they look at the ticket or the outbox, which say it. Of
 * several at once one message tells.
 */
export function tellOutbox({ engine, desks, writes, active, outbox, run }: TellParts): vscode.Disposable {
  const told = new Map<string, OutboxEntry['state']>();
  const tell = async (entry: OutboxEntry): Promise<void> => {
    const { t } = vscode.l10n;
    const { deskId, write, failure, state, id } = entry;
    const deskName = shownText(desks.nameOf(deskId));
    const number = await ticketName({ engine }, entry);
    // It went on while its ticket was looked up.
    if (writes.get(entry)?.state !== state) return;
    const about = shownText([number, writeWords(write)].filter(Boolean).join(' '));
    const message =
      state === 'conflict'
        ? t('{0}: it was changed on {1} meanwhile, too.', about, deskName)
        : state === 'unclear'
          ? t('{0}: {1} may have received this, and Deskside cannot tell.', about, deskName)
          : t('{0} was not sent. {1}', about, failure ? describeFailure(failure, deskName).message : '').trim();
    const [act, command] =
      state === 'conflict'
        ? [t('Resolve Conflict'), commands.resolveConflict]
        : state === 'unclear'
          ? [t('Say Whether It Arrived'), commands.confirmWrite]
          : [t('Show Outbox'), `${views.outbox}.focus`];
    if ((await vscode.window.showWarningMessage(message, act)) === act) await run(command, { deskId, id });
  };
  const tellSeveral = async (number: number): Promise<void> => {
    const { t } = vscode.l10n;
    const show = t('Show Outbox');
    const words = t(
      '{0} writes in the outbox need you: they were not sent, or it is not clear whether they were.',
      number,
    );
    if ((await vscode.window.showWarningMessage(words, show)) === show) await run(`${views.outbox}.focus`);
  };
  const isLookedAt = ({ deskId, write }: OutboxEntry) => {
    const ticket = active();
    if (outbox.visible) return true;
    return ticket?.deskId === deskId && 'ticketId' in write && write.ticketId === ticket.ticketId;
  };
  let timer: NodeJS.Timeout | undefined;
  const fresh = new Map<string, OutboxEntry>();
  const tellAll = () => {
    timer = undefined;
    const standing = [...fresh.values()].filter(
      entry => writes.get(entry)?.state === entry.state && !writes.isFollowed(entry) && !isLookedAt(entry),
    );
    fresh.clear();
    const [first, ...others] = standing;
    if (first) void (others.length > 0 ? tellSeveral(standing.length) : tell(first));
  };
  const listening = writes.onDidChange(entries => {
    for (const entry of entries) {
      const key = keyOf(entry);
      const before = told.get(key);
      // Of a desk that cannot be opened nothing can be done yet; the outbox lists it.
      if (!needsUser(entry.state) || writes.closed(entry.deskId)) {
        told.delete(key);
        fresh.delete(key);
        continue;
      }
      told.set(key, entry.state);
      // Of all windows the one that somebody sits at says it.
      if (before !== entry.state && vscode.window.state.focused && !writes.isFollowed(entry)) fresh.set(key, entry);
    }
    if (fresh.size > 0) timer ??= setTimeout(tellAll, pause);
  });
  return vscode.Disposable.from(listening, { dispose: () => clearTimeout(timer) });
}

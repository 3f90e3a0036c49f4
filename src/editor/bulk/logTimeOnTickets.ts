import * as vscode from 'vscode';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import { Abandoned } from '../commandRunner.ts';
import { describeFailure } from '../failures.ts';
import { askText, runSteps } from '../input.ts';
import { Following } from '../outbox/following.ts';
import { sendDelay } from '../outbox/sendDelay.ts';
import type { CommandParts } from '../registerCommands.ts';
import type { ListedTicket } from './fieldBook.ts';
import { type BulkResult, showResults, tellResults } from './results.ts';
import { aboutTickets, type BulkCommandParts, selectedTickets } from './selectedTickets.ts';

/** A ticket with its write, or with why there is none. */
interface Put {
  readonly listed: ListedTicket;
  readonly entry?: OutboxEntry;
  readonly failure?: DeskFailure;
}

/** Asks for a time and logs it on each ticket that is selected; for a moment it can be taken back. */
export async function logTimeOnTickets(parts: BulkCommandParts, argument: unknown, selected: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const { engine, writes, desks, documents } = parts;
  const tickets = await selectedTickets(parts, argument, selected, t('Log Time on Tickets'));
  const { minutes, notes } = await askTime(tickets);
  const startedAt = new Date(Date.now() - minutes * 60_000).toISOString();
  const hold = sendDelay();
  const following = new Following(engine, writes);
  try {
    const put: Put[] = [];
    for (const listed of tickets) {
      const answer = await following.put(listed.deskId, writeFor(parts, listed, minutes, startedAt, notes), { hold });
      put.push(answer.ok ? { listed, entry: answer.value } : { listed, failure: answer.failure });
    }
    const action = t('{0} logged', formatDuration(minutes));
    if (hold > 0) {
      void offerToTakeBack(
        parts,
        put.flatMap(({ entry }) => entry ?? []),
        `${aboutTickets(tickets)}: ${t('{0} is logged in a moment', formatDuration(minutes))}`,
      );
    }
    const settled = new Map((await following.settled()).map(entry => [`${entry.deskId}/${entry.id}`, entry]));
    const results = put.flatMap(({ listed, entry, failure }): BulkResult[] => {
      const latest = entry && settled.get(`${entry.deskId}/${entry.id}`);
      const deskName = desks.nameOf(listed.deskId);
      if (!latest) return [{ listed, state: 'failed', ...(failure ? { words: words(failure, deskName) } : {}) }];
      if (latest.state === 'discarded') return [];
      const state = latest.state === 'sent' ? 'done' : latest.state === 'failed' ? 'failed' : 'waits';
      return [{ listed, entry: latest, state, ...(latest.failure ? { words: words(latest.failure, deskName) } : {}) }];
    });
    if (results.length === 0) vscode.window.setStatusBarMessage(t('Taken back: no time is logged'), 5_000);
    else if (results.every(({ state }) => state === 'done')) {
      vscode.window.setStatusBarMessage(`${aboutTickets(results.map(each => each.listed))}: ${action}`, 5_000);
    } else if ((await tellResults(results, action, false)) === 'results') await showResults(documents, results, action);
  } finally {
    following.dispose();
  }
}

/** As long as it has not left, it can be taken back; afterwards neither API can remove it. */
async function offerToTakeBack(
  { engine }: CommandParts,
  entries: readonly OutboxEntry[],
  message: string,
): Promise<void> {
  const { t } = vscode.l10n;
  const undo = t('Undo');
  if ((await vscode.window.showInformationMessage(message, undo)) !== undo) return;
  let late = 0;
  for (const { deskId, id } of entries) {
    const taken = await engine.choose(deskId, id, { kind: 'discard' });
    if (!taken.ok) late++;
  }
  if (late > 0) {
    await vscode.window.showWarningMessage(
      t('{0} of {1} had been sent already: remove them on the desk.', late, entries.length),
    );
  }
}

function writeFor(
  { desks }: CommandParts,
  { deskId, ticket }: ListedTicket,
  minutes: number,
  startedAt: string,
  notes: string,
) {
  const desk = desks.get(deskId);
  const technicianId = desk?.config.technicianId;
  const hasVisibility = desk?.state === 'ready' && desk.capabilities.timeVisibility;
  return {
    kind: 'logTime',
    ticketId: ticket.id,
    time: {
      ...{ minutes, startedAt, notes },
      ...(hasVisibility ? { visibility: 'internal' as const } : {}),
      ...(technicianId === undefined ? {} : { technicianId }),
    },
  } as const;
}

async function askTime(
  tickets: readonly ListedTicket[],
): Promise<{ readonly minutes: number; readonly notes: string }> {
  const { t } = vscode.l10n;
  let duration = '';
  let notes = '';
  await runSteps(t('Log Time on {0}', aboutTickets(tickets)), [
    {
      ask: async place => {
        duration = await askText(place, {
          prompt: tickets.length > 1 ? t('How long, on each of them') : t('How long'),
          placeholder: t('For example 1h 20m, 90m or 1.5h; a bare number is minutes'),
          value: duration,
          check: value => {
            const minutes = parseDuration(value);
            return minutes === undefined
              ? t('Not a duration of at most 24 hours. Write it like 1h 20m, 90m or 1.5h.')
              : { info: t('Logs {0}, {1} in all', formatDuration(minutes), formatDuration(minutes * tickets.length)) };
          },
        });
      },
    },
    {
      ask: async place => {
        notes = await askText(place, {
          prompt: t('What was done'),
          placeholder: t('Notes (optional)'),
          value: notes,
        });
      },
    },
  ]);
  const minutes = parseDuration(duration);
  if (minutes === undefined) throw new Abandoned();
  return { minutes, notes: notes.trim() };
}

function words(failure: DeskFailure, deskName: string): string {
  return describeFailure({ ...failure, kept: false, uncertain: false }, deskName).message;
}

import * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { FieldChanges } from '../../model/fields.ts';
import { isNotThere, type OutboxEntry, type Write } from '../../model/outbox.ts';
import { describeFailure } from '../failures.ts';
import { fieldLabel } from '../fields/fieldWords.ts';
import { Following } from '../outbox/following.ts';
import { withProgress } from '../progress.ts';
import type { CommandParts } from '../registerCommands.ts';
import { shownText } from '../shownText.ts';
import { withoutName } from '../tickets/arrangement.ts';
import type { BulkRole, FieldBook, FieldChange, ListedTicket, Obstacle } from './fieldBook.ts';
import { type BulkResult, showResults, tellResults } from './results.ts';

/** What bulk edits work with. */
export type BulkParts = Pick<CommandParts, 'engine' | 'desks' | 'writes' | 'documents'>;

/** The names that fields are to have; `null` for none. */
export type Wanted = Partial<Record<BulkRole, string | null>>;

type UpdateTicket = Extract<Write, { kind: 'updateTicket' }>;

/** Gives tickets new values, says how that went row by row, and takes it back when the user says so. */
export async function setFields(
  parts: BulkParts,
  book: FieldBook,
  tickets: readonly ListedTicket[],
  wanted: Wanted,
): Promise<void> {
  const { t } = vscode.l10n;
  const action = wantedWords(wanted);
  const results = await withProgress(
    tickets.length === 1
      ? `#${shownText(tickets[0]?.ticket.number ?? '')}: ${action}`
      : t('{0} tickets: {1}', tickets.length, action),
    async (signal, tell) => {
      const planned = await Promise.all(tickets.map(listed => plan(parts, book, listed, wanted, signal)));
      return send(parts, planned, signal, tell);
    },
  );
  const undoable = results.some(canBeUndone);
  const chosen = await tellResults(results, action, undoable);
  if (chosen === 'results') {
    await showResults(parts.documents, results, action);
    return;
  }
  if (chosen !== 'undo') return;
  const undone = await withProgress(t('Undoing…'), (signal, tell) => undo(parts, results, signal, tell));
  const back = t('Undo: {0}', action);
  if (undone.every(({ state }) => state === 'done' || state === 'same')) {
    vscode.window.setStatusBarMessage(
      undone.length === 1 ? t('Undone') : t('Undone on {0} tickets', undone.length),
      5_000,
    );
  } else if ((await tellResults(undone, back, false)) === 'results') await showResults(parts.documents, undone, back);
}

/** A ticket with what is to be sent for it, or with what came of it already. */
type Planned = { readonly listed: ListedTicket; readonly write: UpdateTicket } | BulkResult;

const obstacles = (name: string, label: string): Readonly<Record<Obstacle, string>> => ({
  noField: vscode.l10n.t('{0} cannot be changed on this desk.', label),
  noChoice: vscode.l10n.t('{0} cannot be {1} for this ticket.', label, name),
});

const askedIn = new WeakMap<AbortSignal, Map<string, ReturnType<FieldBook['fieldsOf']>>>();

async function plan(
  { desks }: BulkParts,
  book: FieldBook,
  listed: ListedTicket,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Planned> {
  const asked = askedIn.get(signal) ?? new Map<string, ReturnType<FieldBook['fieldsOf']>>();
  askedIn.set(signal, asked);
  const deskName = desks.nameOf(listed.deskId);
  const changes: FieldChange[] = [];
  for (const [role, name] of roles(wanted)) {
    const answer = await book.change(listed, role, name, asked, signal);
    if (!answer.ok) return failed(listed, answer.failure, deskName);
    if (typeof answer.value === 'string') {
      const label = fieldLabel({ role, name: role });
      return { listed, state: 'failed', words: obstacles(name ?? withoutName(role), label)[answer.value] };
    }
    if (answer.value.to !== answer.value.from) changes.push(answer.value);
  }
  if (changes.length === 0) return { listed, state: 'same' };
  const of = (value: (change: FieldChange) => string | null): FieldChanges =>
    Object.fromEntries(changes.map(change => [change.field, value(change)]));
  const roleOf = Object.fromEntries(changes.map(({ field, role }) => [field, role]));
  const write = { changes: of(({ to }) => to), base: of(({ from }) => from), roles: roleOf };
  return { listed, write: { kind: 'updateTicket', ticketId: listed.ticket.id, ...write } };
}

/** Puts down what is planned and waits for what becomes of it. Who gives up gets back what had not left yet. */
async function send(
  { engine, writes, desks }: BulkParts,
  planned: readonly Planned[],
  signal: AbortSignal,
  tell: (message: string) => void,
): Promise<BulkResult[]> {
  const following = new Following(engine, writes);
  try {
    const results: (BulkResult | { readonly listed: ListedTicket; readonly entry: OutboxEntry })[] = [];
    for (const each of planned) {
      if ('state' in each) results.push(each);
      else {
        const put = await following.put(each.listed.deskId, each.write);
        if (put.ok) results.push({ listed: each.listed, entry: put.value });
        else results.push(failed(each.listed, put.failure, desks.nameOf(each.listed.deskId)));
      }
    }
    const number = results.filter(each => 'entry' in each).length;
    const settled = await following.settled(signal, done => tell(vscode.l10n.t('{0} of {1}', done, number)));
    if (signal.aborted) {
      for (const entry of settled)
        if (entry.state === 'waiting') await engine.choose(entry.deskId, entry.id, { kind: 'discard' });
    }
    const latest = new Map(settled.map(entry => [`${entry.deskId}/${entry.id}`, writes.get(entry) ?? entry]));
    return results.map(each => {
      if ('state' in each || !each.entry) return each as BulkResult;
      const entry = latest.get(`${each.entry.deskId}/${each.entry.id}`) ?? each.entry;
      return resultOf(each.listed, entry, signal.aborted, desks.nameOf(entry.deskId));
    });
  } finally {
    following.dispose();
  }
}

function resultOf(listed: ListedTicket, entry: OutboxEntry, gaveUp: boolean, deskName: string): BulkResult {
  const { t } = vscode.l10n;
  const { state, failure } = entry;
  const words = failure && describeFailure({ ...failure, kept: false, uncertain: false }, deskName).message;
  if (state === 'sent') return { listed, entry, state: 'done' };
  if (state === 'failed') return { listed, entry, state: 'failed', ...(words ? { words } : {}) };
  if (state === 'discarded' || (gaveUp && state === 'waiting')) {
    return { listed, state: 'failed', words: t('Cancelled before it was sent.') };
  }
  if (state === 'conflict') {
    return { listed, entry, state: 'waits', words: t('Somebody else changed the same field: choose in the outbox.') };
  }
  return { listed, entry, state: 'waits', ...(words ? { words } : {}) };
}

function failed(listed: ListedTicket, failure: DeskFailure, deskName: string): BulkResult {
  return { listed, state: 'failed', words: describeFailure(failure, deskName).message };
}

function canBeUndone({ entry }: BulkResult): boolean {
  return entry !== undefined;
}

/** What has not left is taken out; what has is set back to what it was, unless somebody changed it since. */
async function undo(
  parts: BulkParts,
  results: readonly BulkResult[],
  signal: AbortSignal,
  tell: (message: string) => void,
): Promise<BulkResult[]> {
  const { engine, writes } = parts;
  const planned: Planned[] = [];
  for (const { listed, entry, state } of results) {
    if (entry?.write.kind !== 'updateTicket') continue;
    // One that is looked for may be there: it is set back behind that.
    if (state !== 'done' && isNotThere(writes.get(entry) ?? entry)) {
      const taken = await engine.choose(entry.deskId, entry.id, { kind: 'discard' });
      if (taken.ok && taken.value.state === 'discarded') {
        planned.push({ listed, state: 'done' });
        continue;
      }
    }
    const { changes, base = {} } = entry.write;
    planned.push({ listed, write: { ...entry.write, changes: base, base: changes } });
  }
  return send(parts, planned, signal, tell);
}

function roles(wanted: Wanted): [BulkRole, string | null][] {
  return Object.entries(wanted).filter((pair): pair is [BulkRole, string | null] => pair[1] !== undefined);
}

/** What is done, in words: "Status: Closed, Assignee: Nobody". */
function wantedWords(wanted: Wanted): string {
  return roles(wanted)
    .map(([role, name]) => `${fieldLabel({ role, name: role })}: ${shownText(name ?? withoutName(role))}`)
    .join(', ');
}

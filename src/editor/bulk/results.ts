import * as vscode from 'vscode';
import type { OutboxEntry } from '../../model/outbox.ts';
import { schemes } from '../ids.ts';
import { asMarkdown } from '../markdownText.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import type { ListedTicket } from './fieldBook.ts';

/** What became of one ticket of many. */
export interface BulkResult {
  readonly listed: ListedTicket;
  /** `same`: it was so already. `waits`: it is in the outbox. */
  readonly state: 'done' | 'same' | 'failed' | 'waits';
  /** Why, where there is more to say. */
  readonly words?: string;
  readonly entry?: OutboxEntry;
}

/** Says how it went in a sentence. Answers what the user wants to do about it. */
export async function tellResults(
  results: readonly BulkResult[],
  action: string,
  undoable: boolean,
): Promise<'undo' | 'results' | undefined> {
  const { t } = vscode.l10n;
  const [undo, show] = [t('Undo'), t('Show Results')];
  const of = (...states: BulkResult['state'][]) => results.filter(({ state }) => states.includes(state));
  const done = of('done', 'same').length;
  const [first, ...others] = results;
  const about = first && others.length === 0 ? `#${first.listed.ticket.number}` : t('{0} tickets', results.length);
  const buttons = undoable ? [undo] : [];
  let chosen: string | undefined;
  if (done === results.length) {
    chosen = await vscode.window.showInformationMessage(`${about}: ${action}`, ...buttons);
  } else {
    const [waiting, failed] = [of('waits'), of('failed')];
    const sentences = [
      others.length > 0 ? t('{0} of {1} tickets: {2}.', done, results.length, action) : `${about}: ${action}.`,
      waiting.length > 0 &&
        (others.length > 0 ? t('{0} wait in the outbox.', waiting.length) : t('It waits in the outbox.')),
      failed.length > 0 && others.length > 0 && t('{0} could not be changed.', failed.length),
      // One reason is said at once; several are in the results.
      (others.length === 0 || failed.length + waiting.length === 1) && (failed[0] ?? waiting[0])?.words,
    ];
    const message = sentences.filter(Boolean).join(' ');
    const all = others.length > 0 ? [show, ...buttons] : buttons;
    chosen =
      failed.length > 0
        ? await vscode.window.showErrorMessage(message, ...all)
        : await vscode.window.showWarningMessage(message, ...all);
  }
  if (chosen === undo) return 'undo';
  return chosen === show ? 'results' : undefined;
}

/** Shows how it went row by row, as a document. */
export async function showResults(
  documents: ReadOnlyDocuments,
  results: readonly BulkResult[],
  action: string,
): Promise<void> {
  await documents.show(schemes.result, action, resultText(results, action), { preview: true });
}

/** The rows by what became of them, those that need somebody first, as Markdown. */
function resultText(results: readonly BulkResult[], action: string): string {
  const { t } = vscode.l10n;
  const parts: readonly [BulkResult['state'], string][] = [
    ['failed', t('Could not be changed')],
    ['waits', t('In the outbox')],
    ['done', t('Changed')],
    ['same', t('Was so already')],
  ];
  const lines = parts.flatMap(([state, heading]) => {
    const rows = results.filter(each => each.state === state);
    if (rows.length === 0) return [];
    return [
      '',
      `## ${heading} (${rows.length})`,
      '',
      ...rows.map(({ listed: { ticket }, words }) => {
        const row = `- **${asMarkdown(`#${ticket.number}`)}** ${asMarkdown(ticket.subject)}`;
        // The reason on a line of its own.
        return words ? `${row}\\\n  ${asMarkdown(words)}` : row;
      }),
    ];
  });
  return [`# ${asMarkdown(action)}`, ...lines, ''].join('\n');
}

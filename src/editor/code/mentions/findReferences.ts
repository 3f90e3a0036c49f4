import * as vscode from 'vscode';
import { Abandoned } from '../../commandRunner.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { TicketReferences } from './ticketReferences.ts';

/** Shows where a ticket is mentioned, as VS Code shows references: in a peek, or in their view where the user prefers that. */
export async function findReferences(references: TicketReferences, { deskId, number }: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const { locations, partial } = await withProgress(t('Looking for ticket #{0} in the workspace…', number), signal =>
    references.find({ deskId, number: number.replace(/^0+(?=.)/, '') }, signal).catch(thrown => {
      throw signal.aborted ? new Abandoned() : thrown;
    }),
  );
  const [first] = locations;
  if (!first) {
    await vscode.window.showInformationMessage(t('Nothing here mentions ticket #{0}.', shownText(number)));
    return;
  }
  if (partial) {
    const words = t('Not all places that mention ticket #{0} are shown.', shownText(number));
    vscode.window.setStatusBarMessage(words, 8_000);
  }
  // The peek needs an editor to stand in: the one of the first place, unless one of the places is in front already.
  const active = vscode.window.activeTextEditor;
  const front = locations.find(
    ({ uri, range }) => uri.toString() === active?.document.uri.toString() && range.contains(active.selection.active),
  );
  const at = front ?? first;
  if (!front) {
    const selection = new vscode.Range(at.range.start, at.range.start);
    await vscode.window.showTextDocument(at.uri, { selection, preserveFocus: false });
  }
  await vscode.commands.executeCommand('editor.action.showReferences', at.uri, at.range.start, [...locations]);
}

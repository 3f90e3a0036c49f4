import * as vscode from 'vscode';
import type { FileText } from '../../../code/code.ts';
import type { LinkedPlace, TicketLink } from '../../../model/codeLink.ts';
import { readLinkNotes } from '../../../model/linkNote.ts';
import type { Write } from '../../../model/outbox.ts';
import { CommandFailed } from '../../commandRunner.ts';
import { sendDelay } from '../../outbox/sendDelay.ts';
import { withProgress } from '../../progress.ts';
import type { CodeParts } from '../codeParts.ts';
import { type CodeLinkRef, codeLinkOf } from './codeLinkRef.ts';
import { absentWords, becameWords, onItsWay, placeWords } from './linkWords.ts';

type LinkParts = Pick<CodeParts, 'engine' | 'desks' | 'code'>;

/** Milliseconds for which the status bar tells what became of the code. */
const told = 10_000;
/** Files that are open and not saved: more of them, and longer ones, count as they are on disk. */
const mostUnsaved = 20;
const longestUnsaved = 500_000;

/**
 * Opens linked code where it is now, and says what became of it.
 * @returns where it is; nothing when there is no such link
 */
export async function openCodeLink(parts: LinkParts, argument: unknown): Promise<LinkedPlace | undefined> {
  const { t } = vscode.l10n;
  const ref = codeLinkOf(argument);
  const found = ref && (await linkOf(parts, ref));
  if (!ref || !found) {
    await vscode.window.showInformationMessage(t('This link is no more.'));
    return undefined;
  }
  const { link } = found;
  const title = t('Looking for {0}…', placeWords(link.path, link));
  const [place = { state: 'gone' }] = await withProgress(title, signal =>
    parts.code.locate([link], signal, unsavedFiles()),
  );
  if (!('file' in place)) {
    // The command is done: what is said may be looked at for long.
    void tellAbsent(parts, ref, found, place.state);
    return place;
  }
  await show(place);
  const words = becameWords(link, place);
  if (words) vscode.window.setStatusBarMessage(`$(info) ${words}`, told);
  return place;
}

/** Forgets a link that was made on this machine, and the note with it as long as that was not sent. */
export async function removeCodeLink(parts: LinkParts, argument: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const { engine, desks } = parts;
  const ref = codeLinkOf(argument);
  const found = ref && (await linkOf(parts, ref));
  if (!ref || !found) {
    await vscode.window.showInformationMessage(t('This link is no more.'));
    return;
  }
  if (found.origin === 'note') {
    const words = t('This link is in a note of the ticket, for everybody. It goes when that note is deleted there.');
    await vscode.window.showInformationMessage(words);
    return;
  }
  const { deskId, ticketId, linkId } = ref;
  const note = (await engine.outbox(deskId)).find(
    ({ write }) =>
      write.kind === 'addNote' &&
      write.ticketId === ticketId &&
      readLinkNotes(write.note.text).some(({ id }) => id === linkId),
  );
  const isHere = note && ['held', 'waiting', 'failed'].includes(note.state);
  if (note && !(isHere && (await engine.choose(deskId, note.id, { kind: 'discard' })).ok)) {
    await vscode.window.showInformationMessage(onItsWay(desks.nameOf(deskId)));
    return;
  }
  const dropped = await engine.dropCodeLink(deskId, linkId);
  if (!dropped.ok) throw new CommandFailed(dropped.failure, desks.nameOf(deskId), deskId);
  void offerBack(parts, ref, found, note?.write);
}

/** The link as it is kept here. */
async function linkOf(
  { engine, desks }: Pick<LinkParts, 'engine' | 'desks'>,
  { deskId, ticketId, linkId }: CodeLinkRef,
): Promise<TicketLink | undefined> {
  const answer = await engine.codeLinks(deskId, { ticketId });
  if (!answer.ok) throw new CommandFailed(answer.failure, desks.nameOf(deskId), deskId);
  return answer.value.find(({ link }) => link.id === linkId);
}

/** Files of the workspace as they are in the editor and not on disk. */
export function unsavedFiles(): readonly FileText[] {
  return vscode.workspace.textDocuments
    .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
    .slice(0, mostUnsaved)
    .map(document => ({ file: document.uri.fsPath, text: document.getText() }))
    .filter(({ text }) => text.length <= longestUnsaved);
}

async function show(place: Extract<LinkedPlace, { file: string }>): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(place.file));
  const end = document.validatePosition(new vscode.Position(place.endLine - 1, Number.MAX_SAFE_INTEGER));
  const selection = document.validateRange(new vscode.Range(new vscode.Position(place.startLine - 1, 0), end));
  const editor = await vscode.window.showTextDocument(document, { selection, preview: true, viewColumn: column() });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Code is read beside the ticket that it was opened from. */
function column(): vscode.ViewColumn {
  const { activeTabGroup } = vscode.window.tabGroups;
  if (!(activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview)) return vscode.ViewColumn.Active;
  const other = vscode.window.visibleTextEditors.find(
    ({ viewColumn }) => viewColumn !== undefined && viewColumn !== activeTabGroup.viewColumn,
  );
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}

async function tellAbsent(
  parts: LinkParts,
  ref: CodeLinkRef,
  { link, origin }: TicketLink,
  state: 'gone' | 'elsewhere',
): Promise<void> {
  const { t } = vscode.l10n;
  const page = t('Open Web Page');
  const remove = t('Remove Link');
  const buttons = [...(link.permalink ? [page] : []), ...(origin === 'own' && state === 'gone' ? [remove] : [])];
  const chosen = await vscode.window.showInformationMessage(absentWords(link, state), ...buttons);
  if (chosen === page && link.permalink) await vscode.env.openExternal(vscode.Uri.parse(link.permalink, true));
  else if (chosen === remove) await removeCodeLink(parts, ref);
}

async function offerBack(
  { engine }: LinkParts,
  { deskId, ticketId }: CodeLinkRef,
  { number, link }: TicketLink,
  note: Write | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const undo = t('Undo');
  const place = placeWords(link.path, link);
  const words = note
    ? t('The link to {0} is removed, and its note is not sent.', place)
    : t('The link to {0} is removed.', place);
  if ((await vscode.window.showInformationMessage(words, undo)) !== undo) return;
  await engine.keepCodeLink(deskId, ticketId, number, link);
  if (!note) return;
  const hold = sendDelay();
  await engine.put(deskId, note, hold > 0 ? { hold } : {});
}

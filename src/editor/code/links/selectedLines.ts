import { basename, isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { LinkedLines } from '../../../code/code.ts';
import { shownText } from '../../shownText.ts';

/** Longer files are not looked through, in bytes. */
const mostBytes = 2 ** 20;

/** The selected lines of an editor, or why they cannot be linked. */
export type Selected = { readonly lines: LinkedLines } | { readonly refusal: string };

/** The lines that are selected, or that of the cursor, as the editor has them. */
export function selectedLines(editor: vscode.TextEditor | undefined): Selected {
  const { t } = vscode.l10n;
  if (!editor) return { refusal: t('Select lines of a file in an editor to link them to a ticket.') };
  const { document, selection } = editor;
  const { uri } = document;
  const name = shownText(basename(uri.path));
  if (document.isUntitled)
    return { refusal: t('{0} is not saved yet. A link needs a file: save it in the workspace first.', name) };
  if (uri.scheme !== 'file') {
    const isFile = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    const words = isFile
      ? t('{0} is not on this machine, so git cannot tell where its lines are later.', name)
      : t('This is no file but a view of one. Open the file itself, and select the lines there.');
    return { refusal: words };
  }
  if (!isInWorkspace(uri)) {
    const words = t(
      '{0} is in no folder that is open here, so a link could not be followed. Open the folder that it is in.',
      name,
    );
    return { refusal: words };
  }
  const text = document.getText();
  if (Buffer.byteLength(text) > mostBytes)
    return { refusal: t('{0} has more than 1 MB. Files of this size are not looked through.', name) };
  const first = selection.start.line;
  // A selection of whole lines ends at the start of the line after the last one.
  const last =
    selection.end.character === 0 && selection.end.line > first ? selection.end.line - 1 : selection.end.line;
  const { range } = document.lineAt(last);
  if (document.getText(new vscode.Range(new vscode.Position(first, 0), range.end)).trim() === '')
    return { refusal: t('There is nothing on these lines that could be found again.') };
  return { lines: { file: uri.fsPath, text, startLine: first + 1, endLine: last + 1 } };
}

/** A folder within another one, or beside it by a symbolic link, is in it as VS Code sees it. */
function isInWorkspace(uri: vscode.Uri): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.some(folder => {
    const way = relative(folder.uri.fsPath, uri.fsPath);
    // From one drive to another there is no way.
    const isBelow = way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    return folder.uri.scheme === 'file' && isBelow;
  });
}

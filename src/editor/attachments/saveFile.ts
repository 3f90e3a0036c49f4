import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { shownText } from '../shownText.ts';
import { attachmentName } from './attachmentName.ts';

/** Asks where a file from a desk is to be kept, and writes it there, or says why not; nothing when the user gives up. */
export async function saveFile(bytes: Uint8Array, nameOnDesk: string): Promise<void> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const name = attachmentName(nameOnDesk);
  const target = await vscode.window.showSaveDialog({
    title: t('Save {0}', shownText(name)),
    defaultUri: vscode.Uri.joinPath(folder, name),
  });
  if (!target) return;
  const saved = shownText(basename(target.path));
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    void vscode.window.showErrorMessage(t('{0} could not be saved: {1}', saved, shownText(why)));
    return;
  }
  vscode.window.setStatusBarMessage(t('{0} saved', saved), 5_000);
}

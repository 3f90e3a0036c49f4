import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { shownText } from '../shownText.ts';
import { attachmentName } from './attachmentName.ts';

/** Asks where a file from a desk is to be kept, and writes it there; nothing when the user gives up. */
export async function saveFile(bytes: Uint8Array, nameOnDesk: string): Promise<void> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const name = attachmentName(nameOnDesk);
  const target = await vscode.window.showSaveDialog({
    title: t('Save {0}', shownText(name)),
    defaultUri: vscode.Uri.joinPath(folder, name),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  vscode.window.setStatusBarMessage(t('{0} saved', shownText(basename(target.path))), 5_000);
}

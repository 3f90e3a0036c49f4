import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RecordFile } from '../../model/records.ts';
import { attachmentName } from '../attachments/attachmentName.ts';
import { shownText } from '../shownText.ts';

/** Asks where a file from a desk is to be kept, and writes it there. */
export async function saveFile(file: RecordFile, title: string): Promise<void> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = attachmentName(file.name ?? title);
  const target = await vscode.window.showSaveDialog({
    title: t('Save {0}', shownText(name)),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, file.bytes);
  vscode.window.setStatusBarMessage(t('{0} saved', shownText(basename(target.path))), 5_000);
}

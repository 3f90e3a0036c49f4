import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RecordFile } from '../../model/records.ts';
import { shownText } from '../shownText.ts';

/** Asks where a file from a desk is to be kept, and writes it there. */
export async function saveFile(file: RecordFile, title: string): Promise<void> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = safeName(file.name ?? title);
  const target = await vscode.window.showSaveDialog({
    title: t('Save {0}', shownText(name)),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, file.bytes);
  vscode.window.setStatusBarMessage(t('{0} saved', shownText(basename(target.path))), 5_000);
}

/** The name of a file as the desk gives it, without folders and without what would hide what it is. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069:*?"<>|]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  return plain.slice(0, 200) || 'file';
}

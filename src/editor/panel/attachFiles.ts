import { basename } from 'node:path';
import * as vscode from 'vscode';
import { fileLimit } from '../../webview/messages.ts';
import { shownText } from '../shownText.ts';

/** A file as it is attached; its content in base64. */
interface PickedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: string;
}

/** Lets the user pick files and reads them; says in words why one cannot be attached. */
export async function readFiles(): Promise<{ readonly files: readonly PickedFile[]; readonly problem?: string }> {
  const { t } = vscode.l10n;
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t('Attach'),
    title: t('Attach Files'),
  });
  const files: PickedFile[] = [];
  for (const uri of uris ?? []) {
    const name = basename(uri.path);
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > fileLimit) return { files: [], problem: t('{0} is bigger than 10 MB.', shownText(name)) };
      const content = await vscode.workspace.fs.readFile(uri);
      const contentType = 'application/octet-stream';
      files.push({ name, contentType, content: Buffer.from(content).toString('base64') });
    } catch {
      return { files: [], problem: t('{0} could not be read.', shownText(name)) };
    }
  }
  return { files };
}

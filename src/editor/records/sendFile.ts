import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RecordFile } from '../../model/records.ts';
import { shownText } from '../shownText.ts';

/** Neither vendor names a limit; more than this is rather sent by other ways, in bytes. */
const largestFile = 10 * 1024 * 1024;

/** Asks for a file to be sent to a desk and reads it; nothing when the user gave up or it is too large. */
export async function chooseFile(title: string): Promise<(RecordFile & { readonly name: string }) | undefined> {
  const { t } = vscode.l10n;
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: t('Send') })) ?? [];
  if (!file) return undefined;
  const name = basename(file.path);
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largestFile) {
    void vscode.window.showErrorMessage(t('{0} is larger than 10 MB and was not sent.', shownText(name)));
    return undefined;
  }
  // What kind of file it is, the desk tells by its name.
  return { name, contentType: 'application/octet-stream', bytes: await vscode.workspace.fs.readFile(file) };
}

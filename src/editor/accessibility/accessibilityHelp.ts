import * as vscode from 'vscode';
import { schemes } from '../ids.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { helpText, type Key, type Titled } from './helpText.ts';

/** Opens the help for who does not see, or does not use a mouse: plain text in an editor, which all can read. */
export async function openAccessibilityHelp(documents: ReadOnlyDocuments, extensionId: string): Promise<void> {
  const { t } = vscode.l10n;
  const contributes: { readonly keybindings: readonly Key[]; readonly commands: readonly Titled[] } =
    vscode.extensions.getExtension(extensionId)?.packageJSON.contributes;
  const text = helpText(t, contributes.keybindings, contributes.commands);
  // A paragraph is a line, which VS Code wraps in Markdown and cuts in plain text.
  await documents.show(schemes.help, t('Accessibility Help'), text, { source: 'md' });
}

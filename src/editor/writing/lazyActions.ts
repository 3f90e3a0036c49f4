import * as vscode from 'vscode';
import { settings } from '../ids.ts';

/** Offers tickets to be made of comments and problems, as soon as there is a desk; what finds them is loaded then. */
export class LazyActions implements vscode.CodeActionProvider {
  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const desks = vscode.workspace.getConfiguration(settings.section).inspect<unknown>(settings.desks)?.globalValue;
    if (!Array.isArray(desks) || desks.length === 0) return [];
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const { createActions } = await import('./codeActions.ts');
    return createActions(document, range, diagnostics);
  }
}

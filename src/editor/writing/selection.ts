import * as vscode from 'vscode';

/** Lines of code that a ticket quotes at most; more is better looked at in place. */
const quotedLines = 60;

/** A piece of code as a new ticket quotes it. */
export interface CodeQuote {
  /** `src/cart.ts, lines 10-14`, the path relative to the workspace with forward slashes. */
  readonly place: string;
  readonly text: string;
}

/** The selected code of the active editor with its place, or nothing when nothing is selected. */
export function selectedCode(editor: vscode.TextEditor | undefined): CodeQuote | undefined {
  if (!editor || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  // A selection of whole lines ends at the start of the line after the last one.
  const last =
    selection.end.character === 0 && selection.end.line > selection.start.line
      ? selection.end.line - 1
      : selection.end.line;
  const first = selection.start.line;
  const end = Math.min(last, first + quotedLines - 1);
  const text = document.getText(new vscode.Range(first, 0, end, document.lineAt(end).text.length));
  const path = vscode.workspace.asRelativePath(document.uri).replaceAll('\\', '/');
  const place =
    first === last
      ? vscode.l10n.t('{0}, line {1}', path, first + 1)
      : vscode.l10n.t('{0}, lines {1}-{2}', path, first + 1, last + 1);
  return { place, text: end < last ? `${text}\n…` : text };
}

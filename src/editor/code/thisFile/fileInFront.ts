import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import * as vscode from 'vscode';

/** What the user looks at: a file, or a text that is none. */
export interface FileInFront {
  readonly uri: vscode.Uri;
  /** The file that it is, or stands for: a side of a comparison or an older state counts as its file. */
  readonly file?: vscode.Uri;
  /** Its text, cell by cell in a notebook; none where it is no text. */
  readonly documents: readonly vscode.TextDocument[];
  readonly notebook: boolean;
  readonly name: string;
}

/** Schemes of texts that VS Code writes itself, line by line. */
const written = new Set(['output', 'debug', 'vscode-terminal']);

/**
 * The address that is in front; where no file is (a ticket's panel, say), the one before for as long as a tab has it, so
 * that a ticket can be read without losing what it was opened from.
 */
export function addressInFront(before: vscode.Uri | undefined): vscode.Uri | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  const own = (tab && addressOf(tab)) ?? (tab ? unknownEditor(tab) : undefined);
  if (own && !written.has(own.scheme)) return own;
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const key = before?.toString();
  return tabs.some(each => addressOf(each)?.toString() === key) ? before : undefined;
}

/** What a tab shows; of a comparison what is a file now, and that is mostly the right side. */
function addressOf({ input }: vscode.Tab): vscode.Uri | undefined {
  if (
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
  )
    return input.uri;
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff)
    return [input.modified, input.original].find(({ scheme }) => scheme === 'file') ?? input.modified;
  return undefined;
}

/** Editors that tabs do not describe, such as those of merges and of several files at once. */
function unknownEditor({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputWebview || input instanceof vscode.TabInputTerminal) return undefined;
  return input === undefined ? undefined : vscode.window.activeTextEditor?.document.uri;
}

/** What an address leads to. */
export async function fileAt(uri: vscode.Uri): Promise<FileInFront> {
  const file = await fileOf(uri);
  const shown = file ?? uri;
  const notebook = vscode.workspace.notebookDocuments.find(each => each.uri.toString() === shown.toString());
  const documents = notebook ? notebook.getCells().map(({ document }) => document) : await textOf(file, uri);
  return { uri, ...(file ? { file } : {}), documents, notebook: notebook !== undefined, name: nameOf(shown) };
}

/** The text of a file as it is being edited; else what is shown in its place. */
async function textOf(file: vscode.Uri | undefined, uri: vscode.Uri): Promise<vscode.TextDocument[]> {
  const opened = (each: vscode.Uri) =>
    vscode.workspace.textDocuments.find(document => document.uri.toString() === each.toString());
  const known = opened(file ?? uri);
  if (known) return [known];
  // What is shown otherwise than as text (an image, say) is not read for this.
  if (isShownByOthers(uri)) return [];
  const document = await vscode.workspace.openTextDocument(file ?? uri).then(
    found => found,
    () => opened(uri),
  );
  return document ? [document] : [];
}

function isShownByOthers(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString());
}

async function fileOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme === 'file') return vscode.Uri.file(uri.fsPath);
  if (uri.scheme === 'vscode-notebook-cell') return uri.with({ scheme: 'file', fragment: '' });
  if (uri.scheme === 'untitled') return undefined;
  const named = vscode.Uri.file((uri.scheme === 'git' && gitPath(uri.query)) || uri.path);
  if (!vscode.workspace.getWorkspaceFolder(named)) return undefined;
  const there = await stat(named.fsPath).then(
    found => found.isFile(),
    () => false,
  );
  // A deleted file is still the one that links name.
  return there || uri.scheme === 'git' ? named : undefined;
}

/** VS Code's git names the file in the query, since the path may have another ending. */
function gitPath(query: string): string | undefined {
  try {
    const { path } = JSON.parse(query) as { readonly path?: unknown };
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(uri: vscode.Uri): string {
  return posix.basename(uri.path) || uri.path;
}

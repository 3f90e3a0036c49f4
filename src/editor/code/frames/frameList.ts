import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FrameNow } from './openFrame.ts';

/** A row of the list: code that a ticket names. */
export interface ListedFrame extends FrameNow {
  /** What ran there. */
  readonly call?: string;
}

/** The part that is used of what VS Code's own list of references lets others show in it. */
interface ReferenceLists {
  setInput(input: {
    readonly contextValue: string;
    readonly title: string;
    readonly location: vscode.Location;
    resolve(): vscode.ProviderResult<{
      readonly message: string | undefined;
      readonly provider: vscode.TreeDataProvider<ListedFrame>;
      readonly navigation: Navigation;
    }>;
    with(location: vscode.Location): unknown;
  }): void;
}

interface Navigation {
  nearest(uri: vscode.Uri, position: vscode.Position): ListedFrame | undefined;
  next(from: ListedFrame): ListedFrame;
  previous(from: ListedFrame): ListedFrame;
  location(item: ListedFrame): vscode.Location | undefined;
}

const listExtension = 'vscode.references-view';

/**
 * Shows code as a list of references, in the order given; F4 walks it. Where VS Code's list is switched off they are shown
 * as references of the first.
 */
export async function showFrameList(
  title: string,
  message: string | undefined,
  rows: readonly ListedFrame[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const extension = vscode.extensions.getExtension<ReferenceLists | undefined>(listExtension);
  const lists = extension && (await extension.activate());
  const place = lists && (await nameable(rows));
  if (typeof lists?.setInput === 'function' && place) {
    const input = {
      contextValue: 'deskside.frames',
      title,
      location: place,
      resolve: () => ({ message, provider: rowsOf(rows), navigation: walk(rows) }),
      with: () => input,
    };
    lists.setInput(input);
    return;
  }
  await vscode.window.showTextDocument(first.uri, { selection: new vscode.Range(first.at, first.at) });
  await vscode.commands.executeCommand('editor.action.showReferences', first.uri, first.at, rows.map(locationOf));
}

/** The list wants to be of something that has a name. */
async function nameable(rows: readonly ListedFrame[]): Promise<vscode.Location | undefined> {
  for (const { uri, at } of rows.slice(0, 20)) {
    const document = await vscode.workspace.openTextDocument(uri).then(
      opened => opened,
      () => undefined,
    );
    if (!document) continue;
    const line = document.lineAt(document.validatePosition(at).line);
    if (!line.isEmptyOrWhitespace)
      return new vscode.Location(uri, new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex));
  }
  return undefined;
}

function rowsOf(rows: readonly ListedFrame[]): vscode.TreeDataProvider<ListedFrame> {
  return {
    getChildren: of => (of ? [] : [...rows]),
    getParent: () => undefined,
    getTreeItem: row => {
      const { uri, at, call, words, state } = row;
      const place = `${basename(uri.fsPath)}:${at.line + 1}`;
      const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..'));
      const item = new vscode.TreeItem(call ?? place);
      item.description = [call === undefined ? folder : `${place} · ${folder}`, words].filter(Boolean).join(' · ');
      item.tooltip = [call, vscode.workspace.asRelativePath(uri), words].filter(Boolean).join('\n');
      item.resourceUri = uri;
      item.iconPath = state === 'gone' ? new vscode.ThemeIcon('question') : vscode.ThemeIcon.File;
      item.command = {
        command: 'vscode.open',
        title: vscode.l10n.t('Open'),
        arguments: [
          uri,
          { selection: new vscode.Range(at, at), preserveFocus: true } satisfies vscode.TextDocumentShowOptions,
        ],
      };
      return item;
    },
  };
}

function walk(rows: readonly ListedFrame[]): Navigation {
  const step = (from: ListedFrame, by: number) => rows[(rows.indexOf(from) + by + rows.length) % rows.length] ?? from;
  return {
    nearest: (uri, position) =>
      rows.find(each => each.uri.toString() === uri.toString() && each.at.line >= position.line) ??
      rows.find(each => each.uri.toString() === uri.toString()) ??
      rows[0],
    next: from => step(from, 1),
    previous: from => step(from, -1),
    location: locationOf,
  };
}

function locationOf({ uri, at }: ListedFrame): vscode.Location {
  return new vscode.Location(uri, at);
}

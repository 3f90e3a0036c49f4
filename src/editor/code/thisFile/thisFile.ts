import * as vscode from 'vscode';
import type { Mention } from '../../../model/mention.ts';
import { describeFailure } from '../../failures.ts';
import { shownText } from '../../shownText.ts';
import { ticketCard, ticketOffers } from '../../tickets/rows.ts';
import type { CodeParts } from '../codeParts.ts';
import { isTooLong } from '../documentMentions.ts';
import { type LineEdit, shiftLines } from '../links/shiftLines.ts';
import { addressInFront, type FileInFront, fileAt } from './fileInFront.ts';
import { type FileLink, linksTo, placed } from './fileLinks.ts';
import type { FileNode } from './fileNodes.ts';
import { fileRow } from './fileRows.ts';
import { type FileMention, fileTickets, placesOf } from './fileTickets.ts';
import { homePathOf } from './homePath.ts';

/** Milliseconds in which changes of editors are taken together: one click tells of several. */
const gathering = 50;
/** Milliseconds of quiet after which what was typed is looked at. */
const quiet = 400;

type ThisFileParts = Pick<CodeParts, 'engine' | 'desks' | 'log' | 'code' | 'mentions' | 'tickets'>;

/**
 * The view of the tickets that the file in front mentions, or that its code is linked to. What is shown stays until there
 * is something else to show. While nobody sees the view, nothing is looked at.
 */
export class ThisFile implements vscode.TreeDataProvider<FileNode>, vscode.Disposable {
  readonly view: vscode.TreeView<FileNode>;
  readonly #parts: ThisFileParts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #address: vscode.Uri | undefined;
  #front: FileInFront | undefined;
  #links: readonly FileLink[] = [];
  /** Nobody knows yet which links the file has. */
  #pending = false;
  #nodes: readonly FileNode[] = [];
  /** What of `#nodes` is seen, by which another drawing is told from the same one. */
  #drawn = '[]';
  #drawings = 0;
  #looking: AbortController | undefined;
  #soon: NodeJS.Timeout | undefined;
  #typed: NodeJS.Timeout | undefined;

  constructor(parts: ThisFileParts, view: vscode.TreeView<FileNode>) {
    this.#parts = parts;
    this.view = view;
    const { window, workspace } = vscode;
    const look = () => this.#lookSoon();
    this.#disposables = [
      this.#changed,
      window.tabGroups.onDidChangeTabs(look),
      window.tabGroups.onDidChangeTabGroups(look),
      window.onDidChangeActiveTextEditor(look),
      workspace.onDidOpenTextDocument(({ uri }) => this.#concerns(uri) && look()),
      workspace.onDidSaveTextDocument(({ uri }) => this.#concerns(uri) && look()),
      workspace.onDidChangeWorkspaceFolders(look),
      workspace.onDidChangeTextDocument(event => this.#edited(event)),
      workspace.onDidOpenNotebookDocument(({ uri }) => this.#concerns(uri) && look()),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.#concerns(notebook.uri) && look()),
      parts.mentions.onDidChangeRules(look),
      parts.tickets.onDidChange(look),
      parts.desks.onDidOpen(look),
      view.onDidChangeVisibility(look),
    ];
    look();
  }

  dispose(): void {
    clearTimeout(this.#soon);
    clearTimeout(this.#typed);
    this.#looking?.abort();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  getChildren(node?: FileNode): FileNode[] {
    if (!node) return [...this.#nodes];
    return node.kind === 'ticket' || node.kind === 'strange' ? placesOf(node) : [];
  }

  getTreeItem(node: FileNode): vscode.TreeItem {
    const deskId = 'deskId' in node ? node.deskId : '';
    const { desks } = this.#parts;
    return fileRow(node, ticketOffers(desks.get(deskId)), desks.nameOf(deskId));
  }

  resolveTreeItem(item: vscode.TreeItem, node: FileNode): vscode.TreeItem {
    if (node.kind === 'ticket') item.tooltip = ticketCard(node.ticket, this.#parts.desks.nameOf(node.deskId));
    return item;
  }

  #concerns(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return this.#address?.toString() === key || this.#front?.file?.toString() === key;
  }

  #lookSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#looking?.abort();
      const looking = new AbortController();
      this.#looking = looking;
      this.#look(looking.signal).catch(thrown => {
        if (!looking.signal.aborted)
          this.#parts.log.warn(`The tickets of the file in front could not be looked for: ${String(thrown)}`);
      });
    }, gathering);
  }

  /** Looks at what is in front: first with what it mentions, then with where linked code is. */
  async #look(signal: AbortSignal): Promise<void> {
    if (!this.view.visible) return;
    this.#address = addressInFront(this.#address);
    const front = this.#address && (await fileAt(this.#address));
    const file = front?.file;
    if (signal.aborted) return;
    // Those of the same file stay until it is known where they are now.
    if (this.#front?.file?.toString() !== file?.toString()) {
      this.#links = [];
      this.#pending = file !== undefined;
    }
    this.#front = front;
    await this.#draw();
    if (!file || signal.aborted) return;
    try {
      const links = await this.#linksOf(file.fsPath, signal);
      if (signal.aborted) return;
      this.#links = links;
    } finally {
      if (!signal.aborted) {
        this.#pending = false;
        await this.#draw();
      }
    }
  }

  /** The links to a file by all names that it has and had, each where its code is now. */
  async #linksOf(file: string, signal: AbortSignal): Promise<readonly FileLink[]> {
    const { engine, desks, code } = this.#parts;
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const home = await homePathOf(file, folders);
    if (!home) return [];
    const former = await code.formerPaths(file, signal);
    return placed(code, file, home, await linksTo(engine, desks, [home.path, ...former]), signal);
  }

  /** Somebody types: links go with their lines, and mentions are looked at when it is quiet. */
  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !this.#front?.documents.includes(document)) return;
    if (document.uri.toString() === this.#front.file?.toString()) {
      const edits = contentChanges.map(({ range, text }) => ({
        startLine: range.start.line,
        endLine: range.end.line,
        endCharacter: range.end.character,
        breaks: text.match(/\r\n|\n|\r/g)?.length ?? 0,
      }));
      this.#links = this.#links.map(link => shifted(link, document.uri.fsPath, edits));
    }
    // It was read from disk again.
    if (!document.isDirty) this.#lookSoon();
    clearTimeout(this.#typed);
    if (!this.view.visible) return;
    this.#typed = setTimeout(() => {
      this.#draw().catch(thrown => this.#parts.log.warn(`The view of a file could not be drawn: ${String(thrown)}`));
    }, quiet);
  }

  async #draw(): Promise<void> {
    const turn = ++this.#drawings;
    const front = this.#front;
    const { mentions, tickets } = this.#parts;
    const inText = (front?.documents ?? []).flatMap((document, at) =>
      mentions.in(document).map(mention => ({ mention, document, ...(front?.notebook ? { cell: at + 1 } : {}) })),
    );
    const ofLinks = this.#links.map(
      ({ deskId, number }): Mention => ({ start: 0, end: 0, how: 'prefix', deskId, number }),
    );
    const known = await tickets.of([...inText.map(({ mention }) => mention), ...ofLinks]);
    if (turn !== this.#drawings) return;
    const byKey = new Map(
      [...known.values()].flat().map(each => [`${each.deskId}/${each.glance.ticket.number}`, each]),
    );
    const found = inText.map((each): FileMention => ({ ...each, tickets: known.get(each.mention) ?? [] }));
    this.#nodes = front
      ? fileTickets(front, found, this.#links, (deskId, number) => byKey.get(`${deskId}/${number}`))
      : [];
    this.#say(front);
    const drawn = JSON.stringify(this.#nodes);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#changed.fire(undefined);
  }

  #say(front: FileInFront | undefined): void {
    const { t } = vscode.l10n;
    const count = this.#nodes.length;
    const name = front && shownText(front.name);
    const description = [name, count === 1 ? t('1 ticket') : count > 1 ? t('{0} tickets', count) : undefined]
      .filter(Boolean)
      .join(' · ');
    if (this.view.description !== description) this.view.description = description;
    const message = count > 0 ? '' : this.#emptyWords(front);
    if ((this.view.message ?? '') !== message) this.view.message = message;
  }

  /** Why there is nothing to see. */
  #emptyWords(front: FileInFront | undefined): string {
    const { t } = vscode.l10n;
    const { known } = this.#parts.desks;
    const [failed] = known.every(({ state }) => state === 'failed') ? known : [];
    if (failed?.state === 'failed') return describeFailure(failed.failure, failed.config.name).message;
    if (this.#pending) return '';
    if (!front) return t('Open a file to see the tickets that it mentions and that its code is linked to.');
    const name = shownText(front.name);
    if (front.documents.some(isTooLong)) return t('{0} is too long to be looked through for tickets.', name);
    return t('No ticket is mentioned in {0}, and none is linked to its code.', name);
  }
}

/** A link whose code is in a file that was edited. */
function shifted(link: FileLink, file: string, edits: readonly LineEdit[]): FileLink {
  const { place } = link;
  if (!('file' in place) || place.file !== file) return link;
  const { first, last } = edits.reduce(shiftLines, { first: place.startLine - 1, last: place.endLine - 1 });
  return { ...link, place: { ...place, startLine: first + 1, endLine: last + 1 } };
}

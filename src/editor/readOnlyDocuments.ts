import * as vscode from 'vscode';
import type { TicketRef } from '../model/ticket.ts';
import { schemes } from './ids.ts';

/** Documents kept at a time; a document that is open stays. */
const kept = 50;

/** Which text of a ticket a document holds. */
export interface TicketTextRef {
  readonly deskId: string;
  readonly ticketId: string;
  /** As `NamingText.id`. */
  readonly id: string;
}

interface KeptText {
  readonly text: string;
  readonly writtenAt?: string;
  readonly of?: TicketTextRef;
}

/** Documents that Deskside makes for reading: they can be searched, saved and sent, but not changed. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, KeptText>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: readonly vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registrations = Object.values(schemes).map(scheme =>
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // After a reload the tab is still there, the text is not.
    return this.#texts.get(uri.toString())?.text ?? vscode.l10n.t('This was of an earlier session. Ask for it again.');
  }

  /**
   * Shows a text under a title.
   * @param options `preview`: it is Markdown, to be read as such; otherwise plain text, or what `source` says by the end of
   *   a file's name. `aside`: beside what is open,
   *   with the keyboard focus left where it is. `writtenAt`: when its text was written, ISO 8601. `of`: where it is of
   */
  async show(
    scheme: string,
    title: string,
    text: string,
    options: { readonly preview?: boolean; readonly source?: 'md'; readonly aside?: boolean } & Omit<
      KeptText,
      'text'
    > = {},
  ): Promise<void> {
    const name = fileName(title);
    const uri = vscode.Uri.from({ scheme, path: `/${name}.${options.preview ? 'md' : (options.source ?? 'txt')}` });
    const key = uri.toString();
    this.#texts.delete(key);
    const { writtenAt, of } = options;
    this.#texts.set(key, { text, ...(writtenAt === undefined ? {} : { writtenAt }), ...(of ? { of } : {}) });
    this.#changed.fire(uri);
    this.#forgetOld();
    const document = await vscode.workspace.openTextDocument(uri);
    if (options.preview) {
      const shown = await vscode.commands.executeCommand('markdown.showPreview', uri).then(
        () => true,
        () => false,
      );
      if (shown) return;
      // The editor's own Markdown support is switched off: its source is readable, too.
    }
    await vscode.window.showTextDocument(document, {
      preview: true,
      ...(options.aside ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true } : {}),
    });
  }

  /** When the text of a document was written, as far as known; ISO 8601. */
  writtenAt(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString())?.writtenAt;
  }

  /** The texts of a ticket that were opened in this session. */
  ofTicket({
    deskId,
    ticketId,
  }: TicketRef): readonly { readonly id: string; readonly text: string; readonly at?: string }[] {
    return [...this.#texts.values()].flatMap(({ text, writtenAt: at, of }) =>
      of?.deskId === deskId && of.ticketId === ticketId
        ? [{ id: of.id, text, ...(at === undefined ? {} : { at }) }]
        : [],
    );
  }

  dispose(): void {
    vscode.Disposable.from(...this.#registrations, this.#changed).dispose();
    this.#texts.clear();
  }

  #forgetOld(): void {
    const open = new Set(vscode.workspace.textDocuments.map(document => document.uri.toString()));
    for (const key of this.#texts.keys()) {
      if (this.#texts.size <= kept) return;
      if (!open.has(key)) this.#texts.delete(key);
    }
  }
}

/** A title as the name of a file: no slash makes a folder of it, and what no file system takes is left out. */
function fileName(title: string): string {
  return title
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[\\/:*?"<>|#]/g, '-')
    .trim()
    .slice(0, 120);
}

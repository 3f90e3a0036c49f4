import * as vscode from 'vscode';
import type { ResolvedFrame } from '../../../model/frame.ts';
import { commands, schemes } from '../../ids.ts';
import type { ReadOnlyDocuments } from '../../readOnlyDocuments.ts';
import { shownText } from '../../shownText.ts';
import type { CodeParts } from '../codeParts.ts';
import { openFrame } from './openFrame.ts';
import { sinceOf } from './ticketTexts.ts';

/** Documents that hold text of a desk. */
const documents: vscode.DocumentFilter[] = [{ scheme: schemes.attachment }, { scheme: schemes.article }];

/** Frames in text attachments and articles that are open for reading lead to the code. */
export class DocumentFrames implements vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #parts: Pick<CodeParts, 'code' | 'log'>;
  readonly #documents: ReadOnlyDocuments;
  /** What was found in documents that are open, by a number for each: addresses of commands turn names into others. */
  readonly #found = new Map<number, { readonly document: vscode.TextDocument; frames: readonly ResolvedFrame[] }>();
  readonly #registered: vscode.Disposable;
  #next = 1;

  constructor(parts: Pick<CodeParts, 'code' | 'log'>, readOnly: ReadOnlyDocuments) {
    this.#parts = parts;
    this.#documents = readOnly;
    this.#registered = vscode.Disposable.from(
      vscode.languages.registerDocumentLinkProvider(documents, this),
      vscode.workspace.onDidCloseTextDocument(document => {
        for (const [key, found] of this.#found) if (found.document === document) this.#found.delete(key);
      }),
    );
  }

  dispose(): void {
    this.#registered.dispose();
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      const [found] = await this.#parts.code.frames([{ id: '', text: document.getText() }], abort.signal);
      const frames = found?.frames ?? [];
      const key = this.#keep(document, frames);
      return frames.flatMap((frame, place) => linkOf(document, frame, { document: key, place }));
    } catch (thrown) {
      if (!token.isCancellationRequested) this.#parts.log.warn(`Frames of a document: ${String(thrown)}`);
      return [];
    } finally {
      listening.dispose();
    }
  }

  /** Opens the code of a frame, as its link names it. */
  async open(argument: unknown): Promise<void> {
    if (typeof argument !== 'object' || argument === null) return;
    const { document: key, place } = argument as { readonly document?: unknown; readonly place?: unknown };
    const found = typeof key === 'number' ? this.#found.get(key) : undefined;
    const frame = typeof place === 'number' ? found?.frames[place] : undefined;
    if (!found || !frame) return;
    const { document } = found;
    const since = sinceOf(document.getText(), [], this.#documents.writtenAt(document.uri));
    await openFrame(this.#parts.code, { frame, since });
  }

  #keep(document: vscode.TextDocument, frames: readonly ResolvedFrame[]): number {
    for (const [key, found] of this.#found) {
      if (found.document !== document) continue;
      found.frames = frames;
      return key;
    }
    const key = this.#next++;
    this.#found.set(key, { document, frames });
    return key;
  }
}

/** What the link carries says which frame it is, nothing of what is written there. */
function linkOf(
  document: vscode.TextDocument,
  frame: ResolvedFrame,
  which: { readonly document: number; readonly place: number },
): vscode.DocumentLink[] {
  const [target] = frame.targets;
  if (!target) return [];
  const range = new vscode.Range(document.positionAt(frame.start), document.positionAt(frame.end));
  const argument = encodeURIComponent(JSON.stringify([which]));
  const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:${commands.openFrame}?${argument}`));
  const shown = frame.line === undefined ? target.shown : `${target.shown}:${frame.line}`;
  link.tooltip =
    frame.targets.length === 1
      ? vscode.l10n.t('Open {0}', shownText(shown))
      : vscode.l10n.t('Open one of {0} files', String(frame.targets.length));
  return [link];
}

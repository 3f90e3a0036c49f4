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
  /** Of each document that is open: what was found in it. */
  readonly #found = new WeakMap<vscode.TextDocument, readonly ResolvedFrame[]>();
  readonly #registered: vscode.Disposable;

  constructor(parts: Pick<CodeParts, 'code' | 'log'>, readOnly: ReadOnlyDocuments) {
    this.#parts = parts;
    this.#documents = readOnly;
    this.#registered = vscode.languages.registerDocumentLinkProvider(documents, this);
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
      this.#found.set(document, frames);
      return frames.flatMap((frame, place) => linkOf(document, frame, place));
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
    const { document: address, place } = argument as { readonly document?: unknown; readonly place?: unknown };
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
    const frame = document && typeof place === 'number' ? this.#found.get(document)?.[place] : undefined;
    if (!document || !frame) return;
    const since = sinceOf(document.getText(), [], this.#documents.writtenAt(document.uri));
    await openFrame(this.#parts.code, { frame, since });
  }
}

/** What the link carries says which frame it is, nothing of what is written there. */
function linkOf(document: vscode.TextDocument, frame: ResolvedFrame, place: number): vscode.DocumentLink[] {
  const [target] = frame.targets;
  if (!target) return [];
  const range = new vscode.Range(document.positionAt(frame.start), document.positionAt(frame.end));
  const argument = encodeURIComponent(JSON.stringify([{ document: document.uri.toString(), place }]));
  const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:${commands.openFrame}?${argument}`));
  const shown = frame.line === undefined ? target.shown : `${target.shown}:${frame.line}`;
  link.tooltip =
    frame.targets.length === 1
      ? vscode.l10n.t('Open {0}', shownText(shown))
      : vscode.l10n.t('Open one of {0} files', String(frame.targets.length));
  return [link];
}

import * as vscode from 'vscode';
import type { Mention } from '../../../model/mention.ts';
import { settings } from '../../ids.ts';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import { ShownEditors, shownEditors } from './shownEditors.ts';

/** Characters of a status that stand in the text. */
const longest = 24;

/** The status of a mentioned ticket behind it, in the lines that are seen; not while somebody types in that line. */
export class MentionStatus implements vscode.Disposable {
  readonly #parts: CodeParts;
  readonly #disposables: vscode.Disposable[];
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      margin: '0 0 0 0.5em',
      // Else it reads like a word of the text.
      fontStyle: 'italic',
      fontWeight: 'normal',
      textDecoration: 'none',
    },
  });
  /** What is drawn in each editor, as text. */
  readonly #drawn = new WeakMap<vscode.TextEditor, string>();
  /** In which VS Code moved what is drawn, or took some of it away. */
  readonly #moved = new WeakSet<vscode.TextEditor>();
  /** Where somebody types. */
  #typing: { readonly document: vscode.TextDocument; readonly line: number } | undefined;
  readonly #shown: ShownEditors;

  constructor(parts: CodeParts) {
    this.#parts = parts;
    this.#shown = new ShownEditors(parts, () => this.#draw());
    this.#disposables = [
      this.#decoration,
      this.#shown,
      vscode.workspace.onDidChangeTextDocument(event => this.#typed(event)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#left(textEditor)),
      vscode.window.onDidChangeActiveTextEditor(editor => this.#left(editor)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** What stands in an editor now: each line with its statuses. */
  drawnIn(editor: vscode.TextEditor): string {
    return this.#drawn.get(editor) ?? '';
  }

  async #draw(): Promise<void> {
    for (const editor of shownEditors()) await this.#drawIn(editor);
  }

  async #drawIn(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const section = vscode.workspace.getConfiguration(settings.section, document);
    const { version } = document;
    const mentions = section.get<boolean>(settings.mentionsStatus) === false ? [] : this.#seen(editor);
    const known = await this.#parts.tickets.of(mentions.map(({ mention }) => mention));
    // Drawn again soon: where things stand is other than what was looked at.
    if (document.version !== version || !vscode.window.visibleTextEditors.includes(editor)) return;
    const options = mentions.flatMap(({ mention, range }) => {
      const [only, ...others] = known.get(mention) ?? [];
      if (!only || others.length > 0 || this.#isTyping(document, range.end.line)) return [];
      return [{ range, renderOptions: { after: { contentText: statusWords(only.glance.ticket.status) } } }];
    });
    this.#set(editor, options);
  }

  /** The mentions in the lines that are seen, each ticket once a line. */
  #seen(editor: vscode.TextEditor): { readonly mention: Mention; readonly range: vscode.Range }[] {
    const { document, visibleRanges } = editor;
    const spans = visibleRanges.map(({ start, end }) => ({
      from: document.offsetAt(new vscode.Position(start.line, 0)),
      to: document.offsetAt(new vscode.Position(end.line, Number.MAX_SAFE_INTEGER)),
    }));
    const told = new Set<string>();
    return this.#parts.mentions.in(document).flatMap(mention => {
      if (!spans.some(({ from, to }) => from <= mention.end && mention.end <= to)) return [];
      const range = rangeOf(document, mention);
      const key = `${range.end.line} ${mention.deskId ?? ''} ${mention.number}`;
      if (told.has(key)) return [];
      told.add(key);
      return [{ mention, range }];
    });
  }

  #set(editor: vscode.TextEditor, options: (vscode.DecorationOptions & { readonly range: vscode.Range })[]): void {
    const key = options
      .map(({ range, renderOptions }) => {
        const { line, character } = range.end;
        return `${line}:${character}${renderOptions?.after?.contentText ?? ''}`;
      })
      .join('\n');
    // The same anew would be a moment without.
    if (key === (this.#drawn.get(editor) ?? '') && !this.#moved.delete(editor)) return;
    this.#drawn.set(editor, key);
    editor.setDecorations(this.#decoration, options);
  }

  #typed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const shown = shownEditors().filter(each => each.document === document);
    for (const each of shown) this.#moved.add(each);
    const editor = vscode.window.activeTextEditor;
    if (!editor || !shown.includes(editor)) return;
    const [{ range, text } = { range: editor.selection, text: '' }] = contentChanges;
    const line = range.start.line + text.split('\n').length - 1;
    const begins = !this.#isTyping(document, line);
    this.#typing = { document, line };
    // At once, so that nothing stands in the way; then when there is quiet.
    if (begins) this.#shown.attempt(() => this.#drawIn(editor));
    this.#shown.soon(true);
  }

  #left(editor: vscode.TextEditor | undefined): void {
    const typing = this.#typing;
    if (!typing) return;
    if (editor?.document === typing.document && editor.selection.active.line === typing.line) return;
    this.#typing = undefined;
    this.#shown.soon();
  }

  #isTyping(document: vscode.TextDocument, line: number): boolean {
    return this.#typing?.document === document && this.#typing.line === line;
  }
}

/** A desk's word for a status, as one short piece of text. */
function statusWords(status: string): string {
  const words = status
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
}

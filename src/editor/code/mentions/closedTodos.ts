import * as vscode from 'vscode';
import type { Mention } from '../../../model/mention.ts';
import { commands, hintSource, settings } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import { todoKeywords } from '../../writing/todo.ts';
import { keywordIn } from '../../writing/todoComment.ts';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import type { KnownTicket } from '../knownTickets.ts';
import { refOf, shownIn } from './mentionPlaces.ts';
import { ShownEditors, shownEditors } from './shownEditors.ts';

/** A hint with the ticket that it is about. */
class ClosedTodo extends vscode.Diagnostic {
  readonly ticket: KnownTicket;

  constructor(range: vscode.Range, keyword: string, ticket: KnownTicket) {
    const { number, status, subject } = ticket.glance.ticket;
    const words = vscode.l10n.t('{0}: ticket #{1} is closed ({2}): {3}', keyword, number, status, subject);
    super(range, shownText(words), vscode.DiagnosticSeverity.Hint);
    this.source = hintSource;
    this.code = 'closed-ticket';
    this.ticket = ticket;
  }
}

/** Hints at comments with TODO and the like whose ticket is closed, in the documents that are seen. */
export class ClosedTodos implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #parts: CodeParts;
  readonly #hints = vscode.languages.createDiagnosticCollection('deskside');
  readonly #found = new Map<string, readonly ClosedTodo[]>();
  readonly #disposables: vscode.Disposable[];

  constructor(parts: CodeParts) {
    this.#parts = parts;
    this.#disposables = [
      this.#hints,
      new ShownEditors(parts, () => this.#look()),
      vscode.languages.registerCodeActionsProvider(shownIn, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#found.delete(uri.toString());
        this.#hints.delete(uri);
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const here = this.#found.get(document.uri.toString()) ?? [];
    return here
      .filter(hint => hint.range.start.line <= range.end.line && range.start.line <= hint.range.end.line)
      .map(hint => {
        const title = vscode.l10n.t('Open Ticket #{0}', hint.ticket.glance.ticket.number);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [hint];
        action.command = { command: commands.openTicket, title, arguments: [refOf(hint.ticket)] };
        return action;
      });
  }

  async #look(): Promise<void> {
    const documents = new Set(shownEditors().map(({ document }) => document));
    for (const document of documents) {
      if (document.uri.scheme !== 'git') await this.#lookAt(document);
    }
  }

  async #lookAt(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const section = vscode.workspace.getConfiguration(settings.section, document);
    const todos = section.get<boolean>(settings.mentionsClosedTodos) === false ? [] : this.#todosIn(document);
    const known = await this.#parts.tickets.of(todos.map(({ mention }) => mention));
    if (document.isClosed || document.version !== version) return;
    const hints = todos.flatMap(({ mention, keyword, range }) => {
      const [only, ...others] = known.get(mention) ?? [];
      const isClosed = only?.glance.ticket.state === 'closed' && others.length === 0;
      return isClosed ? [new ClosedTodo(range, keyword, only)] : [];
    });
    const key = uri.toString();
    const before = this.#found.get(key) ?? [];
    if (before.length === hints.length && before.every((each, index) => isSame(each, hints[index]))) return;
    this.#found.set(key, hints);
    this.#hints.set(uri, hints);
  }

  #todosIn(document: vscode.TextDocument): { mention: Mention; keyword: string; range: vscode.Range }[] {
    const keywords = todoKeywords();
    return this.#parts.mentions.in(document).flatMap(mention => {
      const range = rangeOf(document, mention);
      const keyword = keywordIn(document.lineAt(range.start.line).text, keywords);
      return keyword === undefined ? [] : [{ mention, keyword, range }];
    });
  }
}

function isSame(one: ClosedTodo, other: ClosedTodo | undefined): boolean {
  return other !== undefined && one.range.isEqual(other.range) && one.message === other.message;
}

import * as vscode from 'vscode';
import { commands, hintSource } from '../ids.ts';
import type { CodePlace } from './createCommands.ts';
import { todoKeywords } from './todo.ts';
import { todoIn } from './todoComment.ts';

/** Problems of one place that tickets are offered for. */
const most = 3;

/** What can be made a ticket of in a range: comments with a keyword, and problems. */
export function createActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const { t } = vscode.l10n;
  const action = (title: string, command: string, place: CodePlace) => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.command = { command, title, arguments: [place] };
    return made;
  };
  const problems = diagnostics.filter(({ source }) => source !== hintSource);
  const { line } = range.start;
  const todo = todoIn(document.lineAt(line).text, line, todoKeywords());
  const ofTodo = todo
    ? [action(t('Create Ticket from {0}', todo.keyword), commands.createTicketFromTodo, { uri: document.uri, line })]
    : [];
  const ofProblems = problems.slice(0, most).map(problem => {
    const title =
      problems.length > 1
        ? t('Create Ticket from Problem: {0}', problem.message.split('\n')[0]?.slice(0, 60) ?? '')
        : t('Create Ticket from Problem');
    const made = action(title, commands.createTicketFromProblem, {
      uri: document.uri,
      line: problem.range.start.line,
      problem,
    });
    made.diagnostics = [problem];
    return made;
  });
  return [...ofTodo, ...ofProblems];
}

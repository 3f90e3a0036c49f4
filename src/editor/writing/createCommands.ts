import * as vscode from 'vscode';
import { deskOf } from '../commandArguments.ts';
import { Abandoned } from '../commandRunner.ts';
import { readyDesks } from '../desks/manageDesks.ts';
import { askChoice } from '../input.ts';
import type { CommandParts } from '../registerCommands.ts';
import {
  fromDiagnostic,
  fromSelection,
  fromTerminal,
  fromTest,
  fromTestAlone,
  fromTodo,
  type Origin,
} from './origins.ts';
import { todoKeywords } from './todo.ts';
import { todoIn } from './todoComment.ts';

/** What a code action hands to its command. */
export interface CodePlace {
  readonly uri: vscode.Uri;
  /** Zero-based. */
  readonly line: number;
  readonly problem?: vscode.Diagnostic;
}

/** The commands that open a form of a new ticket. */
export const createCommands = {
  createTicket: async (parts, argument) => show(parts, undefined, deskOf(argument)),
  createTicketFromSelection: async parts => show(parts, fromSelection(vscode.window.activeTextEditor)),
  createTicketFromProblem: async (parts, argument) => {
    const origin = await problemOf(argument);
    if (origin) await show(parts, origin);
    else tell(vscode.l10n.t('There is no problem at the cursor.'));
  },
  createTicketFromTodo: async (parts, argument) => {
    const origin = await todoOf(argument);
    if (origin) await show(parts, origin);
    else tell(vscode.l10n.t('There is no comment to make a ticket of at the cursor: {0}.', todoKeywords().join(', ')));
  },
  createTicketFromTerminal: async parts => {
    const origin = await terminalSelection();
    if (origin) await show(parts, origin);
    else tell(vscode.l10n.t('Nothing is selected in the terminal.'));
  },
} satisfies Record<string, (parts: CommandParts, argument: unknown) => Promise<void>>;

async function show({ desks, forms }: CommandParts, origin?: Origin, deskId?: string): Promise<void> {
  const [first] = await readyDesks(desks);
  forms.show(first.config.id, deskId, origin);
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}

async function problemOf(argument: unknown): Promise<Origin | undefined> {
  if (isTestFailure(argument)) return fromTest(argument.test, argument.message);
  if (isTest(argument)) return fromTestAlone(argument, await documentOf(argument.uri));
  const place = placeOf(argument);
  if (place?.problem) return fromDiagnostic(await vscode.workspace.openTextDocument(place.uri), place.problem);
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const here = vscode.languages.getDiagnostics(document.uri).filter(each => {
    const lines = new vscode.Range(each.range.start.line, 0, each.range.end.line + 1, 0);
    return lines.intersection(selection) !== undefined;
  });
  const problem = here.length > 1 ? await pick(here) : here[0];
  return problem && fromDiagnostic(document, problem);
}

function pick(problems: readonly vscode.Diagnostic[]): Promise<vscode.Diagnostic> {
  return askChoice<vscode.Diagnostic>(
    { title: vscode.l10n.t('Create Ticket from Problem'), canGoBack: false },
    {
      placeholder: vscode.l10n.t('Which problem?'),
      items: problems.map(value => ({ label: value.message, description: value.source ?? '', value })),
    },
  );
}

async function todoOf(argument: unknown): Promise<Origin | undefined> {
  const editor = vscode.window.activeTextEditor;
  const place = placeOf(argument);
  const document = place ? await vscode.workspace.openTextDocument(place.uri) : editor?.document;
  const line = place?.line ?? editor?.selection.active.line;
  if (!document || line === undefined || line >= document.lineCount) return undefined;
  const found = todoIn(document.lineAt(line).text, line, todoKeywords());
  return found && fromTodo(document, found);
}

/** The editor tells extensions of a terminal's selection through the clipboard alone, which gets back what it held. */
async function terminalSelection(): Promise<Origin | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) throw new Abandoned();
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  // Otherwise what is there already could not be told from what is selected.
  await clipboard.writeText('');
  let text = '';
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    text = await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
  return text.trim() ? fromTerminal(terminal.name, text) : undefined;
}

function placeOf(argument: unknown): CodePlace | undefined {
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return undefined;
  return argument.uri instanceof vscode.Uri ? (argument as CodePlace) : undefined;
}

/** What the menu of a test's message hands over. */
function isTestFailure(
  argument: unknown,
): argument is { readonly test?: vscode.TestItem; readonly message: vscode.TestMessage } {
  if (typeof argument !== 'object' || argument === null || !('message' in argument)) return false;
  const { message } = argument;
  return typeof message === 'object' && message !== null && 'message' in message;
}

/** What the menu of a test's result hands over: VS Code tells no extension what a test of another one said. */
function isTest(argument: unknown): argument is vscode.TestItem {
  if (typeof argument !== 'object' || argument === null) return false;
  return 'label' in argument && typeof argument.label === 'string' && 'children' in argument && 'tags' in argument;
}

async function documentOf(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  if (!uri) return undefined;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // A test need not be in a file that can be read.
    return undefined;
  }
}

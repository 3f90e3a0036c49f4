import * as vscode from 'vscode';
import { settings } from '../../ids.ts';
import type { CodeParts } from '../codeParts.ts';
import { typedMention } from './mentionTyped.ts';

/**
 * Asks for suggestions behind a `#` where VS Code does not: in languages whose words may begin with it, such as TypeScript,
 * it counts as a letter, and behind letters nobody is asked in comments.
 */
export function suggestBehindHash({ mentions }: Pick<CodeParts, 'mentions'>): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change, ...others] = contentChanges;
    if (change?.text !== '#' || change.rangeLength > 0 || others.length > 0 || reason !== undefined) return;
    if (vscode.window.activeTextEditor?.document !== document || !isWanted(document)) return;
    const position = change.range.start.translate(0, 1);
    if (!endsWordAt(document, position) || !typedMention(document, position, mentions.rules, false)) return;
    void vscode.commands.executeCommand('editor.action.triggerSuggest');
  });
}

function isWanted(document: vscode.TextDocument): boolean {
  const own = vscode.workspace.getConfiguration(settings.section, document);
  const editor = vscode.workspace.getConfiguration('editor', document);
  return (
    own.get<boolean>(settings.mentionsCompletion) !== false &&
    editor.get<boolean>('suggestOnTriggerCharacters') !== false
  );
}

function endsWordAt(document: vscode.TextDocument, position: vscode.Position): boolean {
  const word = document.getWordRangeAtPosition(position);
  return word ? word.start.isBefore(position) && word.end.isEqual(position) : false;
}

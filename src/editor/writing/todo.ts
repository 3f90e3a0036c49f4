import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import type { TodoPlace } from './formMemory.ts';
import { isPlainNumber, lineMeant, numberAt } from './todoComment.ts';

/** Keywords of comments that tickets are made from, as the settings have them. */
export function todoKeywords(): readonly string[] {
  const set = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.todoKeywords);
  return Array.isArray(set) ? set.filter(each => typeof each === 'string' && /^[\p{L}\p{N}_@-]+$/u.test(each)) : [];
}

/** Puts the number of a ticket behind the keyword of the comment that it was made from. Answers whether it could. */
export async function placeNumber({ uri, line, text, keyword }: TodoPlace, number: string): Promise<boolean> {
  if (!isPlainNumber(number)) return false;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const lines = Array.from({ length: document.lineCount }, (_, index) => document.lineAt(index).text);
  const at = lineMeant(lines, line, text);
  const character = numberAt(text, keyword);
  if (at === undefined || character === undefined) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(at, character), ` #${number}`);
  return vscode.workspace.applyEdit(edit);
}

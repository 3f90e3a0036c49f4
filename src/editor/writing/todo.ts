import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import type { TodoPlace } from './formMemory.ts';
import type { FoundTodo } from './origins.ts';

/** What begins a comment in the languages that there are, or continues one. */
const opener = String.raw`(?:\/\/+!?|\/\*+|^\s*\*+|#+|--+|;+|%+|<!--|\{-|\(\*|"""|'''|^\s*'|\b[Rr][Ee][Mm]\b|^\s*)`;

/** Keywords of comments that tickets are made from, as the settings have them. */
export function todoKeywords(): readonly string[] {
  const set = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.todoKeywords);
  return Array.isArray(set) ? set.filter(each => typeof each === 'string' && /^[\p{L}\p{N}_@-]+$/u.test(each)) : [];
}

/** The comment with a keyword in a line; nothing when it has none, or names a ticket already. */
export function todoIn(text: string, line: number, keywords: readonly string[]): FoundTodo | undefined {
  const [first] = keywords;
  if (first === undefined) return undefined;
  const found = new RegExp(
    `${opener}[\\s*]*(${keywords.join('|')})(?![\\p{L}\\p{N}_])((?:\\([^)]*\\))?\\s*:?\\s*)(.*)$`,
    'u',
  ).exec(text);
  // Keywords are as they are written: `todo` may be the name of a thing.
  const keyword = keywords.find(each => each === found?.[1]);
  if (!found || keyword === undefined) return undefined;
  const [, , between = '', rest = ''] = found;
  if (/#\d/.test(between) || /^\s*#\d/.test(rest)) return undefined;
  const words = rest.replace(/\s*(?:\*+\/|-->|-\}|\*\)|"""|''')\s*$/, '').trim();
  return { line, keyword, words };
}

/** Puts the number of a ticket behind the keyword of the comment that it was made from. Answers whether it could. */
export async function placeNumber({ uri, line, text, keyword }: TodoPlace, number: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  // Lines may have come or gone above it meanwhile: the nearest one with the same words is it.
  const same = Array.from({ length: document.lineCount }, (_, index) => index)
    .filter(index => document.lineAt(index).text === text)
    .sort((a, b) => Math.abs(a - line) - Math.abs(b - line));
  const [at] = same;
  if (at === undefined) return false;
  const found = new RegExp(`(?<![\\p{L}\\p{N}_])${keyword}(?![\\p{L}\\p{N}_])(?:\\([^)]*\\))?`, 'u').exec(text);
  if (!found) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(at, found.index + found[0].length), ` #${number}`);
  return vscode.workspace.applyEdit(edit);
}

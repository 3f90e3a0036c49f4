import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Code } from '../../../code/code.ts';
import type { FrameTarget, ResolvedFrame } from '../../../model/frame.ts';
import type { FollowedLine } from '../../../model/repository.ts';
import { askChoice } from '../../input.ts';
import { withProgress } from '../../progress.ts';
import { shownText } from '../../shownText.ts';

/** Milliseconds for which the status bar says where a line went. */
const told = 10_000;

/** A frame of a text, and what the code was at when that was written. */
export interface FrameThen {
  readonly frame: ResolvedFrame;
  /** As `NamingText.since`. */
  readonly since: readonly string[];
}

/** Where a frame's code is now. */
export interface FrameNow {
  readonly uri: vscode.Uri;
  /** 0-based. */
  readonly at: vscode.Position;
  /** What became of the line, when it is not where it was. */
  readonly words?: string;
  readonly state: 'same' | 'moved' | 'gone';
}

/**
 * Opens the code that a frame means, where it is now; the user picks when it may be several files. Answers where that is,
 * or nothing when there is none.
 * @throws Abandoned when the user picks none
 */
export async function openFrame(
  code: Code,
  then: FrameThen,
  column: vscode.ViewColumn = vscode.ViewColumn.Active,
): Promise<FrameNow | undefined> {
  const { t } = vscode.l10n;
  const { frame } = then;
  if (frame.targets.length === 0) {
    const name = shownText(frame.path);
    const words = frame.foreign
      ? t('{0} is of a library, not of this workspace.', name)
      : t('No file of this workspace is meant by {0}.', name);
    void vscode.window.showInformationMessage(words);
    return undefined;
  }
  const target = frame.targets.length === 1 ? frame.targets[0] : await pickTarget(frame);
  if (!target) return undefined;
  const title = t('Looking where line {0} of {1} is now…', String(frame.line ?? 1), shownText(target.shown));
  const now = await withProgress(title, signal =>
    frameNow(code, then, target, signal).catch(thrown => {
      // Who does not wait for its history sees it as it is written.
      if (signal.aborted) return asWritten(frame, target);
      throw thrown;
    }),
  );
  await showFrame(now, column);
  if (now.words) vscode.window.setStatusBarMessage(`$(info) ${now.words}`, told);
  return now;
}

/** Where the line is now that a frame names in one of its files: by history, else as it is written. */
export async function frameNow(
  code: Code,
  { frame, since }: FrameThen,
  target: FrameTarget,
  signal?: AbortSignal,
): Promise<FrameNow> {
  const { line } = frame;
  if (line === undefined) return asWritten(frame, target);
  for (const at of since) {
    const followed = await code.follow({ file: target.file, line, at }, signal);
    if (followed) return followedTo(followed, frame, at);
  }
  signal?.throwIfAborted();
  return asWritten(frame, target);
}

function asWritten({ line = 1, column = 1 }: ResolvedFrame, { file }: FrameTarget): FrameNow {
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  return { uri: vscode.Uri.file(file), at, state: 'same' };
}

function followedTo(followed: FollowedLine, { line = 1, column = 1 }: ResolvedFrame, at: string): FrameNow {
  const { t } = vscode.l10n;
  const { state } = followed;
  const uri = vscode.Uri.file(followed.file);
  const position = new vscode.Position(followed.line - 1, state === 'gone' ? 0 : column - 1);
  if (state === 'same') return { uri, at: position, state };
  const since = sinceWords(at);
  if (state === 'gone') {
    const words = t('Line {0} is no more since {1}; the nearest is shown.', String(line), since);
    return { uri, at: position, state, words };
  }
  // What moved and has its line is in another file.
  const words =
    followed.line === line
      ? t('Moved to {0} since {1}.', shownText(vscode.workspace.asRelativePath(uri, false)), since)
      : t('Moved from line {0} to {1} since {2}.', String(line), String(followed.line), since);
  return { uri, at: position, state, words };
}

/** What is shown as the time or version that a line was followed from. */
function sinceWords(at: string): string {
  if (/^[\da-f]{7,40}$/i.test(at)) return vscode.l10n.t('commit {0}', at.slice(0, 8));
  const date = /^\d{4}-\d\d-\d\dT/.test(at) ? new Date(at) : undefined;
  if (!date || Number.isNaN(date.getTime())) return vscode.l10n.t('version {0}', shownText(at));
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  if (date.getFullYear() !== new Date().getFullYear()) format.year = 'numeric';
  return new Intl.DateTimeFormat(vscode.env.language, format).format(date);
}

/** Shows where code is; a line beyond the end of the file is told. */
async function showFrame({ uri, at, words }: FrameNow, column: vscode.ViewColumn): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const inside = document.validatePosition(at);
  const selection = new vscode.Range(inside, inside);
  const editor = await vscode.window.showTextDocument(document, { selection, viewColumn: column, preview: true });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (!words && inside.line < at.line) {
    const all = vscode.l10n.t(
      '{0} has only {1} lines now.',
      shownText(basename(uri.fsPath)),
      String(document.lineCount),
    );
    vscode.window.setStatusBarMessage(`$(info) ${all}`, told);
  }
}

/** @throws Abandoned when the user picks none */
function pickTarget({ targets, path, line }: ResolvedFrame): Promise<FrameTarget> {
  const { t } = vscode.l10n;
  const items = targets.map((value, place) => ({
    label: shownText(basename(value.file)),
    description: shownText(folderOf(value.shown)),
    ...(place === 0 ? { detail: t('Likeliest') } : {}),
    value,
  }));
  const written = shownText(line === undefined ? path : `${path}:${line}`);
  const place = { title: t('Open {0}', written), canGoBack: false };
  return askChoice(place, { placeholder: t('Several files may be meant'), items });
}

function folderOf(shown: string): string {
  const folder = dirname(shown);
  return folder === '.' ? '' : folder;
}

import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { RequestEntry } from '../../model/network.ts';
import { settings } from '../ids.ts';
import { requestLine } from './requestLine.ts';

const levels = ['off', 'trace', 'debug', 'info'] as const;

/**
 * Writes each request to the log at the level of the user's setting; what of it is shown, VS Code's own level of the
 * channel decides. Failures are warnings, but not what the user gave up.
 */
export function logRequests(
  engine: Engine,
  log: vscode.LogOutputChannel,
  nameOf: (deskId: string) => string,
): vscode.Disposable {
  const write = (deskId: string, entry: RequestEntry): void => {
    const level = levelOfSetting();
    if (level === 'off') return;
    const line = requestLine(nameOf(deskId), entry);
    if (entry.failure && entry.failure.reason !== 'cancelled') log.warn(line);
    else log[level](line);
  };
  return new vscode.Disposable(engine.onRequest(write));
}

function levelOfSetting(): (typeof levels)[number] {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.requestLog);
  return levels.find(level => level === value) ?? 'debug';
}

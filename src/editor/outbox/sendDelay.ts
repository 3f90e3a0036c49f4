import * as vscode from 'vscode';
import { settings } from '../ids.ts';

/** Seconds, whatever the settings say. */
const longest = 60;

/** Milliseconds in which what was sent can be taken back, by the settings. */
export function sendDelay(): number {
  const seconds = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.sendDelay);
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, longest) * 1_000 : 0;
}

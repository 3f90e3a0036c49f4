import * as vscode from 'vscode';
import { settings } from '../ids.ts';

/** The values that the settings give new tickets of a desk, by its id or its name. */
export function templateOf(deskId: string, name: string): Readonly<Record<string, unknown>> {
  const set = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.ticketTemplates);
  if (typeof set !== 'object' || set === null) return {};
  const all = set as Readonly<Record<string, unknown>>;
  const found = all[deskId] ?? all[name];
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
}

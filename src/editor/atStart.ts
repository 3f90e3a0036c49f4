import * as vscode from 'vscode';
import { contexts, settings } from './ids.ts';

/** What is known of the settings at the start. */
export interface Start {
  readonly hasDesk: boolean;
  /** The user wants to hear of tickets also while they look at none. */
  readonly tells: boolean;
}

/**
 * Looks into the user's settings and tells menus whether there are desks. Only whether there are entries: what is in
 * them, and whether it can be used, is read with care when desks are needed, and told anew.
 */
export function lookAtSettings(): Start {
  const section = vscode.workspace.getConfiguration(settings.section);
  const entries = section.inspect<unknown>(settings.desks)?.globalValue;
  const desks: readonly unknown[] = Array.isArray(entries) ? entries : [];
  if (desks.length > 0) void vscode.commands.executeCommand('setContext', contexts.hasDesk, true);
  if (desks.some(isOwn)) void vscode.commands.executeCommand('setContext', contexts.hasOwnDesk, true);
  return { hasDesk: desks.length > 0, tells: section.inspect<unknown>(settings.notices)?.globalValue !== 'off' };
}

function isOwn(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && !('sample' in entry && entry.sample === true);
}

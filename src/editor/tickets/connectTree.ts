import type * as vscode from 'vscode';
import { SettingsCheck } from '../settings/settingsCheck.ts';
import type { Node } from './nodes.ts';
import { TicketTree, type TreeParts } from './ticketTree.ts';
import { TicketView } from './ticketView.ts';

/** The tree and what its view says about it. */
export interface ShownTree {
  readonly tree: TicketTree;
  readonly ticketView: TicketView;
}

/**
 * Makes the tree and fills the view with it. This file and all that only it imports is a bundle of its own.
 * @param manifest the extension's own, in the user's language
 */
export function connectTree(
  parts: Omit<TreeParts, 'check'>,
  view: vscode.TreeView<Node>,
  manifest: unknown,
): ShownTree {
  const tree = new TicketTree({ ...parts, check: new SettingsCheck(manifest) });
  return { tree, ticketView: new TicketView(view, tree, parts.desks, parts.sync) };
}

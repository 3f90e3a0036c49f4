import * as vscode from 'vscode';
import { contexts } from './ids.ts';
import type { Writes } from './outbox/writes.ts';
import type { Node } from './tickets/nodes.ts';

/** What a newcomer does one after the other. */
type FirstStep = 'hasBrowsed' | 'hasOpenedTicket' | 'hasReplied' | 'hasLoggedTime' | 'hasLinkedCode';

/** Tells the walkthrough that a step is taken; VS Code itself remembers it. */
export function stepTaken(step: FirstStep): void {
  void vscode.commands.executeCommand('setContext', contexts[step], true);
}

/** Watches for the steps that are seen from what is shown and written. Each is told once a window. */
export function watchFirstSteps(view: vscode.TreeView<Node>, writes: Writes): vscode.Disposable {
  const told = new Set<FirstStep>();
  const tell = (step: FirstStep) => {
    if (told.has(step)) return;
    told.add(step);
    stepTaken(step);
  };
  return vscode.Disposable.from(
    view.onDidExpandElement(({ element }) => element.kind !== 'desk' && tell('hasBrowsed')),
    writes.onDidChange(entries => {
      for (const { write } of entries) {
        if (write.kind === 'addNote') tell('hasReplied');
        if (write.kind === 'logTime') tell('hasLoggedTime');
      }
    }),
  );
}

import * as vscode from 'vscode';
import type { DeskFailure } from '../model/errors.ts';
import { shownText } from './shownText.ts';

/** Milliseconds that work may take before anything is said of it. */
const usualPatience = 800;

/** What was cancelled on its way may have arrived: whoever sends it again should look first. Other failures say it. */
export function tellUncertain({ reason, uncertain }: DeskFailure, deskName: string): void {
  if (reason !== 'cancelled' || !uncertain) return;
  const message = vscode.l10n.t('{0} may have received it. Look there before sending it again.', shownText(deskName));
  void vscode.window.showInformationMessage(message);
}

/** Runs work; when it takes longer than a moment, shows what is being done with a way to cancel it. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
  patience = usualPatience,
): Promise<T> {
  const abort = new AbortController();
  const working = work(abort.signal);
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>(resolve => {
    timer = setTimeout(() => resolve('slow'), patience);
  });
  const first = await Promise.race([working.then(() => 'done' as const), slow]).finally(() => clearTimeout(timer));
  if (first === 'done') return working;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      return await working;
    } finally {
      listening.dispose();
    }
  });
}

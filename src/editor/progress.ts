import * as vscode from 'vscode';
import type { DeskFailure } from '../model/errors.ts';
import { shownText } from './shownText.ts';

/** Milliseconds that work may take before anything is said of it. */
const usualPatience = 800;

/**
 * What was cancelled on its way is kept, or may have arrived: whoever sends it again should know. Other failures say it
 * themselves.
 */
export function tellUncertain({ reason, uncertain, kept }: DeskFailure, deskName: string): void {
  if (reason !== 'cancelled') return;
  const { t } = vscode.l10n;
  const name = shownText(deskName);
  if (kept && !uncertain) {
    // Nobody cancelled it: it waits for a reply, say, that can still be taken back.
    vscode.window.setStatusBarMessage(t('This is sent to {0} after what you wrote there before', name), 5_000);
  } else if (kept) {
    void vscode.window.showInformationMessage(
      t('It is in the outbox and is sent to {0} from there. Discard it there if it shall not be.', name),
    );
  } else if (uncertain) {
    void vscode.window.showInformationMessage(t('{0} may have received it. Look there before sending it again.', name));
  }
}

/**
 * Runs work; when it takes longer than a moment, shows what is being done with a way to cancel it.
 * @param work may tell how far it is, in words
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, tell: (message: string) => void) => Promise<T>,
  patience = usualPatience,
): Promise<T> {
  const abort = new AbortController();
  let message = '';
  let report: ((message: string) => void) | undefined;
  const working = work(abort.signal, words => {
    message = words;
    report?.(words);
  });
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>(resolve => {
    timer = setTimeout(() => resolve('slow'), patience);
  });
  const first = await Promise.race([working.then(() => 'done' as const), slow]).finally(() => clearTimeout(timer));
  if (first === 'done') return working;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    report = words => progress.report({ message: words });
    if (message) report(message);
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      return await working;
    } finally {
      listening.dispose();
    }
  });
}

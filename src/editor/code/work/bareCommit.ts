import * as vscode from 'vscode';
import { shownText } from '../../shownText.ts';
import type { GitCommit, GitRepository } from '../../time/git.ts';

/**
 * Says when a commit was made with nothing but what was filled into its box, and leads back: whoever commits with an empty
 * box is asked for a message by VS Code, and one that is amended keeps its own.
 * @param isEnough what is filled in says by itself what a commit is about
 */
export async function tellBareCommit(repository: GitRepository, filled: string, isEnough: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const commit = await repository.getCommit('HEAD');
  if (commit.message.trim() !== filled.trim()) return;
  const former = await repository.getCommit('HEAD@{1}').catch(() => undefined);
  const said = shownText(filled.trim().replaceAll(/\s+/g, ' '));
  if (former && isAmended(former, commit)) {
    const restore = t('Restore Message');
    const words = t('The message of the amended commit is now “{0}”, which stood in the box, and nothing else.', said);
    if ((await vscode.window.showWarningMessage(words, restore)) !== restore) return;
    if (await isStill(repository, commit)) await repository.commit(former.message, { amend: true });
  } else if (!isEnough) {
    const undo = t('Undo Commit');
    const words = t('The message of the commit is “{0}” and nothing else.', said);
    if ((await vscode.window.showWarningMessage(words, undo)) !== undo) return;
    if (!(await isStill(repository, commit))) return;
    await vscode.commands.executeCommand('git.undoCommit', repository.rootUri);
    repository.inputBox.value = filled;
  }
}

function isAmended(former: GitCommit, commit: GitCommit): boolean {
  const [before, now] = [former, commit].map(({ parents }) => parents.join());
  return before === now && former.hash !== commit.hash && former.message.trim() !== commit.message.trim();
}

/** It can still be changed by itself: nothing came after it, and nothing that was staged since would come along. */
async function isStill(repository: GitRepository, { hash }: GitCommit): Promise<boolean> {
  const { t } = vscode.l10n;
  if (repository.state.indexChanges.length === 0 && (await repository.getCommit('HEAD')).hash === hash) return true;
  await vscode.window.showInformationMessage(t('Something was committed or staged since: nothing was changed.'));
  return false;
}

import * as vscode from 'vscode';
import type { Code } from '../../../code/code.ts';
import type { GitProblem } from '../../../model/repository.ts';
import { saidWords } from '../../saidWords.ts';
import { shownText } from '../../shownText.ts';
import type { BranchPlan } from './branchPlan.ts';
import type { StepEnd } from './workSteps.ts';

/** Checks the branch out; `root` is the work tree that has it then. */
export async function checkOut(
  code: Code,
  plan: BranchPlan,
  inWorktree: boolean,
  signal: AbortSignal,
): Promise<{ readonly root?: string; readonly end: StepEnd }> {
  if (plan.isHere) return { root: plan.repository.root, end: { state: 'done' } };
  const answer = await code.startBranch(plan.start(inWorktree), signal);
  if (answer.ok) return { root: answer.value, end: { state: 'done' } };
  return { end: { state: 'failed', words: problemWords(answer.problem, answer.detail, plan) } };
}

function problemWords(problem: GitProblem, detail: string, { branch, repository }: BranchPlan): string {
  const { t } = vscode.l10n;
  const said = detail === '' ? '' : t('git said: {0}', saidWords(detail, vscode.l10n.bundle));
  const with_ = (words: string) => [words, said].filter(Boolean).join(' ');
  switch (problem) {
    case 'noGit':
      return t('There is no git on this machine, or it cannot be run.');
    case 'noRepository':
      return t('{0} is no git repository any more.', repository.root);
    case 'dirty':
      return with_(t('Uncommitted changes would be overwritten. Commit or stash them first; nothing was changed.'));
    case 'exists':
      return with_(t('{0}, or the folder for it, is there already.', branch));
    case 'refused':
      return with_(t('git did not check {0} out; nothing was changed.', branch));
  }
}

/** The branch is checked out in a folder that this window does not show: offers to go there. */
export async function offerFolder(folder: string, branch: string, log: vscode.LogOutputChannel): Promise<void> {
  const { t } = vscode.l10n;
  const uri = vscode.Uri.file(folder);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.some(each => each.uri.fsPath === uri.fsPath)) return;
  const [open, add] = [t('Open in New Window'), t('Add to Workspace')];
  const words = t('{0} is checked out in {1}.', shownText(branch), shownText(folder));
  const chosen = await vscode.window.showInformationMessage(words, open, add);
  try {
    if (chosen === open) await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
    else if (chosen === add) vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri });
  } catch (thrown) {
    log.error(`The folder of a work tree could not be opened: ${String(thrown)}`);
  }
}

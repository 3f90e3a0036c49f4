import * as vscode from 'vscode';

/**
 * Why there is no branch to work on, in words for the user; nothing when there may be one.
 * @param repositories how many were found; undefined: nobody looked yet
 */
export function gitObstacle(repositories: number | undefined, where = workspaceNow()): string | undefined {
  const { t } = vscode.l10n;
  if (where.folders.length === 0) return t('No folder is open, so there is no branch to start.');
  if (where.folders.every(scheme => scheme !== 'file'))
    return t('The files of this workspace are not on this machine, so there is no branch to start.');
  if (!where.isTrusted) return t('This workspace is not trusted: Deskside checks nothing out here.');
  if (repositories === 0) return t('No git repository is open here, or there is no git: no branch is started.');
  return undefined;
}

/** What counts of a workspace: the schemes of its folders, and whether the user trusts it. */
export interface WorkspaceFacts {
  readonly folders: readonly string[];
  readonly isTrusted: boolean;
}

function workspaceNow(): WorkspaceFacts {
  const { workspaceFolders = [], isTrusted } = vscode.workspace;
  return { folders: workspaceFolders.map(({ uri }) => uri.scheme), isTrusted };
}

import * as vscode from 'vscode';

/*
 * What Deskside uses of the API of VS Code's own git extension (extensions/git/src/api/git.d.ts, version 1). No git is run
 * by Deskside itself.
 */

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  log(options?: { readonly maxEntries?: number }): Promise<readonly GitCommit[]>;
  getConfig(key: string): Promise<string>;
}

export interface GitCommit {
  readonly message: string;
  readonly authorEmail?: string;
  readonly commitDate?: Date;
  readonly authorDate?: Date;
}

/** VS Code's git, where it is there and switched on. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  if (!extension) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}

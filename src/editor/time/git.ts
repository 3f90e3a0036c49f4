import * as vscode from 'vscode';

/*
 * What Deskside uses of the API of VS Code's own git extension (extensions/git/src/api/git.d.ts, version 1). What that
 * does not offer, the code's worker asks git itself.
 */

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** The box of the commit message. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD: GitHead | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  /** The repository that the Source Control view shows. */
  readonly ui: { readonly selected: boolean };
  readonly onDidCommit: vscode.Event<void>;
  /** Looks at the repository now, rather than when it next would. */
  status(): Promise<void>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly GitCommit[]>;
  getConfig(key: string): Promise<string>;
}

export interface GitHead {
  /** Absent: no branch is checked out. */
  readonly name?: string;
  readonly commit?: string;
  /** Commits that the upstream has not. */
  readonly ahead?: number;
  readonly upstream?: { readonly remote: string; readonly name: string };
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

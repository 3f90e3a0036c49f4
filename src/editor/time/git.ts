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
    /** What is staged. */
    readonly indexChanges: readonly unknown[];
    readonly onDidChange: vscode.Event<void>;
  };
  /** The repository that the Source Control view shows. */
  readonly ui: { readonly selected: boolean };
  readonly onDidCommit: vscode.Event<void>;
  /** Looks at the repository now, rather than when it next would. */
  status(): Promise<void>;
  /** By a hash, or another name of it. */
  getCommit(ref: string): Promise<GitCommit>;
  commit(message: string, options: { readonly amend: boolean }): Promise<void>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly GitCommit[]>;
  getConfig(key: string): Promise<string>;
  getGlobalConfig(key: string): Promise<string>;
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
  readonly hash: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authorEmail?: string;
  readonly commitDate?: Date;
  readonly authorDate?: Date;
}

/** What the git extension gives to others. */
interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

/** VS Code's git, where it is there and switched on. */
export async function gitApi(): Promise<GitApi | undefined> {
  const git = await gitExtension();
  return git?.enabled ? git.getAPI(1) : undefined;
}

/** Repositories that are followed; `ready` once those that are open are. */
export interface FollowedRepositories extends vscode.Disposable {
  readonly ready: Promise<void>;
}

/**
 * Follows every repository while it is open, also those that open later, and those of a git that is switched on later.
 * @param follow begins; what it answers is disposed when the repository closes
 */
export function followRepositories(follow: (repository: GitRepository) => vscode.Disposable): FollowedRepositories {
  const followed = new Map<string, vscode.Disposable>();
  const listening: vscode.Disposable[] = [];
  let disposed = false;
  const begin = (api: GitApi) => {
    const opened = (repository: GitRepository) => {
      const key = repository.rootUri.toString();
      if (!followed.has(key)) followed.set(key, follow(repository));
    };
    const closed = ({ rootUri }: GitRepository) => {
      followed.get(rootUri.toString())?.dispose();
      followed.delete(rootUri.toString());
    };
    for (const repository of api.repositories) opened(repository);
    listening.push(api.onDidOpenRepository(opened), api.onDidCloseRepository(closed));
  };
  const start = async () => {
    const git = await gitExtension();
    if (!git || disposed) return;
    if (git.enabled) return begin(git.getAPI(1));
    const waiting = git.onDidChangeEnablement(enabled => {
      if (!enabled) return;
      waiting.dispose();
      begin(git.getAPI(1));
    });
    listening.push(waiting);
  };
  return {
    // A git that cannot be started is none.
    ready: start().catch(() => undefined),
    dispose: () => {
      disposed = true;
      vscode.Disposable.from(...listening, ...followed.values()).dispose();
      followed.clear();
    },
  };
}

async function gitExtension(): Promise<GitExtension | undefined> {
  return vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
}

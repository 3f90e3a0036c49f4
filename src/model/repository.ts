/** Which program serves a repository's web pages. `bitbucket`: its cloud; `bitbucketServer`: Bitbucket Data Center. */
export type RemoteKind = 'github' | 'gitlab' | 'bitbucket' | 'bitbucketServer' | 'azure' | 'gitea';

/** The programs of hosts, by their names in lower case. */
export type GitHosts = Readonly<Record<string, RemoteKind>>;

/** A git repository, or a work tree of one, that is open in the workspace. */
export interface Repository {
  /** Absolute path of the work tree. */
  readonly root: string;
  /** Absent: a detached HEAD, or no commit yet. */
  readonly branch?: string;
  /** Hash of HEAD; absent before the first commit. */
  readonly commit?: string;
  /** Remotes by name, addresses without credentials; `origin` first. */
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
  /** The branch that others start from, where it can be told: `main`. */
  readonly mainBranch?: string;
  /** It lies in another repository as a submodule. */
  readonly submodule: boolean;
  /** It is a further work tree of a repository. */
  readonly linkedWorktree: boolean;
  /** Something is changed and not committed. */
  readonly dirty: boolean;
}

/** A branch that may be a ticket's. */
export interface TicketBranch {
  readonly name: string;
  /** The remote that it is at, when there is none of the name here. */
  readonly remote?: string;
  /** It is checked out in this work tree. */
  readonly worktree?: string;
  /** ISO 8601 of its last commit. */
  readonly at?: string;
}

/** A commit of a span of work. */
export interface WorkCommit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
  /** It is the user's own, by the e-mail address that git is set up with. */
  readonly mine: boolean;
  /** Its web page, where the remote is known and the commit is there. */
  readonly permalink?: string;
}

/** Where a line of an older state of a file is now. */
export interface FollowedLine {
  /** Absolute path of the file now. */
  readonly file: string;
  /** 1-based; the nearest line when the line itself is no more. */
  readonly line: number;
  /** `same`: nothing moved it. `gone`: the line was deleted or rewritten. */
  readonly state: 'same' | 'moved' | 'gone';
}

/** Why git could not do what was asked. */
export type GitProblem = 'noGit' | 'noRepository' | 'dirty' | 'exists' | 'refused';

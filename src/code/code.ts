import type { CodeLink, LinkedPlace } from '../model/codeLink.ts';
import type { ResolvedFrame } from '../model/frame.ts';
import type { MentionRules } from '../model/mention.ts';
import type { FollowedLine, GitHosts, GitProblem, Repository, TicketBranch, WorkCommit } from '../model/repository.ts';

/** A place in the workspace that mentions a ticket. Line and column are 0-based, in UTF-16 units. */
export interface MentionPlace {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The line, cut to what can be shown. */
  readonly text: string;
}

/** Places that mention a ticket. */
export interface MentionPlaces {
  readonly places: readonly MentionPlace[];
  /** There are more than are listed, or a folder could not be looked through. */
  readonly partial: boolean;
}

/** Of a text of a ticket: which text it is, and the frames in it. */
export interface TextFrames {
  readonly id: string;
  readonly frames: readonly ResolvedFrame[];
}

/** What is started: a branch that is there, or a new one. */
export interface BranchStart {
  readonly root: string;
  readonly branch: string;
  /** What a new branch starts from; absent: the branch is there. */
  readonly from?: string;
  /** The remote that the branch is taken from. */
  readonly remote?: string;
  /** Absolute path of a new work tree for it; absent: it is checked out where `root` is. */
  readonly worktree?: string;
}

/** How a git command ended. */
export type GitResult<T> =
  | { readonly ok: true; readonly value: T }
  /** `detail` is what git said, without credentials. */
  | { readonly ok: false; readonly problem: GitProblem; readonly detail: string };

/** A file as the editor has it, saved or not. */
export interface FileText {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** Lines that are linked. 1-based and inclusive. */
export interface LinkedLines extends FileText {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * The workspace's code as Deskside sees it. It runs in a worker thread: files are searched, read and compared there. Every
 * method may be called again after the worker ended; an `AbortSignal` ends a question, which then rejects.
 */
export interface Code {
  /**
   * The folders of the workspace, what counts as a mention, and the git hosts whose names do not tell their program.
   * Nothing is read before something is asked.
   * @param git absolute paths of the git that the user wishes, the first that is there; else it is the one of the PATH
   */
  open(folders: readonly string[], rules: MentionRules, hosts?: GitHosts, git?: readonly string[]): Promise<void>;
  /** Files that were made, changed or deleted on disk; a folder stands for all below it. */
  changed(files: readonly string[]): Promise<void>;

  /** Where a ticket is mentioned, by path and line. The index is made with the first question and kept up by `changed`. */
  mentions(ticket: { readonly deskId: string; readonly number: string }, signal?: AbortSignal): Promise<MentionPlaces>;

  /** The frames in texts, with the files they may mean. */
  frames(
    texts: readonly { readonly id: string; readonly text: string }[],
    signal?: AbortSignal,
  ): Promise<readonly TextFrames[]>;
  /**
   * Where a line is now that a text of `at` (ISO 8601, or a commit's hash) named: followed through the history of git from
   * the last commit before. Undefined where no history tells.
   */
  follow(
    place: { readonly file: string; readonly line: number; readonly at: string },
    signal?: AbortSignal,
  ): Promise<FollowedLine | undefined>;

  /** A link to lines, with its fingerprint, commit and web page. */
  link(lines: LinkedLines, signal?: AbortSignal): Promise<CodeLink>;
  /**
   * Where each link's code is now, in the order of the links.
   * @param unsaved files that count as the editor has them, not as they are on disk
   */
  locate(
    links: readonly CodeLink[],
    signal?: AbortSignal,
    unsaved?: readonly FileText[],
  ): Promise<readonly LinkedPlace[]>;

  /** Paths that a file had before in the history of its repository, from its root with `/`, the latest first. */
  formerPaths(file: string, signal?: AbortSignal): Promise<readonly string[]>;

  /** The repositories that hold the folders or lie in them, submodules included. */
  repositories(signal?: AbortSignal): Promise<readonly Repository[]>;
  /** Branches of a repository whose names hold the number, the likeliest first; remotes are not asked. */
  branchesOf(root: string, number: string, signal?: AbortSignal): Promise<readonly TicketBranch[]>;
  /** Makes and checks out a branch; nothing that is not committed is lost. The value is the root of its work tree. */
  startBranch(start: BranchStart, signal?: AbortSignal): Promise<GitResult<string>>;
  /** Commits of HEAD that `base` has not, newest first, at most 200; without a base those since `since` (ISO 8601). */
  commits(
    root: string,
    span: { readonly base?: string; readonly since?: string },
    signal?: AbortSignal,
  ): Promise<readonly WorkCommit[]>;

  /** Ends what runs. */
  dispose(): Promise<void>;
}

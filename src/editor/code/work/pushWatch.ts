import * as vscode from 'vscode';
import type { Code } from '../../../code/code.ts';
import type { Branches } from '../../time/branches.ts';
import { followRepositories, type GitHead, type GitRepository } from '../../time/git.ts';
import type { WorkMemory } from './workMemory.ts';
import { finishSettings } from './workSettings.ts';

/** The branch that was pushed. */
interface Pushed {
  readonly root: string;
  readonly branch: string;
}

interface Seen {
  readonly head: GitHead | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds by which a look may be told later than it was. */
const late = 10_000;

/** Sees when the branch of a ticket was pushed, and offers once to finish the work on it. */
export class PushWatch implements vscode.Disposable {
  readonly #branches: Branches;
  readonly #memory: WorkMemory;
  readonly #code: Code;
  readonly #log: vscode.LogOutputChannel;
  readonly #seen = new Map<string, Seen>();
  /** Branches whose push is looked at. */
  readonly #asking = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** It is offered now, or no longer. */
  readonly onDidChange = this.#changed.event;
  readonly #repositories: vscode.Disposable;
  #offered: Pushed | undefined;

  constructor(branches: Branches, memory: WorkMemory, code: Code, log: vscode.LogOutputChannel) {
    this.#branches = branches;
    this.#memory = memory;
    this.#code = code;
    this.#log = log;
    this.#repositories = followRepositories(repository => {
      this.#look(repository);
      return repository.state.onDidChange(() => this.#look(repository));
    });
  }

  /** The branch whose work may be finished; nothing once that was begun, or another branch is checked out. */
  get offered(): Pushed | undefined {
    return this.#offered;
  }

  /** Whoever finishes needs no offer. */
  taken(): void {
    if (!this.#offered) return;
    this.#offered = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#repositories.dispose();
    this.#changed.dispose();
  }

  #look(repository: GitRepository): void {
    const root = repository.rootUri.fsPath;
    const { HEAD: head } = repository.state;
    const before = this.#seen.get(root);
    this.#seen.set(root, { head, at: Date.now() });
    if (this.#offered?.root === root && this.#offered.branch !== head?.name && head?.name !== undefined) this.taken();
    if (!before?.head || head?.name === undefined || before.head.name !== head.name) return;
    if (head.upstream === undefined || (head.ahead ?? 0) > 0) return;
    const { commit, ahead = 0, upstream } = before.head;
    const isMoved = commit !== head.commit;
    if (!isMoved && ahead === 0 && upstream !== undefined) return;
    const pushed = { root, branch: head.name };
    const isOwn = async (base: string | undefined) => {
      if (!isMoved && ahead > 0) return true;
      // Committed and pushed between two looks, published, or only fetched.
      const span = upstream === undefined ? base : commit;
      const commits = span === undefined ? [] : await this.#code.commits(root, { base: span });
      const isOld = upstream !== undefined && ahead === 0;
      return commits.some(({ mine, at }) => mine && !(isOld && Date.parse(at) < before.at - late));
    };
    this.#offer(pushed, isOwn).catch(thrown => this.#log.warn(String(thrown)));
  }

  /** @param isOwn whether work of the user's was pushed, of a branch that began at a base */
  async #offer({ root, branch }: Pushed, isOwn: (base: string | undefined) => Promise<boolean>): Promise<void> {
    const key = JSON.stringify([root, branch]);
    const ticket = this.#branches.all.find(each => each.root === root && each.branch === branch)?.ticket;
    const memory = this.#memory.of(root, branch);
    if (!ticket || memory?.offered || this.#asking.has(key) || !finishSettings().offerAfterPush) return;
    this.#asking.add(key);
    try {
      const main = memory?.base ?? (await this.#mainBranch(root));
      if (main === branch || !(await isOwn(main))) return;
      await this.#memory.keep({ ...(memory ?? { root, branch, ticket }), offered: true });
      this.#offered = { root, branch };
      this.#changed.fire();
    } finally {
      this.#asking.delete(key);
    }
  }

  async #mainBranch(root: string): Promise<string | undefined> {
    return (await this.#code.repositories()).find(each => each.root === root)?.mainBranch;
  }
}

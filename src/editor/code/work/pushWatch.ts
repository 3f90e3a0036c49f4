import * as vscode from 'vscode';
import type { Code } from '../../../code/code.ts';
import type { Branches, BranchWork } from '../../time/branches.ts';
import { type GitHead, type GitRepository, gitApi } from '../../time/git.ts';
import type { WorkMemory } from './workMemory.ts';
import { finishSettings } from './workSettings.ts';

/** The branch that was pushed. */
interface Pushed {
  readonly root: string;
  readonly branch: string;
}

interface Seen {
  readonly head: GitHead | undefined;
  /** Something was committed to this branch while this window looked. */
  readonly committed: boolean;
}

/** Sees when the branch of a ticket was pushed, and offers once to finish the work on it. */
export class PushWatch implements vscode.Disposable {
  readonly #branches: Branches;
  readonly #memory: WorkMemory;
  readonly #code: Code;
  readonly #log: vscode.LogOutputChannel;
  readonly #seen = new Map<string, Seen>();
  readonly #told = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** It is offered now, or no longer. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #offered: Pushed | undefined;
  #disposed = false;

  constructor(branches: Branches, memory: WorkMemory, code: Code, log: vscode.LogOutputChannel) {
    this.#branches = branches;
    this.#memory = memory;
    this.#code = code;
    this.#log = log;
    this.#begin().catch(thrown => log.warn(`Pushes cannot be seen: ${String(thrown)}`));
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
    this.#disposed = true;
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #begin(): Promise<void> {
    const api = await gitApi().catch(() => undefined);
    if (!api || this.#disposed) return;
    const follow = (repository: GitRepository) => {
      this.#look(repository);
      this.#disposables.push(repository.state.onDidChange(() => this.#look(repository)));
    };
    for (const repository of api.repositories) follow(repository);
    this.#disposables.push(api.onDidOpenRepository(follow));
  }

  #look(repository: GitRepository): void {
    const root = repository.rootUri.fsPath;
    const { HEAD: head } = repository.state;
    const before = this.#seen.get(root);
    const sameBranch = before?.head?.name !== undefined && before.head.name === head?.name;
    const sameCommit = before?.head?.commit === head?.commit;
    this.#seen.set(root, { head, committed: sameBranch && (before.committed || !sameCommit) });
    if (this.#offered?.root === root && this.#offered.branch !== head?.name && head?.name !== undefined) this.taken();
    if (!before || !head?.name || !sameBranch || !sameCommit) return;
    const wasAhead = (before.head?.ahead ?? 0) > 0;
    const published = before.head?.upstream === undefined && before.committed;
    const isPushed = head.upstream !== undefined && (head.ahead ?? 0) === 0 && (wasAhead || published);
    if (isPushed) this.#offer({ root, branch: head.name }).catch(thrown => this.#log.warn(String(thrown)));
  }

  async #offer({ root, branch }: Pushed): Promise<void> {
    const key = JSON.stringify([root, branch]);
    const work = this.#branches.all.find(each => each.root === root && each.branch === branch);
    if (!work?.ticket || this.#told.has(key) || !finishSettings().offerAfterPush) return;
    const memory = this.#memory.of(root, branch);
    if (memory?.offered) return;
    this.#told.add(key);
    if (!memory?.base && (await this.#isMain(work))) return;
    await this.#memory.keep({ ...(memory ?? { root, branch, ticket: work.ticket }), offered: true });
    this.#offered = { root, branch };
    this.#changed.fire();
  }

  async #isMain({ root, branch }: BranchWork): Promise<boolean> {
    const all = await this.#code.repositories();
    return all.find(each => each.root === root)?.mainBranch === branch;
  }
}

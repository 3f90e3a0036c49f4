import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { TimedTicket } from '../../../model/timer.ts';

const text = v.pipe(v.string(), v.maxLength(1_000));
const remembered = v.object({
  root: text,
  branch: text,
  ticket: v.object({ deskId: text, ticketId: text, number: text, subject: v.optional(text) }),
  base: v.optional(text),
  since: v.optional(text),
  offered: v.optional(v.boolean()),
});

/** What is known of the work on a branch. */
export interface BranchMemory {
  readonly root: string;
  readonly branch: string;
  readonly ticket: TimedTicket;
  /** What the branch was made from. */
  readonly base?: string;
  /** ISO 8601: when the work was started. */
  readonly since?: string;
  /** To finish it was offered. */
  readonly offered?: boolean;
}

const branchesKey = 'deskside.work.branches';
const rootsKey = 'deskside.work.repositories';
/** Branches, and customers or groups, that are remembered. */
const most = 200;

/** Which branch is for which ticket, in all windows, and in which repository the tickets of whom are worked on. */
export class WorkMemory {
  readonly #shared: vscode.Memento;
  readonly #workspace: vscode.Memento;

  constructor(shared: vscode.Memento, workspace: vscode.Memento) {
    this.#shared = shared;
    this.#workspace = workspace;
  }

  of(root: string, branch: string): BranchMemory | undefined {
    return this.#branches().find(each => each.root === root && each.branch === branch);
  }

  async keep(memory: BranchMemory): Promise<void> {
    const { root, branch } = memory;
    const others = this.#branches().filter(each => each.root !== root || each.branch !== branch);
    await this.#shared.update(branchesKey, [...others, memory].slice(-most));
  }

  /** The repository in which tickets of such a customer or group were last worked on. */
  rootOf(abouts: readonly string[]): string | undefined {
    const roots = this.#roots();
    return abouts.map(about => roots.find(each => each[0] === about)?.[1]).find(root => root !== undefined);
  }

  async keepRoot(abouts: readonly string[], root: string): Promise<void> {
    const others = this.#roots().filter(([about]) => !abouts.includes(about));
    await this.#workspace.update(rootsKey, [...others, ...abouts.map(about => [about, root])].slice(-most));
  }

  #branches(): readonly BranchMemory[] {
    const kept = this.#shared.get<unknown>(branchesKey);
    return (Array.isArray(kept) ? kept : []).flatMap((each): BranchMemory[] => {
      const read = v.safeParse(remembered, each);
      if (!read.success) return [];
      const { root, branch, ticket, base, since, offered } = read.output;
      const { deskId, ticketId, number, subject } = ticket;
      return [
        {
          ...{ root, branch },
          ticket: { deskId, ticketId, number, ...(subject === undefined ? {} : { subject }) },
          ...(base === undefined ? {} : { base }),
          ...(since === undefined ? {} : { since }),
          ...(offered === undefined ? {} : { offered }),
        },
      ];
    });
  }

  #roots(): readonly (readonly [about: string, root: string])[] {
    const read = v.safeParse(v.array(v.tuple([text, text])), this.#workspace.get<unknown>(rootsKey));
    return read.success ? read.output : [];
  }
}

import type * as vscode from 'vscode';
import type { ShownTime } from '../../time/connectTime.ts';
import type { CodeParts } from '../codeParts.ts';
import { ActiveTicketBar } from './activeTicketBar.ts';
import { CommitBox } from './commitBox.ts';
import { PushWatch } from './pushWatch.ts';
import { WorkMemory } from './workMemory.ts';

/** What work on tickets shows all the time, and what commands need of it. */
export interface ShownWork {
  readonly memory: WorkMemory;
  readonly bar: ActiveTicketBar;
  readonly commitBox: CommitBox;
  readonly pushes: PushWatch;
}

/** Shows the ticket of the branch, fills the commit message in, and offers to finish work. */
export function connectWork(
  { desks, log, memory: workspace, shared, code, mentions, keep }: CodeParts & { readonly shared: vscode.Memento },
  { branches }: ShownTime,
): ShownWork {
  const memory = new WorkMemory(shared, workspace);
  branches.remember((root, branch) => memory.of(root, branch)?.ticket);
  const pushes = keep(new PushWatch(branches, memory, code, log));
  const bar = keep(new ActiveTicketBar(branches, pushes, desks));
  const commitBox = keep(new CommitBox(branches, desks, mentions, workspace, log));
  branches.watch().catch(thrown => log.warn(`Branches cannot be watched: ${String(thrown)}`));
  return { memory, bar, commitBox, pushes };
}

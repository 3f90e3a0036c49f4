import * as vscode from 'vscode';
import { askChecklist, type CheckRow } from '../../checklist.ts';
import { Abandoned } from '../../commandRunner.ts';
import { withProgress } from '../../progress.ts';

/** What became of a step. `waits`: it is in the outbox, and goes on there. */
export interface StepEnd {
  readonly state: 'done' | 'waits' | 'failed';
  /** Why, or what else there is to say. */
  readonly words?: string;
}

/** Something that is done once it was confirmed. */
export interface WorkStep<K extends string> {
  readonly key: K;
  /** Its row, for when it has to be tried again. */
  row(): CheckRow<K>;
  run(signal: AbortSignal): Promise<StepEnd>;
}

/** How all of it is spoken of. */
export interface WorkWords {
  /** While it is done. */
  readonly doing: string;
  /** Above what did not succeed: how many of how many. */
  failed(failed: number, all: number): string;
}

/**
 * Does the steps in their order; one that fails keeps no other from being done. What failed is shown row by row with its
 * reason, and can be tried again from there.
 * @returns what became of each, when nothing failed or the user leaves it at that
 */
export async function runWorkSteps<K extends string>(
  steps: readonly WorkStep<K>[],
  words: WorkWords,
  log: vscode.LogOutputChannel,
): Promise<ReadonlyMap<K, StepEnd>> {
  const ends = new Map<K, StepEnd>();
  let wanted = steps;
  for (;;) {
    await withProgress(words.doing, async (signal, tell) => {
      for (const step of wanted) {
        tell(plain(step.row().label));
        ends.set(step.key, await end(step, signal, log));
      }
    });
    const failed = steps.filter(({ key }) => ends.get(key)?.state === 'failed');
    if (failed.length === 0) return ends;
    const again = await askAgain(failed, steps, ends, words);
    if (!again) return ends;
    wanted = failed.filter(({ key }) => again.has(key));
  }
}

async function end<K extends string>(
  step: WorkStep<K>,
  signal: AbortSignal,
  log: vscode.LogOutputChannel,
): Promise<StepEnd> {
  const cancelled: StepEnd = { state: 'failed', words: vscode.l10n.t('Cancelled before it was done.') };
  if (signal.aborted) return cancelled;
  try {
    return await step.run(signal);
  } catch (thrown) {
    if (signal.aborted) return cancelled;
    log.error(`${step.key}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    return { state: 'failed', words: vscode.l10n.t('Deskside could not finish this because of an error of its own.') };
  }
}

/** What is to be tried again; nothing: it is left at that. */
async function askAgain<K extends string>(
  failed: readonly WorkStep<K>[],
  all: readonly WorkStep<K>[],
  ends: ReadonlyMap<K, StepEnd>,
  words: WorkWords,
): Promise<ReadonlySet<K> | undefined> {
  const { t } = vscode.l10n;
  const done = all.filter(each => !failed.includes(each)).map(each => plain(each.row().label));
  try {
    const again = await askChecklist<K>({
      title: words.failed(failed.length, all.length),
      placeholder: () => t('Enter tries again what is ticked; Esc leaves it'),
      remarks: done.length > 0 ? [t('Done: {0}', done.join(' · '))] : [],
      rows: () => failed.map(step => ({ ...step.row(), picked: true, detail: ends.get(step.key)?.words })),
    });
    return again.size > 0 ? again : undefined;
  } catch (thrown) {
    if (thrown instanceof Abandoned) return undefined;
    throw thrown;
  }
}

function plain(label: string): string {
  return label.replaceAll('…', '');
}

import type * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { ToolProblem } from './toolProblem.ts';

/** A desk that failed. What it said is left out: it may be anybody's words. */
export function failureOfTool({ detail: _, ...failure }: DeskFailure, { config }: ReadyDesk): ToolProblem {
  return new ToolProblem(describeFailure(failure, config.name).message);
}

/** A signal that aborts when a token is cancelled. */
export async function withSignal<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    return await work(abort.signal);
  } finally {
    listening.dispose();
  }
}

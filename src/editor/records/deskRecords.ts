import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { RecordKind, RecordResource } from '../../model/records.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import type { Remark } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { shownText } from '../shownText.ts';
import type { AskTicketParts } from '../tickets/askTicket.ts';

/** What browsing the records of a desk needs. */
export interface Browsing {
  readonly engine: Engine;
  readonly documents: ReadOnlyDocuments;
  readonly asking: AskTicketParts;
  readonly desk: ReadyDesk;
  readonly resources: readonly RecordResource[];
  /** What was begun in forms, by kind, while the browser is open and after Esc. */
  readonly drafts: Map<string, Map<string, string>>;
}

/** Records of one kind below given parents. */
export interface Place {
  readonly resource: RecordResource;
  /** Ids of the parents, outermost first. */
  readonly parents: readonly string[];
  /** What the innermost parent is called. */
  readonly parentTitle?: string;
}

/** A failure as a row, so that the way back stays open. */
export function failureRemark(failure: DeskFailure, deskName: string): Remark {
  const { message, headline } = describeFailure(failure, deskName);
  return { label: headline, detail: shownText(message), iconPath: new vscode.ThemeIcon('warning') };
}

/** Asks a desk, or sends it something; a failure is said and the browser stays. */
export async function sent<T>(
  { desk: { config } }: Browsing,
  title: string,
  work: (signal: AbortSignal) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await withProgress(title, work);
  if (done.ok) return done;
  tellUncertain(done.failure, config.name);
  if (done.failure.reason !== 'cancelled')
    void vscode.window.showErrorMessage(describeFailure(done.failure, config.name).message);
  return done;
}

/** The kinds of record that belong to one of this kind. */
export function childrenOf(resources: readonly RecordResource[], kind: RecordKind, depth: number): RecordResource[] {
  return resources.filter(each => each.parents.length === depth + 1 && each.parents.at(-1) === kind);
}

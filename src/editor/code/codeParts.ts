import type * as vscode from 'vscode';
import type { Code } from '../../code/code.ts';
import type { Engine } from '../../engine/engine.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Desks } from '../desks/desks.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import type { ShownTime } from '../time/connectTime.ts';
import type { DocumentMentions } from './documentMentions.ts';
import type { KnownTickets } from './knownTickets.ts';

/** What all that links tickets and code works with. */
export interface CodeParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  /** Documents for reading, such as text attachments. */
  readonly documents: ReadOnlyDocuments;
  /** The workspace's code; its worker starts with the first question. */
  readonly code: Code;
  readonly mentions: DocumentMentions;
  readonly tickets: KnownTickets;
  /** What this workspace remembers, and what all windows do. */
  readonly memory: vscode.Memento;
  readonly shared: vscode.Memento;
  time(): Promise<ShownTime>;
  /** The ticket whose panel is in front. */
  inFront(): TicketRef | undefined;
  run(command: string, ...args: unknown[]): Promise<void>;
  keep<T extends vscode.Disposable>(part: T): T;
}

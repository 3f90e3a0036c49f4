import * as vscode from 'vscode';
import type { Engine } from '../engine/engine.ts';
import type { ShownAssistant } from './assistant/connectAssistant.ts';
import type { ShownCode } from './code/connectCode.ts';
import type { Desks } from './desks/desks.ts';
import { commands } from './ids.ts';
import type { Writes } from './outbox/writes.ts';
import type { OverviewPanel } from './overview/overviewPanel.ts';
import type { TicketPanels } from './panel/ticketPanels.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { Node } from './tickets/nodes.ts';
import type { TicketTree } from './tickets/ticketTree.ts';
import type { ShownTime } from './time/connectTime.ts';
import type { Timesheet } from './timesheet/timesheet.ts';
import type { NumbersLater } from './writing/numbersLater.ts';
import type { TicketForms } from './writing/ticketForms.ts';

/** The parts that commands act on. */
export interface CommandParts {
  readonly extensionId: string;
  readonly extensionVersion: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly panels: TicketPanels;
  readonly forms: TicketForms;
  /** Comments that wait for the numbers of tickets which the outbox is to make. */
  readonly numbers: NumbersLater;
  timesheet(): Promise<Timesheet>;
  overview(): Promise<OverviewPanel>;
  code(): Promise<ShownCode>;
  assistant(): Promise<ShownAssistant>;
  readonly time: ShownTime;
  readonly writes: Writes;
  /** The rows of the ticket tree that are selected. */
  selection(): readonly Node[];
  /** Documents for reading, such as check-ups. */
  readonly documents: ReadOnlyDocuments;
  readonly log: vscode.LogOutputChannel;
  /** The folder that VS Code keeps the log in. */
  readonly logFolder: string;
  /** The extension's own, in the user's language. */
  readonly manifest: unknown;
  /** What this workspace remembers. */
  readonly memory: vscode.Memento;
  /** Where the copies of desks are kept. */
  readonly copies: string;
}

/** A command by its short name. */
export type Command = keyof typeof commands;

/** What each command does with the row, ticket or desk that it is called on, and with all rows that are selected. */
export type CommandTable = Readonly<Record<Command, (argument: unknown, selected: unknown) => unknown>>;

/** Registers every command of `commands`. */
export function registerCommands(
  run: (command: Command, argument: unknown, selected: unknown) => Promise<unknown>,
): vscode.Disposable {
  const names = Object.keys(commands) as Command[];
  return vscode.Disposable.from(
    ...names.map(name =>
      vscode.commands.registerCommand(commands[name], (argument, selected) => run(name, argument, selected)),
    ),
  );
}

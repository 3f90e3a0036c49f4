import * as vscode from 'vscode';
import type { Engine } from '../engine/engine.ts';
import type { Desks } from './desks/desks.ts';
import { commands } from './ids.ts';
import type { TicketPanels } from './panel/ticketPanels.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { TicketTree } from './tickets/ticketTree.ts';

/** The parts that commands act on. */
export interface CommandParts {
  readonly extensionId: string;
  readonly extensionVersion: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly panels: TicketPanels;
  /** Documents for reading, such as check-ups. */
  readonly documents: ReadOnlyDocuments;
  readonly log: vscode.LogOutputChannel;
  /** What this workspace remembers. */
  readonly memory: vscode.Memento;
  /** Where the copies of desks are kept. */
  readonly copies: string;
}

/** A command by its short name. */
export type Command = keyof typeof commands;

/** What each command does with the row, ticket or desk that it is called on. */
export type CommandTable = Readonly<Record<Command, (argument: unknown) => unknown>>;

/** Registers every command of `commands`. */
export function registerCommands(run: (command: Command, argument: unknown) => Promise<unknown>): vscode.Disposable {
  const names = Object.keys(commands) as Command[];
  return vscode.Disposable.from(
    ...names.map(name => vscode.commands.registerCommand(commands[name], argument => run(name, argument))),
  );
}

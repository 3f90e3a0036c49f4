import type * as vscode from 'vscode';
import type { Engine } from '../engine/engine.ts';
import type { CommandRegistry } from './commandRegistry.ts';
import type { Desks } from './desks/desks.ts';
import { commands } from './ids.ts';
import type { TicketPanels } from './panel/ticketPanels.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { Refresh } from './tickets/refresh.ts';
import type { TicketTree } from './tickets/ticketTree.ts';

/** The parts that commands act on. */
export interface CommandParts {
  readonly extensionId: string;
  readonly extensionVersion: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly refresh: Refresh;
  readonly panels: TicketPanels;
  /** Documents for reading, such as check-ups. */
  readonly documents: ReadOnlyDocuments;
  readonly log: vscode.LogOutputChannel;
  /** What this workspace remembers. */
  readonly memory: vscode.Memento;
  /** Where the copies of desks are kept. */
  readonly copies: string;
}

type Command = keyof typeof commands;

/** What each command does with the row, ticket or desk that it is called on. */
export type CommandTable = Readonly<Record<Command, (argument: unknown) => unknown>>;

/** Registers every command of `commands`. What they do is loaded with the first of them. */
export function registerCommands(registry: CommandRegistry, parts: CommandParts): void {
  let loading: Promise<CommandTable> | undefined;
  const table = () => {
    loading ??= import('./allCommands.ts').then(({ allCommands }) => allCommands(parts));
    return loading;
  };
  for (const name of Object.keys(commands) as Command[]) {
    registry.register(commands[name], async argument => (await table())[name](argument));
  }
}

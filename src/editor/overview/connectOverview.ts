import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { saveFile } from '../attachments/saveFile.ts';
import type { CommandRunner } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { commands } from '../ids.ts';
import { OverviewPanel } from './overviewPanel.ts';
import { pickCounted } from './pickCounted.ts';

/** What the overview is connected with. */
export interface OverviewConnection {
  readonly extensionUri: vscode.Uri;
  readonly extensionId: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  readonly runner: CommandRunner;
  /** Runs a command by its id. */
  run(command: string, ...args: unknown[]): Promise<void>;
}

/** Makes the overview. This file and all that only it imports is a bundle of its own. */
export function connectOverview({ run, runner, extensionId, ...parts }: OverviewConnection): OverviewPanel {
  return new OverviewPanel({
    ...parts,
    openTicket: ref => run(commands.openTicket, ref),
    search: (text, deskId) => run(commands.searchTickets, { text, deskId }),
    pick: async (part, deskId, title) => {
      await runner.run('Overview', async () => {
        await run(commands.openTicket, await pickCounted(parts, part, deskId, title));
      });
    },
    save: saveFile,
    act: async (action, deskId) => {
      if (action === 'openMirrorSettings') {
        await run('workbench.action.openSettings', `@ext:${extensionId} mirror`);
      } else await run(commands[action], deskId);
    },
  });
}

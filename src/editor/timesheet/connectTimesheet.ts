import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { saveFile } from '../attachments/saveFile.ts';
import type { Desks } from '../desks/desks.ts';
import { commands, views } from '../ids.ts';
import { Timesheet } from './timesheet.ts';

/** What the timesheet is connected with. */
export interface TimesheetConnection {
  readonly extensionUri: vscode.Uri;
  readonly extensionId: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  /** Runs a command by its id. */
  run(command: string, ...args: unknown[]): Promise<void>;
}

/** Makes the timesheet. This file and all that only it imports is a bundle of its own. */
export function connectTimesheet({ run, extensionId, ...parts }: TimesheetConnection): Timesheet {
  return new Timesheet({
    ...parts,
    openTicket: ref => run(commands.openTicket, ref),
    logTime: ref => run(commands.logTime, ref),
    showOutbox: () => run(`${views.outbox}.focus`),
    save: saveFile,
    act: async (action, deskId) => {
      if (action === 'openMirrorSettings') {
        await run('workbench.action.openSettings', `@ext:${extensionId} mirror`);
      } else await run(commands[action], deskId);
    },
  });
}

import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { AttachmentFiles } from '../attachments/attachmentFiles.ts';
import type { ImageFiles } from '../attachments/imageFiles.ts';
import type { ShownCode } from '../code/connectCode.ts';
import type { CommandRunner } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { describeOnPage } from '../failures.ts';
import { commands } from '../ids.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { copyTicketLink } from '../tickets/links.ts';
import { TicketPanels } from './ticketPanels.ts';

/** What panels are connected with. */
export interface PanelParts {
  readonly context: vscode.ExtensionContext;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  readonly documents: ReadOnlyDocuments;
  readonly images: ImageFiles;
  readonly runner: CommandRunner;
  code(): Promise<ShownCode>;
  /** Runs a command by its id. */
  run(command: string, argument: unknown): Promise<void>;
}

/** Ticket panels, and the files that are opened out of them. */
export interface ShownPanels {
  readonly panels: TicketPanels;
  readonly attachments: AttachmentFiles;
}

/** Makes the ticket panels. This file and all that only it imports is a bundle of its own. */
export function connectPanels(parts: PanelParts): ShownPanels {
  const { context, engine, desks, log, runner, run } = parts;
  const attachments = new AttachmentFiles(engine, desks, parts.documents, parts.images);
  const panels = new TicketPanels({
    extensionUri: context.extensionUri,
    engine,
    log,
    memory: context.workspaceState,
    desk: deskId => {
      const desk = desks.get(deskId);
      return desk?.state === 'ready' ? desk : undefined;
    },
    deskFailure: deskId => {
      const desk = desks.get(deskId);
      return desk?.state === 'failed' ? { failure: desk.failure, name: desk.config.name } : undefined;
    },
    retryDesk: deskId => {
      if (desks.get(deskId)?.state === 'failed') desks.reopen(deskId);
    },
    loadDesks: () => desks.load(),
    onDidChangeDesks: desks.onDidOpen,
    describe: describeOnPage,
    run,
    code: parts.code,
    copyLink: ref => copyTicketLink(desks, context.extension.id, ref),
    reconnect: deskId => run(commands.reconnect, deskId),
    showLog: () => log.show(),
    openAttachment: (ref, file) => runner.run('Open attachment', () => attachments.open(ref, file)),
    saveAttachment: (ref, file) => runner.run('Save attachment', () => attachments.save(ref, file)),
  });
  return { panels, attachments };
}

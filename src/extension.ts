import { join } from 'node:path';
import * as vscode from 'vscode';
import { AttachmentFiles } from './editor/attachments/attachmentFiles.ts';
import { ImageFiles } from './editor/attachments/imageFiles.ts';
import { CommandRegistry } from './editor/commandRegistry.ts';
import { Desks } from './editor/desks/desks.ts';
import { SampleDesk } from './editor/desks/sampleDesk.ts';
import { describeFailure, remedyLabel } from './editor/failures.ts';
import { commands } from './editor/ids.ts';
import { lazyEngine } from './editor/lazyEngine.ts';
import { EngineMirror } from './editor/mirror/engineMirror.ts';
import { SyncStates } from './editor/mirror/syncStates.ts';
import { noticeDamage } from './editor/network/damageNotice.ts';
import { EngineNetwork } from './editor/network/engineNetwork.ts';
import { logRequests } from './editor/network/requestLog.ts';
import { UsageMemory } from './editor/network/usageMemory.ts';
import { Badge } from './editor/notices/badge.ts';
import { Marks } from './editor/notices/marks.ts';
import { Notices } from './editor/notices/notices.ts';
import { OwnWrites } from './editor/notices/ownWrites.ts';
import { TicketPanels } from './editor/panel/ticketPanels.ts';
import { ReadOnlyDocuments } from './editor/readOnlyDocuments.ts';
import { registerCommands } from './editor/registerCommands.ts';
import { copyTicketLink, followEditorLink } from './editor/tickets/links.ts';
import { Refresh } from './editor/tickets/refresh.ts';
import { TicketTree } from './editor/tickets/ticketTree.ts';
import { TicketView } from './editor/tickets/ticketView.ts';
import type { Engine } from './engine/engine.ts';
import { failureOf } from './model/errors.ts';

/** What the host suite gets to see of the running extension; nobody else does. */
export interface TestApi {
  readonly context: vscode.ExtensionContext;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly ticketView: TicketView;
  readonly marks: Marks;
  readonly sync: SyncStates;
  readonly panels: TicketPanels;
  readonly attachments: AttachmentFiles;
}

/** Builds the parts and hands each what it needs. Nothing here asks a desk: the engine loads with the first question. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const keep = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const run = async (command: string, ...args: unknown[]): Promise<void> => {
    await vscode.commands.executeCommand(command, ...args);
  };
  const extensionId = context.extension.id;

  const log = keep(vscode.window.createOutputChannel('Deskside', { log: true }));
  const network = keep(new EngineNetwork());
  const mirror = keep(new EngineMirror(log));
  const copies = join(context.globalStorageUri.fsPath, 'desks');
  const ownWrites = new OwnWrites();
  const engine = ownWrites.watched(
    lazyEngine(() =>
      network.configured(() =>
        mirror.configured(async () =>
          (await import('./engine/workerEngine.ts')).workerEngine({
            file: context.asAbsolutePath('dist/engine.cjs'),
            folder: copies,
            log: line => log.warn(line),
          }),
        ),
      ),
    ),
  );
  keep({ dispose: () => void engine.dispose() });
  const dataFolder = join(context.globalStorageUri.fsPath, 'sampledesk');
  const sample = keep(new SampleDesk(context.asAbsolutePath('dist/sampledesk.cjs'), dataFolder, log));
  const usage = keep(new UsageMemory(engine, context.globalState));
  const desks = keep(new Desks(engine, context.secrets, sample, log, usage));
  keep(network.onDidChange(() => desks.reopenAll()));
  const nameOf = (deskId: string) => desks.nameOf(deskId);
  keep(logRequests(engine, log, nameOf));
  keep(noticeDamage(engine, log, copies, nameOf));

  const sync = keep(new SyncStates(engine));
  const marks = keep(new Marks(context.globalState));
  const isKnown = (deskId: string, ticketId: string) =>
    panels.isOpen({ deskId, ticketId }) || ownWrites.has(deskId, ticketId);
  const tree = keep(new TicketTree({ engine, desks, sync, marks, log, isKnown }));
  const ticketView = keep(new TicketView(tree, desks, sync));
  keep(new Badge(engine, desks, ticketView.view, log));
  keep(new Notices({ engine, marks, log, showMine: deskId => ticketView.showMine(deskId) }));
  const documents = keep(new ReadOnlyDocuments());
  const attachments = new AttachmentFiles(engine, desks, documents, keep(new ImageFiles()));
  const panels: TicketPanels = keep(
    new TicketPanels({
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
      describe: (failure, deskName) => {
        const { message, remedies } = describeFailure(failure, deskName);
        const first = remedies.find(remedy => remedy !== 'checkConnection');
        if (!first) return { message };
        return { message, remedy: { label: remedyLabel(first), action: first === 'retry' ? 'refresh' : first } };
      },
      run,
      copyLink: ref => copyTicketLink(desks, extensionId, ref),
      reconnect: deskId => run(commands.reconnect, deskId),
      showLog: () => log.show(),
      openAttachment: (ref, file) => registry.run('Open attachment', () => attachments.open(ref, file)),
      saveAttachment: (ref, file) => registry.run('Save attachment', () => attachments.save(ref, file)),
    }),
  );

  const registry: CommandRegistry = keep(
    new CommandRegistry(log, {
      reconnect: deskId => run(commands.reconnect, deskId),
      checkConnection: deskId => run(commands.checkConnection, deskId),
      showLog: () => log.show(),
    }),
  );
  registerCommands(registry, {
    extensionId,
    extensionVersion: String(context.extension.packageJSON.version),
    engine,
    desks,
    tree,
    refresh: new Refresh(engine, desks, log, () => tree.redraw()),
    panels,
    documents,
    log,
    memory: context.workspaceState,
    copies,
  });
  keep(panels.onDidShow(ticket => void marks.seen(ticket)));
  keep(
    vscode.window.registerUriHandler({
      handleUri: uri => followEditorLink(uri, engine, desks, ticket => run(commands.openTicket, ticket)),
    }),
  );

  if (SampleDesk.isProvided && !context.globalState.get('sampleConnected')) {
    import('./editor/allCommands.ts')
      .then(({ connectSampleDesk }) => connectSampleDesk(desks))
      .then(() => context.globalState.update('sampleConnected', true))
      .catch(thrown => log.error(`The sample desk could not be connected: ${failureOf(thrown).detail ?? ''}`));
  }
  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  return { context, engine, desks, tree, ticketView, marks, sync, panels, attachments };
}

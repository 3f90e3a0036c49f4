import * as vscode from 'vscode';
import type { DesksideExports } from '../api/deskside.d.ts';
import type { Code } from './code/code.ts';
import type { ShownAssistant } from './editor/assistant/connectAssistant.ts';
import { registerAssistant } from './editor/assistant/registerAssistant.ts';
import { lookAtSettings } from './editor/atStart.ts';
import type { AttachmentFiles } from './editor/attachments/attachmentFiles.ts';
import { ImageFiles } from './editor/attachments/imageFiles.ts';
import type { CodeTools, ShownCode } from './editor/code/connectCode.ts';
import type { Desks } from './editor/desks/desks.ts';
import { panels, settings, views } from './editor/ids.ts';
import type { SyncStates } from './editor/mirror/syncStates.ts';
import type { Marks } from './editor/notices/marks.ts';
import type { OutboxTree } from './editor/outbox/outboxTree.ts';
import type { Writes } from './editor/outbox/writes.ts';
import type { OverviewPanel } from './editor/overview/overviewPanel.ts';
import type { TicketPanels } from './editor/panel/ticketPanels.ts';
import type { Parts } from './editor/parts.ts';
import { ReadOnlyDocuments } from './editor/readOnlyDocuments.ts';
import { registerCommands } from './editor/registerCommands.ts';
import { LazyTree } from './editor/tickets/lazyTree.ts';
import { TicketDrag } from './editor/tickets/ticketDrag.ts';
import type { TicketTree } from './editor/tickets/ticketTree.ts';
import type { TicketView } from './editor/tickets/ticketView.ts';
import type { ShownTime } from './editor/time/connectTime.ts';
import type { Timesheet } from './editor/timesheet/timesheet.ts';
import { LazyActions } from './editor/writing/lazyActions.ts';
import type { TicketForms } from './editor/writing/ticketForms.ts';
import type { Engine } from './engine/engine.ts';
import type { GuestAnswers } from './model/guest.ts';

/** What the host suite gets to see of the running extension, all of it loaded; nobody else does. */
export interface TestApi {
  readonly context: vscode.ExtensionContext;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly ticketView: TicketView;
  readonly marks: Marks;
  readonly sync: SyncStates;
  readonly writes: Writes;
  readonly outbox: OutboxTree;
  readonly dragAndDrop: TicketDrag;
  readonly panels: TicketPanels;
  readonly forms: TicketForms;
  readonly attachments: AttachmentFiles;
  readonly time: ShownTime;
  readonly code: ShownCode;
  readonly assistant: ShownAssistant;
  readonly timesheet: Timesheet;
  readonly overview: OverviewPanel;
  /** An address from outside is opened. */
  followLink(uri: vscode.Uri): Promise<void>;
}

/** Holds the line of a sample desk that runs already beside this window and waits to be connected. */
const sampleVariable = 'DESKSIDE_SAMPLE_DESK';
/** Milliseconds after the start before desks are opened for badge, notices and timers alone: starting VS Code comes first. */
const startDelay = 2_000;

/** Registers what VS Code may ask for. All that answers is loaded by the first that asks. Gives what other extensions use. */
export function activate(
  context: vscode.ExtensionContext,
): (DesksideExports & (() => Promise<TestApi>)) | DesksideExports {
  const keep = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = keep(vscode.window.createOutputChannel('Deskside', { log: true }));
  const documents = keep(new ReadOnlyDocuments());
  const images = keep(new ImageFiles());
  const treeDataProvider = keep(new LazyTree(async () => (await (await parts()).tree()).tree));
  const dragAndDropController = new TicketDrag(async (tickets, onto) => (await parts()).dropTickets(tickets, onto));
  const look = { showCollapseAll: true, canSelectMany: true };
  const view = keep(vscode.window.createTreeView(views.tickets, { treeDataProvider, dragAndDropController, ...look }));
  const fileTree = keep(new LazyTree(async () => (await (await parts()).code()).thisFile));
  const fileView = keep(vscode.window.createTreeView(views.thisFile, { treeDataProvider: fileTree }));
  const timeTree = keep(new LazyTree(async () => (await (await parts()).time()).tree));
  keep(vscode.window.registerTreeDataProvider(views.time, timeTree));
  const providedSample = () => process.env[sampleVariable];
  const startEngine = async (folder: string, guests: GuestAnswers): Promise<Engine> => {
    const { workerEngine } = await import('./engine/workerEngine.ts');
    const file = context.asAbsolutePath('dist/engine.cjs');
    return workerEngine({ file, folder, language: vscode.env.language, guests, log: line => log.warn(line) });
  };
  const startCode = async (tools: CodeTools): Promise<Code> => {
    const { workerCode } = await import('./code/workerCode.ts');
    return workerCode({ file: context.asAbsolutePath('dist/code.cjs'), tools, log: line => log.warn(line) });
  };
  let loading: Promise<Parts> | undefined;
  const parts = (): Promise<Parts> => {
    loading ??= import('./editor/parts.ts').then(({ createParts }) =>
      createParts({ context, log, view, fileView, documents, images, providedSample, startEngine, startCode }),
    );
    return loading;
  };

  keep(
    registerCommands(async (command, argument, selected) => (await parts()).runCommand(command, argument, selected)),
  );
  keep(
    vscode.window.registerWebviewPanelSerializer(panels.ticket, {
      deserializeWebviewPanel: async (panel, saved) => (await (await parts()).panels()).panels.restore(panel, saved),
    }),
  );
  keep(
    vscode.window.registerWebviewPanelSerializer(panels.timesheet, {
      deserializeWebviewPanel: async panel => (await (await parts()).timesheet()).restore(panel),
    }),
  );
  keep(
    vscode.window.registerWebviewPanelSerializer(panels.overview, {
      deserializeWebviewPanel: async panel => (await (await parts()).overview()).restore(panel),
    }),
  );
  keep(
    vscode.window.registerWebviewPanelSerializer(panels.createTicket, {
      deserializeWebviewPanel: async (panel, saved) => (await (await parts()).forms()).forms.restore(panel, saved),
    }),
  );
  keep(
    vscode.languages.registerCodeActionsProvider('*', new LazyActions(), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  keep(registerAssistant(async () => (await parts()).assistant()));
  keep(vscode.window.registerUriHandler({ handleUri: async uri => (await parts()).followLink(uri) }));

  const inBackground = (work: () => Promise<unknown>) => {
    work().catch(thrown => log.error(thrown instanceof Error ? thrown : String(thrown)));
  };
  keep(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${settings.section}.${settings.desks}`)) inBackground(parts);
    }),
  );
  const { hasDesk, tells } = lookAtSettings();
  if (hasDesk) {
    const begin = async () => {
      const { desks, time } = await parts();
      await time();
      if (tells) await desks.load();
    };
    const timer = setTimeout(() => inBackground(begin), startDelay);
    keep({ dispose: () => clearTimeout(timer) });
  }
  if (providedSample() && !context.globalState.get('sampleConnected')) {
    inBackground(async () => (await parts()).connectSample());
  }

  // All extensions get this very object: none may change it for the others.
  const forOthers: DesksideExports = { getApi: async version => (await (await parts()).api()).of(version) };
  if (context.extensionMode !== vscode.ExtensionMode.Test) return Object.freeze(forOthers);
  const loadAll = async (): Promise<TestApi> => {
    const { engine, desks, marks, sync, writes, outbox, ...shown } = await parts();
    return {
      context,
      engine,
      desks,
      marks,
      sync,
      writes,
      outbox,
      dragAndDrop: dragAndDropController,
      ...(await shown.tree()),
      ...(await shown.panels()),
      forms: (await shown.forms()).forms,
      time: await shown.time(),
      code: await shown.code(),
      assistant: await shown.assistant(),
      timesheet: await shown.timesheet(),
      overview: await shown.overview(),
      followLink: shown.followLink,
    };
  };
  return Object.freeze(Object.assign(loadAll, forOthers));
}

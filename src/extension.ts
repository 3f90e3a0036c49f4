import * as vscode from 'vscode';
import { lookAtSettings } from './editor/atStart.ts';
import type { AttachmentFiles } from './editor/attachments/attachmentFiles.ts';
import { ImageFiles } from './editor/attachments/imageFiles.ts';
import type { Desks } from './editor/desks/desks.ts';
import { panels, settings, views } from './editor/ids.ts';
import type { SyncStates } from './editor/mirror/syncStates.ts';
import type { Marks } from './editor/notices/marks.ts';
import type { TicketPanels } from './editor/panel/ticketPanels.ts';
import type { Parts } from './editor/parts.ts';
import { ReadOnlyDocuments } from './editor/readOnlyDocuments.ts';
import { registerCommands } from './editor/registerCommands.ts';
import { LazyTree } from './editor/tickets/lazyTree.ts';
import type { TicketTree } from './editor/tickets/ticketTree.ts';
import type { TicketView } from './editor/tickets/ticketView.ts';
import type { Engine } from './engine/engine.ts';

/** What the host suite gets to see of the running extension, all of it loaded; nobody else does. */
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

/** Holds the line of a sample desk that runs already beside this window and waits to be connected. */
const sampleVariable = 'DESKSIDE_SAMPLE_DESK';
/** Milliseconds after the start before desks are opened for badge and notices alone: starting VS Code comes first. */
const startDelay = 2_000;

/** Registers what VS Code may ask for. All that answers is loaded by the first that asks. */
export function activate(context: vscode.ExtensionContext): (() => Promise<TestApi>) | undefined {
  const keep = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = keep(vscode.window.createOutputChannel('Deskside', { log: true }));
  const documents = keep(new ReadOnlyDocuments());
  const images = keep(new ImageFiles());
  const treeDataProvider = keep(new LazyTree(async () => (await (await parts()).tree()).tree));
  const view = keep(vscode.window.createTreeView(views.tickets, { treeDataProvider, showCollapseAll: true }));
  const providedSample = () => process.env[sampleVariable];
  const startEngine = async (folder: string): Promise<Engine> => {
    const { workerEngine } = await import('./engine/workerEngine.ts');
    return workerEngine({ file: context.asAbsolutePath('dist/engine.cjs'), folder, log: line => log.warn(line) });
  };
  let loading: Promise<Parts> | undefined;
  const parts = (): Promise<Parts> => {
    loading ??= import('./editor/parts.ts').then(({ createParts }) =>
      createParts({ context, log, view, documents, images, providedSample, startEngine }),
    );
    return loading;
  };

  keep(registerCommands(async (command, argument) => (await parts()).runCommand(command, argument)));
  keep(
    vscode.window.registerWebviewPanelSerializer(panels.ticket, {
      deserializeWebviewPanel: async (panel, saved) => (await (await parts()).panels()).panels.restore(panel, saved),
    }),
  );
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
  if (hasDesk && tells) {
    const timer = setTimeout(() => inBackground(async () => (await parts()).desks.load()), startDelay);
    keep({ dispose: () => clearTimeout(timer) });
  }
  if (providedSample() && !context.globalState.get('sampleConnected')) {
    inBackground(async () => (await parts()).connectSample());
  }

  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  return async () => {
    const { engine, desks, marks, sync, ...shown } = await parts();
    return { context, engine, desks, marks, sync, ...(await shown.tree()), ...(await shown.panels()) };
  };
}

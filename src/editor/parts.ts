import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Code } from '../code/code.ts';
import type { Engine } from '../engine/engine.ts';
import { failureOf } from '../model/errors.ts';
import type { GuestAnswers } from '../model/guest.ts';
import type { TicketRef } from '../model/ticket.ts';
import type { ShownApi } from './api/connectApi.ts';
import type { ShownAssistant } from './assistant/connectAssistant.ts';
import type { ImageFiles } from './attachments/imageFiles.ts';
import type { CodeTools, ShownCode } from './code/connectCode.ts';
import type { FileNode } from './code/thisFile/fileNodes.ts';
import { CommandRunner } from './commandRunner.ts';
import { Desks } from './desks/desks.ts';
import { SampleDesk } from './desks/sampleDesk.ts';
import { stepTaken, watchFirstSteps } from './firstSteps.ts';
import { Guests } from './guests/guests.ts';
import { commands, views } from './ids.ts';
import { lazyEngine } from './lazyEngine.ts';
import { EngineMirror } from './mirror/engineMirror.ts';
import { SyncStates } from './mirror/syncStates.ts';
import { noticeDamage } from './network/damageNotice.ts';
import { EngineNetwork } from './network/engineNetwork.ts';
import { logRequests } from './network/requestLog.ts';
import { UsageMemory } from './network/usageMemory.ts';
import { Badge } from './notices/badge.ts';
import { Marks } from './notices/marks.ts';
import { Notices } from './notices/notices.ts';
import { OwnWrites } from './notices/ownWrites.ts';
import { once } from './once.ts';
import { OutboxTree } from './outbox/outboxTree.ts';
import { tellOutbox } from './outbox/tellOutbox.ts';
import { Writes } from './outbox/writes.ts';
import type { OverviewPanel } from './overview/overviewPanel.ts';
import type { ShownPanels } from './panel/connectPanels.ts';
import type { TicketPanels } from './panel/ticketPanels.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { Command, CommandParts } from './registerCommands.ts';
import { moveSettings } from './settings/moveSettings.ts';
import type { ShownTree } from './tickets/connectTree.ts';
import type { Node } from './tickets/nodes.ts';
import type { ShownTime } from './time/connectTime.ts';
import type { Timesheet } from './timesheet/timesheet.ts';
import type { ShownForms } from './writing/connectForms.ts';
import { numbersKey } from './writing/numbersLater.ts';

/** What activation made, and how the engine is started. */
export interface Registered {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly view: vscode.TreeView<Node>;
  /** The view of the file in front. */
  readonly fileView: vscode.TreeView<FileNode>;
  readonly documents: ReadOnlyDocuments;
  readonly images: ImageFiles;
  /** What a sample desk printed that runs already beside this window. */
  providedSample(): string | undefined;
  /**
   * @param copies where the copies of desks are kept
   * @param guests who answers for desks that other extensions connect
   */
  startEngine(copies: string, guests: GuestAnswers): Promise<Engine>;
  startCode(tools: CodeTools): Promise<Code>;
}

/** What works behind badge and notices, and the ways to what is shown, each loaded by who first needs it. */
export interface Parts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly sync: SyncStates;
  readonly marks: Marks;
  tree(): Promise<ShownTree>;
  panels(): Promise<ShownPanels>;
  timesheet(): Promise<Timesheet>;
  overview(): Promise<OverviewPanel>;
  forms(): Promise<ShownForms>;
  time(): Promise<ShownTime>;
  code(): Promise<ShownCode>;
  assistant(): Promise<ShownAssistant>;
  /** What other extensions are given. */
  api(): Promise<ShownApi>;
  readonly writes: Writes;
  readonly outbox: OutboxTree;
  runCommand(command: Command, argument: unknown, selected: unknown): Promise<unknown>;
  /** Tickets of the tree were dropped on another row of it. */
  dropTickets(tickets: readonly Node[], onto: Node): Promise<unknown>;
  followLink(uri: vscode.Uri): Promise<void>;
  /** Connects a sample desk that runs already, the first time that there is one. */
  connectSample(): Promise<void>;
}

/** Builds the parts and hands each what it needs. Nothing here asks a desk: the engine starts with the first question. */
export function createParts(registered: Registered): Parts {
  const { context, log, view, fileView, documents, images, providedSample, startEngine, startCode } = registered;
  const keep = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const run = async (command: string, ...args: unknown[]): Promise<void> => {
    await vscode.commands.executeCommand(command, ...args);
  };
  const copies = join(context.globalStorageUri.fsPath, 'desks');

  // In one window: what others would find half done counts under both names.
  if (vscode.window.state.focused) void moveSettings(log).catch(thrown => log.error(String(thrown)));
  const network = keep(new EngineNetwork());
  const mirror = keep(new EngineMirror(log));
  const guests = keep(new Guests(log));
  const ownWrites = new OwnWrites();
  const engine = ownWrites.watched(
    lazyEngine(() =>
      network.configured(() => guests.configured(() => mirror.configured(() => startEngine(copies, guests.answers)))),
    ),
  );
  keep({ dispose: () => void engine.dispose() });
  const dataFolder = join(context.globalStorageUri.fsPath, 'sampledesk');
  const sample = keep(new SampleDesk(context.asAbsolutePath('dist/sampledesk.cjs'), dataFolder, log, providedSample));
  const usage = keep(new UsageMemory(engine, context.globalState));
  const desks = keep(new Desks(engine, context.secrets, sample, log, usage, guests, context.globalState));
  keep(guests.onDidChange(({ system, isHere }) => void desks.reopenSystem(system, isHere)));
  keep(network.onDidChange(() => desks.reopenAll()));
  const nameOf = (deskId: string) => desks.nameOf(deskId);
  keep(logRequests(engine, log, nameOf));
  keep(noticeDamage(engine, log, copies, nameOf));

  const writes = keep(new Writes(engine, desks, log));
  keep(writes.onDidChange(entries => ownWrites.sent(entries)));
  keep(watchFirstSteps(view, writes));
  const outbox = keep(new OutboxTree(engine, desks, writes, views.outbox));
  const sync = keep(new SyncStates(engine));
  const marks = keep(new Marks(engine, desks, log));
  keep(new Badge(engine, desks, view, log));
  let open: TicketPanels | undefined;
  const showMine = async (deskId: string) => (await tree()).ticketView.showMine(deskId);
  keep(new Notices({ engine, desks, marks, log, front: () => open?.active, showMine }));

  const runner = new CommandRunner(log, {
    reconnect: deskId => run(commands.reconnect, deskId),
    checkConnection: deskId => run(commands.checkConnection, deskId),
    showOutbox: () => run(`${views.outbox}.focus`),
    showLog: () => log.show(),
    reportProblem: () => run(commands.reportProblem),
  });
  const front = keep(new vscode.EventEmitter<void>());
  const panels = once(async () => {
    const { connectPanels } = await import('./panel/connectPanels.ts');
    const shown = connectPanels({ context, engine, desks, log, documents, images, runner, code: () => code(), run });
    open = keep(shown.panels);
    keep(open.onDidShow(ticket => void marks.seen(ticket)));
    keep(open.onDidShow(() => front.fire()));
    keep(open.onDidLeave(() => front.fire()));
    keep(open.onDidShow(() => stepTaken('hasOpenedTicket')));
    return shown;
  });
  const forms = once(async () => {
    const { connectForms } = await import('./writing/connectForms.ts');
    const shown = connectForms({ context, engine, desks, log, run });
    keep(shown.forms);
    keep(shown.numbers);
    return shown;
  });
  // Comments wait for the numbers of tickets that the outbox is to make.
  if (context.workspaceState.get(numbersKey)) void forms().catch(thrown => log.error(String(thrown)));
  const timesheet = once(async () => {
    const { connectTimesheet } = await import('./timesheet/connectTimesheet.ts');
    const { extensionUri, extension } = context;
    return keep(connectTimesheet({ extensionUri, extensionId: extension.id, engine, desks, log, run }));
  });
  const overview = once(async () => {
    const { connectOverview } = await import('./overview/connectOverview.ts');
    const { extensionUri, extension } = context;
    return keep(connectOverview({ extensionUri, extensionId: extension.id, engine, desks, log, runner, run }));
  });
  const isKnown = (deskId: string, ticketId: string) =>
    open?.isOpen({ deskId, ticketId }) || ownWrites.has(deskId, ticketId);
  const tree = once(async () => {
    const { connectTree } = await import('./tickets/connectTree.ts');
    const shown = connectTree(
      { engine, desks, sync, marks, writes, log, isKnown },
      view,
      context.extension.packageJSON,
    );
    keep(shown.tree);
    keep(shown.ticketView);
    return shown;
  });
  const time = once(async () => {
    const { connectTime } = await import('./time/connectTime.ts');
    const storage = context.globalStorageUri.fsPath;
    return connectTime({ engine, desks, log, storage, inFront: () => open?.active, onDidShow: front.event, keep });
  });
  const code = once(async () => {
    const { connectCode } = await import('./code/connectCode.ts');
    const { workspaceState: memory, globalState: shared } = context;
    return connectCode(
      { engine, desks, log, documents, memory, shared, time, inFront: () => open?.active, run, keep },
      startCode,
      fileView,
    );
  });
  const api = once(async () => {
    const { connectApi } = await import('./api/connectApi.ts');
    const openTicket = async (ticket: TicketRef) => (await panels()).panels.open(ticket);
    return connectApi({
      ...{ engine, desks, log, guests, openTicket, time, keep },
      inFront: () => open?.active,
      onDidShow: front.event,
    });
  });
  // Who has a desk can start a timer from the status bar, and sees its tickets in code.
  const connected = (part: () => Promise<unknown>) => void part().catch(thrown => log.error(String(thrown)));
  keep(
    desks.onDidOpen(() => {
      if (desks.known.length === 0) return;
      connected(time);
      connected(code);
    }),
  );
  const assistant = once(async () => {
    const { connectAssistant } = await import('./assistant/connectAssistant.ts');
    const shown = { panels: async () => (await panels()).panels };
    return connectAssistant({ engine, desks, log, documents, memory: context.globalState, code, ...shown });
  });
  const ofCommands = once(() => import('./allCommands.ts'));
  keep(tellOutbox({ engine, desks, writes, active: () => open?.active, outbox, run }));
  const links = once(async () => {
    const { EditorLinks } = await ofCommands();
    return new EditorLinks(engine, desks, ticket => run(commands.openTicket, ticket));
  });
  const commandParts = once(async (): Promise<CommandParts> => {
    const { id: extensionId, packageJSON } = context.extension;
    return {
      ...{ extensionId, extensionVersion: String(packageJSON.version), manifest: packageJSON },
      ...{ memory: context.workspaceState, copies, logFolder: context.logUri.fsPath },
      ...{ engine, desks, writes, documents, log },
      ...{
        tree: (await tree()).tree,
        panels: (await panels()).panels,
        ...(await forms()),
        time: await time(),
        timesheet,
        overview,
        code,
        assistant,
        selection: () => view.selection,
      },
    };
  });
  const table = once(async () => (await ofCommands()).allCommands(await commandParts()));

  return {
    ...{ engine, desks, sync, marks, writes, outbox, tree, panels, timesheet, overview },
    ...{ forms, time, code, assistant, api },
    runCommand: (name, argument, selected) =>
      runner.run(commands[name], async () => (await table())[name](argument, selected)),
    dropTickets: (tickets, onto) =>
      runner.run('Drop tickets', async () => (await ofCommands()).dropTickets(await commandParts(), tickets, onto)),
    followLink: async uri => {
      await runner.run('Follow link', async () => (await links()).follow(uri));
    },
    connectSample: async () => {
      try {
        await (await ofCommands()).connectSampleDesk(desks);
        await context.globalState.update('sampleConnected', true);
      } catch (thrown) {
        log.error(`The sample desk could not be connected: ${failureOf(thrown).detail ?? ''}`);
      }
    },
  };
}

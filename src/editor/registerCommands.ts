import * as vscode from 'vscode';
import type { Engine } from '../engine/engine.ts';
import type { FailureReason } from '../model/errors.ts';
import { deskOf, ticketOf } from './commandArguments.ts';
import type { CommandRegistry } from './commandRegistry.ts';
import { chooseTechnician, connectDesk, connectSampleDesk } from './desks/connectDesk.ts';
import type { Desks } from './desks/desks.ts';
import { chooseOwnDesk, removeDesk, renameDesk, signOut } from './desks/manageDesks.ts';
import { commands, settings, views } from './ids.ts';
import type { TicketPanels } from './panel/ticketPanels.ts';
import type { rareCommands } from './rareCommands.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import { shownText } from './shownText.ts';
import { askNumber } from './tickets/askNumber.ts';
import { type AskTicketParts, askTicket, type FoundTicket } from './tickets/askTicket.ts';
import { copyTicketLink, webPage } from './tickets/links.ts';
import type { MessageNode } from './tickets/nodes.ts';
import type { Refresh } from './tickets/refresh.ts';
import type { TicketTree } from './tickets/ticketTree.ts';
import type { TimeLogging } from './time/logTime.ts';
import type { TicketCreation } from './writing/createTicket.ts';
import { selectedCode } from './writing/selection.ts';

/** The parts that commands act on. */
export interface CommandParts {
  readonly extensionId: string;
  readonly extensionVersion: string;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly tree: TicketTree;
  readonly refresh: Refresh;
  readonly panels: TicketPanels;
  readonly creation: TicketCreation;
  readonly timeLogging: TimeLogging;
  /** Documents for reading, such as check-ups. */
  readonly documents: ReadOnlyDocuments;
  readonly log: vscode.LogOutputChannel;
  /** What this workspace remembers. */
  readonly memory: vscode.Memento;
  /** Where the copies of desks are kept. */
  readonly copies: string;
}

/** Commands whose code is loaded with the first use of one of them, so that starting VS Code does not pay for it. */
const rare = [
  'checkConnection',
  'browseRecords',
  'editTicketField',
  'linkCustomer',
  'unlinkCustomer',
  'filterTickets',
  'insertArticle',
  'groupTickets',
  'sortTickets',
  'searchTickets',
  'saveSearchAsView',
  'editView',
] as const satisfies readonly (keyof typeof rareCommands)[];

/** Registers every command of `commands`. Those about a ticket or desk take it from the row or panel they are called on. */
export function registerCommands(registry: CommandRegistry, parts: CommandParts): void {
  const { desks, engine, panels, tree } = parts;
  const { t } = vscode.l10n;
  const asking: AskTicketParts = { engine, desks, active: () => panels.active };

  const connect = () => connectDesk(engine, desks);
  const reconnect = async (deskId?: string, why?: FailureReason) => {
    const named = deskId === undefined ? undefined : (await desks.load()).find(desk => desk.config.id === deskId);
    // A panel may be about a desk that was removed.
    if (deskId !== undefined && !named) await connect();
    else if (named?.config.sample) desks.reopen(named.config.id);
    else {
      const desk = await chooseOwnDesk(desks, t('Sign In Again'), deskId);
      await connectDesk(engine, desks, desk.config, desk.state === 'failed' ? desk.failure.reason : why);
    }
  };
  /** Without a desk every ticket command leads to connecting one. */
  const withDesk = async (work: () => Promise<unknown>) => {
    if ((await desks.load()).length === 0) await connect();
    else await work();
  };
  const ticket = async (argument: unknown, title: string): Promise<FoundTicket> =>
    ticketOf(argument) ?? panels.active ?? (await askTicket(asking, { title, canGoBack: false }));

  registry.register(commands.connect, connect);
  registry.register(commands.trySampleDesk, async () => {
    // From the palette the view may be closed: it is where the desks appear.
    await vscode.commands.executeCommand(`${views.tickets}.focus`);
    await connectSampleDesk(desks);
  });
  registry.register(commands.reconnect, argument => reconnect(deskOf(argument)));
  registry.register(commands.chooseTechnician, argument =>
    withDesk(() => chooseTechnician(engine, desks, deskOf(argument))),
  );
  registry.register(commands.signOut, argument => signOut(desks, deskOf(argument)));
  registry.register(commands.renameDesk, argument => renameDesk(desks, deskOf(argument)));
  registry.register(commands.removeDesk, argument => removeDesk(desks, deskOf(argument)));
  registry.register(commands.refresh, () => parts.refresh.run());
  registry.register(commands.showLog, () => parts.log.show());
  registry.register(commands.rowAction, async argument => {
    const row = argument as MessageNode;
    if (row.does === 'loadMore' && row.of) tree.loadMore(row.of);
    else if (row.does === 'retry') await parts.refresh.run();
    else if (row.does === 'reconnect') await reconnect(row.deskId, row.failure?.reason);
    else if (row.does === 'checkConnection') await vscode.commands.executeCommand(commands.checkConnection, row.deskId);
    else if (row.does === 'showLog') parts.log.show();
    else if (row.does === 'chooseTechnician') await chooseTechnician(engine, desks, row.deskId);
    else if (row.does === 'openSettings') {
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        `@ext:${parts.extensionId} ${settings.desks}`,
      );
    } else if (row.does === 'openMirrorSettings') {
      await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${parts.extensionId} mirror`);
    }
  });

  registry.register(commands.openTicket, argument =>
    withDesk(async () =>
      panels.open(ticketOf(argument) ?? (await askTicket(asking, { title: t('Open Ticket'), canGoBack: false }))),
    ),
  );
  registry.register(commands.openTicketByNumber, () =>
    withDesk(async () => panels.open(await askNumber(engine, desks))),
  );
  registry.register(commands.createTicket, argument =>
    withDesk(async () => panels.open(await parts.creation.run(undefined, deskOf(argument)))),
  );
  registry.register(commands.createTicketFromSelection, () =>
    withDesk(async () => panels.open(await parts.creation.run(selectedCode(vscode.window.activeTextEditor)))),
  );
  registry.register(commands.logTime, argument =>
    withDesk(async () => parts.timeLogging.run(await ticket(argument, t('Log Time')))),
  );
  registry.register(commands.addNote, argument =>
    withDesk(async () => panels.open(await ticket(argument, t('Add Note')), { focusNote: true })),
  );
  registry.register(commands.copyTicketLink, async argument =>
    copyTicketLink(desks, parts.extensionId, await ticket(argument, t('Copy Link to Ticket'))),
  );
  registry.register(commands.copyTicketNumber, async argument => {
    const { number } = await ticket(argument, t('Copy Ticket Number'));
    await vscode.env.clipboard.writeText(`#${number}`);
    vscode.window.setStatusBarMessage(t('#{0} copied', shownText(number)), 3_000);
  });
  registry.register(commands.openInBrowser, async argument => {
    const ref = await ticket(argument, t('Open Ticket in Browser'));
    const page = webPage(desks, ref);
    if (page) await vscode.env.openExternal(vscode.Uri.parse(page, true));
    else await vscode.window.showInformationMessage(noWebPage(desks.get(ref.deskId)?.config.name ?? ''));
  });

  const rareParts = { ...parts, asking, ticket };
  // What removed desks left behind is cleared with no desk at all.
  registry.register(commands.removeView, async argument =>
    (await import('./rareCommands.ts')).rareCommands.removeView(rareParts, argument),
  );
  registry.register(commands.clearLocalData, async argument =>
    (await import('./rareCommands.ts')).rareCommands.clearLocalData(rareParts, argument),
  );
  for (const name of rare) {
    registry.register(commands[name], argument =>
      withDesk(async () => (await import('./rareCommands.ts')).rareCommands[name](rareParts, argument)),
    );
  }
}

function noWebPage(deskName: string): string {
  return vscode.l10n.t(
    'The web page of {0} is not known. Set "ticketUrl" of the desk in the settings.',
    shownText(deskName),
  );
}

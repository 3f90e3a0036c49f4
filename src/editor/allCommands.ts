import * as vscode from 'vscode';
import type { FailureReason } from '../model/errors.ts';
import { setOnTickets } from './bulk/bulkCommands.ts';
import { dropTickets } from './bulk/dropTickets.ts';
import { logTimeOnTickets } from './bulk/logTimeOnTickets.ts';
import type { WorkCommands } from './code/work/workCommands.ts';
import { deskOf, ticketOf } from './commandArguments.ts';
import { chooseTechnician, connectDesk, connectSampleDesk } from './desks/connectDesk.ts';
import { chooseOwnDesk, removeDesk, renameDesk, signOut } from './desks/manageDesks.ts';
import { showExtension } from './failures.ts';
import { commands, views } from './ids.ts';
import { muteTickets } from './notices/muteTickets.ts';
import { outboxCommands } from './outbox/outboxCommands.ts';
import type { CommandParts, CommandTable } from './registerCommands.ts';
import { openSettingsAt } from './settings/openSettings.ts';
import { shownText } from './shownText.ts';
import { ticketCommands } from './ticketCommands.ts';
import { askNumber } from './tickets/askNumber.ts';
import { type AskTicketParts, askTicket, type FoundTicket } from './tickets/askTicket.ts';
import { copyTicketLink, EditorLinks, webPage } from './tickets/links.ts';
import type { MessageNode } from './tickets/nodes.ts';
import { Refresh } from './tickets/refresh.ts';
import { anyTicket, timeCommands } from './time/timeCommands.ts';
import type { AwayNode } from './time/timeNodes.ts';
import { createCommands } from './writing/createCommands.ts';

/** For the start with a sample desk that runs already, links from outside and drops: what they do is in this bundle. */
export { connectSampleDesk, dropTickets, EditorLinks };

/**
 * What every command does. Those about a ticket or desk take it from the row or panel they are called on. This file and
 * all that only it imports is a bundle of its own, loaded by the first command.
 */
export function allCommands(parts: CommandParts): CommandTable {
  const { desks, engine, panels, tree } = parts;
  const { t } = vscode.l10n;
  const refresh = new Refresh(engine, desks, parts.log, () => tree.redraw());
  const ofBranch = () => parts.time.branches.lookedUp();
  const asking: AskTicketParts = { engine, desks, active: () => panels.active, ofBranch };

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

  const ticketParts = { ...parts, asking, ticket };
  const ofTicket = (name: keyof typeof ticketCommands) => (argument: unknown) =>
    withDesk(() => ticketCommands[name](ticketParts, argument));
  const working = (name: keyof WorkCommands) => (argument: unknown) =>
    withDesk(async () => (await import('./code/work/workCommands.ts')).workCommands[name](ticketParts, argument));
  const timed = timeCommands(parts, parts.time, (argument, title) =>
    argument === anyTicket ? askTicket(asking, { title, canGoBack: false }) : ticket(argument, title),
  );
  const creating = (name: keyof typeof createCommands) => (argument: unknown) =>
    withDesk(() => createCommands[name](parts, argument));
  const outbox = (name: keyof typeof outboxCommands) => (argument: unknown) => outboxCommands[name](parts, argument);
  const set = (role: Parameters<typeof setOnTickets>[1]) => (argument: unknown, selected: unknown) =>
    withDesk(() => setOnTickets(ticketParts, role, argument, selected));
  const mute = (muted: boolean) => (argument: unknown, selected: unknown) =>
    withDesk(() => muteTickets(ticketParts, muted, argument, selected));
  return {
    connect,
    trySampleDesk: async () => {
      // From the palette the view may be closed: it is where the desks appear.
      await vscode.commands.executeCommand(`${views.tickets}.focus`);
      await connectSampleDesk(desks);
    },
    reconnect: argument => reconnect(deskOf(argument)),
    chooseTechnician: argument => withDesk(() => chooseTechnician(engine, desks, deskOf(argument))),
    signOut: argument => signOut(desks, deskOf(argument)),
    renameDesk: argument => renameDesk(desks, deskOf(argument)),
    removeDesk: argument => removeDesk(desks, parts.writes, deskOf(argument)),
    refresh: () => refresh.run(),
    reportProblem: async () => (await import('./problem/reportProblem.ts')).reportProblem(parts),
    copyProblemReport: async () => (await import('./problem/reportProblem.ts')).copyReport(),
    showLog: () => parts.log.show(),
    openAccessibilityHelp: async () => {
      const { openAccessibilityHelp } = await import('./accessibility/accessibilityHelp.ts');
      await openAccessibilityHelp(parts.documents, parts.extensionId);
    },
    rowAction: async argument => {
      const row = argument as MessageNode | AwayNode;
      if (row.kind === 'away') await timed.settleAway(row);
      else if (row.does === 'loadMore' && row.of) tree.loadMore(row.of);
      else if (row.does === 'retry') await refresh.run();
      else if (row.does === 'reconnect') await reconnect(row.deskId, row.failure?.reason);
      else if (row.does === 'checkConnection')
        await vscode.commands.executeCommand(commands.checkConnection, row.deskId);
      else if (row.does === 'showOutbox') await vscode.commands.executeCommand(`${views.outbox}.focus`);
      else if (row.does === 'showExtension' && row.failure) await showExtension(row.failure);
      else if (row.does === 'showLog') parts.log.show();
      else if (row.does === 'chooseTechnician') await chooseTechnician(engine, desks, row.deskId);
      else if (row.does === 'openSettings' && row.setting) await openSettingsAt(row.setting);
      else if (row.does === 'openMirrorSettings') {
        await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${parts.extensionId} mirror`);
      }
    },
    openTicket: argument =>
      withDesk(async () =>
        panels.open(ticketOf(argument) ?? (await askTicket(asking, { title: t('Open Ticket'), canGoBack: false }))),
      ),
    openTicketByNumber: () => withDesk(async () => panels.open(await askNumber(engine, desks))),
    createTicket: creating('createTicket'),
    createTicketFromSelection: creating('createTicketFromSelection'),
    createTicketFromProblem: creating('createTicketFromProblem'),
    createTicketFromTodo: creating('createTicketFromTodo'),
    createTicketFromTerminal: creating('createTicketFromTerminal'),
    logTime: argument => withDesk(() => timed.logTime(argument)),
    startTimer: argument => withDesk(() => timed.startTimer(argument)),
    pauseTimer: timed.pauseTimer,
    resumeTimer: timed.resumeTimer,
    stopTimer: timed.stopTimer,
    discardTimer: timed.discardTimer,
    startWork: working('startWork'),
    finishWork: working('finishWork'),
    openActiveTicket: working('openActiveTicket'),
    insertTicketIntoCommit: working('insertTicketIntoCommit'),
    addNote: argument => withDesk(async () => panels.open(await ticket(argument, t('Add Note')), { focusNote: true })),
    copyTicketLink: argument =>
      withDesk(async () => copyTicketLink(desks, parts.extensionId, await ticket(argument, t('Copy Link to Ticket')))),
    copyTicketNumber: argument =>
      withDesk(async () => {
        const { number } = await ticket(argument, t('Copy Ticket Number'));
        await vscode.env.clipboard.writeText(`#${number}`);
        vscode.window.setStatusBarMessage(t('#{0} copied', shownText(number)), 3_000);
      }),
    openInBrowser: argument =>
      withDesk(async () => {
        const ref = await ticket(argument, t('Open Ticket in Browser'));
        const page = webPage(desks, ref);
        if (page) await vscode.env.openExternal(vscode.Uri.parse(page, true));
        else await vscode.window.showInformationMessage(noWebPage(desks.get(ref.deskId)?.config.name ?? ''));
      }),
    // What removed desks left behind is cleared with no desk at all.
    clearLocalData: argument => ticketCommands.clearLocalData(ticketParts, argument),
    checkConnection: ofTicket('checkConnection'),
    browseRecords: ofTicket('browseRecords'),
    editTicketField: ofTicket('editTicketField'),
    linkCustomer: ofTicket('linkCustomer'),
    unlinkCustomer: ofTicket('unlinkCustomer'),
    filterTickets: ofTicket('filterTickets'),
    showTimesheet: ofTicket('showTimesheet'),
    showOverview: ofTicket('showOverview'),
    findTicketReferences: ofTicket('findTicketReferences'),
    lookUpMention: ofTicket('lookUpMention'),
    openAllFrames: argument =>
      withDesk(async () => (await parts.code()).frames.openAll(await ticket(argument, t('Open All Frames')))),
    openFrame: async argument => (await parts.code()).frames.documents.open(argument),
    summariseTicket: ofTicket('summariseTicket'),
    draftReply: ofTicket('draftReply'),
    findSimilarTickets: ofTicket('findSimilarTickets'),
    chooseAssistantModel: ofTicket('chooseAssistantModel'),
    linkSelection: ofTicket('linkSelection'),
    openCodeLink: ofTicket('openCodeLink'),
    removeCodeLink: ofTicket('removeCodeLink'),
    insertArticle: ofTicket('insertArticle'),
    insertCannedReply: ofTicket('insertCannedReply'),
    groupTickets: ofTicket('groupTickets'),
    sortTickets: ofTicket('sortTickets'),
    searchTickets: ofTicket('searchTickets'),
    saveSearchAsView: ofTicket('saveSearchAsView'),
    editView: ofTicket('editView'),
    removeView: ofTicket('removeView'),
    retryWrite: outbox('retryWrite'),
    editWrite: outbox('editWrite'),
    discardWrite: outbox('discardWrite'),
    confirmWrite: outbox('confirmWrite'),
    resolveConflict: outbox('resolveConflict'),
    undoSend: outbox('undoSend'),
    assignTickets: set('assignee'),
    setStatusOfTickets: set('status'),
    setPriorityOfTickets: set('priority'),
    logTimeOnTickets: (argument, selected) => withDesk(() => logTimeOnTickets(ticketParts, argument, selected)),
    muteTickets: mute(true),
    unmuteTickets: mute(false),
  };
}

function noWebPage(deskName: string): string {
  return vscode.l10n.t(
    'The web page of {0} is not known. Set "ticketUrl" of the desk in the settings.',
    shownText(deskName),
  );
}

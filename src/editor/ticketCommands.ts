import * as vscode from 'vscode';
import { askArticle } from './articles/insertArticle.ts';
import { checkConnection } from './checkup/checkConnection.ts';
import { findReferences } from './code/mentions/findReferences.ts';
import { lookUpMention } from './code/mentions/lookUpMention.ts';
import { refOf } from './code/mentions/mentionPlaces.ts';
import { customerOf, deskOf, fieldOf, searchOf, ticketOf, viewOf } from './commandArguments.ts';
import type { ReadyDesk } from './desks/desks.ts';
import { readyDesk, readyDesks } from './desks/manageDesks.ts';
import { editTicketField } from './fields/editTicketField.ts';
import type { commands } from './ids.ts';
import { clearLocalData } from './mirror/clearLocalData.ts';
import { askCannedReply } from './panel/insertCannedReply.ts';
import { browseRecords } from './records/browseRecords.ts';
import type { CommandParts } from './registerCommands.ts';
import { editView, removeView, saveSearchAsView } from './search/editViews.ts';
import { SearchMemory } from './search/searchMemory.ts';
import { searchTickets } from './search/searchTickets.ts';
import { shownText } from './shownText.ts';
import { groupTickets, sortTickets } from './tickets/arrangeTickets.ts';
import { type AskTicketParts, askTicket, type FoundTicket } from './tickets/askTicket.ts';
import { filterTickets } from './tickets/filterTickets.ts';
import { linkCustomer, unlinkCustomer } from './tickets/linkCustomers.ts';

/** What `allCommands` hands on: its parts, and how it asks for the ticket that a command is about. */
export interface TicketCommandParts extends CommandParts {
  readonly asking: AskTicketParts;
  ticket(argument: unknown, title: string): Promise<FoundTicket>;
}

type TicketCommand = (parts: TicketCommandParts, argument: unknown) => Promise<void>;

/** Commands that are one step each: what they do is elsewhere. */
export const ticketCommands = {
  checkConnection: (parts, argument) => checkConnection(parts, deskOf(argument)),
  browseRecords: (parts, argument) => browseRecords(parts, deskOf(argument)),
  editTicketField: async (parts, argument) => {
    const ref = await parts.ticket(argument, vscode.l10n.t('Change Ticket Field'));
    await editTicketField(parts, ref, fieldOf(argument));
  },
  linkCustomer: (parts, argument) =>
    withLinks(parts, argument, vscode.l10n.t('Link Customer to Ticket'), (desk, ref) =>
      linkCustomer(parts.engine, desk, ref),
    ),
  unlinkCustomer: (parts, argument) =>
    withLinks(parts, argument, vscode.l10n.t('Unlink Customer from Ticket'), (desk, ref) =>
      unlinkCustomer(parts.engine, desk, ref, customerOf(argument)),
    ),
  filterTickets: async (parts, argument) => {
    const found = await filterTickets(parts.engine, parts.desks, deskOf(argument));
    if (found) parts.panels.open(found);
  },
  insertArticle: async (parts, argument) => {
    const found = await parts.ticket(argument, vscode.l10n.t('Insert Article'));
    parts.panels.insertText(found, await askArticle(parts, found));
  },
  insertCannedReply: async (parts, argument) => {
    const found = await parts.ticket(argument, vscode.l10n.t('Insert Canned Reply'));
    const reply = await askCannedReply(parts.engine, parts.desks, found);
    if (reply) parts.panels.insertText(found, reply.text, reply.cursor ?? reply.text.length);
  },
  findTicketReferences: async (parts, argument) => {
    const { mentions } = await parts.code();
    const given = ticketOf(argument) ?? (await askReferenced(parts));
    await findReferences(mentions.references, given);
  },
  lookUpMention: async (parts, argument) =>
    lookUpMention((await parts.code()).parts, argument, ticket => parts.panels.open(ticket)),
  summariseTicket: async (parts, argument) =>
    (await parts.assistant()).summarise(await parts.ticket(argument, vscode.l10n.t('Summarise Ticket'))),
  draftReply: async (parts, argument) =>
    (await parts.assistant()).draftReply(await parts.ticket(argument, vscode.l10n.t('Draft Reply'))),
  findSimilarTickets: async (parts, argument) =>
    (await parts.assistant()).showSimilar(await parts.ticket(argument, vscode.l10n.t('Find Similar Tickets'))),
  chooseAssistantModel: async parts => (await parts.assistant()).chooseModel(),
  linkSelection: async (parts, argument) =>
    (await parts.code()).links.linkSelection(ticketOf(argument), place => askTicket(parts.asking, place)),
  openCodeLink: async (parts, argument) => {
    await (await parts.code()).links.open(argument);
  },
  removeCodeLink: async (parts, argument) => (await parts.code()).links.remove(argument),
  showTimesheet: async parts => (await parts.timesheet()).open(),
  showOverview: async parts => (await parts.overview()).open(),
  groupTickets: (_parts, argument) => groupTickets(argument),
  sortTickets: (_parts, argument) => sortTickets(argument),
  clearLocalData: (parts, argument) => clearLocalData(parts, deskOf(argument)),
  searchTickets: async (parts, argument) => {
    const memory = new SearchMemory(parts.memory);
    const { text, deskId } = searchOf(argument);
    const desks = await readyDesks(parts.desks);
    const among = deskId === undefined ? desks : desks.filter(({ config }) => config.id === deskId);
    const found = await searchTickets(parts.engine, among, memory, text);
    if (found.kind === 'open') parts.panels.open(found.ticket);
    else await saveSearchAsView(parts, found.text, found.text);
  },
  saveSearchAsView: parts => saveSearchAsView(parts, undefined, new SearchMemory(parts.memory).last),
  editView: (parts, argument) => editView(parts, viewOf(argument)),
  removeView: (_parts, argument) => removeView(viewOf(argument)),
} as const satisfies Partial<Record<keyof typeof commands, TicketCommand>>;

/** Asks whose references are wanted; the ticket at the cursor is offered first. */
async function askReferenced({ asking, code }: TicketCommandParts): Promise<FoundTicket> {
  const { mentions, tickets } = (await code()).parts;
  const editor = vscode.window.activeTextEditor;
  const mention = editor && mentions.at(editor.document, editor.selection.active);
  const [known] = (mention && (await tickets.of([mention])).get(mention)) ?? [];
  const here = known && { ...refOf(known), subject: known.glance.ticket.subject };
  const title = vscode.l10n.t('Find All References to Ticket');
  const active = () => (here ? { ...here, why: vscode.l10n.t('at the cursor') } : asking.active());
  return askTicket({ ...asking, active }, { title, canGoBack: false });
}

/** Does something to the customers of a ticket, on a desk that can; desks that cannot say so. */
async function withLinks(
  { desks, panels, asking }: TicketCommandParts,
  argument: unknown,
  title: string,
  work: (desk: ReadyDesk, ref: FoundTicket) => Promise<void>,
): Promise<void> {
  const given = ticketOf(argument) ?? panels.active;
  const all = given ? [await readyDesk(desks, given.deskId)] : await readyDesks(desks);
  const able = all.filter(each => each.capabilities.linkCustomers);
  if (able.length === 0) {
    const name = shownText(all[0]?.config.name ?? '');
    await vscode.window.showInformationMessage(vscode.l10n.t('On {0} a ticket has one customer, who stays.', name));
    return;
  }
  const ref = given ?? (await askTicket(asking, { title, canGoBack: false }, able));
  const desk = able.find(each => each.config.id === ref.deskId);
  if (desk) await work(desk, ref);
}

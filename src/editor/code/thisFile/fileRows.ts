import * as vscode from 'vscode';
import { commands } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import { type TicketOffer, ticketRow } from '../../tickets/rows.ts';
import { linesWords } from '../links/linkWords.ts';
import type { FileNode, FileTicketNode, PlacedLink, PlaceNode, StrangeTicketNode } from './fileNodes.ts';

/** Kinds of rows as menus know them, beside those of tickets. */
const fileRowKinds = {
  /** A ticket that is not kept here. */
  strange: 'strange',
  mention: 'place.mention',
  /** A link that was made on this machine, which can be removed, and one that a note has. */
  ownLink: 'place.link.own',
  link: 'place.link.note',
} as const;

/** Places of a ticket with which its row is open from the start. */
const fewPlaces = 10;

/** A row. @param offers what the tickets of its desk offer */
export function fileRow(node: FileNode, offers: readonly TicketOffer[], deskName: string): vscode.TreeItem {
  const item = rowOf(node, offers, deskName);
  item.id = node.key;
  return item;
}

function rowOf(node: FileNode, offers: readonly TicketOffer[], deskName: string): vscode.TreeItem {
  if (node.kind === 'ticket') return ofTicket(node, offers, deskName);
  if (node.kind === 'strange') return ofStrange(node, deskName);
  if (node.kind === 'place') return node.link ? ofLink(node, node.link) : ofMention(node);
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more', node.count));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  return item;
}

function ofTicket(node: FileTicketNode, offers: readonly TicketOffer[], deskName: string): vscode.TreeItem {
  const item = ticketRow(node, offers);
  // The tooltip is the ticket's card, made when it is asked for.
  item.description = timesWords(node, deskName);
  item.collapsibleState = stateOf(node);
  const label = [item.accessibilityInformation?.label, item.description].filter(Boolean).join(', ');
  item.accessibilityInformation = { label };
  return item;
}

function ofStrange(node: StrangeTicketNode, deskName: string): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { deskId, ticketId, number, subject } = node;
  const item = new vscode.TreeItem(shownText(`#${number} ${subject ?? ''}`), stateOf(node));
  item.description = [timesWords(node, deskName), t('not kept here')].join(' · ');
  item.iconPath = new vscode.ThemeIcon('question');
  item.contextValue = fileRowKinds.strange;
  item.tooltip = t('{0}: this ticket is not among those that are kept on this machine.', shownText(deskName));
  // Else the tooltip alone would be read out, without the number.
  item.accessibilityInformation = { label: [item.label, item.description].join(', ') };
  item.command =
    ticketId === undefined
      ? { command: commands.lookUpMention, title: t('Look It Up'), arguments: [{ deskId, number }] }
      : { command: commands.openTicket, title: t('Open Ticket'), arguments: [{ deskId, ticketId, number }] };
  return item;
}

/** The line comes first: a narrow sidebar has room for little else. */
function ofMention({ address, line, lastLine, columns = [0, 0], cell, text }: PlaceNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const where = linesLabel(line + 1, line + 1);
  const item = new vscode.TreeItem(cell === undefined ? where : t('Cell {0}, line {1}', cell, line + 1));
  item.description = shownText(text);
  item.iconPath = new vscode.ThemeIcon('mention');
  item.contextValue = fileRowKinds.mention;
  item.tooltip = shownText(text);
  const selection = new vscode.Range(line, columns[0], lastLine, columns[1]);
  item.command = {
    ...{ command: 'vscode.open', title: t('Go to Line') },
    arguments: [vscode.Uri.parse(address, true), { selection }],
  };
  item.accessibilityInformation = { label: [item.label, t('mentioned'), item.description].join(', ') };
  return item;
}

function ofLink(node: PlaceNode, { state, from, movedTo, origin }: PlacedLink): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { deskId, ticketId, linkId, line, lastLine, text } = node;
  const now = linesLabel(line + 1, lastLine + 1);
  const moved = line + 1 !== from[0] || lastLine + 1 !== from[1];
  const before = t('was {0}', linesWords({ startLine: from[0], endLine: from[1] }));
  const isGone = state === 'gone';
  const label = isGone ? t('Gone') : movedTo === undefined ? now : t('{0} of {1}', now, movedTo);
  const item = new vscode.TreeItem(shownText(label));
  const words = [
    state === 'changed' ? t('changed since') : undefined,
    isGone || (state === 'moved' && movedTo === undefined && moved) ? before : undefined,
    origin === 'own' ? t('linked on this machine') : t('linked'),
  ];
  item.description = shownText([...words, text.trim()].filter(Boolean).join(' · '));
  item.iconPath = new vscode.ThemeIcon(isGone ? 'circle-slash' : 'link');
  item.contextValue = origin === 'own' ? fileRowKinds.ownLink : fileRowKinds.link;
  item.tooltip = item.description;
  item.command = {
    ...{ command: commands.openCodeLink, title: t('Go to Linked Code') },
    arguments: [{ deskId, ticketId, linkId }],
  };
  item.accessibilityInformation = { label: [item.label, item.description].join(', ') };
  return item;
}

function linesLabel(first: number, last: number): string {
  const { t } = vscode.l10n;
  return first === last ? t('Line {0}', first) : t('Lines {0}-{1}', first, last);
}

/** How often, and from where; of which desk, where its number does not tell. */
function timesWords({ mentions, links, shared }: FileTicketNode | StrangeTicketNode, deskName: string): string {
  const { t } = vscode.l10n;
  const words = [
    shared ? shownText(deskName) : undefined,
    mentions === 1 ? t('1 mention') : mentions > 1 ? t('{0} mentions', mentions) : undefined,
    links === 1 ? t('1 link') : links > 1 ? t('{0} links', links) : undefined,
  ];
  return words.filter(Boolean).join(' · ');
}

function stateOf({ places }: FileTicketNode | StrangeTicketNode): vscode.TreeItemCollapsibleState {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  return places.length > fewPlaces ? Collapsed : Expanded;
}

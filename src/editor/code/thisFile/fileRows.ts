import * as vscode from 'vscode';
import { commands } from '../../ids.ts';
import { shownText } from '../../shownText.ts';
import { type TicketOffer, ticketRow } from '../../tickets/rows.ts';
import { linesWords } from '../links/linkWords.ts';
import type { FileNode, FileTicketNode, PlaceNode, StrangeTicketNode } from './fileNodes.ts';

/** Kinds of rows as menus know them, beside those of tickets. */
export const fileRowKinds = {
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
  if (node.kind === 'ticket') return ofTicket(node, offers);
  if (node.kind === 'strange') return ofStrange(node, deskName);
  if (node.kind === 'place') return node.link ? ofLink(node) : ofMention(node);
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more', node.count));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  return item;
}

function ofTicket(node: FileTicketNode, offers: readonly TicketOffer[]): vscode.TreeItem {
  const item = ticketRow(node, offers);
  // The tooltip is the ticket's card, made when it is asked for.
  item.description = timesWords(node);
  item.collapsibleState = stateOf(node);
  const label = [item.accessibilityInformation?.label, item.description].filter(Boolean).join(', ');
  item.accessibilityInformation = { label };
  return item;
}

function ofStrange(node: StrangeTicketNode, deskName: string): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { deskId, ticketId, number, subject } = node;
  const item = new vscode.TreeItem(shownText(`#${number} ${subject ?? ''}`), stateOf(node));
  item.description = [timesWords(node), t('not kept here')].join(' · ');
  item.iconPath = new vscode.ThemeIcon('question');
  item.contextValue = fileRowKinds.strange;
  item.tooltip = t('{0}: this ticket is not among those that are kept on this machine.', shownText(deskName));
  item.command =
    ticketId === undefined
      ? { command: commands.lookUpMention, title: t('Look It Up'), arguments: [{ deskId, number }] }
      : { command: commands.openTicket, title: t('Open Ticket'), arguments: [{ deskId, ticketId, number }] };
  return item;
}

function ofMention({ address, line, lastLine, columns = [0, 0], cell, text }: PlaceNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const item = new vscode.TreeItem(shownText(text));
  const where = t('line {0}', line + 1);
  item.description = cell === undefined ? where : t('cell {0}, {1}', cell, where);
  item.iconPath = new vscode.ThemeIcon('mention');
  item.contextValue = fileRowKinds.mention;
  const selection = new vscode.Range(line, columns[0], lastLine, columns[1]);
  item.command = {
    command: 'vscode.open',
    title: t('Go to Line'),
    arguments: [vscode.Uri.parse(address, true), { selection }],
  };
  item.accessibilityInformation = { label: t('Mentioned in {0}: {1}', item.description, shownText(text)) };
  return item;
}

function ofLink({ deskId, ticketId, linkId, line, lastLine, text, link }: PlaceNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { state, from, movedTo, origin } = link ?? {
    state: 'unknown',
    from: [0, 0],
    movedTo: undefined,
    origin: 'own',
  };
  const item = new vscode.TreeItem(shownText(text) || t('Linked code'));
  const now = linesWords({ startLine: line + 1, endLine: lastLine + 1 });
  const before = linesWords({ startLine: from[0], endLine: from[1] });
  const isGone = state === 'gone';
  item.description = shownText(
    [
      isGone ? t('gone, was {0}', before) : movedTo === undefined ? now : t('now in {0}, {1}', movedTo, now),
      state === 'changed' ? t('changed since') : undefined,
      state === 'moved' && movedTo === undefined && now !== before ? t('was {0}', before) : undefined,
      origin === 'own' ? t('linked on this machine') : t('linked'),
    ]
      .filter(Boolean)
      .join(' · '),
  );
  item.iconPath = new vscode.ThemeIcon(isGone ? 'circle-slash' : 'link');
  item.contextValue = origin === 'own' ? fileRowKinds.ownLink : fileRowKinds.link;
  item.command = {
    ...{ command: commands.openCodeLink, title: t('Go to Linked Code') },
    arguments: [{ deskId, ticketId, linkId }],
  };
  item.accessibilityInformation = { label: [t('Linked code'), item.description, shownText(text)].join(', ') };
  return item;
}

/** How often, and from where. */
function timesWords({ mentions, links }: FileTicketNode | StrangeTicketNode): string {
  const { t } = vscode.l10n;
  const words = [
    mentions === 1 ? t('1 mention') : mentions > 1 ? t('{0} mentions', mentions) : undefined,
    links === 1 ? t('1 link') : links > 1 ? t('{0} links', links) : undefined,
  ];
  return words.filter(Boolean).join(' · ');
}

function stateOf({ places }: FileTicketNode | StrangeTicketNode): vscode.TreeItemCollapsibleState {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  return places.length > fewPlaces ? Collapsed : Expanded;
}

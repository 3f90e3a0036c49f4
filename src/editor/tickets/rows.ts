import * as vscode from 'vscode';
import { exactTime, relativeTime } from '../../model/age.ts';
import type { Attention } from '../../model/attention.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { Desk } from '../desks/desks.ts';
import { commands } from '../ids.ts';
import { asMarkdown } from '../markdownText.ts';
import { dueNear, dueText, reasonText } from '../notices/attentionWords.ts';
import { type Mark, markWords, ticketUri } from '../notices/marks.ts';
import { shownText } from '../shownText.ts';
import type { FolderNode, ListNode, MessageNode, TicketNode } from './nodes.ts';

/** Kinds of rows as menus know them (`viewItem`). */
export const rowKinds = {
  desk: 'desk',
  /** Nobody signs in to the sample desk. */
  sampleDesk: 'desk.sample',
  list: 'list',
  /** A saved view, which can be changed and removed. */
  view: 'list.view',
  ticket: 'ticket',
  /** A desk that cannot be asked, or did not answer. */
  failure: 'failure',
} as const;

/** What a ticket's row offers beside what all tickets do; menus find it in the row's kind, as in `ticket.page.fields`. */
export type TicketOffer = 'page' | 'fields' | 'links';

/** What the tickets of a desk offer. */
export function ticketOffers(desk: Desk | undefined): TicketOffer[] {
  const offers: [TicketOffer, unknown][] = [
    ['page', desk?.config.ticketUrl],
    ['fields', desk?.state === 'ready' && desk.capabilities.editFields],
    ['links', desk?.state === 'ready' && desk.capabilities.linkCustomers],
  ];
  return offers.flatMap(([offer, is]) => (is ? offer : []));
}

/** What is said of a ticket beside what it is. */
export interface Said {
  readonly mark?: Mark | undefined;
  /** How the writes stand that its desk has not confirmed. */
  readonly pending?: string | undefined;
  readonly muted?: boolean;
}

/** The row of a ticket. */
export function ticketRow(
  node: TicketNode,
  offers: readonly TicketOffer[],
  { mark, pending, muted = false }: Said = {},
): vscode.TreeItem {
  const { ticket } = node;
  const [reason] = node.reasons ?? [];
  const words = rowWords(node);
  // In a narrow sidebar the first words are what is read.
  const said = reason ? words.shift() : ticket.subject;
  const item = new vscode.TreeItem(shownText(`#${ticket.number} ${said}`));
  item.id = node.key;
  item.iconPath = new vscode.ThemeIcon(stateIcon(ticket), tint(ticket));
  const silent = muted && vscode.l10n.t('muted');
  const more = [pending, silent, reason && ticket.subject, ...words];
  item.description = shownText(more.filter(Boolean).join(' · '));
  item.contextValue = [rowKinds.ticket, ...offers, ...(muted ? ['muted'] : [])].join('.');
  item.resourceUri = ticketUri({ deskId: node.deskId, ticketId: ticket.id });
  item.command = {
    command: commands.openTicket,
    title: vscode.l10n.t('Open Ticket'),
    arguments: [{ deskId: node.deskId, ticketId: ticket.id, number: ticket.number, subject: ticket.subject }],
  };
  item.accessibilityInformation = {
    label: [
      vscode.l10n.t('Ticket {0}, {1}', ticket.number, ticket.subject),
      ticket.status,
      ticket.priority,
      pending,
      silent,
      ...rowWords(node, 'long'),
      // The reasons may say it already.
      mark !== 'overdue' && mark !== 'dueSoon' && mark && markWords(mark),
    ]
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/**
 * What a row says of its ticket: why it wants the user or when it is due, where that is near or over, before whose it is and
 * how old.
 */
export function rowWords({ ticket, reasons }: TicketNode, style: 'narrow' | 'long' = 'narrow'): string[] {
  const now = new Date();
  const [reason] = reasons ?? [];
  const first = reason ? reasonText(reason, now, style) : dueText(ticket, now, style);
  return [first, ticket.customer?.name, reason ? undefined : age(ticket, style)].flatMap(word => word || []);
}

/** Characters of a subject in a brief card. */
const briefTitle = 100;

/**
 * A small card: what one wants to know before opening. No text of a ticket acts as Markdown in it.
 * @param brief in fewer lines, for where there is little room
 * @param reasons why it wants the user
 */
export function ticketCard(
  ticket: TicketSummary,
  deskName: string,
  brief = false,
  reasons: readonly Attention[] = [],
): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const card = new vscode.MarkdownString('', true);
  const { language } = vscode.env;
  const now = new Date();
  // `appendText` would let nothing break at blanks.
  const plain = (text: string) => asMarkdown(shownText(text));
  const { subject } = ticket;
  const title = brief && subject.length > briefTitle ? `${subject.slice(0, briefTitle - 1)}…` : subject;
  card.appendMarkdown(`**${plain(`#${ticket.number} ${title}`)}**\n\n`);
  const line = (icon: string, ...parts: (string | undefined)[]) => {
    const text = plain(parts.filter(Boolean).join(' · '));
    if (text) card.appendMarkdown(`$(${icon}) ${text}  \n`);
  };
  line(stateIcon(ticket), ticket.status, ticket.priority, ticket.type, ticket.category);
  line('person', ticket.assignee?.name ?? t('Unassigned'), ticket.group?.name);
  line('organization', ticket.customer?.name, ticket.contact?.name);
  line('package', ticket.product);
  const when = (label: string, iso: string | undefined) =>
    iso && `${label} ${relativeTime(iso, now, language, 'long')}${brief ? '' : ` (${exactTime(iso, language)})`}`;
  const opened = when(t('Opened'), ticket.openedAt);
  const changed = when(t('Changed'), ticket.changedAt);
  const due = when(t('Due'), ticket.dueAt);
  if (brief) {
    line('calendar', opened, changed, due);
    line('comment-discussion', deskName);
    return card;
  }
  for (const reason of reasons) if (reason.kind !== 'open') line('bell', reasonText(reason, now, 'long'));
  line('calendar', opened);
  line('history', changed);
  // Why it wants the user says it already.
  if (!reasons.some(({ kind }) => kind === 'overdue' || kind === 'dueSoon')) line('watch', due);
  card.appendMarkdown('\n\n').appendText(deskName);
  return card;
}

/** The row of a list, with how many are in it where that is known. */
export function listRow(node: ListNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.key;
  item.iconPath = new vscode.ThemeIcon(node.icon);
  item.contextValue = node.view && !node.part ? rowKinds.view : rowKinds.list;
  if (node.counted && node.count !== undefined) item.description = node.count.toLocaleString(vscode.env.language);
  if (node.view && !node.part) {
    item.tooltip = [node.label, node.view.query].join('\n');
    // Else the tooltip alone would be read out, without the number.
    item.accessibilityInformation = { label: [node.label, item.description].filter(Boolean).join(' ') };
  }
  return item;
}

/** The row of the groups, or the statuses, of a desk. */
export function folderRow(node: FolderNode): vscode.TreeItem {
  const label = node.folder === 'groups' ? vscode.l10n.t('Groups') : vscode.l10n.t('Statuses');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.key;
  item.iconPath = new vscode.ThemeIcon(node.folder === 'groups' ? 'organization' : 'tag');
  return item;
}

/** A row that tells something. */
export function messageRow(node: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(shownText(node.label));
  item.id = node.key;
  const icon = messageIcons[node.state];
  item.iconPath = icon.color
    ? new vscode.ThemeIcon(icon.id, new vscode.ThemeColor(icon.color))
    : new vscode.ThemeIcon(icon.id);
  if (node.description) item.description = node.description;
  if (node.failure) item.contextValue = rowKinds.failure;
  if (node.tooltip) {
    item.tooltip = node.tooltip;
    item.accessibilityInformation = { label: [node.label, node.tooltip, node.description].filter(Boolean).join(', ') };
  }
  if (node.does) {
    item.command = { command: commands.rowAction, title: node.label, arguments: [node] };
  }
  return item;
}

const messageIcons: Record<MessageNode['state'], { readonly id: string; readonly color?: string }> = {
  loading: { id: 'loading~spin' },
  empty: { id: 'blank' },
  error: { id: 'error', color: 'problemsErrorIcon.foreground' },
  signedOut: { id: 'sign-in' },
  stale: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  cut: { id: 'ellipsis' },
  ask: { id: 'account' },
  kept: { id: 'info' },
};

/** The icon of where a ticket stands. */
export function stateIcon(ticket: TicketSummary): string {
  return { open: 'circle-large-outline', waiting: 'color-mode', closed: 'pass-filled' }[ticket.state];
}

/** Colour only where it means something: closed tickets and normal ones carry none. */
export function tint(ticket: TicketSummary): vscode.ThemeColor | undefined {
  if (ticket.state === 'closed') return undefined;
  const due = dueNear(ticket, new Date());
  if (ticket.urgency === 'urgent' || due === 'overdue') return new vscode.ThemeColor('problemsErrorIcon.foreground');
  const pressing = ticket.urgency === 'high' || due === 'dueSoon';
  return pressing ? new vscode.ThemeColor('problemsWarningIcon.foreground') : undefined;
}

/** How long ago a ticket last changed. */
export function age(ticket: TicketSummary, style: 'narrow' | 'long' = 'narrow'): string {
  const at = ticket.changedAt ?? ticket.openedAt;
  return at ? relativeTime(at, new Date(), vscode.env.language, style) : '';
}

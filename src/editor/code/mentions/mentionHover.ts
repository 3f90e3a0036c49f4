import * as vscode from 'vscode';
import { relativeTime } from '../../../model/age.ts';
import type { Glance } from '../../../model/glance.ts';
import type { Mention } from '../../../model/mention.ts';
import { commands } from '../../ids.ts';
import { asMarkdown } from '../../markdownText.ts';
import { shownText } from '../../shownText.ts';
import { ticketCard } from '../../tickets/rows.ts';
import type { CodeParts } from '../codeParts.ts';
import { rangeOf } from '../documentMentions.ts';
import type { KnownTicket } from '../knownTickets.ts';
import { commandAddress, refOf } from './mentionPlaces.ts';

/** Tickets that one mention may mean and that are shown. */
const mostCards = 3;
/** Characters of the newest entry that are shown. */
const longestEntry = 240;

/** The only commands that a hover can run; no text of a desk is in the Markdown that has them. */
const enabled = [
  commands.openTicket,
  commands.startTimer,
  commands.logTime,
  commands.findTicketReferences,
  commands.lookUpMention,
];

/** The card of the ticket that is pointed at, from what is kept on this machine. */
export class MentionHover implements vscode.HoverProvider {
  readonly #parts: Pick<CodeParts, 'mentions' | 'tickets' | 'desks'>;

  constructor(parts: Pick<CodeParts, 'mentions' | 'tickets' | 'desks'>) {
    this.#parts = parts;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { mentions, tickets } = this.#parts;
    const mention = mentions.at(document, position);
    if (!mention) return undefined;
    const range = rangeOf(document, mention);
    const known = (await tickets.of([mention])).get(mention) ?? [];
    if (token.isCancellationRequested) return undefined;
    const shown = known.slice(0, mostCards).flatMap(each => this.#cards(each));
    return new vscode.Hover(shown.length > 0 ? shown : [unknown(mention)], range);
  }

  /** What can be done stands above the entry: VS Code shows the first dozen lines, and hides the rest until it is scrolled. */
  #cards(known: KnownTicket): vscode.MarkdownString[] {
    const { deskId, glance } = known;
    const last = lastEntry(glance);
    return [
      ticketCard(glance.ticket, this.#parts.desks.nameOf(deskId), true),
      actions(known),
      ...(last === undefined ? [] : [new vscode.MarkdownString(last, true)]),
    ];
  }
}

function lastEntry({ last }: Glance): string | undefined {
  if (!last || last.text.trim() === '') return undefined;
  const { t } = vscode.l10n;
  const text = last.text.length > longestEntry ? `${last.text.slice(0, longestEntry - 1)}…` : last.text;
  const facts = [
    last.author?.name,
    last.at && relativeTime(last.at, new Date(), vscode.env.language, 'long'),
    last.visibility === 'internal' ? t('internal note') : undefined,
  ];
  const icon = last.visibility === 'internal' ? '$(lock)' : '$(comment)';
  // A mark before the text keeps what it begins with from making a list or a heading.
  return `${icon} ${asMarkdown(shownText(facts.filter(Boolean).join(' · ')))}\n\n\u2060${asMarkdown(shownText(text))}`;
}

function actions(ticket: KnownTicket): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const ref = refOf(ticket);
  return trusted(
    [
      `[$(open-preview) ${t('Open')}](${commandAddress(commands.openTicket, ref)})`,
      `[$(play) ${t('Start Timer')}](${commandAddress(commands.startTimer, ref)})`,
      `[$(watch) ${t('Log Time')}](${commandAddress(commands.logTime, ref)})`,
      `[$(references) ${t('Find All References')}](${commandAddress(commands.findTicketReferences, ref)})`,
    ].join('&nbsp;&nbsp;·&nbsp;&nbsp;'),
  );
}

function unknown({ number, deskId }: Mention): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const asked = commandAddress(commands.lookUpMention, { number, ...(deskId === undefined ? {} : { deskId }) });
  return trusted(`${t('Not among the tickets kept here')} · [${t('Look It Up')}](${asked})`);
}

function trusted(markdown: string): vscode.MarkdownString {
  const made = new vscode.MarkdownString(markdown, true);
  made.isTrusted = { enabledCommands: enabled };
  return made;
}

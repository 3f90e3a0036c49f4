import * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { SearchHit } from '../../model/search.ts';
import type { Completion } from '../../model/searchCompletion.ts';
import type { SearchProblem } from '../../model/searchLanguage.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { shownText } from '../shownText.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import { age, stateIcon, tint } from '../tickets/rows.ts';
import { excerptText } from './excerptText.ts';
import { completionText, problemText } from './searchWords.ts';

/** What choosing a row does; without any it only tells something. */
export type RowAction =
  | { readonly kind: 'open'; readonly ticket: FoundTicket }
  /** Puts a text into the box. */
  | { readonly kind: 'type'; readonly text: string };

/** A row of the search. */
export interface Row extends vscode.QuickPickItem {
  /** Stays the same while the rows around it change. */
  readonly key: string;
  readonly does?: RowAction;
}

export function heading(label: string): Row {
  return { key: `heading ${label}`, label, kind: vscode.QuickPickItemKind.Separator };
}

/** A ticket: its place in the conversation is shown when the subject does not show why it was found. */
export function ticketRow(
  desk: ReadyDesk,
  { ticket, excerpt }: SearchHit,
  {
    namesDesk,
    byDesk = false,
    typed = '',
  }: { readonly namesDesk: boolean; readonly byDesk?: boolean; readonly typed?: string },
): Row {
  const label = `#${ticket.number} ${ticket.subject}`;
  const facts = [ticket.status, ticket.customer?.name, age(ticket), namesDesk ? desk.config.name : undefined];
  const detail =
    (excerpt && excerptText(excerpt, typed)) ??
    (byDesk ? vscode.l10n.t('Found by {0} itself', shownText(desk.config.name)) : undefined);
  return {
    key: `${desk.config.id} ${ticket.id}`,
    label: shownText(label),
    description: shownText(facts.filter(Boolean).join(' · ')),
    ...(detail === undefined ? {} : { detail: shownText(detail) }),
    iconPath: new vscode.ThemeIcon(stateIcon(ticket), tint(ticket)),
    alwaysShow: true,
    does: { kind: 'open', ticket: refOf(desk, ticket) },
  };
}

function refOf(desk: ReadyDesk, ticket: TicketSummary): FoundTicket {
  return { deskId: desk.config.id, ticketId: ticket.id, number: ticket.number, subject: ticket.subject };
}

/** Something that can be typed on from here. */
export function completionRow(completion: Completion, typed: string): Row {
  const { start, end, insert } = completion;
  const text = `${typed.slice(0, start)}${insert}${typed.slice(end).trimStart()}`;
  return {
    key: `completion ${insert}`,
    label: shownText(completion.kind === 'name' ? completion.name : insert),
    description: completionText(completion),
    iconPath: new vscode.ThemeIcon(completionIcons[completion.kind]),
    alwaysShow: true,
    does: { kind: 'type', text },
  };
}

const completionIcons: Readonly<Record<Completion['kind'], string>> = {
  field: 'symbol-field',
  furtherField: 'symbol-field',
  name: 'symbol-enum-member',
  none: 'symbol-enum-member',
  me: 'symbol-enum-member',
  condition: 'symbol-enum-member',
  date: 'symbol-enum-member',
  sort: 'symbol-enum-member',
};

/** A search to try or to use again. */
export function searchRow(text: string, icon: string, finds?: string): Row {
  return {
    key: `search ${text}`,
    label: shownText(text),
    ...(finds === undefined ? {} : { description: finds }),
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
    does: { kind: 'type', text },
  };
}

/** What is wrong with a search, all in one row. */
export function problemsRow(problems: readonly SearchProblem[]): Row {
  const [first, ...others] = problems.map(problemText);
  return {
    key: 'problems',
    label: first ?? '',
    ...(others.length > 0 ? { detail: others.join(' ') } : {}),
    iconPath: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
    alwaysShow: true,
  };
}

/** A name before a colon that no desk knows: more likely it is a word. */
export function unknownFieldRow(
  name: string,
  typed: string,
  words: { readonly start: number; readonly end: number },
): Row {
  const said = typed.slice(words.start, words.end).replaceAll('"', '');
  return {
    key: `unknown ${name}`,
    label: vscode.l10n.t('No desk has a field "{0}"', shownText(name)),
    description: vscode.l10n.t('Search for the words {0} instead', shownText(`"${said}"`)),
    iconPath: new vscode.ThemeIcon('lightbulb'),
    alwaysShow: true,
    does: { kind: 'type', text: `${typed.slice(0, words.start)}"${said}"${typed.slice(words.end)}` },
  };
}

/** A row that only tells something. */
export function remarkRow(label: string, rest: { readonly description?: string; readonly icon?: string } = {}): Row {
  return {
    key: `remark ${label}`,
    label,
    ...(rest.description === undefined ? {} : { description: rest.description }),
    iconPath: new vscode.ThemeIcon(rest.icon ?? 'blank'),
    alwaysShow: true,
  };
}

/** A desk that could not be asked, so that what is missing is not taken for what is not there. */
export function failureRow({ config }: ReadyDesk, failure: DeskFailure): Row {
  const { message, headline } = describeFailure(failure, config.name);
  return {
    key: `failure ${config.id}`,
    label: vscode.l10n.t('{0}: only tickets on this machine were searched', shownText(config.name)),
    description: headline,
    detail: message,
    iconPath: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
    alwaysShow: true,
  };
}

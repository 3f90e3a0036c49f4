import * as vscode from 'vscode';
import type { Engine, TicketGroup, TicketList } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { NameField, SearchTerm } from '../../model/search.ts';
import type { Desk } from '../desks/desks.ts';
import { describeFailure, logLine, remedyLabel } from '../failures.ts';
import { readMirrorSettings } from '../mirror/mirrorSettings.ts';
import type { SyncStates } from '../mirror/syncStates.ts';
import { asOf, isFirstReading } from '../mirror/syncWords.ts';
import { readViews } from '../search/views.ts';
import { desksSetting, type SettingProblem } from '../settings/settingProblems.ts';
import { shownText } from '../shownText.ts';
import { fieldIcons, readArrangement, withoutName } from './arrangement.ts';
import { deskLists } from './deskLists.ts';
import { type Container, type FolderNode, type ListNode, type MessageNode, message, type Node } from './nodes.ts';

/** What rows are made of. */
export interface RowParts {
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  readonly sync: SyncStates;
}

/** The rows below one, with at most `limit` things among them. Nothing here waits for more than the first reading. */
export async function childrenOf(parts: RowParts, node: Container, desk: Desk, limit: number): Promise<Node[]> {
  if (desk.state === 'failed') return [failureRow(node, desk.failure, desk.config.name)];
  if (node.kind === 'desk') return deskLists(desk.config, readArrangement(), readViews());
  if (node.kind === 'folder') return folderRows(parts, node, desk, limit);
  if (node.needs) return needsRows(parts, node, desk, limit);
  const [field, ...deeper] = levelsOf(node);
  return field ? partRows(parts, node, field, deeper, desk, limit) : ticketRows(parts, node, desk, limit);
}

/** Fields to group by that are not one name already. */
function levelsOf({ groupBy, search }: ListNode): readonly NameField[] {
  const fixed = (field: NameField) =>
    search.terms.some(term => term.kind === 'name' && term.field === field && !term.not && term.names.length === 1);
  return groupBy.filter(field => !fixed(field));
}

/** The groups or statuses that tickets have. */
async function folderRows(parts: RowParts, node: FolderNode, desk: Desk, limit: number): Promise<Node[]> {
  const { t } = vscode.l10n;
  const field = node.folder === 'groups' ? 'group' : 'status';
  const open: SearchTerm[] = node.folder === 'groups' ? [{ kind: 'is', is: 'open', not: false }] : [];
  const answer = await parts.engine.groupsIn(node.deskId, { terms: open }, field);
  if (!answer.ok) return [failureRow(node, answer.failure, desk.config.name)];
  const { groupBy, sort } = readArrangement();
  const nothing = node.folder === 'groups' ? t('No group has open tickets') : t('No ticket has a status');
  return cut(
    node,
    limit,
    answer.value.map(group => {
      const closed = group.state === 'closed';
      // Of closed tickets only some may be kept: their number would say little.
      const counted = !closed || readMirrorSettings().tickets === 'all';
      return {
        kind: 'list',
        // A name may hold what separates keys.
        key: `${node.key}/${partKey(group)}`,
        deskId: node.deskId,
        label: group.name === undefined ? withoutName(field) : shownText(group.name),
        icon: field === 'group' ? fieldIcons.group : stateIcons[group.state ?? 'open'],
        search: { terms: [...open, nameTerm(field, group)] },
        groupBy,
        sort,
        counted,
        ...(counted ? { count: group.count } : {}),
        place: { [field]: group.name ?? null },
        closed,
        empty: field === 'group' ? t('No open tickets in this group') : t('No tickets with this status'),
      } satisfies ListNode;
    }),
    () => emptyRow(parts, node, desk, nothing),
  );
}

const stateIcons = { open: 'circle-large-outline', waiting: 'color-mode', closed: 'pass-filled' } as const;

/** The parts of a list, one for each name that its tickets have in a field. */
async function partRows(
  parts: RowParts,
  node: ListNode,
  field: NameField,
  deeper: readonly NameField[],
  desk: Desk,
  limit: number,
): Promise<Node[]> {
  const answer = await parts.engine.groupsIn(node.deskId, node.search, field);
  if (!answer.ok) return [failureRow(node, answer.failure, desk.config.name)];
  return cut(
    node,
    limit,
    answer.value.map(group => ({
      ...node,
      key: `${node.key}/${field}=${partKey(group)}`,
      label: group.name === undefined ? withoutName(field) : shownText(group.name),
      icon: field === 'status' ? stateIcons[group.state ?? 'open'] : fieldIcons[field],
      search: { ...node.search, terms: [...node.search.terms, nameTerm(field, group)] },
      groupBy: deeper,
      counted: true,
      count: group.count,
      part: field,
      place: { ...node.place, [field]: group.name ?? null },
    })),
    () => emptyRow(parts, node, desk, node.empty),
  );
}

function partKey({ name }: TicketGroup): string {
  return name === undefined ? '' : encodeURIComponent(name);
}

function nameTerm(field: NameField, { name }: TicketGroup): SearchTerm {
  return { kind: 'name', field, names: [name ?? null], not: false };
}

/** The tickets that want the user, in the order in which they do. */
async function needsRows(parts: RowParts, node: ListNode, desk: Desk, limit: number): Promise<Node[]> {
  const answer = await parts.engine.needsMe(node.deskId, limit);
  const state = parts.sync.of(node.deskId);
  const failure = answer.ok ? state?.failure : answer.failure;
  const { tickets, total } = answer.ok ? answer.value : { tickets: [], total: 0 };
  const reasons = new Map(tickets.map(each => [each.ticket.id, each.reasons]));
  const rows = rowsOf(parts, node, desk, {
    ...{ tickets: tickets.map(({ ticket }) => ticket), total, more: total > tickets.length },
    ...(answer.ok && state?.syncedAt !== undefined ? { fetchedAt: state.syncedAt } : {}),
    ...(failure ? { failure } : {}),
  });
  return rows.map(row => (row.kind === 'ticket' ? { ...row, reasons: reasons.get(row.ticket.id) ?? [] } : row));
}

async function ticketRows(parts: RowParts, node: ListNode, desk: Desk, limit: number): Promise<Node[]> {
  return rowsOf(parts, node, desk, await parts.engine.list(node.deskId, node.search, node.sort, limit));
}

function rowsOf(parts: RowParts, node: ListNode, desk: Desk, answer: TicketList): Node[] {
  const rows: Node[] = [];
  if (answer.failure) {
    // Without the list's label, which may be a customer's name.
    parts.log.warn(`${desk.config.name}: ${logLine(answer.failure)}`);
    rows.push(staleOrError(node, desk, answer, answer.failure));
  }
  if (answer.tickets.length === 0 && !answer.failure) rows.push(emptyRow(parts, node, desk, node.empty));
  for (const ticket of answer.tickets) {
    rows.push({ kind: 'ticket', key: `${node.key}/#${ticket.id}`, deskId: node.deskId, ticket });
  }
  if (answer.more) rows.push(cutRow(node, answer.tickets.length, answer.total));
  else if (node.closed) rows.push(...keptRow(node));
  return rows;
}

/** Says where older closed tickets are, at the end of a list that has closed ones. */
function keptRow(node: ListNode): MessageNode[] {
  const { t } = vscode.l10n;
  const { tickets, days } = readMirrorSettings();
  if (tickets === 'all') return [];
  const label =
    tickets === 'open'
      ? t('Closed tickets are not kept here')
      : days === 1
        ? t('Closed tickets older than a day are not kept here')
        : t('Closed tickets older than {0} days are not kept here', days);
  return [{ ...message(node, 'kept', label), description: t('Change'), does: 'openMirrorSettings' }];
}

/** The first things of many, and a row that offers the rest. */
function cut(node: ListNode | FolderNode, limit: number, all: readonly ListNode[], empty: () => Node): Node[] {
  if (all.length === 0) return [empty()];
  return all.length > limit ? [...all.slice(0, limit), cutRow(node, limit, all.length)] : [...all];
}

function cutRow(node: ListNode | FolderNode, shown: number, total: number | undefined): MessageNode {
  const { t } = vscode.l10n;
  const number = (value: number) => value.toLocaleString(vscode.env.language);
  // In a narrow sidebar the first words are what is read.
  const description =
    total === undefined ? t('first {0}', number(shown)) : t('{0} of {1}', number(shown), number(total));
  return { ...message(node, 'cut', t('Load more')), description, does: 'loadMore', of: node };
}

/** A list is not empty as long as the desk is being read a first time, nor when it never could be. */
function emptyRow({ sync }: RowParts, node: ListNode | FolderNode, desk: Desk, label: string): MessageNode {
  const state = sync.of(node.deskId);
  if (isFirstReading(state)) return message(node, 'loading', vscode.l10n.t('Reading tickets…'));
  if (state?.failure && state.syncedAt === undefined) return failureRow(node, state.failure, desk.config.name);
  return message(node, 'empty', label);
}

/** A row for what went wrong, with the first thing that helps. */
export function failureRow(
  parent: { readonly key: string; readonly deskId: string },
  failure: DeskFailure,
  deskName: string,
): MessageNode {
  const problem = describeFailure(failure, deskName);
  const [does] = problem.remedies;
  return {
    ...message(parent, failure.reason === 'signedOut' ? 'signedOut' : 'error', problem.headline),
    tooltip: problem.message,
    failure,
    ...(does ? { does, description: remedyLabel(does) } : {}),
  };
}

function staleOrError(node: ListNode, desk: Desk, answer: TicketList, failure: DeskFailure): MessageNode {
  const row = failureRow(node, failure, desk.config.name);
  if (answer.fetchedAt === undefined) return row;
  const description = [asOf(answer.fetchedAt, new Date()), row.description];
  return {
    ...row,
    state: 'stale',
    key: `${node.key}/stale`,
    description: description.filter(Boolean).join(' · '),
  };
}

/** Rows that lead to the settings, when there is something to say of them: of desks, and of the rest. */
export function settingsRows(desks: readonly string[], others: readonly SettingProblem[]): MessageNode[] {
  const { t } = vscode.l10n;
  const ofDesks = desks.map((says): SettingProblem => ({ ...desksSetting, says }));
  return [
    ...settingsRow('error', t('A desk in the settings cannot be used'), ofDesks),
    ...settingsRow('stale', t('Something in the settings has no effect'), others),
  ];
}

function settingsRow(state: 'error' | 'stale', label: string, problems: readonly SettingProblem[]): MessageNode[] {
  const [setting] = problems;
  if (!setting) return [];
  const tooltip = problems.map(({ says }) => says).join('\n');
  const description = [...new Set(problems.map(each => each.setting))].join(', ');
  const row = { kind: 'message', key: `settings/${state}`, deskId: '', does: 'openSettings' } as const;
  return [{ ...row, state, label, description, tooltip, setting }];
}

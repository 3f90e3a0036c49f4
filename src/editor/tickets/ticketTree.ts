import * as vscode from 'vscode';
import type { Engine, EngineChange, TicketList } from '../../engine/engine.ts';
import { relativeTime } from '../../model/age.ts';
import type { Choice, Group } from '../../model/directory.ts';
import type { Result } from '../../model/errors.ts';
import type { Desk, Desks } from '../desks/desks.ts';
import { describeFailure, logLine, remedyLabel } from '../failures.ts';
import { shownText } from '../shownText.ts';
import type { DeskNode, FolderNode, ListNode, MessageNode, Node, TicketNode } from './nodes.ts';
import { messageRow, rowKinds, type TicketOffer, ticketCard, ticketRow } from './rows.ts';

/** Rows shown of a list before the user asks for more, and added each time. */
const step = 50;
/** Days that *Recently Updated* looks back. */
const recentDays = 14;
/** Milliseconds an answer may take before the tree says that it is loading. */
const patience = 200;

/** The tree of desks, lists and tickets. It holds no tickets of its own: the engine is asked for each row shown. */
export class TicketTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  /** Rows asked for of each list, by its key. */
  readonly #limits = new Map<string, number>();
  /** What was last known of how many each list has, by its key. */
  readonly #counts = new Map<string, string>();
  /** Answers under way, by the node's key. */
  readonly #pending = new Map<string, Promise<Node[]>>();
  /** Answers that came too late for the row that asked. */
  readonly #late = new Map<string, Node[]>();
  /** Grows with each reason to ask anew. */
  #round = 0;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#desks = desks;
    this.#log = log;
    this.#disposables.push(
      desks.onDidChange(() => this.#redraw()),
      { dispose: engine.onChange(change => this.#onEngineChange(change)) },
    );
  }

  /** Asks all desks anew, opening those that could not be opened. */
  async refresh(): Promise<void> {
    for (const desk of this.#desks.known) {
      if (desk.state === 'failed') this.#desks.reopen(desk.config.id);
      else await this.#engine.forget(desk.config.id);
    }
    this.#redraw();
  }

  /** Shows the next rows of a list that is cut. */
  loadMore(list: ListNode): void {
    this.#limits.set(list.key, this.#limit(list) + step);
    this.#round++;
    this.#pending.delete(list.key);
    this.#late.delete(list.key);
    this.#changed.fire(list);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    const late = this.#late.get(node.key);
    if (late) {
      this.#late.delete(node.key);
      return late;
    }
    const answer = this.#pending.get(node.key) ?? this.#ask(node);
    const loading = message(node, 'loading', vscode.l10n.t('Loading…'));
    const first = await Promise.race([answer, after(patience, [loading])]);
    if (first[0] === loading) void this.#bringLate(node, answer);
    return first;
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'desk':
        return this.#deskRow(node);
      case 'folder':
        return folderRow(node);
      case 'list':
        return this.#listRow(node);
      case 'ticket':
        return ticketRow(node, this.#offers(node.deskId));
      case 'message':
        return messageRow(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === 'ticket') {
      item.tooltip = ticketCard(node.ticket, this.#desks.get(node.deskId)?.config.name ?? '');
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #onEngineChange(change: EngineChange): void {
    if (change.kind === 'lists') this.#redraw();
  }

  /** Draws all anew; what is still being answered was asked before the change and no longer counts. */
  #redraw(): void {
    this.#round++;
    this.#pending.clear();
    this.#late.clear();
    this.#changed.fire(undefined);
  }

  #ask(node: Node): Promise<Node[]> {
    const answer = this.#children(node).catch(thrown => [this.#unexpected(node, thrown)]);
    this.#pending.set(node.key, answer);
    return answer.finally(() => {
      if (this.#pending.get(node.key) === answer) this.#pending.delete(node.key);
    });
  }

  /** A defect of Deskside itself: said in the place where rows are missing. */
  #unexpected(node: Node, thrown: unknown): MessageNode {
    this.#log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    const words = vscode.l10n.t('Could not be shown');
    return { ...message(node, 'error', words), description: remedyLabel('showLog'), does: 'showLog' };
  }

  /** Puts an answer in the place of the row that says that it is loading. */
  async #bringLate(node: Node, answer: Promise<Node[]>): Promise<void> {
    const round = this.#round;
    const rows = await answer;
    if (round === this.#round) this.#late.set(node.key, rows);
    this.#changed.fire(node);
  }

  async #roots(): Promise<Node[]> {
    const desks = await this.#desks.load();
    const nodes: Node[] = desks.map(desk => ({ kind: 'desk', key: desk.config.id, deskId: desk.config.id }));
    const [only] = nodes;
    // With one desk its lists stand at the top; a wrong setting may be about a second one, so then it has its row.
    const { problems, warnings } = this.#desks;
    const rows = nodes.length === 1 && only && problems.length === 0 ? await this.#children(only) : nodes;
    return [
      ...rows,
      ...settingsRow('error', vscode.l10n.t('A desk in the settings cannot be used'), problems),
      ...settingsRow('stale', vscode.l10n.t('Something in the settings has no effect'), warnings),
    ];
  }

  async #children(node: Node): Promise<Node[]> {
    const desk = this.#desks.get(node.deskId);
    if (!desk) return [];
    if (desk.state === 'failed') return [failureRow(node, desk)];
    switch (node.kind) {
      case 'desk':
        return deskLists(node.deskId, desk.config.technicianId);
      case 'folder':
        return this.#folder(node, desk);
      case 'list':
        return this.#tickets(node, desk);
      default:
        return [];
    }
  }

  async #folder(node: FolderNode, desk: Desk): Promise<Node[]> {
    const { t } = vscode.l10n;
    const answer: Result<readonly (Group | Choice)[]> =
      node.folder === 'groups'
        ? await this.#engine.groups(node.deskId)
        : await this.#engine
            .pickLists(node.deskId)
            .then(result => (result.ok ? { ok: true, value: result.value.statuses } : result));
    if (!answer.ok) {
      return [failureRow(node, { state: 'failed', config: desk.config, failure: answer.failure })];
    }
    // A status stands once however many ticket types have one of that name.
    const byName = new Map(answer.value.map(each => [each.name.toLocaleLowerCase(), each]));
    if (byName.size === 0) {
      return [
        message(
          node,
          'empty',
          node.folder === 'groups' ? t('This desk has no groups') : t('This desk names no statuses'),
        ),
      ];
    }
    return [...byName.values()].map(each => {
      const closed = 'closed' in each && each.closed === true;
      return list(node.deskId, `${node.folder}/${each.name}`, {
        label: shownText(each.name),
        icon: node.folder === 'groups' ? 'organization' : closed ? 'pass-filled' : 'circle-large-outline',
        query:
          node.folder === 'groups'
            ? { state: 'open', groupName: each.name }
            : { ...(closed ? {} : { state: 'open' as const }), status: each.name },
        counted: !closed,
        empty: node.folder === 'groups' ? t('No open tickets in this group') : t('No tickets with this status'),
      });
    });
  }

  async #tickets(node: ListNode, desk: Desk): Promise<Node[]> {
    const limit = this.#limit(node);
    const answer = await this.#engine.tickets(node.deskId, node.query, limit);
    const rows: Node[] = [];
    if (answer.failure) {
      this.#log.warn(`${desk.config.name}: ${node.label}: ${logLine(answer.failure)}`);
      rows.push(staleOrError(node, desk, answer));
    }
    if (answer.tickets.length === 0 && !answer.failure) rows.push(message(node, 'empty', node.empty));
    for (const ticket of answer.tickets) {
      rows.push({ kind: 'ticket', key: `${node.key}/${ticket.id}`, deskId: node.deskId, ticket } satisfies TicketNode);
    }
    if (answer.more) {
      const { t } = vscode.l10n;
      const shown = answer.tickets.length;
      const label =
        answer.total === undefined
          ? t('First {0} · Load more', shown)
          : t('{0} of {1} · Load more', shown, answer.total);
      rows.push({ ...message(node, 'cut', label), does: 'loadMore', of: node });
    }
    return rows;
  }

  #offers(deskId: string): TicketOffer[] {
    const desk = this.#desks.get(deskId);
    const offers: [TicketOffer, unknown][] = [
      ['page', desk?.config.ticketUrl],
      ['fields', desk?.state === 'ready' && desk.capabilities.editFields],
      ['links', desk?.state === 'ready' && desk.capabilities.linkCustomers],
    ];
    return offers.flatMap(([offer, is]) => (is ? offer : []));
  }

  #limit(node: ListNode): number {
    return this.#limits.get(node.key) ?? step;
  }

  #deskRow(node: DeskNode): vscode.TreeItem {
    const desk = this.#desks.get(node.deskId);
    const item = new vscode.TreeItem(desk?.config.name ?? '', vscode.TreeItemCollapsibleState.Expanded);
    item.id = node.key;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.contextValue = desk?.config.sample ? rowKinds.sampleDesk : rowKinds.desk;
    if (desk?.config.technicianName) item.description = shownText(desk.config.technicianName);
    return item;
  }

  async #listRow(node: ListNode): Promise<vscode.TreeItem> {
    const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = node.key;
    item.iconPath = new vscode.ThemeIcon(node.icon);
    item.contextValue = rowKinds.list;
    if (node.counted) {
      const count = this.#engine.tickets(node.deskId, node.query, 0).catch((thrown): TicketList => {
        this.#unexpected(node, thrown);
        return { tickets: [], more: false };
      });
      const quick = await Promise.race([count, after(patience, undefined)]);
      if (quick) this.#counts.set(node.key, countOf(quick));
      else void count.then(() => this.#changed.fire(node));
      // While the desk counts anew the last count stays: it must not come and go with each refresh.
      item.description = this.#counts.get(node.key) ?? '';
    }
    return item;
  }
}

function countOf({ total, fetchedAt }: TicketList): string {
  return fetchedAt !== undefined && total !== undefined ? total.toLocaleString(vscode.env.language) : '';
}

/** What every desk offers, in the order of likely use. */
function deskLists(deskId: string, technicianId: string | undefined): Node[] {
  const { t } = vscode.l10n;
  const mine: Node =
    technicianId === undefined
      ? {
          ...message({ kind: 'desk', key: `${deskId}/mine`, deskId }, 'ask', t('My Tickets')),
          description: t('Say who you are'),
          does: 'chooseTechnician',
        }
      : list(deskId, 'mine', {
          label: t('My Tickets'),
          icon: 'account',
          query: { state: 'open', assigneeId: technicianId },
          counted: true,
          empty: t('Nothing is assigned to you'),
        });
  const since = new Date(Date.now() - recentDays * 86_400_000).toISOString().slice(0, 10);
  return [
    mine,
    list(deskId, 'unassigned', {
      label: t('Unassigned'),
      icon: 'inbox',
      query: { state: 'open', assigneeId: null },
      counted: true,
      empty: t('Every open ticket has somebody'),
    }),
    list(deskId, 'recent', {
      label: t('Recently Updated'),
      icon: 'history',
      query: { changedSince: `${since}T00:00:00.000Z` },
      counted: false,
      empty: t('Nothing changed in the last {0} days', recentDays),
    }),
    { kind: 'folder', key: `${deskId}/groups`, deskId, folder: 'groups' },
    { kind: 'folder', key: `${deskId}/statuses`, deskId, folder: 'statuses' },
  ];
}

function list(deskId: string, key: string, rest: Omit<ListNode, 'kind' | 'key' | 'deskId'>): ListNode {
  return { kind: 'list', key: `${deskId}/${key}`, deskId, ...rest };
}

function folderRow(node: FolderNode): vscode.TreeItem {
  const label = node.folder === 'groups' ? vscode.l10n.t('Groups') : vscode.l10n.t('Statuses');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.key;
  item.iconPath = new vscode.ThemeIcon(node.folder === 'groups' ? 'organization' : 'tag');
  return item;
}

function message(parent: Node, state: MessageNode['state'], label: string): MessageNode {
  return { kind: 'message', key: `${parent.key}/${state}`, deskId: parent.deskId, state, label };
}

/** A row that leads to the settings, when there is something to say of them. */
function settingsRow(state: 'error' | 'stale', label: string, says: readonly string[]): MessageNode[] {
  if (says.length === 0) return [];
  const key = `settings/${state}`;
  return [{ kind: 'message', key, deskId: '', state, label, tooltip: says.join('\n'), does: 'openSettings' }];
}

function failureRow(parent: Node, desk: Extract<Desk, { state: 'failed' }>): MessageNode {
  const problem = describeFailure(desk.failure, desk.config.name);
  const [does] = problem.remedies;
  return {
    ...message(parent, desk.failure.reason === 'signedOut' ? 'signedOut' : 'error', problem.headline),
    tooltip: problem.message,
    failure: desk.failure,
    ...(does ? { does, description: remedyLabel(does) } : {}),
  };
}

function staleOrError(node: ListNode, desk: Desk, answer: TicketList): MessageNode {
  const failure = answer.failure ?? { reason: 'cancelled' };
  const row = failureRow(node, { state: 'failed', config: desk.config, failure });
  if (answer.fetchedAt === undefined) return row;
  const now = new Date();
  const fresh = now.getTime() - Date.parse(answer.fetchedAt) < 60_000;
  const when = relativeTime(answer.fetchedAt, now, vscode.env.language, 'long');
  const description = [fresh ? undefined : vscode.l10n.t('as of {0}', when), row.description];
  return {
    ...row,
    state: 'stale',
    key: `${node.key}/stale`,
    description: description.filter(Boolean).join(' · '),
  };
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise(resolve => setTimeout(() => resolve(value), milliseconds));
}

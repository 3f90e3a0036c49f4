import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { Desk, Desks } from '../desks/desks.ts';
import { logLine, remedyLabel } from '../failures.ts';
import { settings } from '../ids.ts';
import type { SyncStates } from '../mirror/syncStates.ts';
import { syncWords } from '../mirror/syncWords.ts';
import type { MarkedTicket, Marks } from '../notices/marks.ts';
import type { Writes } from '../outbox/writes.ts';
import type { SettingsCheck } from '../settings/settingsCheck.ts';
import { shownText } from '../shownText.ts';
import { childrenOf, type RowParts, settingsRows } from './children.ts';
import { Counts } from './counts.ts';
import { Drawn } from './drawn.ts';
import { type Container, type DeskNode, type ListNode, type MessageNode, message, type Node } from './nodes.ts';
import { folderRow, listRow, messageRow, rowKinds } from './rows.ts';
import { TicketRows } from './ticketRows.ts';

/** Rows shown of a list before the user asks for more, and added each time. */
const step = 50;
/** Milliseconds an answer may take before the tree says that it is loading. */
const patience = 200;

/** An answer under way; `stale` when there is reason to ask anew before it came. */
interface Asked {
  readonly answer: Promise<Node[]>;
  stale: boolean;
}

/** What the tree works with. */
export interface TreeParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly sync: SyncStates;
  readonly marks: Marks;
  readonly writes: Writes;
  readonly log: vscode.LogOutputChannel;
  readonly check: SettingsCheck;
  /** Whether the user looks at a ticket already or wrote to it just now, so that its row needs no mark. */
  isKnown(deskId: string, ticketId: string): boolean;
}

/** The tree of desks, lists and tickets. It holds the rows that are drawn and nothing else: the engine has the tickets. */
export class TicketTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #parts: TreeParts;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  readonly #rows: RowParts;
  readonly #ticketRows: TicketRows;
  readonly #counts: Counts;
  readonly #drawn = new Drawn();
  /** Rows asked for of each list, by its key. */
  readonly #limits = new Map<string, number>();
  /** Answers under way, by the node's key. */
  readonly #pending = new Map<string, Asked>();
  /** Rows that are at hand for who asks next, by the node's key. */
  readonly #ready = new Map<string, Node[]>();
  /** What the rows of desks say of how current they are. */
  readonly #said = new Map<string, string | undefined>();
  /** Desks of which something changed since their rows were compared. */
  readonly #dirty = new Set<string>();
  #comparing: Promise<void> | undefined;
  /** Grows when all is drawn anew. */
  #round = 0;
  #visible = true;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(parts: TreeParts) {
    const { engine, desks, sync, marks, writes, log } = parts;
    this.#parts = parts;
    this.#rows = { engine, log, sync };
    this.#ticketRows = new TicketRows(parts);
    this.#counts = new Counts(engine, (deskId, failure) => this.#notCounted(deskId, failure));
    const lists = [settings.views, settings.groupBy, settings.sortBy, settings.mirrorTickets, settings.mirrorDays];
    this.#disposables.push(
      desks.onDidChange(() => this.redraw()),
      parts.check,
      parts.check.onDidChange(() => this.redraw()),
      { dispose: engine.onChange(change => this.#onEngineChange(change)) },
      sync.onDidChange(({ deskId, before }) => this.#onSync(deskId, before?.failure, before?.syncedAt === undefined)),
      marks.onDidChange(tickets => this.#drawTickets(tickets)),
      writes.onDidChange(entries =>
        this.#drawTickets(
          entries.flatMap(({ deskId, write }) => ('ticketId' in write ? [{ deskId, ticketId: write.ticketId }] : [])),
        ),
      ),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (lists.some(key => event.affectsConfiguration(`${settings.section}.${key}`))) this.redraw();
      }),
    );
  }

  /** Follows what the user opens, closes and sees in the view that shows this tree. */
  attach(view: vscode.TreeView<Node>): vscode.Disposable {
    this.#visible = view.visible;
    return vscode.Disposable.from(
      view.onDidCollapseElement(({ element }) => this.#close(element)),
      view.onDidExpandElement(({ element }) => this.#drawn.open(element.key)),
      view.onDidChangeVisibility(({ visible }) => {
        this.#visible = visible;
        if (visible) this.#compareSoon();
      }),
    );
  }

  /** Shows the next rows of a list that is cut. */
  loadMore(list: Container): void {
    this.#limits.set(list.key, this.#limit(list) + step);
    this.#outdate(list.key);
    this.#changed.fire(this.#drawn.get(list.key) ?? list);
  }

  /** Draws all anew; what is still being answered was asked before the change and no longer counts. */
  redraw(): void {
    this.#round++;
    for (const key of [...this.#pending.keys()]) this.#outdate(key);
    this.#ready.clear();
    this.#parts.marks.passed([...this.#drawn.tickets()].map(({ deskId, ticket }) => ({ deskId, ticketId: ticket.id })));
    this.#drawn.clear();
    this.#changed.fire(undefined);
  }

  /** Time went by: rows say how old they are and when they are due, and other tickets may need the user. */
  sayAge(): void {
    for (const { config } of this.#parts.desks.known) {
      this.#sayState(config.id);
      this.#dirty.add(config.id);
    }
    for (const aged of this.#ticketRows.aged(this.#drawn.tickets())) this.#changed.fire(aged);
    this.#compareSoon();
  }

  /** Ends when what was told so far is compared with what is drawn. */
  async settled(): Promise<void> {
    while (this.#comparing) await this.#comparing;
  }

  getParent(node: Node): Node | undefined {
    return this.#drawn.parent(node.key);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    if (node.kind === 'ticket' || node.kind === 'message') return [];
    const ready = this.#ready.get(node.key);
    if (ready) {
      this.#ready.delete(node.key);
      return ready;
    }
    const asked = this.#pending.get(node.key) ?? this.#ask(node);
    const loading = message(node, 'loading', vscode.l10n.t('Loading…'));
    const first = await Promise.race([asked.answer, after(patience, [loading])]);
    if (first[0] === loading) void this.#bringLate(node, asked);
    return first;
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'desk':
        return this.#deskRow(node);
      case 'folder':
        return folderRow(node);
      case 'list':
        if (node.counted && node.count === undefined) await this.#count(node);
        return listRow(node);
      case 'ticket':
        return this.#ticketRows.item(node);
      case 'message':
        return messageRow(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === 'ticket') item.tooltip = this.#ticketRows.card(node);
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #onEngineChange(change: EngineChange): void {
    if (change.kind === 'lists') this.redraw();
    else if (change.kind === 'tickets' || change.kind === 'ticket' || change.kind === 'attention') {
      // Rows at hand that nobody has fetched yet are those of before.
      for (const key of [...this.#ready.keys()]) {
        if (key.startsWith(`${change.deskId}/`)) this.#ready.delete(key);
      }
      this.#dirty.add(change.deskId);
      this.#compareSoon();
    }
  }

  /** Rows tell why a desk could not be read, and that it is being read a first time. */
  #onSync(deskId: string, failureBefore: DeskFailure | undefined, first: boolean): void {
    const state = this.#parts.sync.of(deskId);
    this.#sayState(deskId);
    if (!first && failureBefore?.reason === state?.failure?.reason) return;
    this.#dirty.add(deskId);
    this.#compareSoon();
  }

  /** Marks and writes are no part of what the engine tells of a ticket. */
  #drawTickets(tickets: readonly MarkedTicket[]): void {
    const changed = new Set(tickets.map(({ deskId, ticketId }) => `${deskId}/${ticketId}`));
    for (const node of this.#drawn.tickets()) {
      if (changed.has(`${node.deskId}/${node.ticket.id}`)) this.#changed.fire(node);
    }
  }

  /** One comparison at a time; what changes meanwhile is the next one's. A tree that nobody sees waits. */
  #compareSoon(): void {
    if (this.#comparing || !this.#visible || this.#dirty.size === 0) return;
    this.#comparing = this.#compare()
      .catch(thrown => this.#parts.log.error(String(thrown)))
      .finally(() => {
        this.#comparing = undefined;
        this.#compareSoon();
      });
  }

  async #compare(): Promise<void> {
    // What is told in one turn is compared once.
    await Promise.resolve();
    const round = this.#round;
    const desks = [...this.#dirty];
    this.#dirty.clear();
    for (const deskId of desks) {
      const desk = this.#parts.desks.get(deskId);
      if (!desk) continue;
      for (const list of this.#drawn.closedOf(deskId)) this.#forget(list);
      for (const list of this.#drawn.openOf(deskId)) {
        const fresh = await childrenOf(this.#rows, list, desk, this.#limit(list));
        if (round !== this.#round) return;
        this.#show(list, fresh);
      }
      const counted = [...this.#drawn.countedOf(deskId)];
      const counts = await Promise.all(counted.map(list => this.#counts.of(list)));
      if (round !== this.#round) return;
      for (const [place, list] of counted.entries()) {
        const count = counts[place];
        if (count === undefined || count === list.count) continue;
        this.#drawn.keep({ ...list, count });
        this.#changed.fire(list);
      }
    }
  }

  /** Brings to the screen what differs from what is there, and nothing else. */
  #show(list: Container, fresh: readonly Node[]): void {
    const { marks, sync, isKnown } = this.#parts;
    const diff = this.#drawn.compare(list, fresh);
    if (!diff) return;
    // While a desk is read a first time everything is new. Tickets come to need the user by time alone.
    const told = sync.of(list.deskId)?.syncedAt !== undefined;
    const news = told && !(list.kind === 'list' && list.needs);
    const marked = (keys: readonly string[]) =>
      fresh.flatMap(row =>
        news && row.kind === 'ticket' && keys.includes(row.key) && !isKnown(row.deskId, row.ticket.id)
          ? [{ deskId: row.deskId, ticketId: row.ticket.id }]
          : [],
      );
    const rows = this.#drawn.draw(list, fresh, told);
    for (const key of diff.changed) {
      const row = this.#drawn.get(key);
      if (row) this.#changed.fire(row);
    }
    marks.passing(marked(diff.added), 'new');
    marks.passing(
      marked(diff.changed).filter(ticket => marks.of(ticket) === undefined),
      'changed',
    );
    if (!diff.moved) return;
    this.#ready.set(list.key, rows);
    this.#changed.fire(list);
  }

  /** A closed list is drawn anew when it is opened, in the order that it would have then. */
  #close(node: Node): void {
    this.#drawn.close(node.key);
    if (this.#drawn.isDisordered(node.key) && node.kind !== 'ticket' && node.kind !== 'message') this.#forget(node);
  }

  #forget(list: Container): void {
    const tickets = [...this.#drawn.forget(list.key)];
    this.#parts.marks.passed(tickets.map(({ deskId, ticket }) => ({ deskId, ticketId: ticket.id })));
    this.#ready.delete(list.key);
    this.#changed.fire(list);
  }

  #outdate(key: string): void {
    const asked = this.#pending.get(key);
    if (asked) asked.stale = true;
    this.#pending.delete(key);
    this.#ready.delete(key);
  }

  #ask(node: Container): Asked {
    const answer = this.#children(node)
      .catch((thrown): Node[] => [this.#unexpected(node, thrown)])
      .then(rows => (asked.stale ? rows : this.#drawn.draw(node, rows, true)))
      .finally(() => {
        if (this.#pending.get(node.key) === asked) this.#pending.delete(node.key);
      });
    const asked: Asked = { answer, stale: false };
    this.#pending.set(node.key, asked);
    return asked;
  }

  async #children(node: Container): Promise<Node[]> {
    const desk = this.#parts.desks.get(node.deskId);
    if (!desk) return [];
    if (desk.state === 'ready') await this.#parts.sync.ask(node.deskId);
    return childrenOf(this.#rows, node, desk, this.#limit(node));
  }

  /** A defect of Deskside itself: said in the place where rows are missing. */
  #unexpected(node: Container, thrown: unknown): MessageNode {
    this.#parts.log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    const words = vscode.l10n.t('Could not be shown');
    return { ...message(node, 'error', words), description: remedyLabel('showLog'), does: 'showLog' };
  }

  /** Puts an answer in the place of the row that says that it is loading. */
  async #bringLate(node: Container, asked: Asked): Promise<void> {
    const rows = await asked.answer;
    if (!asked.stale) this.#ready.set(node.key, rows);
    this.#changed.fire(node);
  }

  async #roots(): Promise<Node[]> {
    const { desks } = this.#parts;
    const all = await desks.load();
    const nodes: DeskNode[] = all.map(desk => ({ kind: 'desk', key: desk.config.id, deskId: desk.config.id }));
    const [only] = nodes;
    // With one desk its lists stand at the top; a wrong setting may be about a second one, so then it has its row.
    const alone = nodes.length === 1 && only && desks.problems.length === 0;
    const rows = alone ? await this.#children(only) : nodes;
    return this.#drawn.draw({ kind: 'desk', key: '', deskId: alone ? only.deskId : '' }, [
      ...rows,
      ...settingsRows(desks.problems, this.#parts.check.say()),
    ]);
  }

  async #count(list: ListNode): Promise<void> {
    const counted = this.#counts.of(list).then(count => {
      if (count === undefined || count === list.count) return false;
      this.#drawn.keep(Object.assign(list, { count }));
      return true;
    });
    const quick = counted.catch(thrown => {
      this.#unexpected(list, thrown);
      return false;
    });
    const late = Symbol('late');
    if ((await Promise.race([quick, after(patience, late)])) !== late) return;
    void quick.then(changed => changed && this.#changed.fire(list));
  }

  #notCounted(deskId: string, failure: DeskFailure): void {
    const name = this.#parts.desks.get(deskId)?.config.name ?? deskId;
    this.#parts.log.warn(`${name}: ${logLine(failure)}`);
  }

  #limit(node: Container): number {
    return this.#limits.get(node.key) ?? step;
  }

  /** A desk's row is drawn with all below it: only when it would say something else. */
  #sayState(deskId: string): void {
    const row = this.#drawn.get(deskId);
    if (row && this.#wordsOf(deskId) !== this.#said.get(deskId)) this.#changed.fire(row);
  }

  #wordsOf(deskId: string): string | undefined {
    const desk = this.#parts.desks.get(deskId);
    return desk?.state === 'ready' ? syncWords(this.#parts.sync.of(deskId), desk.config.name, new Date()) : undefined;
  }

  #deskRow(node: DeskNode): vscode.TreeItem {
    const desk: Desk | undefined = this.#parts.desks.get(node.deskId);
    const { name = '', sample, technicianName } = desk?.config ?? {};
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = node.key;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.contextValue = sample ? rowKinds.sampleDesk : rowKinds.desk;
    const current = this.#wordsOf(node.deskId);
    this.#said.set(node.deskId, current);
    // In a narrow sidebar the first words are what is read.
    item.description = [current, technicianName && shownText(technicianName)].filter(Boolean).join(' · ');
    item.tooltip = [shownText(name), item.description].filter(Boolean).join('\n');
    return item;
  }
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise(resolve => setTimeout(() => resolve(value), milliseconds));
}

import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { commands } from '../ids.ts';
import { shownText } from '../shownText.ts';
import type { Writes } from './writes.ts';
import { needsUser, stateIcon, stateWords, textOf, writeWords } from './writeWords.ts';

/** A row of the outbox: what commands are called on. */
export interface WriteNode {
  readonly kind: 'write';
  readonly deskId: string;
  readonly id: number;
}

/** Characters of a text that a row has room for. */
const excerptLength = 80;

/** What waits to be sent, as a list in the order in which it was made. */
export class OutboxTree implements vscode.TreeDataProvider<WriteNode>, vscode.Disposable {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #writes: Writes;
  readonly #view: vscode.TreeView<WriteNode>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #tickets = new Map<string, TicketSummary>();
  readonly #disposables: readonly vscode.Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(engine: Engine, desks: Desks, writes: Writes, viewId: string) {
    this.#engine = engine;
    this.#desks = desks;
    this.#writes = writes;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this });
    this.#disposables = [this.#view, this.#changed, writes.onDidChange(() => this.#show())];
    this.#show();
  }

  /** Whether the user has the list before their eyes. */
  get visible(): boolean {
    return this.#view.visible;
  }

  getChildren(node?: WriteNode): WriteNode[] {
    if (node) return [];
    return this.#writes.shown.map(({ deskId, id }) => ({ kind: 'write', deskId, id }));
  }

  getParent(): undefined {
    return undefined;
  }

  async getTreeItem(node: WriteNode): Promise<vscode.TreeItem> {
    const entry = this.#writes.get(node);
    // It went meanwhile: the row is about to go, too.
    if (!entry) return new vscode.TreeItem(vscode.l10n.t('Done'));
    const ticket = await this.#ticketOf(entry);
    return this.#row(entry, ticket);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #row(entry: OutboxEntry, ticket: TicketSummary | undefined): vscode.TreeItem {
    const { deskId, id, write, state } = entry;
    const deskName = this.#desks.nameOf(deskId);
    const closed = this.#writes.closed(deskId);
    const words = stateWords(entry, deskName, closed);
    const text = textOf(write)?.trim().replace(/\s+/g, ' ');
    const item = new vscode.TreeItem(
      shownText([ticket && `#${ticket.number}`, writeWords(write)].filter(Boolean).join(' ')),
    );
    item.id = `${deskId}/${id}`;
    item.iconPath = stateIcon(state);
    const desk = this.#desks.known.length > 1 ? deskName : undefined;
    item.description = shownText([words, text?.slice(0, excerptLength), desk].filter(Boolean).join(' · '));
    // Of a desk that is not open nothing can be changed.
    item.contextValue = [
      closed ? 'closed' : 'write',
      state,
      ...(isEditable(entry) ? ['edit'] : []),
      ...(ticket ? ['ticket'] : []),
    ].join('.');
    item.tooltip = this.#card(entry, ticket, deskName, words);
    item.accessibilityInformation = {
      label: [item.label, words, ticket?.subject, deskName].filter(Boolean).join(', '),
    };
    const [command, title] = this.#click(entry, ticket) ?? [];
    if (command && title) {
      const about = { kind: 'write', deskId, id };
      const argument =
        command === commands.openTicket && ticket
          ? { deskId, ticketId: ticket.id, number: ticket.number, subject: ticket.subject }
          : about;
      item.command = { command, title, arguments: [argument] };
    }
    return item;
  }

  /** What a click on a row does: what the write waits for, else it leads to the ticket. */
  #click({ deskId, state, write }: OutboxEntry, ticket: TicketSummary | undefined): [string, string] | undefined {
    const { t } = vscode.l10n;
    const closed = this.#writes.closed(deskId);
    if (closed && describeFailure(closed, '').remedies.includes('reconnect'))
      return [commands.reconnect, t('Sign In Again')];
    if (closed) return [commands.checkConnection, t('Check Connection')];
    if (state === 'conflict') return [commands.resolveConflict, t('Resolve Conflict')];
    if (state === 'unclear') return [commands.confirmWrite, t('Say Whether It Arrived')];
    if (ticket) return [commands.openTicket, t('Open Ticket')];
    return write.kind === 'createTicket' && state === 'failed' ? [commands.editWrite, t('Edit')] : undefined;
  }

  /** All there is to know; text of people is appended as text, never as Markdown. */
  #card(entry: OutboxEntry, ticket: TicketSummary | undefined, deskName: string, words: string): vscode.MarkdownString {
    const { write, failure, at, state } = entry;
    const card = new vscode.MarkdownString('');
    const line = (text: string | undefined) => {
      if (text) card.appendText(shownText(text)).appendMarkdown('\n\n');
    };
    card
      .appendMarkdown('**')
      .appendText(shownText(writeWords(write)))
      .appendMarkdown('**\n\n');
    line(ticket && `#${ticket.number} ${ticket.subject}`);
    line(textOf(write)?.slice(0, 1_000));
    if (state !== 'failed' || !failure) line(words);
    if (failure) line(describeFailure({ ...failure, uncertain: false, kept: false }, deskName).message);
    line(
      [deskName, new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' })].join(
        ' · ',
      ),
    );
    return card;
  }

  /** The ticket's number and subject from this machine; a write knows only its id. */
  async #ticketOf({ deskId, write }: OutboxEntry): Promise<TicketSummary | undefined> {
    if (!('ticketId' in write)) return undefined;
    const key = `${deskId}/${write.ticketId}`;
    const known = this.#tickets.get(key);
    if (known) return known;
    const answer = await this.#engine.details(deskId, write.ticketId);
    if (!answer.ok) return undefined;
    const { ticket } = answer.value.details;
    this.#tickets.set(key, ticket);
    return ticket;
  }

  #show(): void {
    this.#changed.fire(undefined);
    const needing = this.#writes.all.filter(({ state }) => needsUser(state)).length;
    if ((this.#view.badge?.value ?? 0) === needing) return;
    const { t } = vscode.l10n;
    const tooltip = needing === 1 ? t('1 write needs you') : t('{0} writes need you', needing);
    this.#view.badge = needing === 0 ? undefined : { value: needing, tooltip };
    if (needing === 0) this.#tickets.clear();
  }
}

/** It can be something else yet: it stands, was never sent as it is, and has something to edit. */
export function isEditable({ state, write }: OutboxEntry): boolean {
  return (
    ['held', 'waiting', 'failed', 'conflict'].includes(state) &&
    ['createTicket', 'addNote', 'logTime', 'updateTicket'].includes(write.kind)
  );
}

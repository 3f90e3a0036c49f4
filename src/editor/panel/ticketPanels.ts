import * as vscode from 'vscode';
import type { NoteVisibility } from '../../model/desk.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { PanelNote } from '../../webview/messages.ts';
import { panels } from '../ids.ts';
import { shownText } from '../shownText.ts';
import { DeskKnowledge } from './deskKnowledge.ts';
import { NoteMemory } from './noteMemory.ts';
import type { PanelHost, TicketToShow } from './panelHost.ts';
import { restoredTicket } from './panelMessages.ts';
import { TicketPanel } from './ticketPanel.ts';

/** How a ticket is opened. */
export interface OpenOptions {
  /** Put the cursor into the note box. */
  readonly focusNote?: boolean;
  /** Leave the keyboard focus where it is. */
  readonly preserveFocus?: boolean;
}

/** All ticket panels: one for each ticket, brought back after the window was reloaded. */
export class TicketPanels implements vscode.Disposable {
  readonly #host: PanelHost;
  readonly #open = new Map<string, TicketPanel>();
  /** Notes begun in panels that may be closed by now. */
  readonly #notes: NoteMemory;
  readonly #knowledge: DeskKnowledge;
  readonly #desksChanged: vscode.Disposable;
  #active: TicketPanel | undefined;
  readonly #shown = new vscode.EventEmitter<TicketRef>();
  /** The panel of a ticket came to the front. */
  readonly onDidShow = this.#shown.event;
  readonly #left = new vscode.EventEmitter<void>();
  /** The panel of a ticket left the front, and no other one came. */
  readonly onDidLeave = this.#left.event;

  constructor(host: PanelHost) {
    this.#host = host;
    this.#notes = new NoteMemory(host.memory);
    this.#knowledge = new DeskKnowledge(host.engine);
    this.#desksChanged = host.onDidChangeDesks(() => this.#knowledge.forget());
  }

  /** The ticket of the active panel. */
  get active(): TicketToShow | undefined {
    return this.#active?.ticket;
  }

  /** Whether a ticket has a panel. */
  isOpen(ticket: Pick<TicketRef, 'deskId' | 'ticketId'>): boolean {
    return this.#open.has(key(ticket));
  }

  /** Shows a ticket; a panel that is open already is brought to the front. */
  open(ticket: TicketToShow, options: OpenOptions = {}): void {
    const open = this.#open.get(key(ticket));
    if (open) {
      open.reveal(options);
      return;
    }
    const webview = vscode.window.createWebviewPanel(
      panels.ticket,
      `#${ticket.number}`,
      { viewColumn: vscode.ViewColumn.Active, preserveFocus: options.preserveFocus ?? false },
      { enableFindWidget: true },
    );
    const panel = this.#add(webview, ticket, this.#notes.latest(key(ticket)));
    if (options.focusNote) panel.focusNote();
  }

  /** Shows a ticket, and puts text where the cursor of its note box is. */
  insertText(ticket: TicketToShow, text: string, cursor?: number): void {
    this.open(ticket);
    this.#open.get(key(ticket))?.insertText(text, cursor);
  }

  /** Shows a ticket, and puts a note that was taken back into its note box, before what is written there. */
  takeNote(ticket: TicketToShow, text: string, visibility: NoteVisibility): void {
    this.open(ticket, { focusNote: true });
    this.#open.get(key(ticket))?.takeNote(text, visibility);
  }

  /** Brings back a panel of the last session. */
  restore(webview: vscode.WebviewPanel, saved: unknown): void {
    const ticket = restoredTicket(saved);
    if (ticket && !this.#open.has(key(ticket))) {
      // The page remembers more of an earlier session than the draft: whether it was being sent, too.
      this.#add(webview, ticket, this.#notes.current(key(ticket)));
      return;
    }
    if (!ticket) this.#host.log.warn('A ticket panel of the last session could not be told and was closed.');
    webview.dispose();
  }

  dispose(): void {
    this.#desksChanged.dispose();
    this.#shown.dispose();
    this.#left.dispose();
    for (const panel of [...this.#open.values()]) panel.dispose();
  }

  #add(
    webview: vscode.WebviewPanel,
    { deskId, ticketId, number, subject }: TicketToShow,
    note: PanelNote | undefined,
  ): TicketPanel {
    const ticket = { deskId, ticketId, number, ...(subject === undefined ? {} : { subject }) };
    const name = key(ticket);
    const panel = new TicketPanel(this.#host, webview, ticket, this.#knowledge, note, changed =>
      this.#keep(ticket, changed),
    );
    this.#open.set(name, panel);
    webview.onDidChangeViewState(() => this.#watch(panel, webview.active));
    webview.onDidDispose(() => {
      this.#open.delete(name);
      panel.dispose();
      this.#watch(panel, false);
    });
    this.#watch(panel, webview.active);
    return panel;
  }

  #watch(panel: TicketPanel, active: boolean): void {
    if (active) {
      this.#active = panel;
      this.#shown.fire(panel.ticket);
    } else if (this.#active === panel) {
      this.#active = undefined;
      this.#left.fire();
    }
  }

  #keep(ticket: TicketToShow, note: PanelNote): void {
    const name = key(ticket);
    this.#notes.keep(name, note);
    if (note.problem && !this.#open.has(name)) void this.#tellLater(ticket, note.problem.message);
  }

  /** A note that failed after its tab was closed: nobody sees it there. */
  async #tellLater(ticket: TicketToShow, message: string): Promise<void> {
    const open = vscode.l10n.t('Open Ticket');
    const words = vscode.l10n.t('The note on ticket #{0} was not saved. {1}', shownText(ticket.number), message);
    if ((await vscode.window.showErrorMessage(words, open)) === open) this.open(ticket, { focusNote: true });
  }
}

function key({ deskId, ticketId }: Pick<TicketRef, 'deskId' | 'ticketId'>): string {
  return JSON.stringify([deskId, ticketId]);
}

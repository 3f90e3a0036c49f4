import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { panels } from '../ids.ts';
import { shownText } from '../shownText.ts';
import type { FormHost } from './deskForm.ts';
import type { FormDraft } from './formMemory.ts';
import { restoredForm } from './formMessages.ts';
import type { Origin } from './origins.ts';
import { type FormBegin, type FormEnd, TicketForm } from './ticketForm.ts';

/** All forms of new tickets, brought back after the window was reloaded. */
export class TicketForms implements vscode.Disposable {
  readonly #host: Omit<FormHost, 'tellLater'>;
  readonly #finished: (end: FormEnd, origin: FormDraft['origin']) => Promise<void>;
  readonly #open = new Map<string, TicketForm>();

  /** @param finished is told of each ticket that was made, or that the outbox will make */
  constructor(
    host: Omit<FormHost, 'tellLater'>,
    finished: (end: FormEnd, origin: FormDraft['origin']) => Promise<void>,
  ) {
    this.#host = host;
    this.#finished = finished;
  }

  /** The forms that are open, oldest first. */
  get open(): readonly TicketForm[] {
    return [...this.#open.values()];
  }

  /**
   * Shows a form: one made from `origin`, else the one that is open, else what was begun and not sent, else an empty one.
   * @param deskId the desk that was asked for; `otherwise` is used when none was
   */
  show(otherwise: string, deskId?: string, origin?: Origin): void {
    if (origin) {
      const { place, todo, ...words } = origin;
      this.#create({
        ...{ id: randomUUID(), deskId: deskId ?? otherwise, origin: { place, ...(todo ? { todo } : {}) } },
        ...words,
      });
      return;
    }
    const open = this.open.find(form => deskId === undefined || form.deskId === deskId);
    if (open) {
      open.reveal();
      return;
    }
    const known = new Set(this.#host.desks().map(each => each.id));
    const draft = this.#host.memory
      .drafts()
      .find(each => !this.#open.has(each.id) && known.has(each.deskId) && (deskId ?? each.deskId) === each.deskId);
    this.#create(draft ? begun(draft) : { id: randomUUID(), deskId: deskId ?? otherwise });
  }

  /** Shows a form of a ticket that was not made, as it was filled in. Ends when it is kept like any that was begun. */
  async edit(
    deskId: string,
    values: FormDraft['values'],
    { customer, origin }: Pick<FormDraft, 'customer' | 'origin'>,
  ): Promise<void> {
    const more = { ...(customer ? { customer } : {}), ...(origin ? { origin } : {}) };
    const draft = { id: randomUUID(), deskId, values, ...more, at: new Date().toISOString(), sending: false };
    await this.#host.memory.keep(draft);
    this.#create(begun(draft));
  }

  /** Brings back a form of the last session. */
  async restore(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const id = restoredForm(saved);
    await this.#host.loadDesks();
    const [first] = this.#host.desks();
    const draft = this.#host.memory.drafts().find(each => each.id === id);
    if (id !== undefined && !this.#open.has(id) && (draft || first)) {
      this.#add(panel, draft ? begun(draft) : { id, deskId: first?.id ?? '' });
    } else panel.dispose();
  }

  dispose(): void {
    for (const form of this.open) form.dispose();
  }

  #create(begin: FormBegin): void {
    const options = { viewColumn: vscode.ViewColumn.Active, preserveFocus: false };
    const title = vscode.l10n.t('New Ticket');
    this.#add(vscode.window.createWebviewPanel(panels.createTicket, title, options), begin);
  }

  #add(panel: vscode.WebviewPanel, begin: FormBegin): void {
    const host: FormHost = { ...this.#host, tellLater: (id, message) => this.#tellLater(id, message) };
    const form = new TicketForm(host, panel, begin, end => {
      // Closed first, so that the ticket takes its place.
      panel.dispose();
      this.#finished(end, form.origin).catch(thrown => {
        this.#host.log.error(thrown instanceof Error ? thrown : String(thrown));
      });
    });
    this.#open.set(form.id, form);
    panel.onDidDispose(() => {
      this.#open.delete(form.id);
      form.dispose();
    });
  }

  async #tellLater(id: string, message: string): Promise<void> {
    const draft = this.#host.memory.drafts().find(each => each.id === id);
    if (!draft) return;
    const open = vscode.l10n.t('Open Form');
    const words = vscode.l10n.t('The new ticket was not created. {0}', shownText(message));
    if ((await vscode.window.showErrorMessage(words, open)) === open && !this.#open.has(id)) this.#create(begun(draft));
  }
}

function begun(draft: FormDraft): FormBegin {
  const { id, deskId, origin } = draft;
  return { id, deskId, draft, ...(origin ? { origin } : {}) };
}

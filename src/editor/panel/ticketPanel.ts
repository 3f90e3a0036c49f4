import type { BirpcReturn } from 'birpc';
import * as vscode from 'vscode';
import type { DetailsAnswer, EngineChange } from '../../engine/engine.ts';
import type { NoteVisibility } from '../../model/desk.ts';
import { asResult, type DeskFailure, type Result } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import type { Attachment, TicketRef } from '../../model/ticket.ts';
import type {
  AttachmentKey,
  PanelApi,
  PanelHostApi,
  PanelNote,
  PanelProblem,
  PanelState,
} from '../../webview/messages.ts';
import { logLine } from '../failures.ts';
import { CustomerCards } from './customerCards.ts';
import type { DeskKnowledge } from './deskKnowledge.ts';
import { connectPage, fillPanel } from './page.ts';
import { abilitiesOf } from './panelAbilities.ts';
import { panelActions } from './panelActions.ts';
import { PanelCode } from './panelCode.ts';
import type { PanelHost, TicketToShow } from './panelHost.ts';
import { refusal } from './panelMessages.ts';
import { panelTitle } from './panelTitle.ts';
import { PanelWriting } from './panelWriting.ts';

/** One ticket in one editor tab: reads it from the engine, shows it in the page, and does what the page asks. */
export class TicketPanel implements vscode.Disposable {
  readonly ref: TicketRef;
  readonly #host: PanelHost;
  readonly #panel: vscode.WebviewPanel;
  readonly #keepNote: (note: PanelNote) => void;
  readonly #knowledge: DeskKnowledge;
  readonly #cards: CustomerCards;
  readonly #page: BirpcReturn<PanelApi, PanelHostApi>;
  readonly #registrations: vscode.Disposable[] = [];
  readonly #ended = new AbortController();
  readonly #subject: string | undefined;

  #answer: DetailsAnswer | undefined;
  #failure: DeskFailure | undefined;
  #note: PanelNote | undefined;
  /** The desk as it was last connected: while it is being opened again the panel keeps its shape. */
  #desk: ReturnType<PanelHost['desk']>;
  /** The read under way. */
  #reading: AbortController | undefined;
  /** The ticket changed while it was being read or not looked at. */
  #outdated = false;
  #pageReady = false;
  #focusWanted = false;
  /** Texts for the note box of a page that is not there yet. */
  readonly #inserts: (readonly [text: string, cursor: number | undefined])[] = [];
  /** Notes that were taken back while there was no page. */
  readonly #notesBack: (readonly [text: string, visibility: NoteVisibility])[] = [];
  readonly #writing: PanelWriting;
  readonly #code: PanelCode;
  /** Fields that tickets of this type have, once they are learnt. */
  #definitions: readonly TicketField[] | undefined;
  #attachmentFiles = false;

  /**
   * @param knowledge is shared by all panels
   * @param note what was in the ticket's note box when it was last closed
   * @param keepNote is told what the note box holds, also after the tab is closed
   */
  constructor(
    host: PanelHost,
    panel: vscode.WebviewPanel,
    ticket: TicketToShow,
    knowledge: DeskKnowledge,
    note: PanelNote | undefined,
    keepNote: (note: PanelNote) => void,
  ) {
    const { subject, ...ref } = ticket;
    this.ref = ref;
    this.#host = host;
    this.#panel = panel;
    this.#subject = subject;
    this.#knowledge = knowledge;
    this.#cards = new CustomerCards(
      (customerId, limit, signal) => host.engine.customerCard(ref.deskId, customerId, limit, signal),
      failure => {
        host.log.warn(`Customer of ticket #${ref.number}: ${logLine(failure)}`);
        return host.describe(failure, host.desk(ref.deskId)?.config.name ?? '');
      },
    );
    this.#note = note;
    this.#keepNote = keepNote;
    this.#writing = new PanelWriting(
      host,
      ref,
      {
        ticket: () => this.#answer?.details.ticket,
        definitions: () => this.#definitions ?? [],
        changed: () => this.#show(),
        noteBack: (text, visibility) => this.takeNote(text, visibility),
        keepDraft: (text, visibility) => this.#keepDraft(text, visibility),
      },
      this.#ended.signal,
    );
    this.#code = new PanelCode(host, ref, panel, () => this.#showCode());
    panel.iconPath = new vscode.ThemeIcon('comment-discussion');
    panel.title = panelTitle(ref.number, subject);
    this.#page = this.#connect(panel.webview);
    this.#registrations.push(
      this.#code,
      panel.onDidChangeViewState(() => this.#viewChanged()),
      host.onDidChangeDesks(() => {
        this.#outdated = true;
        this.#catchUp();
        this.#writing.load();
      }),
      new vscode.Disposable(
        host.engine.onChange(change => {
          const arrived = this.#writing.hear(change);
          if (!arrived && !concerns(change, ref)) return;
          this.#outdated = true;
          this.#catchUp();
        }),
      ),
    );
    fillPanel(panel, host.extensionUri, { script: 'panel.js', forms: false, title: `#${ticket.number}`, seed: ticket });
    this.#read(false);
    this.#writing.load();
  }

  /** The ticket with its subject, as far as known. */
  get ticket(): TicketToShow {
    const subject = this.#answer?.details.ticket.subject ?? this.#subject;
    return { ...this.ref, ...(subject === undefined ? {} : { subject }) };
  }

  reveal(options: { readonly focusNote?: boolean; readonly preserveFocus?: boolean }): void {
    this.#panel.reveal(undefined, options.preserveFocus);
    if (options.focusNote) this.focusNote();
  }

  /** Puts the cursor into the note box, as soon as there is one. */
  focusNote(): void {
    if (this.#pageReady) void this.#page.focusNote();
    else this.#focusWanted = true;
  }

  /** Puts text where the cursor of the note box is, as soon as there is one. */
  insertText(text: string, cursor?: number): void {
    if (this.#pageReady) void this.#page.insertText(text, cursor);
    else this.#inserts.push([text, cursor]);
  }

  /** Puts a note that was taken back into the note box, before what is written there, as soon as there is one. */
  takeNote(text: string, visibility: NoteVisibility): void {
    if (this.#pageReady) void this.#page.takeNote(text, visibility);
    else this.#notesBack.push([text, visibility]);
  }

  /** Lets go of everything but the tab itself: at the end of a session VS Code keeps it for the next one. */
  dispose(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#reading?.abort();
    this.#page.$close();
    for (const one of this.#registrations) one.dispose();
  }

  #connect(webview: vscode.Webview): BirpcReturn<PanelApi, PanelHostApi> {
    const { ref } = this;
    const host = this.#host;
    const functions: PanelHostApi = {
      ready: async () => this.#ready(),
      refresh: async () => {
        host.retryDesk(ref.deskId);
        this.#cards.forget();
        this.#read(true);
      },
      reconnect: () => this.#guard(() => host.reconnect(ref.deskId)),
      showLog: async () => host.showLog(),
      noteChanged: async (text, visibility) => {
        if (!this.#note?.saving) this.#setNote({ text, visibility, saving: false });
      },
      saveNote: (text, visibility) => this.#saveNote(text, visibility),
      ...this.#writing.calls,
      ...panelActions(
        host,
        () => this.ticket,
        work => this.#guard(work),
        this.#ended.signal,
      ),
      ...this.#code.calls,
      customerCard: (customerId, fresh) => this.#cards.get(customerId, fresh, this.#ended.signal),
      openAttachment: key => this.#guard(async () => host.openAttachment(ref, this.#attachment(key))),
      saveAttachment: key => this.#guard(async () => host.saveAttachment(ref, this.#attachment(key))),
    };
    return connectPage<PanelApi, PanelHostApi>(webview, functions, {
      eventNames: ['show', 'showCode', 'focusNote', 'insertText', 'takeNote'],
      refusal,
      refused: why => host.log.warn(`Ticket panel #${ref.number}: ignored a message (${why}).`),
      registrations: this.#registrations,
    });
  }

  #ready(): void {
    this.#pageReady = true;
    this.#show();
    this.#showCode();
    if (this.#focusWanted) void this.#page.focusNote();
    this.#focusWanted = false;
    for (const [text, cursor] of this.#inserts.splice(0)) void this.#page.insertText(text, cursor);
    for (const [text, visibility] of this.#notesBack.splice(0)) void this.#page.takeNote(text, visibility);
  }

  #viewChanged(): void {
    // A hidden page is thrown away; the one that takes its place says `ready`.
    if (!this.#panel.visible) this.#pageReady = false;
    this.#catchUp();
  }

  /** Reads again what changed, once somebody looks. */
  #catchUp(): void {
    if (this.#outdated && this.#panel.visible && !this.#reading) this.#read(false);
  }

  #read(fresh: boolean): void {
    void this.#readNow(fresh);
  }

  async #readNow(fresh: boolean): Promise<void> {
    this.#reading?.abort();
    if (this.#ended.signal.aborted) return;
    const reading = new AbortController();
    this.#reading = reading;
    this.#outdated = false;
    this.#show();
    const sent = this.#writing.sent;
    const result = await this.#ask(fresh, reading.signal);
    if (reading.signal.aborted) return;
    this.#take(result, sent);
    this.#reading = undefined;
    this.#show();
    this.#catchUp();
  }

  async #ask(fresh: boolean, signal: AbortSignal): Promise<Result<DetailsAnswer>> {
    const { engine } = this.#host;
    const asked = await asResult(async () => {
      // After a reload a panel may be there before the desks are.
      await this.#host.loadDesks();
      return engine.details(this.ref.deskId, this.ref.ticketId, { fresh }, signal);
    });
    return asked.ok ? asked.value : asked;
  }

  #take(result: Result<DetailsAnswer>, sent: ReadonlySet<number>): void {
    if (result.ok) {
      this.#answer = result.value;
      this.#writing.read(result.value, sent);
      this.#code.read(result.value.details);
    }
    this.#failure = result.ok ? result.value.failure : result.failure;
    if (this.#failure) this.#host.log.warn(`Ticket #${this.ref.number}: ${logLine(this.#failure)}`);
    this.#panel.title = panelTitle(this.ref.number, this.#answer?.details.ticket.subject ?? this.#subject);
    if (result.ok) void this.#learn();
  }

  /** What can be done with the ticket beside reading it; the page need not wait for it. */
  async #learn(): Promise<void> {
    const ticket = this.#answer?.details.ticket;
    const desk = this.#host.desk(this.ref.deskId);
    if (!ticket || !desk) return;
    const { deskId } = this.ref;
    const learned = await asResult(async () => {
      this.#attachmentFiles = (await this.#knowledge.attachments(deskId))?.download ?? false;
      if (desk.capabilities.editFields) this.#definitions = await this.#knowledge.fields(deskId, ticket);
    });
    if (!learned.ok) this.#host.log.warn(`Ticket #${this.ref.number}: ${logLine(learned.failure)}`);
    if (!this.#ended.signal.aborted) this.#show();
  }

  #show(): void {
    if (this.#pageReady) void this.#page.show(this.#state());
  }

  #showCode(): void {
    if (this.#pageReady) void this.#page.showCode(this.#code.shown);
  }

  #state(): PanelState {
    const { ref } = this;
    // What is at hand stays while the desk is asked behind it.
    const loading = this.#reading !== undefined || this.#answer?.refreshing === true;
    const connected = this.#host.desk(ref.deskId);
    if (connected) this.#desk = connected;
    const desk = connected ?? (loading ? this.#desk : undefined);
    const problem = desk || !loading ? this.#problem(desk?.config.name) : undefined;
    return {
      ...ref,
      deskName: desk?.config.name ?? '',
      loading,
      noteVisibilities: desk?.capabilities.noteVisibilities ?? [],
      canLogTime: desk?.capabilities.logTime ?? false,
      abilities: abilitiesOf(desk?.capabilities, this.#definitions, this.#attachmentFiles),
      hasWebPage: desk?.config.ticketUrl !== undefined,
      locale: vscode.env.language,
      ...this.#writing.shown,
      ...(this.#subject === undefined ? {} : { subject: this.#subject }),
      ...(this.#answer ? { details: this.#answer.details, fetchedAt: this.#answer.fetchedAt } : {}),
      ...(problem ? { problem } : {}),
      ...(this.#note ? { note: this.#note } : {}),
    };
  }

  /** @throws Error when the ticket has no such attachment. */
  #attachment({ id, entryId }: AttachmentKey): Attachment {
    const all = this.#answer?.details.attachments ?? [];
    const found = all.find(file => file.id === id && file.entryId === entryId);
    if (!found) throw new Error('The page asked for an attachment that the ticket does not have.');
    return found;
  }

  #problem(deskName: string | undefined): PanelProblem | undefined {
    if (deskName !== undefined) return this.#failure && this.#host.describe(this.#failure, deskName);
    const known = this.#host.deskFailure(this.ref.deskId);
    if (known) return this.#host.describe(known.failure, known.name);
    return {
      message: vscode.l10n.t('The desk of this ticket was removed from Deskside.'),
      remedy: { label: vscode.l10n.t('Connect a Help Desk'), action: 'reconnect' },
    };
  }

  async #saveNote(text: string, visibility: NoteVisibility): ReturnType<PanelHostApi['saveNote']> {
    if (this.#note?.saving) return { saved: false };
    this.#setNote({ text, visibility, saving: true });
    const result = await this.#writing.putNote(text, visibility);
    if (result.ok) {
      this.#setNote({ text: '', visibility, saving: false });
      return { saved: true };
    }
    this.#host.log.warn(`Note on ticket #${this.ref.number}: ${logLine(result.failure)}`);
    const problem = this.#host.describe(result.failure, this.#host.desk(this.ref.deskId)?.config.name ?? '');
    this.#setNote({ text, visibility, saving: false, problem });
    this.#show();
    return { saved: false, problem };
  }

  /** Keeps a text beside what the note box holds before it is anywhere else; what is answered undoes that. */
  #keepDraft(text: string, visibility: NoteVisibility): () => void {
    const before = this.#note ?? { text: '', saving: false };
    this.#keepNote({ ...before, text: [text, before.text].filter(Boolean).join('\n\n'), visibility });
    return () => this.#keepNote(this.#note ?? before);
  }

  #setNote(note: PanelNote): void {
    this.#note = note;
    this.#keepNote(note);
  }

  /** What the page asked for ends here, well or not: the page has nothing to say about it. */
  async #guard(work: () => Thenable<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#host.log.error(thrown instanceof Error ? thrown : String(thrown));
    }
  }
}

/** Whether a change may be one of this ticket. */
function concerns(change: EngineChange, { deskId, ticketId }: TicketRef): boolean {
  if (change.kind === 'restarted') return true;
  if (change.deskId !== deskId || change.kind === 'outbox') return false;
  return change.kind === 'ticket'
    ? change.ticketId === ticketId
    : change.kind === 'tickets' && change.ticketIds.includes(ticketId);
}

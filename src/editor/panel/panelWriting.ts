import * as vscode from 'vscode';
import type { DetailsAnswer, EngineChange } from '../../engine/engine.ts';
import type { NoteVisibility } from '../../model/desk.ts';
import { asResult, type DeskFailure, type Result } from '../../model/errors.ts';
import type { TicketField } from '../../model/fields.ts';
import { isNotThere, type OutboxChoice, type Write } from '../../model/outbox.ts';
import type { Ticket, TicketRef } from '../../model/ticket.ts';
import type { FieldsAnswer, PanelHostApi, PanelProblem, PanelState, WriteAnswer } from '../../webview/messages.ts';
import { logLine } from '../failures.ts';
import { fieldLabel, flagWords } from '../fields/fieldWords.ts';
import { sendDelay } from '../outbox/sendDelay.ts';
import { stayingWords } from '../outbox/writeWords.ts';
import { shownText } from '../shownText.ts';
import { readFiles } from './attachFiles.ts';
import type { PanelHost } from './panelHost.ts';
import { panelWrite, shownValue, type WriteWords } from './panelWrites.ts';
import { refusedValue, TicketFields } from './ticketFields.ts';
import { TicketWrites } from './ticketWrites.ts';

/** The calls of the page that write. */
export type WritingCalls = Pick<
  PanelHostApi,
  | 'preview'
  | 'fields'
  | 'changeField'
  | 'undoChange'
  | 'chooseWrite'
  | 'takeBack'
  | 'resolve'
  | 'attachFile'
  | 'pickFiles'
>;

/** What writing needs to know of the panel that it is done in. */
export interface WritingPlace {
  /** The ticket as it was last read. */
  ticket(): Ticket | undefined;
  /** The fields of tickets of its type, as far as known. */
  definitions(): readonly TicketField[];
  /** Something is to be shown otherwise. */
  changed(): void;
  /** A note was taken back: it belongs into the note box. */
  noteBack(text: string, visibility: NoteVisibility): void;
  /** Keeps a text as a draft, so that it is never nowhere; what is answered undoes that. */
  keepDraft(text: string, visibility: NoteVisibility): () => void;
}

/** What is written in one ticket panel: fields, notes and files, each put down in the outbox before it is sent. */
export class PanelWriting {
  readonly #host: PanelHost;
  readonly #ref: TicketRef;
  readonly #place: WritingPlace;
  readonly #signal: AbortSignal;
  readonly #writes: TicketWrites;
  readonly #fields: TicketFields;
  /** The fields as the page has them: what the user saw is what a change is based on. */
  #offered: readonly TicketField[] = [];

  constructor(host: PanelHost, ref: TicketRef, place: WritingPlace, signal: AbortSignal) {
    this.#host = host;
    this.#ref = ref;
    this.#place = place;
    this.#signal = signal;
    this.#writes = new TicketWrites(host.engine, ref, () => place.changed());
    this.#fields = new TicketFields(host.engine, ref);
  }

  /** What the page shows of it. */
  get shown(): Pick<PanelState, 'writes' | 'undoable'> {
    const words = this.#words();
    const writes = this.#writes.all.flatMap(entry => panelWrite(entry, words) ?? []);
    const last = this.#writes.undoable;
    if (!last) return { writes };
    const role = words.fields.find(each => each.name === last.field)?.role ?? 'custom';
    return { writes, undoable: { name: last.field, role, shownBefore: last.shownBefore } };
  }

  load(): void {
    void this.#writes.load();
  }

  /** Hears of a change; answers whether a write of this ticket has arrived, so that the ticket is to be read. */
  hear(change: EngineChange): boolean {
    const arrived = this.#writes.hear(change);
    if (arrived) this.#fields.forget();
    return arrived;
  }

  /** Writes that are on the desk: what is asked from now on has them. */
  get sent(): ReadonlySet<number> {
    return this.#writes.sent;
  }

  /** The ticket was read. `before`: what was sent when it was asked for. */
  read(answer: DetailsAnswer, before: ReadonlySet<number>): void {
    this.#writes.read(answer, before);
  }

  /** Puts a note down, to be sent when the time to take it back has passed. */
  async putNote(text: string, visibility: NoteVisibility): Promise<Result<unknown>> {
    const desk = await this.#desk();
    if (!desk) return { ok: false, failure: { reason: 'signedOut' } };
    if (!desk.capabilities.noteVisibilities.includes(visibility))
      return { ok: false, failure: { reason: 'unsupported' } };
    const author = desk.config.technicianId;
    const note = { text, visibility, ...(author === undefined ? {} : { authorId: author }) };
    return this.#put({ kind: 'addNote', ticketId: this.#ref.ticketId, note }, sendDelay());
  }

  readonly calls: WritingCalls = {
    preview: async text => (await import('./markdownHtml.ts')).markdownHtml(text),
    fields: () => this.#ask(),
    changeField: (field, value) => this.#change(field, value),
    undoChange: async () => {
      const last = this.#writes.undoable;
      const field = this.#known().find(each => each.name === last?.field);
      return this.#answer(
        await this.#tried(() => this.#writes.undo(shownValue(field, last?.after ?? null, this.#words()))),
      );
    },
    chooseWrite: async (id, choice) => {
      const entry = this.#writes.get(id);
      if (choice === 'discard' && entry?.write.kind === 'addNote' && !(await this.#mayDiscard(entry.write)))
        return { ok: false };
      const chosen: OutboxChoice =
        choice === 'arrived' || choice === 'notArrived'
          ? { kind: 'arrived', arrived: choice === 'arrived' }
          : { kind: choice };
      return this.#answer(await this.#tried(() => this.#writes.choose(id, chosen)));
    },
    takeBack: async id => {
      const entry = this.#writes.get(id);
      // What may be on the desk is not written once more.
      if (!entry || !isNotThere(entry)) return { ok: false };
      const { write } = entry;
      const note = write.kind === 'addNote' ? write.note : undefined;
      const undo = note && this.#place.keepDraft(note.text, note.visibility);
      const taken = await this.#tried(() => this.#writes.choose(id, { kind: 'discard' }));
      if (!taken.ok) undo?.();
      else if (note) this.#place.noteBack(note.text, note.visibility);
      return this.#answer(taken);
    },
    resolve: async (id, sides) => this.#answer(await this.#tried(() => this.#writes.resolve(id, sides))),
    attachFile: async (name, contentType, content, visibility) =>
      this.#answer(await this.#attach({ name, contentType, content }, visibility)),
    pickFiles: async visibility => {
      const { files, problem } = await readFiles();
      if (problem) return { ok: false, problem: { message: problem } };
      for (const file of files) {
        const put = await this.#attach(file, visibility);
        if (!put.ok) return this.#answer(put);
      }
      return { ok: true };
    },
  };

  async #ask(): Promise<FieldsAnswer> {
    const ticket = this.#place.ticket();
    const desk = ticket && (await this.#desk());
    if (!desk) return { problem: this.#problem({ reason: 'signedOut' }) };
    const asked = await this.#tried(() =>
      this.#fields.now(ticket, this.#writes.all, this.#place.definitions(), this.#signal),
    );
    if (!asked.ok) return { problem: this.#problem(asked.failure) };
    this.#offered = asked.value;
    return { fields: asked.value.map(field => ({ ...field, label: fieldLabel(field) })) };
  }

  async #change(name: string, value: string | null): Promise<WriteAnswer> {
    const desk = await this.#desk();
    if (!desk) return { ok: false, problem: this.#problem({ reason: 'signedOut' }) };
    const field = this.#offered.find(each => each.name === name);
    if (!desk.capabilities.editFields || !field)
      return { ok: false, problem: this.#problem({ reason: 'unsupported' }) };
    const refused = refusedValue(field, value, vscode.l10n.t);
    if (refused) return { ok: false, problem: { message: refused } };
    if (value === (field.value ?? null)) return { ok: true };
    const shown = field.shown ?? shownValue(field, field.value ?? null, this.#words());
    return this.#answer(
      await this.#tried(() => this.#writes.change(name, field.value ?? null, value, shown, field.role)),
    );
  }

  async #attach(
    file: { readonly name: string; readonly contentType: string; readonly content: string },
    visibility: NoteVisibility,
  ): Promise<Result<unknown>> {
    const desk = await this.#desk();
    if (!desk?.capabilities.attach) return { ok: false, failure: { reason: desk ? 'unsupported' : 'signedOut' } };
    const { ticketId } = this.#ref;
    return this.#put({ kind: 'attach', ticketId, file: { ...file, visibility } }, sendDelay());
  }

  /** No signal: what was put down goes on, also when the tab is closed meanwhile. */
  #put(write: Write, hold: number): Promise<Result<unknown>> {
    return this.#tried(() => this.#writes.put(write, hold));
  }

  async #tried<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const tried = await asResult(work);
    return tried.ok ? tried.value : tried;
  }

  #answer(result: Result<unknown>): WriteAnswer {
    if (result.ok) return { ok: true };
    return { ok: false, problem: this.#problem(result.failure) };
  }

  #problem(failure: DeskFailure): PanelProblem {
    this.#host.log.warn(`Ticket #${this.#ref.number}: ${logLine(failure)}`);
    return this.#host.describe(failure, this.#deskName());
  }

  /** A desk that is being opened again can be written to a moment later. */
  async #desk(): Promise<ReturnType<PanelHost['desk']>> {
    const loaded = await asResult(() => this.#host.loadDesks());
    if (!loaded.ok) this.#host.log.warn(logLine(loaded.failure));
    return this.#host.desk(this.#ref.deskId);
  }

  #deskName(): string {
    return this.#host.desk(this.#ref.deskId)?.config.name ?? '';
  }

  /** The fields as last asked, others of the type as they are in general. */
  #known(): readonly TicketField[] {
    const { known } = this.#fields;
    return known.length > 0 ? known : this.#place.definitions();
  }

  #words(): WriteWords {
    const ticket = this.#place.ticket();
    const people = [ticket?.contact, ticket?.customer, ...(ticket?.linked ?? [])];
    return {
      fields: this.#known(),
      label: fieldLabel,
      flag: flagWords,
      describe: failure => this.#host.describe({ ...failure, uncertain: false, kept: false }, this.#deskName()).message,
      customer: id => people.find(each => each?.id === id)?.name ?? id,
    };
  }

  async #mayDiscard(write: Write): Promise<boolean> {
    const { t } = vscode.l10n;
    const discard = t('Discard');
    const question = t('Discard this note on ticket #{0}?', shownText(this.#ref.number));
    const detail = [t('Its text is lost.'), stayingWords(write)].filter(Boolean).join(' ');
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, discard)) === discard;
  }
}

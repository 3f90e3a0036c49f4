import type { BirpcReturn } from 'birpc';
import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import { asResult, type DeskFailure } from '../../model/errors.ts';
import type { Write } from '../../model/outbox.ts';
import type { TimeChange } from '../../model/timesheet.ts';
import type {
  ChangeAnswer,
  SheetAction,
  SheetApi,
  SheetHostApi,
  SheetNote,
  SheetQuestion,
  SheetSeed,
  SheetState,
} from '../../webview/timesheetMessages.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure, logLine } from '../failures.ts';
import { panels } from '../ids.ts';
import { readMirrorSettings } from '../mirror/mirrorSettings.ts';
import { OnePanel } from '../panel/onePanel.ts';
import { connectPage, fillPanel } from '../panel/page.ts';
import { readSheet, type SheetData } from './sheetData.ts';
import { refusal } from './timesheetMessages.ts';

/** What the timesheet needs from the rest of the extension. */
export interface TimesheetParts {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  openTicket(ref: { deskId: string; ticketId: string; number: string; subject?: string }): Promise<void>;
  logTime(ref: { deskId: string; ticketId: string; number: string }): Promise<void>;
  showOutbox(): Promise<void>;
  /** Asks where to, and writes a file there. */
  save(bytes: Uint8Array, name: string): Promise<unknown>;
  act(action: SheetAction, deskId: string | undefined): Promise<void>;
}

/** The timesheet in an editor tab: one, brought back after the window was reloaded. */
export class Timesheet extends OnePanel<ShownSheet> {
  constructor(parts: TimesheetParts) {
    super(panels.timesheet, panel => new ShownSheet(parts, panel));
  }
}

class ShownSheet implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #parts: TimesheetParts;
  readonly #page: BirpcReturn<SheetApi, SheetHostApi>;
  readonly #registrations: vscode.Disposable[] = [];
  #question: SheetQuestion | undefined;
  #data: SheetData | undefined;
  /** The read under way, and whether something changed since it began. */
  #reading = false;
  #outdated = false;
  /** Tickets whose time is being read from their desks. */
  #catchingUp: { readonly abort: AbortController; done: number; readonly total: number } | undefined;
  /** Why time could not be read from a desk. */
  #problem: SheetNote | undefined;
  #ended = false;
  #told: SheetState | undefined;

  constructor(parts: TimesheetParts, panel: vscode.WebviewPanel) {
    this.#parts = parts;
    this.panel = panel;
    const { engine, desks } = parts;
    panel.iconPath = new vscode.ThemeIcon('watch');
    panel.title = vscode.l10n.t('Timesheet');
    this.#page = this.#connect(panel.webview);
    const changed = () => this.#renew();
    this.#registrations.push(
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#outdated) changed();
      }),
      desks.onDidOpen(changed),
      new vscode.Disposable(
        engine.onChange(change => {
          if (concerns(change)) changed();
        }),
      ),
    );
    fillPanel<SheetSeed>(panel, parts.extensionUri, {
      script: 'timesheet.js',
      forms: true,
      title: panel.title,
      seed: { locale: vscode.env.language },
    });
  }

  get state(): SheetState | undefined {
    return this.#told;
  }

  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#catchingUp?.abort.abort();
    this.#page.$close();
    for (const one of this.#registrations) one.dispose();
  }

  #connect(webview: vscode.Webview): BirpcReturn<SheetApi, SheetHostApi> {
    const { openTicket, logTime, showOutbox, save, act, log } = this.#parts;
    const functions: SheetHostApi = {
      ready: async () => undefined,
      look: async question => {
        this.#question = question;
        this.#renew();
      },
      readTime: async () => this.#readTime(),
      stopReading: async () => this.#catchingUp?.abort.abort(),
      openTicket: (deskId, ticketId, number, subject) =>
        this.#guard(() => openTicket({ deskId, ticketId, number, ...(subject ? { subject } : {}) })),
      logTime: (deskId, ticketId, number) => this.#guard(() => logTime({ deskId, ticketId, number })),
      changeEntry: (deskId, ticketId, entryId, change) => this.#changeEntry(deskId, ticketId, entryId, change),
      changeUnsent: (deskId, id, change) => this.#changeUnsent(deskId, id, change),
      chooseUnsent: async (deskId, id, choice) =>
        this.#answer(deskId, await this.#parts.engine.choose(deskId, id, { kind: choice })),
      showOutbox: () => this.#guard(showOutbox),
      saveCsv: (name, text) => this.#guard(() => save(Buffer.from(text), name)),
      act: (action, deskId) => this.#guard(() => act(action, deskId ?? undefined)),
    };
    return connectPage<SheetApi, SheetHostApi>(webview, functions, {
      eventNames: ['show'],
      refusal,
      refused: why => log.warn(`Timesheet: ignored a message (${why}).`),
      registrations: this.#registrations,
    });
  }

  /** Reads again; what changes while it reads is read once more after it. */
  #renew(): void {
    this.#outdated = true;
    if (!this.#reading && this.panel.visible) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    while (this.#outdated && this.#question && !this.#ended) {
      this.#outdated = false;
      const question = this.#question;
      const { engine, desks, log } = this.#parts;
      const read = await asResult(async () => readSheet(engine, await desks.load(), readMirrorSettings(), question));
      if (!read.ok) {
        log.warn(`Timesheet: ${logLine(read.failure)}`);
        this.#data = nothingRead(question, read.failure);
      } else if (question === this.#question) this.#data = read.value;
      this.#show();
    }
    this.#reading = false;
  }

  #show(): void {
    if (!this.#data || this.#ended || !this.panel.visible) return;
    const { state } = this.#data;
    const notes = this.#problem ? [...state.notes, this.#problem] : state.notes;
    const { done, total } = this.#catchingUp ?? { done: 0, total: 0 };
    this.#told = { ...state, notes, ...(this.#catchingUp ? { reading: { done, total } } : {}) };
    void this.#page.show(this.#told);
  }

  async #readTime(): Promise<void> {
    if (this.#catchingUp || !this.#data) return;
    const { engine, desks, log } = this.#parts;
    const wanted = [...this.#data.unread].flatMap(([deskId, ids]) => ids.map(id => [deskId, id] as const));
    const abort = new AbortController();
    const catchingUp = { abort, done: 0, total: wanted.length };
    this.#catchingUp = catchingUp;
    this.#problem = undefined;
    const failed = new Set<string>();
    for (const [deskId, id] of wanted) {
      if (abort.signal.aborted) break;
      this.#show();
      // What keeps one ticket of a desk from being read keeps the others, too.
      const read = failed.has(deskId) ? undefined : await engine.readTime(deskId, [id], abort.signal);
      catchingUp.done++;
      if (!read || read.ok || read.failure.reason === 'cancelled') continue;
      failed.add(deskId);
      log.warn(`Timesheet: ${logLine(read.failure)}`);
      this.#problem = { message: describeFailure(read.failure, desks.nameOf(deskId)).message };
    }
    this.#catchingUp = undefined;
    this.#renew();
  }

  async #changeEntry(deskId: string, ticketId: string, entryId: string, change: TimeChange): Promise<ChangeAnswer> {
    const { engine } = this.#parts;
    return this.#answer(deskId, await engine.changeTime(deskId, ticketId, entryId, change));
  }

  async #changeUnsent(deskId: string, id: number, { minutes, startedAt, notes }: TimeChange): Promise<ChangeAnswer> {
    const { engine } = this.#parts;
    const entry = (await engine.outbox(deskId)).find(each => each.id === id);
    // It was sent meanwhile: the sheet that comes next has it as what it is.
    if (entry?.write.kind !== 'logTime') return this.#answer(deskId, { ok: false, failure: { reason: 'notFound' } });
    const write: Write = {
      ...entry.write,
      time: {
        ...entry.write.time,
        ...(minutes === undefined ? {} : { minutes }),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(notes === undefined ? {} : { notes }),
      },
    };
    return this.#answer(deskId, await engine.choose(deskId, id, { kind: 'edit', write }));
  }

  #answer(deskId: string, done: { readonly ok: boolean; readonly failure?: DeskFailure }): ChangeAnswer {
    this.#renew();
    if (done.ok || !done.failure) return { saved: true };
    this.#parts.log.warn(`Timesheet: ${logLine(done.failure)}`);
    return { saved: false, problem: describeFailure(done.failure, this.#parts.desks.nameOf(deskId)).message };
  }

  /** What the page asked for ends here, however it ends: commands tell their own failures. */
  async #guard(work: () => Promise<unknown>): Promise<void> {
    const done = await asResult(work);
    if (!done.ok) this.#parts.log.warn(`Timesheet: ${logLine(done.failure)}`);
  }
}

/** What is shown when not even the desks could be told. */
function nothingRead(question: SheetQuestion, failure: DeskFailure): SheetData {
  const notes = [{ message: describeFailure(failure, 'Deskside').message }];
  return { state: { question, entries: [], desks: [], notes, unread: 0, undated: 0 }, unread: new Map() };
}

/** Whether time may have come or changed. */
function concerns(change: EngineChange): boolean {
  if (change.kind === 'sync') return change.state.phase === 'idle';
  return change.kind !== 'notices';
}

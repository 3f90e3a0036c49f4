import type { BirpcReturn } from 'birpc';
import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import { asResult, type DeskFailure } from '../../model/errors.ts';
import { type CountedPart, type OverviewPart, searchOfPart } from '../../model/overview.ts';
import { writeSearch } from '../../model/searchLanguage.ts';
import type {
  OverviewAction,
  OverviewApi,
  OverviewAsked,
  OverviewHostApi,
  OverviewSeed,
  OverviewState,
} from '../../webview/overviewMessages.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure, logLine } from '../failures.ts';
import { panels } from '../ids.ts';
import { readMirrorSettings } from '../mirror/mirrorSettings.ts';
import { OnePanel } from '../panel/onePanel.ts';
import { connectPage, fillPanel } from '../panel/page.ts';
import { readOverview } from './overviewData.ts';
import { refusal } from './overviewMessages.ts';

/** What the overview needs from the rest of the extension. */
export interface OverviewParts {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  openTicket(ref: { deskId: string; ticketId: string; number: string; subject?: string }): Promise<void>;
  /** Opens the search with this text, of one desk alone where one is named. */
  search(text: string, deskId: string | undefined): Promise<void>;
  /** Lets the user choose one of the tickets that no search finds. */
  pick(part: CountedPart, deskId: string | undefined, title: string): Promise<void>;
  /** Asks where to, and writes a file there. */
  save(bytes: Uint8Array, name: string): Promise<unknown>;
  act(action: OverviewAction, deskId: string | undefined): Promise<void>;
}

/** Milliseconds between two counts of what goes on changing. */
const pause = 2_000;

/** The overview in an editor tab: one, brought back after the window was reloaded. */
export class OverviewPanel extends OnePanel<ShownOverview> {
  constructor(parts: OverviewParts) {
    super(panels.overview, panel => new ShownOverview(parts, panel));
  }
}

class ShownOverview implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  state: OverviewState | undefined;
  readonly #parts: OverviewParts;
  readonly #page: BirpcReturn<OverviewApi, OverviewHostApi>;
  readonly #registrations: vscode.Disposable[] = [];
  #question: OverviewAsked | undefined;
  /** The read under way, and whether something changed since it began. */
  #reading = false;
  #outdated = false;
  /** When what changed by itself was counted last, and the next time that it will be. */
  #counted = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(parts: OverviewParts, panel: vscode.WebviewPanel) {
    this.#parts = parts;
    this.panel = panel;
    const { engine, desks } = parts;
    panel.iconPath = new vscode.ThemeIcon('graph');
    panel.title = vscode.l10n.t('Overview');
    this.#page = this.#connect(panel.webview);
    this.#registrations.push(
      desks.onDidOpen(() => this.#renew()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('deskside.mirror')) this.#renew();
      }),
      new vscode.Disposable(
        engine.onChange(change => {
          if (concerns(change)) this.#soon();
        }),
      ),
    );
    fillPanel<OverviewSeed>(panel, parts.extensionUri, {
      script: 'overview.js',
      forms: true,
      title: panel.title,
      seed: { locale: vscode.env.language },
    });
  }

  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#page.$close();
    for (const one of this.#registrations) one.dispose();
  }

  #connect(webview: vscode.Webview): BirpcReturn<OverviewApi, OverviewHostApi> {
    const { openTicket, save, act, log } = this.#parts;
    const functions: OverviewHostApi = {
      ready: async () => undefined,
      look: async question => {
        this.#question = question;
        this.#renew();
      },
      openPart: (part, deskId, title) => this.#guard(() => this.#openPart(part, deskId ?? undefined, title)),
      openTicket: (deskId, ticketId, number, subject) =>
        this.#guard(() => openTicket({ deskId, ticketId, number, ...(subject ? { subject } : {}) })),
      saveCsv: (name, text) => this.#guard(() => save(Buffer.from(text), name)),
      act: (action, deskId) => this.#guard(() => act(action, deskId ?? undefined)),
    };
    return connectPage<OverviewApi, OverviewHostApi>(webview, functions, {
      eventNames: ['show'],
      refusal,
      refused: why => log.warn(`Overview: ignored a message (${why}).`),
      registrations: this.#registrations,
    });
  }

  #openPart(part: OverviewPart, deskId: string | undefined, title: string): Promise<void> {
    const search = searchOfPart(part);
    if (search) return this.#parts.search(writeSearch(search), deskId);
    return this.#parts.pick(part as CountedPart, deskId, title);
  }

  /** Counts again, but not without end while a desk is being read: each time all tickets are looked at. */
  #soon(): void {
    if (this.#timer || !this.panel.visible) return;
    const wait = Math.max(0, this.#counted + pause - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#renew();
    }, wait);
  }

  /** Reads again; what changes while it reads is read once more after it. A page that was hidden asks when it is back. */
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
      const read = await asResult(async () => readOverview(engine, await desks.load(), readMirrorSettings(), question));
      this.#counted = Date.now();
      if (!read.ok) {
        log.warn(`Overview: ${logLine(read.failure)}`);
        this.#tell(nothingRead(question, read.failure));
      } else if (question === this.#question) this.#tell(read.value);
    }
    this.#reading = false;
  }

  #tell(state: OverviewState): void {
    if (this.#ended || !this.panel.visible) return;
    this.state = state;
    void this.#page.show(state);
  }

  /** What the page asked for ends here, however it ends: commands tell their own failures. */
  async #guard(work: () => Promise<unknown>): Promise<void> {
    const done = await asResult(work);
    if (!done.ok) this.#parts.log.warn(`Overview: ${logLine(done.failure)}`);
  }
}

/** What is shown when not even the desks could be told. */
function nothingRead(question: OverviewAsked, failure: DeskFailure): OverviewState {
  const notes = [{ kind: 'warning', message: describeFailure(failure, 'Deskside').message }] as const;
  return { question, desks: [], notes };
}

/** Whether figures may have changed. */
function concerns({ kind }: EngineChange): boolean {
  return kind === 'lists' || kind === 'tickets' || kind === 'ticket' || kind === 'sync';
}

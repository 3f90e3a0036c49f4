import { randomBytes } from 'node:crypto';
import { type BirpcReturn, createBirpc } from 'birpc';
import * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import { asResult, type DeskFailure } from '../../model/errors.ts';
import { type CountedPart, type OverviewPart, searchOfPart } from '../../model/overview.ts';
import { sumOf } from '../../model/overviewSum.ts';
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
import { panelHtml } from '../panel/panelHtml.ts';
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
export class OverviewPanel implements vscode.Disposable {
  readonly #parts: OverviewParts;
  #shown: ShownOverview | undefined;

  constructor(parts: OverviewParts) {
    this.#parts = parts;
  }

  /** Shows it, or brings it to the front. */
  open(): void {
    if (this.#shown) this.#shown.panel.reveal();
    else this.#show(vscode.window.createWebviewPanel(panels.overview, '', vscode.ViewColumn.Active));
  }

  /** Brings back the panel of the last session. */
  restore(panel: vscode.WebviewPanel): void {
    if (this.#shown) panel.dispose();
    else this.#show(panel);
  }

  /** What the page was told last; nothing while there is none. */
  get state(): OverviewState | undefined {
    return this.#shown?.state;
  }

  dispose(): void {
    this.#shown?.dispose();
  }

  #show(panel: vscode.WebviewPanel): void {
    const shown = new ShownOverview(this.#parts, panel);
    this.#shown = shown;
    panel.onDidDispose(() => {
      shown.dispose();
      if (this.#shown === shown) this.#shown = undefined;
    });
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
    const dist = vscode.Uri.joinPath(parts.extensionUri, 'dist');
    panel.iconPath = new vscode.ThemeIcon('graph');
    panel.title = vscode.l10n.t('Overview');
    panel.webview.options = { enableScripts: true, enableForms: true, localResourceRoots: [dist] };
    this.#page = this.#connect(panel.webview);
    this.#registrations.push(
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#outdated) this.#renew();
      }),
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
    const seed: OverviewSeed = {
      locale: vscode.env.language,
      ...(vscode.l10n.bundle ? { words: vscode.l10n.bundle } : {}),
    };
    panel.webview.html = panelHtml({
      nonce: randomBytes(18).toString('base64url'),
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'overview.js')).toString(),
      codicons: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'codicon.css')).toString(),
      language: vscode.env.language,
      title: panel.title,
      seed,
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
    return createBirpc<OverviewApi, OverviewHostApi>(functions, {
      post: message => webview.postMessage(message),
      on: listener => {
        this.#registrations.push(
          webview.onDidReceiveMessage((message: unknown) => {
            const why = refusal(message);
            if (why === undefined) listener(message);
            else log.warn(`Overview: ignored a message (${why}).`);
          }),
        );
      },
      eventNames: ['show'],
      timeout: -1,
    });
  }

  #openPart(part: OverviewPart, deskId: string | undefined, title: string): Promise<void> {
    const search = searchOfPart(part);
    if (search) return this.#parts.search(writeSearch(search), deskId);
    return this.#parts.pick(part as CountedPart, deskId, title);
  }

  /** Counts again, but not without end while a desk is being read: each time all tickets are looked at. */
  #soon(): void {
    if (!this.panel.visible) this.#outdated = true;
    if (this.#timer || !this.panel.visible) return;
    const wait = Math.max(0, this.#counted + pause - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#renew();
    }, wait);
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
  return { question, desks: [], sum: sumOf([], question.days.length - 1), notes };
}

/** Whether figures may have changed. */
function concerns({ kind }: EngineChange): boolean {
  return kind === 'lists' || kind === 'tickets' || kind === 'ticket' || kind === 'sync';
}

import * as vscode from 'vscode';
import type { LinkedPlace, TicketLink } from '../../model/codeLink.ts';
import type { ResolvedFrame } from '../../model/frame.ts';
import { marksOf } from '../../model/frameMark.ts';
import type { TicketDetails, TicketRef } from '../../model/ticket.ts';
import type { PanelFrame, PanelHostApi, PanelLink, PanelText, PanelCode as Shown } from '../../webview/messages.ts';
import type { ShownCode } from '../code/connectCode.ts';
import type { NamedTraces, NamingText } from '../code/frames/connectFrames.ts';
import { Abandoned } from '../commandRunner.ts';
import { commands, schemes } from '../ids.ts';
import type { PanelHost } from './panelHost.ts';

/** The calls of the page that are about code. */
export type CodeCalls = Pick<
  PanelHostApi,
  'openFrame' | 'openAllFrames' | 'openCodeLink' | 'removeCodeLink' | 'findReferences'
>;

/** Milliseconds in which saved files are gathered before it is looked again where code is. */
const gathering = 1_000;

/** A text of the ticket with the frames in it, and what the page is told of them. */
interface Found {
  readonly text: NamingText;
  readonly frames: readonly ResolvedFrame[];
  readonly told: readonly PanelFrame[];
}

/** What one ticket panel shows of the workspace's code. Nothing of it is asked of the desk. */
export class PanelCode implements vscode.Disposable {
  readonly #host: PanelHost;
  readonly #ref: TicketRef;
  readonly #panel: vscode.WebviewPanel;
  readonly #changed: () => void;
  readonly #registrations: vscode.Disposable[];
  #looking = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Tells of attachments that are opened. */
  #opened: vscode.Disposable | undefined;
  /** Files changed while nobody looked. */
  #outdated = false;
  /** How often files came and went, and as of when it is known which frames mean. */
  #moves = 0;
  #foundAt = 0;

  #details: TicketDetails | undefined;
  #textsOf: ((details: TicketDetails) => readonly NamingText[]) | undefined;
  /** By the texts' ids. */
  #found: ReadonlyMap<string, Found> = new Map();
  #named: NamedTraces = { traces: [], elsewhere: 0 };
  #links: readonly TicketLink[] = [];
  #places: ReadonlyMap<string, LinkedPlace> = new Map();
  #mentions: Shown['mentions'];
  /** What became of lines that were opened, by text and place, and the file that they are in. */
  readonly #now = new Map<string, { readonly words: string; readonly file: string }>();

  /** @param changed the page is to show `shown` */
  constructor(host: PanelHost, ref: TicketRef, panel: vscode.WebviewPanel, changed: () => void) {
    this.#host = host;
    this.#ref = ref;
    this.#panel = panel;
    this.#changed = changed;
    // What is changed on disk alone is looked at with the next file that is saved.
    const files = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const moved = ({ path }: vscode.Uri) => {
      if (!path.includes('/.git/')) this.#again(true);
    };
    this.#registrations = [
      files,
      files.onDidCreate(moved),
      files.onDidDelete(moved),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        // What was said of its lines may not be so any more.
        for (const [key, { file }] of this.#now) if (file === uri.fsPath) this.#now.delete(key);
        this.#changed();
        this.#again(false);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#again(true)),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#outdated) this.look();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#opened?.dispose();
    this.#looking.abort();
    vscode.Disposable.from(...this.#registrations).dispose();
  }

  /** The ticket was read. */
  read(details: TicketDetails): void {
    this.#details = details;
    this.look();
  }

  /** Looks what there is; what was found before is shown until then. */
  look(): void {
    void this.#look();
  }

  get shown(): Shown {
    const { traces, elsewhere } = this.#named;
    return {
      texts: [...this.#found.values()].filter(({ frames }) => frames.length > 0).map(each => this.#text(each)),
      traces: traces.map(({ text, frames, foreign }) => ({ text, foreign, frames: frames.map(({ place }) => place) })),
      elsewhere,
      links: this.#links.map(each => this.#link(each)),
      ...(this.#mentions ? { mentions: this.#mentions } : {}),
    };
  }

  readonly calls: CodeCalls = {
    openFrame: (text, frame) => this.#guard(() => this.#openFrame(text, frame)),
    openAllFrames: () => this.#guard(() => this.#host.run(commands.openAllFrames, this.#ref)),
    openCodeLink: linkId => this.#guard(() => this.#host.run(commands.openCodeLink, { ...this.#ref, linkId })),
    removeCodeLink: linkId => this.#guard(() => this.#host.run(commands.removeCodeLink, { ...this.#ref, linkId })),
    findReferences: () => this.#guard(() => this.#host.run(commands.findTicketReferences, this.#ref)),
  };

  async #look(): Promise<void> {
    this.#looking.abort();
    const looking = new AbortController();
    this.#looking = looking;
    this.#outdated = false;
    const { signal } = looking;
    const part = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (thrown) {
        if (!signal.aborted) this.#host.log.warn(`Code of ticket #${this.#ref.number}: ${String(thrown)}`);
      }
    };
    await part(async () => {
      const code = await this.#host.code();
      if (signal.aborted) return;
      this.#opened ??= code.parts.documents.onDidChange(uri => {
        if (uri.scheme === schemes.attachment) this.look();
      });
      await Promise.all([
        part(() => this.#findFrames(code, signal)),
        part(() => this.#findLinks(code, signal)),
        part(() => this.#findMentions(code, signal)),
      ]);
    });
  }

  /** Only texts that are new, or all when files came or went, are asked about. */
  async #findFrames({ parts, frames }: ShownCode, signal: AbortSignal): Promise<void> {
    if (!this.#details) return;
    this.#textsOf ??= frames.textsOf(this.#ref);
    // Where no folder is open no text names a file of it.
    const texts = vscode.workspace.workspaceFolders?.length ? this.#textsOf(this.#details) : [];
    const moves = this.#moves;
    const isKnown = (text: NamingText) => moves === this.#foundAt && this.#found.get(text.id)?.text === text;
    const asked = texts.filter(text => !isKnown(text));
    if (asked.length === 0 && texts.length === this.#found.size) return;
    const about = asked.map(({ id, text }) => ({ id, text }));
    const answer = new Map(
      (about.length > 0 ? await parts.code.frames(about, signal) : []).map(each => [each.id, each]),
    );
    if (signal.aborted) return;
    const found = texts.map((text): Found => {
      const before = this.#found.get(text.id);
      const fresh = answer.get(text.id)?.frames;
      if (!fresh && before) return before;
      if (before?.text.text !== text.text) this.#forget(text.id);
      return foundIn(text, fresh ?? []);
    });
    this.#found = new Map(found.map(each => [each.text.id, each]));
    this.#foundAt = moves;
    this.#named = frames.namedTraces(
      texts,
      found.map(each => ({ id: each.text.id, frames: each.frames })),
    );
    this.#changed();
  }

  #forget(id: string): void {
    for (const key of this.#now.keys()) if (key.startsWith(`${id} `)) this.#now.delete(key);
  }

  async #findLinks({ parts }: ShownCode, signal: AbortSignal): Promise<void> {
    const { deskId, ticketId } = this.#ref;
    const answer = await parts.engine.codeLinks(deskId, { ticketId });
    if (signal.aborted || !answer.ok) return;
    const links = answer.value.map(({ link }) => link);
    if (JSON.stringify(answer.value) !== JSON.stringify(this.#links)) {
      this.#links = answer.value;
      this.#changed();
    }
    if (links.length === 0) return;
    const places = await parts.code.locate(links, signal);
    if (signal.aborted) return;
    const now = links.flatMap(({ id }, at) => (places[at] ? [[id, places[at]] as const] : []));
    if (JSON.stringify(now) === JSON.stringify([...this.#places])) return;
    this.#places = new Map(now);
    this.#changed();
  }

  async #findMentions({ mentions }: ShownCode, signal: AbortSignal): Promise<void> {
    const { deskId, number } = this.#ref;
    const ticket = { deskId, number: number.replace(/^0+(?=.)/, '') };
    const { locations, partial } = await mentions.references.find(ticket, signal);
    const { length: count } = locations;
    if (signal.aborted || (this.#mentions?.count === count && this.#mentions.partial === partial)) return;
    this.#mentions = { count, partial };
    this.#changed();
  }

  async #openFrame(id: string, place: number): Promise<void> {
    const found = this.#found.get(id);
    const frame = found?.frames[place];
    if (!found || !frame) return;
    const { frames } = await this.#host.code();
    const now = await frames.open({ frame, since: found.text.since }, this.#beside());
    if (!now || this.#found.get(id)?.text !== found.text) return;
    const key = `${id} ${place}`;
    if (now.words) this.#now.set(key, { words: now.words, file: now.uri.fsPath });
    else this.#now.delete(key);
    this.#changed();
  }

  /** Code is read beside its ticket. */
  #beside(): vscode.ViewColumn {
    const own = this.#panel.viewColumn;
    const other = vscode.window.visibleTextEditors.find(
      ({ viewColumn }) => viewColumn !== undefined && viewColumn !== own,
    );
    return other?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  #text({ text: { id }, told }: Found): PanelText {
    if (this.#now.size === 0) return { id, frames: told };
    const frames = told.map((frame, place) => {
      const now = this.#now.get(`${id} ${place}`)?.words;
      return now === undefined ? frame : { ...frame, now };
    });
    return { id, frames };
  }

  #link({ link, origin }: TicketLink): PanelLink {
    const { id, path, startLine, endLine, snippet, at, by, permalink } = link;
    const place = this.#places.get(id);
    return {
      ...{ id, path, startLine, endLine, at, own: origin === 'own' },
      snippet: place && 'snippet' in place ? place.snippet : snippet,
      ...(by === undefined ? {} : { by }),
      ...(permalink === undefined ? {} : { permalink }),
      ...(place ? { state: place.state } : {}),
      ...(place && 'shown' in place ? { shown: place.shown, shownLine: place.startLine } : {}),
    };
  }

  /** @param moved files came or went: frames may mean others */
  #again(moved: boolean): void {
    if (moved) this.#moves++;
    if (!this.#panel.visible) {
      this.#outdated = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), gathering);
  }

  async #guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof Abandoned)) this.#host.log.error(thrown instanceof Error ? thrown : String(thrown));
    }
  }
}

function foundIn(text: NamingText, frames: readonly ResolvedFrame[]): Found {
  const marks = marksOf(text.text, frames);
  const told = frames.map((frame, place) => ({ ...(marks[place] ?? { at: 0, written: '' }), ...toldOf(frame) }));
  return { text, frames, told };
}

/** What the page is told of a frame: of files only how the workspace calls them. */
function toldOf({ call, line, targets, foreign }: ResolvedFrame): Omit<PanelFrame, 'at' | 'written' | 'now'> {
  const [first, ...rest] = targets;
  return {
    ...(call === undefined ? {} : { call }),
    ...(first ? { file: first.shown } : {}),
    ...(line === undefined ? {} : { line }),
    others: rest.length,
    foreign,
  };
}

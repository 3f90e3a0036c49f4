import * as vscode from 'vscode';
import type { TextFrames } from '../../code/code.ts';
import type { LinkedPlace, TicketLink } from '../../model/codeLink.ts';
import type { ResolvedFrame } from '../../model/frame.ts';
import { type FrameMark, marksOf } from '../../model/frameMark.ts';
import type { TicketDetails, TicketRef } from '../../model/ticket.ts';
import type { PanelFrame, PanelHostApi, PanelLink, PanelText, PanelCode as Shown } from '../../webview/messages.ts';
import type { ShownCode } from '../code/connectCode.ts';
import type { NamedTraces, NamingText } from '../code/frames/connectFrames.ts';
import { Abandoned } from '../commandRunner.ts';
import { commands } from '../ids.ts';
import type { PanelHost } from './panelHost.ts';

/** The calls of the page that are about code. */
export type CodeCalls = Pick<
  PanelHostApi,
  'openFrame' | 'openAllFrames' | 'openCodeLink' | 'removeCodeLink' | 'findReferences'
>;

/** Milliseconds in which saved files are gathered before it is looked again where code is. */
const gathering = 1_000;

/** What one ticket panel shows of the workspace's code. Nothing of it is asked of the desk. */
export class PanelCode implements vscode.Disposable {
  readonly #host: PanelHost;
  readonly #ref: TicketRef;
  readonly #panel: vscode.WebviewPanel;
  readonly #changed: () => void;
  readonly #registrations: vscode.Disposable[];
  #looking = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Files changed while nobody looked. */
  #outdated = false;

  #details: TicketDetails | undefined;
  #texts: readonly NamingText[] = [];
  #found: readonly TextFrames[] = [];
  /** Of each text that was found, where its frames are. */
  #marks: ReadonlyMap<string, readonly FrameMark[]> = new Map();
  #named: NamedTraces = { traces: [], elsewhere: 0 };
  #links: readonly TicketLink[] = [];
  #places: ReadonlyMap<string, LinkedPlace> = new Map();
  #mentions: Shown['mentions'];
  /** What became of lines that were opened, by text and place. */
  readonly #now = new Map<string, string>();

  /** @param changed the page is to show `shown` */
  constructor(host: PanelHost, ref: TicketRef, panel: vscode.WebviewPanel, changed: () => void) {
    this.#host = host;
    this.#ref = ref;
    this.#panel = panel;
    this.#changed = changed;
    const again = () => this.#again();
    this.#registrations = [
      vscode.workspace.onDidSaveTextDocument(again),
      vscode.workspace.onDidRenameFiles(again),
      vscode.workspace.onDidDeleteFiles(again),
      vscode.workspace.onDidCreateFiles(again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#outdated) this.look();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
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
      texts: this.#found.filter(({ frames }) => frames.length > 0).map(each => this.#text(each)),
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
      if (!signal.aborted) this.#changed();
    };
    await part(async () => {
      const code = await this.#host.code();
      if (signal.aborted) return;
      await Promise.all([
        part(() => this.#findFrames(code, signal)),
        part(() => this.#findLinks(code, signal)),
        part(() => this.#findMentions(code, signal)),
      ]);
    });
  }

  async #findFrames({ parts, frames }: ShownCode, signal: AbortSignal): Promise<void> {
    if (!this.#details) return;
    const texts = frames.textsOf(this.#details);
    const found = texts.length > 0 ? await parts.code.frames(texts, signal) : [];
    if (signal.aborted) return;
    const before = new Map(this.#found.map(({ id, frames: all }) => [id, all.length]));
    for (const { id, frames: all } of found) {
      if (before.get(id) === all.length) continue;
      for (const key of this.#now.keys()) if (key.startsWith(`${id} `)) this.#now.delete(key);
    }
    this.#texts = texts;
    this.#found = found;
    const textOf = new Map(texts.map(({ id, text }) => [id, text]));
    this.#marks = new Map(found.map(each => [each.id, marksOf(textOf.get(each.id) ?? '', each.frames)]));
    this.#named = frames.namedTraces(texts, found);
  }

  async #findLinks({ parts }: ShownCode, signal: AbortSignal): Promise<void> {
    const { deskId, ticketId } = this.#ref;
    const answer = await parts.engine.codeLinks(deskId, { ticketId });
    if (signal.aborted || !answer.ok) return;
    this.#links = answer.value;
    if (answer.value.length === 0) return;
    this.#changed();
    const links = answer.value.map(({ link }) => link);
    const places = await parts.code.locate(links, signal);
    if (signal.aborted) return;
    this.#places = new Map(links.flatMap(({ id }, at) => (places[at] ? [[id, places[at]]] : [])));
  }

  async #findMentions({ mentions }: ShownCode, signal: AbortSignal): Promise<void> {
    const { deskId, number } = this.#ref;
    const ticket = { deskId, number: number.replace(/^0+(?=.)/, '') };
    const { locations, partial } = await mentions.references.find(ticket, signal);
    if (!signal.aborted) this.#mentions = { count: locations.length, partial };
  }

  async #openFrame(id: string, place: number): Promise<void> {
    const frame = this.#found.find(text => text.id === id)?.frames[place];
    const since = this.#texts.find(text => text.id === id)?.since;
    if (!frame || !since) return;
    const { frames } = await this.#host.code();
    const now = await frames.open({ frame, since }, this.#beside());
    if (!now) return;
    const key = `${id} ${place}`;
    if (now.words) this.#now.set(key, now.words);
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

  #text({ id, frames }: TextFrames): PanelText {
    const marks = this.#marks.get(id) ?? [];
    return {
      id,
      frames: frames.map((frame, place) => ({
        ...(marks[place] ?? { at: 0, written: '' }),
        ...told(frame),
        ...this.#nowOf(`${id} ${place}`),
      })),
    };
  }

  #nowOf(key: string): { readonly now?: string } {
    const now = this.#now.get(key);
    return now === undefined ? {} : { now };
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

  #again(): void {
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

/** What the page is told of a frame: of files only how the workspace calls them. */
function told({ call, line, targets, foreign }: ResolvedFrame): Omit<PanelFrame, 'at' | 'written' | 'now'> {
  const [first, ...rest] = targets;
  return {
    ...(call === undefined ? {} : { call }),
    ...(first ? { file: first.shown } : {}),
    ...(line === undefined ? {} : { line }),
    others: rest.length,
    foreign,
  };
}

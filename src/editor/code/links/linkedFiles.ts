import * as vscode from 'vscode';
import type { EngineChange } from '../../../engine/engine.ts';
import type { TicketLink } from '../../../model/codeLink.ts';
import type { CodeParts } from '../codeParts.ts';
import { unsavedFiles } from './openCodeLink.ts';
import { type LineSpan, shiftLines } from './shiftLines.ts';

/** A link to lines of a document, where they are now. */
export interface LinkInFile {
  readonly deskId: string;
  readonly found: TicketLink;
  readonly changed: boolean;
  readonly lines: LineSpan;
}

/** Milliseconds in which changes are gathered before files are looked at anew. */
const gathering = 300;
/** Links to one file whose code is looked for. */
const most = 100;

/**
 * The links to lines of the files in editors. They go with what is typed, and are looked for again when files are saved,
 * and when links come and go.
 */
export class LinkedFiles implements vscode.Disposable {
  readonly #parts: Pick<CodeParts, 'engine' | 'desks' | 'code' | 'log'>;
  readonly #known = new Map<string, Promise<readonly LinkInFile[]>>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** What was answered before may be otherwise now. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Pick<CodeParts, 'engine' | 'desks' | 'code' | 'log'>) {
    this.#parts = parts;
    const { engine, desks } = parts;
    const forget = () => this.#forget();
    this.#disposables = [
      this.#changed,
      { dispose: engine.onChange(change => this.#hear(change)) },
      desks.onDidChange(forget),
      vscode.workspace.onDidChangeTextDocument(event => this.#edited(event)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#forget(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString())),
      vscode.workspace.onDidRenameFiles(forget),
      { dispose: () => clearTimeout(this.#timer) },
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
    this.#known.clear();
  }

  /** The links to lines of a document, as it is now. Those who ask at once share one answer. */
  in(document: vscode.TextDocument): Promise<readonly LinkInFile[]> {
    if (document.uri.scheme !== 'file') return Promise.resolve([]);
    const key = document.uri.toString();
    const known = this.#known.get(key) ?? this.#asked(document);
    this.#known.set(key, known);
    return known;
  }

  async #asked(document: vscode.TextDocument): Promise<readonly LinkInFile[]> {
    const { version } = document;
    const found = await this.#ask(document).catch(thrown => {
      this.#parts.log.warn(`Links to a file could not be looked for: ${String(thrown)}`);
      return [];
    });
    // What was typed meanwhile may be in it or not: it is asked for again.
    if (document.version !== version) this.#forget(document.uri);
    return found;
  }

  async #ask({ uri }: vscode.TextDocument): Promise<readonly LinkInFile[]> {
    const { engine, desks, code } = this.#parts;
    const paths = [...pathsOf(uri.fsPath), ...(await code.formerPaths(uri.fsPath))];
    const ready = await desks.ready();
    const asked = ready.map(async ({ config }) => {
      const answer = await engine.codeLinks(config.id, { paths });
      return answer.ok ? answer.value.map(found => ({ deskId: config.id, found })) : [];
    });
    const all = (await Promise.all(asked)).flat().slice(0, most);
    if (all.length === 0) return [];
    const places = await code.locate(
      all.map(({ found }) => found.link),
      undefined,
      unsavedFiles(),
    );
    return all.flatMap((each, at): LinkInFile[] => {
      const place = places[at];
      if (!place || !('file' in place)) return [];
      if (vscode.Uri.file(place.file).toString() !== uri.toString()) return [];
      const lines = { first: place.startLine - 1, last: place.endLine - 1 };
      return [{ ...each, changed: place.state === 'changed', lines }];
    });
  }

  #hear(change: EngineChange): void {
    if (['lists', 'tickets', 'ticket', 'restarted'].includes(change.kind)) this.#forget();
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (!known || contentChanges.length === 0) return;
    // It was read from disk again.
    if (!document.isDirty) {
      this.#forget(document.uri);
      return;
    }
    const edits = contentChanges.map(({ range, text }) => ({
      startLine: range.start.line,
      endLine: range.end.line,
      endCharacter: range.end.character,
      breaks: text.match(/\r\n|\n|\r/g)?.length ?? 0,
    }));
    // Those of one event are told from the last to the first, each as if it were alone.
    const moved = (lines: LineSpan) => edits.reduce(shiftLines, lines);
    this.#known.set(
      key,
      known.then(links => links.map(link => ({ ...link, lines: moved(link.lines) }))),
    );
  }

  #forget(uri?: vscode.Uri): void {
    if (uri) this.#known.delete(uri.toString());
    else this.#known.clear();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, gathering);
  }
}

/** What a link to a file may call it: its path from any of the folders that it is in. Where the code is tells the rest. */
function pathsOf(file: string): string[] {
  const parts = file.split(/[\\/]/).filter(Boolean);
  return parts.map((_, at) => parts.slice(at).join('/'));
}

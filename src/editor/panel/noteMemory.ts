import * as v from 'valibot';
import type * as vscode from 'vscode';
import { noteLimit, type PanelNote } from '../../webview/messages.ts';

/** Drafts kept over sessions: the latest ones, so that the workspace's memory stays small. */
const draftsKept = 20;
const memoryKey = 'noteDrafts';

const drafts = v.array(
  v.tuple([
    v.string(),
    v.object({
      text: v.pipe(v.string(), v.maxLength(noteLimit)),
      visibility: v.exactOptional(v.picklist(['public', 'internal', 'plain'])),
    }),
  ]),
);

/** Notes begun and not yet sent, by ticket: in this session as they are, and as drafts over its end. */
export class NoteMemory {
  readonly #notes = new Map<string, PanelNote>();
  readonly #kept: Map<string, Pick<PanelNote, 'text' | 'visibility'>>;
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    const read = v.safeParse(drafts, memory.get(memoryKey));
    this.#kept = new Map(read.success ? read.output : []);
  }

  /** The note of this session. */
  current(ticket: string): PanelNote | undefined {
    return this.#notes.get(ticket);
  }

  /** The note of this session, else the draft that an earlier one left. */
  latest(ticket: string): PanelNote | undefined {
    const draft = this.#kept.get(ticket);
    return this.current(ticket) ?? (draft && { ...draft, saving: false });
  }

  /** Keeps what the note box holds now; an empty one is forgotten. */
  keep(ticket: string, note: PanelNote): void {
    const { text, visibility, saving } = note;
    if (text || saving) this.#notes.set(ticket, note);
    else this.#notes.delete(ticket);
    this.#kept.delete(ticket);
    if (text) this.#kept.set(ticket, { text, ...(visibility === undefined ? {} : { visibility }) });
    void this.#memory.update(memoryKey, [...this.#kept].slice(-draftsKept));
  }
}

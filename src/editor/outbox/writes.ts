import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { Desks } from '../desks/desks.ts';
import { contexts } from '../ids.ts';
import { ticketOfUri, ticketUri } from '../notices/marks.ts';
import { needsUser, pendingWords } from './writeWords.ts';

/** Which write is meant. */
export type WriteRef = Pick<OutboxEntry, 'deskId' | 'id'>;

/** Milliseconds after which a write that nothing is in the way of is told of all the same. */
const patience = 2_000;

/**
 * The writes that desks have not confirmed, as the engine tells of them, and whether the user needs to see them. Tickets
 * that have some bear a mark, wherever they stand.
 */
export class Writes implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #engine: Engine;
  readonly #log: vscode.LogOutputChannel;
  readonly #entries = new Map<string, OutboxEntry>();
  /** Milliseconds since 1970: when this window first heard of a write. */
  readonly #since = new Map<string, number>();
  readonly #followed = new Set<string>();
  /** Desks that cannot be opened: their writes only stand here. */
  #closed: ReadonlyMap<string, DeskFailure> = new Map();
  readonly #changed = new vscode.EventEmitter<readonly OutboxEntry[]>();
  readonly #decorated = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #disposables: readonly vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #shows = false;
  /** These writes are new, stand otherwise or are gone: those say `sent` or `discarded`. */
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeFileDecorations = this.#decorated.event;

  constructor(engine: Engine, desks: Desks, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      this.#decorated,
      vscode.window.registerFileDecorationProvider(this),
      {
        dispose: engine.onChange(change => {
          if (change.kind === 'outbox') this.#take(change.entries);
          // What was told meanwhile was not heard.
          else if (change.kind === 'restarted') for (const { config } of desks.known) void this.#ask(config.id);
        }),
      },
      desks.onDidOpen(() => {
        this.#closed = new Map(
          desks.known.flatMap(desk => (desk.state === 'failed' ? [[desk.config.id, desk.failure]] : [])),
        );
        for (const { config } of desks.known) void this.#ask(config.id);
      }),
      desks.onDidChange(() => {
        const known = new Set(desks.known.map(({ config }) => config.id));
        const gone = this.all.filter(({ deskId }) => !known.has(deskId));
        this.#take(gone.map(entry => ({ ...entry, state: 'discarded' })));
      }),
      { dispose: () => clearTimeout(this.#timer) },
    ];
  }

  /** In the order in which they were made. */
  get all(): readonly OutboxEntry[] {
    return [...this.#entries.values()].sort((a, b) => (a.at === b.at ? a.id - b.id : a.at < b.at ? -1 : 1));
  }

  /** Those that the user should see: what needs them, what waits for something, and what takes long. */
  get shown(): readonly OutboxEntry[] {
    const now = Date.now();
    return this.all.filter(entry => stands(entry) || now - (this.#since.get(keyOf(entry)) ?? now) >= patience);
  }

  /** Those of a ticket. */
  of(deskId: string, ticketId: string): readonly OutboxEntry[] {
    return this.all.filter(
      ({ deskId: on, write }) => on === deskId && 'ticketId' in write && write.ticketId === ticketId,
    );
  }

  /** Why a desk cannot be opened, so that nothing can be done with its writes. */
  closed(deskId: string): DeskFailure | undefined {
    return this.#closed.get(deskId);
  }

  get(ref: WriteRef): OutboxEntry | undefined {
    return this.#entries.get(keyOf(ref));
  }

  /** Somebody waits for the outcome of this write and tells of it: no more needs to be said. */
  follow(ref: WriteRef): vscode.Disposable {
    const key = keyOf(ref);
    this.#followed.add(key);
    return new vscode.Disposable(() => this.#followed.delete(key));
  }

  isFollowed(ref: WriteRef): boolean {
    return this.#followed.has(keyOf(ref));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ticket = ticketOfUri(uri);
    const entries = ticket ? this.of(ticket.deskId, ticket.ticketId).filter(stands) : [];
    if (entries.length === 0) return undefined;
    const words = pendingWords(entries);
    return entries.some(({ state }) => needsUser(state))
      ? new vscode.FileDecoration('!', words, new vscode.ThemeColor('problemsWarningIcon.foreground'))
      : new vscode.FileDecoration('↑', words);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #ask(deskId: string): Promise<void> {
    try {
      const entries = (await this.#engine.outbox(deskId)).map(entry => this.#standing(entry));
      const there = new Set(entries.map(keyOf));
      const gone = this.all.filter(entry => entry.deskId === deskId && !there.has(keyOf(entry)));
      this.#take([...gone.map(entry => ({ ...entry, state: 'discarded' as const })), ...entries]);
    } catch (thrown) {
      this.#log.error(String(thrown));
    }
  }

  /** What of a desk that cannot be opened was to go on by itself waits for that. */
  #standing(entry: OutboxEntry): OutboxEntry {
    const failure = this.#closed.get(entry.deskId);
    if (!failure || needsUser(entry.state)) return entry;
    const { dueAt: _due, ...rest } = entry;
    // What was being sent may have arrived.
    const state = entry.state === 'waiting' || entry.state === 'held' ? 'waiting' : 'checking';
    return { ...rest, state, failure };
  }

  #take(entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) {
      const key = keyOf(entry);
      if (entry.state === 'sent' || entry.state === 'discarded') {
        this.#entries.delete(key);
        this.#since.delete(key);
      } else {
        this.#entries.set(key, entry);
        if (!this.#since.has(key)) this.#since.set(key, Date.now());
      }
    }
    this.#changed.fire(entries);
    this.#decorated.fire(
      entries.flatMap(({ deskId, write }) =>
        'ticketId' in write ? [ticketUri({ deskId, ticketId: write.ticketId })] : [],
      ),
    );
    this.#look();
  }

  /** The view is there only while there is something to see in it. */
  #look(): void {
    const shows = this.shown.length > 0;
    if (shows !== this.#shows) {
      this.#shows = shows;
      void vscode.commands.executeCommand('setContext', contexts.outboxWaits, shows);
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = Date.now();
    const next = Math.min(
      ...this.all
        .filter(entry => !stands(entry))
        .map(entry => (this.#since.get(keyOf(entry)) ?? now) + patience - now)
        .filter(rest => rest > 0),
    );
    if (!Number.isFinite(next)) return;
    this.#timer = setTimeout(() => {
      this.#changed.fire([]);
      this.#look();
    }, next);
  }
}

/** It does not go on in a moment. */
function stands({ state, failure }: OutboxEntry): boolean {
  return needsUser(state) || state === 'checking' || (state === 'waiting' && failure !== undefined);
}

export function keyOf({ deskId, id }: WriteRef): string {
  return `${deskId}/${id}`;
}

import { said } from '../model/said.ts';
import type { MirrorScope, SyncPage } from '../model/sync.ts';
import type { Ticket } from '../model/ticket.ts';
import type { DataRecord } from '../wire/records.ts';
import type { ReadyDeskClient } from './client.ts';
import { HistoryNews } from './historyNews.ts';
import type { KnownNames } from './knownNames.ts';
import type { Context } from './mapping.ts';
import { type Mark, type ReadingAll, readCursor, type SyncCursor, writeCursor } from './syncCursor.ts';
import { TicketReading } from './ticketReading.ts';

/** Changed tickets on a page. */
const CHANGED = 100;
/** When more changed than these, reading all is cheaper than one by one. */
const MOST_CHANGED = 2000;
/** A desk that cannot tell what changed is read in all so often at most, and never more than a part of the time. */
const REREAD_AFTER_MS = 10 * 60_000;
const REREAD_TIMES = 20;
/** Clocks and zones differ. */
const DAY_MS = 26 * 60 * 60_000;

/** What reading changes takes. */
export interface Sources {
  readonly client: ReadyDeskClient;
  readonly names: KnownNames;
}

/** As `HelpDesk.changes`: two requests when nothing changed, the newest history and the newest tickets. */
export function changes(
  sources: Sources,
  text: string | undefined,
  scope: MirrorScope,
  signal: AbortSignal | undefined,
): AsyncGenerator<SyncPage, void, void> {
  return new Changes(sources, scope, signal).from(text);
}

class Changes {
  readonly #client: ReadyDeskClient;
  readonly #names: KnownNames;
  readonly #scope: MirrorScope;
  readonly #signal: AbortSignal | undefined;
  #context: Context | undefined;
  #asked = false;

  constructor({ client, names }: Sources, scope: MirrorScope, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#names = names;
    this.#scope = scope;
    this.#signal = signal;
  }

  async *from(text: string | undefined): AsyncGenerator<SyncPage, void, void> {
    const cursor = readCursor(text, this.#client);
    this.#context = await this.#names.context(this.#signal);
    const reading = new TicketReading(this.#client, this.#context.tables, this.#signal);
    if (cursor.all) {
      const same = cursor.read !== undefined || cursor.all.scope === this.#scope.kind;
      if (same && cursor.all.place) return yield* this.#all(cursor, cursor.all, reading);
    }
    if (!cursor.history || !cursor.tickets || cursor.all) return yield* this.#begin(cursor, reading);
    if (cursor.todo) return yield* this.#changed(cursor, cursor.todo, [], reading);

    const news = await new HistoryNews(this.#client, this.#context, this.#signal).since(cursor.history);
    const newest = await reading.newest(cursor.tickets);
    const rereads = !news || !newest || news.tickets.size > MOST_CHANGED;
    if (rereads && isDue(cursor)) return yield* this.#begin(cursor, reading);
    const tickets = newest ? await this.#tickets(newest.records) : [];
    const read = new Set(tickets.map(ticket => ticket.id));
    const todo = [...(news?.tickets ?? [])].filter(number => !read.has(number)).sort((a, b) => Number(b) - Number(a));
    const now: SyncCursor = {
      ...cursor,
      // What cannot be told now is looked for when all is read.
      history: news?.mark ?? LOST,
      tickets: newest?.listed ?? { ...cursor.tickets, direction: 'none' },
    };
    yield* this.#changed(now, todo, tickets, reading);
  }

  /** The mark in the history comes first: what changes from then on is told by it. */
  async *#begin(cursor: SyncCursor, reading: TicketReading): AsyncGenerator<SyncPage, void, void> {
    const context = this.#context ?? (await this.#names.context(this.#signal));
    const all: ReadingAll = { ...wantedOf(this.#scope, cursor), begun: Date.now() };
    const history = await new HistoryNews(this.#client, context, this.#signal).mark();
    const { read } = cursor;
    yield* this.#all({ history, ...(read === undefined ? {} : { read }) }, all, reading);
  }

  async *#all(
    { history = LOST, read }: SyncCursor,
    all: ReadingAll,
    reading: TicketReading,
  ): AsyncGenerator<SyncPage, void, void> {
    try {
      yield* this.#steps({ history, ...(read === undefined ? {} : { read }) }, all, reading);
    } finally {
      reading.stop();
    }
  }

  async *#steps(
    { history = LOST, read }: SyncCursor,
    all: ReadingAll,
    reading: TicketReading,
  ): AsyncGenerator<SyncPage, void, void> {
    for (let place = all.place; ; ) {
      const step = await (place ? reading.next(place) : reading.first());
      const every = await this.#tickets(step.records);
      const tickets = every.filter(ticket => isWanted(ticket, all));
      const expected = (step.place ?? place)?.total;
      const more = expected === undefined ? {} : { expected };
      if (!step.place) {
        const now = Date.now();
        const done: SyncCursor = {
          history,
          tickets: step.listed ?? { direction: 'none', ordered: false, highest: 0, count: 0 },
          read: { at: now, took: Math.max(0, now - all.begun) },
        };
        yield { tickets, cursor: writeCursor(done), complete: true, ...more };
        return;
      }
      place = step.place;
      const here: SyncCursor = { history, ...(read === undefined ? {} : { read }), all: { ...all, place } };
      yield { tickets, cursor: writeCursor(here), complete: false, ...more };
    }
  }

  /** @param tickets that were read already: they come first */
  async *#changed(
    { todo: _todo, ...cursor }: SyncCursor,
    todo: readonly string[],
    tickets: readonly Ticket[],
    reading: TicketReading,
  ): AsyncGenerator<SyncPage, void, void> {
    const page = (left: readonly string[]): Pick<SyncPage, 'cursor' | 'complete'> => ({
      cursor: writeCursor(left.length > 0 ? { ...cursor, todo: [...left] } : cursor),
      complete: left.length === 0,
    });
    if (tickets.length > 0 || todo.length === 0) yield { tickets, ...page(todo) };
    for (let at = 0; at < todo.length; at += CHANGED) {
      const { records, gone } = await reading.some(todo.slice(at, at + CHANGED));
      const some = await this.#tickets(records);
      yield { tickets: some, ...(gone.length > 0 ? { gone } : {}), ...page(todo.slice(at + CHANGED)) };
    }
  }

  async #tickets(records: readonly DataRecord[]): Promise<Ticket[]> {
    const context = this.#context ?? (await this.#names.context(this.#signal));
    const mapped = await this.#names.tickets(records, context, !this.#asked, this.#signal);
    this.#context = mapped.context;
    this.#asked ||= mapped.asked;
    if (mapped.tickets.length === 0 && records.length > 0) {
      throw this.#client.error('unreadable', said`The list holds records without a ticket number.`);
    }
    return mapped.tickets;
  }
}

const LOST: Mark = { direction: 'none', ordered: false };

function isDue({ read }: SyncCursor): boolean {
  if (!read) return true;
  const since = Date.now() - read.at;
  return since < 0 || since >= Math.max(REREAD_AFTER_MS, REREAD_TIMES * read.took);
}

/**
 * Which tickets reading all is for. When it is done anew because a desk cannot tell what changed, tickets that were
 * closed meanwhile belong to it, whatever the scope.
 */
function wantedOf(scope: MirrorScope, { read }: SyncCursor): Pick<ReadingAll, 'scope' | 'recent'> {
  if (scope.kind === 'all') return { scope: 'all' };
  const last = read && new Date(Math.max(0, read.at - read.took - DAY_MS)).toISOString();
  const since = scope.kind === 'recent' ? scope.since : undefined;
  const recent = since !== undefined && last !== undefined && last < since ? last : (since ?? last);
  return { scope: scope.kind, ...(recent === undefined ? {} : { recent }) };
}

function isWanted({ state, changedAt, closedAt }: Ticket, { scope, recent }: ReadingAll): boolean {
  if (scope === 'all' || state !== 'closed') return true;
  if (recent === undefined) return false;
  // A desk that does not say when a ticket changed may still say when it was closed.
  const changed = changedAt ?? closedAt;
  return changed === undefined || Date.parse(changed) >= Date.parse(recent);
}

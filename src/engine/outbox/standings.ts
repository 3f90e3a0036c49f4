import type { Created } from '../../model/desk.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { Outbox as OutboxTable, Unsent } from '../store/outbox.ts';
import { endedEntry, entryOf } from './entry.ts';
import { Waiters } from './waiters.ts';

/** While many writes go, how they stand is told once in so many milliseconds. */
const together = 50;

/** How each write stands, as this window knows and has told it; and who waits for one. */
export class Standings {
  readonly waiters = new Waiters();
  readonly #deskId: string;
  readonly #tell: (entries: readonly OutboxEntry[]) => void;
  readonly #known = new Map<number, OutboxEntry>();
  readonly #versions = new Map<number, number>();
  /** By their ids. */
  readonly #untold = new Map<number, OutboxEntry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deskId: string, tell: (entries: readonly OutboxEntry[]) => void) {
    this.#deskId = deskId;
    this.#tell = tell;
  }

  entry(row: Unsent): OutboxEntry {
    return entryOf(this.#deskId, row);
  }

  /** A write stands so now. @param many others are to follow at once */
  note(row: Unsent, many = false): OutboxEntry {
    const entry = this.entry(row);
    this.#known.set(row.id, entry);
    this.#versions.set(row.id, row.version);
    this.#say(entry, many);
    return entry;
  }

  /** A write has ended, for `failure` where the desk refused it. @param many others are to follow at once */
  end(row: Unsent, state: 'sent' | 'discarded', made?: Created, failure?: DeskFailure, many = false): OutboxEntry {
    return this.#end(this.entry(row), state, made, failure, many);
  }

  /** Tells what was left to be told together. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = [...this.#untold.values()];
    this.#untold.clear();
    if (entries.length > 0) this.#tell(entries);
  }

  /** Tells what another window did. @param ended told of each that the desk has confirmed, before others are */
  hear(kept: OutboxTable, ended: (entry: OutboxEntry, made: Created | undefined) => void): void {
    const versions = kept.versions();
    const isNews = (id: number, version: number) => this.#versions.get(id) !== version;
    const news = [...versions].some(([id, version]) => isNews(id, version));
    const rows = news ? kept.all().filter(({ id, version }) => isNews(id, version)) : [];
    for (const row of rows) this.note(row);
    for (const [id, entry] of [...this.#known]) {
      if (versions.has(id)) continue;
      const outcome = kept.outcome(id);
      if (outcome) ended(entry, outcome.made);
      this.#end(entry, outcome ? 'sent' : 'discarded', outcome ? outcome.made : undefined);
    }
  }

  #end(
    entry: OutboxEntry,
    state: 'sent' | 'discarded',
    made?: Created,
    failure?: DeskFailure,
    many = false,
  ): OutboxEntry {
    const ended = { ...endedEntry(entry, state, made), ...(failure ? { failure } : {}) };
    this.#known.delete(entry.id);
    this.#versions.delete(entry.id);
    this.#say(ended, many);
    return ended;
  }

  #say(entry: OutboxEntry, many: boolean): void {
    this.#untold.delete(entry.id);
    this.#untold.set(entry.id, entry);
    if (many) this.#timer ??= setTimeout(() => this.flush(), together);
    else this.flush();
    this.waiters.hear(entry);
  }
}

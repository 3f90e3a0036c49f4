import type { Created } from '../../model/desk.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import type { Outbox as OutboxTable, Unsent } from '../store/outbox.ts';
import { endedEntry, entryOf } from './entry.ts';
import { Waiters } from './waiters.ts';

/** How each write stands, as this window knows and has told it; and who waits for one. */
export class Standings {
  readonly waiters = new Waiters();
  readonly #deskId: string;
  readonly #tell: (entries: readonly OutboxEntry[]) => void;
  readonly #known = new Map<number, OutboxEntry>();
  readonly #versions = new Map<number, number>();

  constructor(deskId: string, tell: (entries: readonly OutboxEntry[]) => void) {
    this.#deskId = deskId;
    this.#tell = tell;
  }

  entry(row: Unsent): OutboxEntry {
    return entryOf(this.#deskId, row);
  }

  /** A write stands so now. */
  note(row: Unsent): OutboxEntry {
    const entry = this.entry(row);
    this.#known.set(row.id, entry);
    this.#versions.set(row.id, row.version);
    this.#say(entry);
    return entry;
  }

  /** A write has ended, for `failure` where the desk refused it. */
  end(row: Unsent, state: 'sent' | 'discarded', made?: Created, failure?: DeskFailure): OutboxEntry {
    return this.#end(this.entry(row), state, made, failure);
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

  #end(entry: OutboxEntry, state: 'sent' | 'discarded', made?: Created, failure?: DeskFailure): OutboxEntry {
    const ended = { ...endedEntry(entry, state, made), ...(failure ? { failure } : {}) };
    this.#known.delete(entry.id);
    this.#versions.delete(entry.id);
    this.#say(ended);
    return ended;
  }

  #say(entry: OutboxEntry): void {
    this.#tell([entry]);
    this.waiters.hear(entry);
  }
}

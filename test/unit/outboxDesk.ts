import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Outbox } from '../../src/engine/outbox/outbox.ts';
import type { Pauses } from '../../src/engine/outbox/pauses.ts';
import { Store } from '../../src/engine/store/store.ts';
import type { Created, HelpDesk } from '../../src/model/desk.ts';
import { DeskError, type DeskFailure } from '../../src/model/errors.ts';
import type { FieldChanges, TicketField } from '../../src/model/fields.ts';
import type { Arrival, OutboxEntry, SentWrite, Write, WriteState } from '../../src/model/outbox.ts';

export const fast: Pauses = { look: 30, first: 20, most: 80 };

/** How a desk takes a write: as usual, refused or never reached, or with an answer that nobody gets. */
export type Mood = 'takes' | DeskFailure | 'takes without an answer' | 'loses it without an answer' | 'waits';

/** A desk that takes writes by its mood, and counts what it has. */
export class MoodyDesk {
  /** For each write to come, the last one for all further ones. */
  moods: Mood[] = ['takes'];
  /** What a question fails with. */
  questions: DeskFailure | undefined;
  arrival: Arrival | undefined;
  /** What it has: the text of each write, in order. */
  readonly has: string[] = [];
  readonly asked: SentWrite[] = [];
  fields: TicketField[] = [];
  /** How many were on their way at once. */
  most = 0;
  sending = 0;
  readonly release: (() => void)[] = [];
  readonly helpDesk: HelpDesk;

  constructor() {
    const take = (text: string, signal?: AbortSignal) => this.#take(text, signal);
    const desk: Partial<HelpDesk> = {
      createTicket: (draft, signal) => take(draft.subject, signal),
      addNote: (ticketId, note, signal) => take(`${ticketId}: ${note.text}`, signal),
      logTime: (ticketId, time, signal) => take(`${ticketId}: ${time.minutes} minutes`, signal),
      attach: (ticketId, file, signal) => take(`${ticketId}: ${file.name}`, signal),
      updateTicket: async (ticketId, changes, signal) => {
        await take(`${ticketId}: ${JSON.stringify(changes)}`, signal);
        this.#change(changes);
      },
      linkCustomer: async (ticketId, customerId, signal) => void (await take(`${ticketId}: + ${customerId}`, signal)),
      unlinkCustomer: async (ticketId, customerId, signal) => void (await take(`${ticketId}: - ${customerId}`, signal)),
      ticketFields: async () => {
        if (this.questions) throw new DeskError(this.questions);
        return this.fields;
      },
      arrived: async sent => {
        this.asked.push(sent);
        await new Promise(resolve => setImmediate(resolve));
        if (this.questions) throw new DeskError(this.questions);
        if (this.arrival) return this.arrival;
        const at = this.has.lastIndexOf(textOf(sent.write));
        return at < 0 || sent.others.has(`${at}`) ? { arrived: 'no' } : { arrived: 'yes', id: `${at}` };
      },
    };
    this.helpDesk = desk as HelpDesk;
  }

  async #take(text: string, signal?: AbortSignal): Promise<Created> {
    const mood = this.moods.length > 1 ? this.moods.shift() : this.moods[0];
    this.most = Math.max(this.most, ++this.sending);
    try {
      await new Promise(resolve => setImmediate(resolve));
      if (mood === 'waits') {
        await new Promise<void>((resolve, reject) => {
          this.release.push(resolve);
          const stop = () => reject(new DeskError({ reason: 'cancelled' }));
          if (signal?.aborted) stop();
          else signal?.addEventListener('abort', stop, { once: true });
        });
      }
      if (typeof mood === 'object') throw new DeskError(mood);
      if (mood === 'loses it without an answer') throw new DeskError({ reason: 'unreachable' });
      const id = `${this.has.push(text) - 1}`;
      if (mood === 'takes without an answer') throw new DeskError({ reason: 'unreachable' });
      return { id };
    } finally {
      this.sending--;
    }
  }

  #change(changes: FieldChanges): void {
    this.fields = this.fields.map(field => {
      const value = changes[field.name];
      return typeof value === 'string' ? { ...field, value } : field;
    });
  }
}

export function textOf(write: Write): string {
  switch (write.kind) {
    case 'createTicket':
      return write.draft.subject;
    case 'addNote':
      return `${write.ticketId}: ${write.note.text}`;
    case 'logTime':
      return `${write.ticketId}: ${write.time.minutes} minutes`;
    case 'attach':
      return `${write.ticketId}: ${write.file.name}`;
    case 'updateTicket':
      return `${write.ticketId}: ${JSON.stringify(write.changes)}`;
    case 'linkCustomer':
      return `${write.ticketId}: + ${write.customerId}`;
    default:
      return `${write.ticketId}: - ${write.customerId}`;
  }
}

/** A window with an outbox, its store in `folder`. */
export class OutboxWindow {
  readonly outbox: Outbox;
  readonly store: Store;
  readonly told: OutboxEntry[] = [];
  readonly ended: string[] = [];
  readonly #heard = new Set<() => void>();

  /** @param slow called each time something is done with the store */
  constructor(folder: string, desk: MoodyDesk, pauses = fast, slow = () => {}) {
    mkdirSync(folder, { recursive: true });
    this.store = Store.open(join(folder), 'desk', 'origin').store;
    this.outbox = new Outbox({
      deskId: 'desk',
      helpDesk: desk.helpDesk,
      use: async work => {
        slow();
        return work(this.store.outbox);
      },
      tell: entries => {
        this.told.push(...entries);
        for (const hear of [...this.#heard]) hear();
      },
      leaves: () => undefined,
      ended: write => this.ended.push(textOf(write)),
      pauses,
    });
    this.store.onForeignChange(() => void this.outbox.hear());
  }

  /** States that were told of a write, in order. */
  states(id: number): WriteState[] {
    return this.told.filter(entry => entry.id === id).map(({ state }) => state);
  }

  /** Ends when a write was told to stand so, since `from` entries were told. */
  async until(id: number, wanted: (entry: OutboxEntry) => boolean, from = 0): Promise<OutboxEntry> {
    for (;;) {
      const found = this.told.slice(from).find(entry => entry.id === id && wanted(entry));
      if (found) return found;
      await this.news();
    }
  }

  is(id: number, state: WriteState, from = 0): Promise<OutboxEntry> {
    return this.until(id, entry => entry.state === state, from);
  }

  /** Ends when something more is told. */
  news(): Promise<void> {
    return new Promise(resolve => {
      const hear = () => {
        this.#heard.delete(hear);
        resolve();
      };
      this.#heard.add(hear);
    });
  }

  async close(): Promise<void> {
    await this.outbox.stop();
    this.store.close();
  }
}

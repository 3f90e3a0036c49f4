import type { Engine } from '../../engine/engine.ts';
import type { OutboxEntry } from '../../model/outbox.ts';

/** Milliseconds in which what a ticket shows is taken for the outcome of the user's own write. */
const span = 60_000;

/** Which tickets the user wrote to a moment ago: what they did needs no mark. */
export class OwnWrites {
  readonly #writes = new Map<string, number>();

  /** An engine that takes note of what is written through it. */
  watched(engine: Engine): Engine {
    const noted = <A extends readonly unknown[], R>(write: (deskId: string, ticketId: string, ...rest: A) => R) => {
      return (deskId: string, ticketId: string, ...rest: A): R => {
        this.#note(deskId, ticketId);
        return write(deskId, ticketId, ...rest);
      };
    };
    return {
      ...engine,
      addNote: noted(engine.addNote),
      logTime: noted(engine.logTime),
      changeTime: noted(engine.changeTime),
      updateTicket: noted(engine.updateTicket),
      linkCustomer: noted(engine.linkCustomer),
      unlinkCustomer: noted(engine.unlinkCustomer),
      put: (deskId, write, options) => {
        if ('ticketId' in write) this.#note(deskId, write.ticketId);
        return engine.put(deskId, write, options);
      },
    };
  }

  /** What had waited left just now. */
  sent(entries: readonly OutboxEntry[]): void {
    for (const { deskId, state, write } of entries) {
      if (state === 'sent' && 'ticketId' in write) this.#note(deskId, write.ticketId);
    }
  }

  /** Whether the user wrote to a ticket a moment ago. */
  has(deskId: string, ticketId: string): boolean {
    return Date.now() - (this.#writes.get(`${deskId}/${ticketId}`) ?? 0) < span;
  }

  #note(deskId: string, ticketId: string): void {
    const now = Date.now();
    for (const [key, at] of this.#writes) if (now - at >= span) this.#writes.delete(key);
    this.#writes.set(`${deskId}/${ticketId}`, now);
  }
}

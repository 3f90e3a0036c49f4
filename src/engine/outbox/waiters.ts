import type { Created } from '../../model/desk.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { OutboxEntry } from '../../model/outbox.ts';
import { said } from '../../model/said.ts';

type Waiter = (result: Result<Created | undefined>) => void;

/** Calls that wait until a write is confirmed or refused, or does not go on at once. */
export class Waiters {
  readonly #waiting = new Map<number, Waiter>();

  get ids(): readonly number[] {
    return [...this.#waiting.keys()];
  }

  has(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** How the write ends, or that it does not for now; the signal ends the waiting alone. */
  wait(id: number, signal?: AbortSignal): Promise<Result<Created | undefined>> {
    return new Promise(resolve => {
      const giveUp = () => this.end(id, { reason: 'cancelled', uncertain: true, kept: true });
      this.#waiting.set(id, result => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', giveUp);
        resolve(result);
      });
      if (signal?.aborted) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Ends a waiting with a failure. */
  end(id: number, failure: DeskFailure): void {
    this.#waiting.get(id)?.({ ok: false, failure });
  }

  endAll(failure: DeskFailure): void {
    for (const id of this.ids) this.end(id, failure);
  }

  /** Looks whether how a write stands now is what is waited for. */
  hear(entry: OutboxEntry): void {
    const result = resultOf(entry);
    if (result) this.#waiting.get(entry.id)?.(result);
  }
}

/** What the caller is told of a write that stands so; nothing as long as it goes on by itself at once. */
function resultOf({ state, made, failure, dueAt }: OutboxEntry): Result<Created | undefined> | undefined {
  const kept = (or: DeskFailure, uncertain = false): Result<never> => ({
    ok: false,
    failure: { ...(failure ?? or), ...(uncertain ? { uncertain } : {}), kept: true },
  });
  switch (state) {
    case 'sent':
      return { ok: true, value: made };
    case 'discarded':
      return { ok: false, failure: failure ?? { reason: 'cancelled' } };
    case 'failed':
      return kept({ reason: 'refused' });
    case 'conflict':
      return kept({ reason: 'refused', detail: said`somebody else changed the same field meanwhile` });
    case 'unclear':
      return kept({ reason: 'stopped' }, true);
    case 'checking':
      return dueAt === undefined ? undefined : kept({ reason: 'stopped' }, true);
    case 'waiting':
      return failure ? kept(failure) : undefined;
    default:
      return undefined;
  }
}

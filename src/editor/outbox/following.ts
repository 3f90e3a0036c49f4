import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Result } from '../../model/errors.ts';
import type { OutboxEntry, Write } from '../../model/outbox.ts';
import { keyOf, type Writes } from './writes.ts';

/** Puts writes down and waits for what becomes of them. It hears of them from before the first is put down. */
export class Following implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #writes: Writes;
  readonly #latest = new Map<string, OutboxEntry>();
  readonly #own: string[] = [];
  readonly #heard = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];

  constructor(engine: Engine, writes: Writes) {
    this.#engine = engine;
    this.#writes = writes;
    const stop = engine.onChange(change => {
      if (change.kind !== 'outbox') return;
      for (const entry of change.entries) this.#latest.set(keyOf(entry), entry);
      this.#heard.fire();
    });
    this.#disposables = [this.#heard, { dispose: stop }];
  }

  /** Puts a write down; who asked for it tells how it ended. */
  async put(deskId: string, write: Write, options?: { readonly hold?: number }): Promise<Result<OutboxEntry>> {
    const answer = await this.#engine.put(deskId, write, options);
    if (!answer.ok) return answer;
    const key = keyOf(answer.value);
    this.#own.push(key);
    this.#disposables.push(this.#writes.follow(answer.value));
    const known = this.#latest.get(key);
    if (!known) this.#latest.set(key, answer.value);
    return { ok: true, value: known ?? answer.value };
  }

  /**
   * Waits until each is done, refused, or stands and waits for something.
   * @returns how they stand then, in the order in which they were put down
   */
  settled(signal?: AbortSignal, told?: (settled: number) => void): Promise<readonly OutboxEntry[]> {
    return new Promise(resolve => {
      const disposables: vscode.Disposable[] = [];
      const look = (): void => {
        const all = this.#own.flatMap(key => this.#latest.get(key) ?? []);
        const blocked = new Set(this.#writes.all.filter(waitsForDesk).map(({ deskId }) => deskId));
        const ended = all.filter(
          entry =>
            hasSettled(entry) || this.#isBehind(entry) || (entry.state === 'waiting' && blocked.has(entry.deskId)),
        );
        told?.(ended.length);
        if (ended.length < all.length && !signal?.aborted) return;
        vscode.Disposable.from(...disposables).dispose();
        resolve(all);
      };
      const onAbort = () => look();
      signal?.addEventListener('abort', onAbort);
      disposables.push(this.#heard.event(look), {
        dispose: () => signal?.removeEventListener('abort', onAbort),
      });
      look();
    });
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Its turn comes after another write to the same ticket, which does not go on by itself. */
  #isBehind({ deskId, id, write, state }: OutboxEntry): boolean {
    if (!('ticketId' in write) || (state !== 'waiting' && state !== 'held')) return false;
    return this.#writes
      .of(deskId, write.ticketId)
      .some(other => other.id < id && other.state !== 'failed' && hasSettled(other));
  }
}

function hasSettled(entry: OutboxEntry): boolean {
  const { state } = entry;
  return (state !== 'waiting' && state !== 'sending' && state !== 'held') || waitsForDesk(entry);
}

/** The desk is out of reach for now, so that all that is for it waits. One that is due is about to go. */
function waitsForDesk({ state, failure, dueAt }: OutboxEntry): boolean {
  if (state !== 'waiting' || !failure) return false;
  if (dueAt !== undefined) return Date.parse(dueAt) > Date.now();
  return ['unauthorized', 'signedOut', 'plainHttp', 'wrongServer'].includes(failure.reason);
}

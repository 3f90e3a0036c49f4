import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Engine, EngineChange } from '../../engine/engine.ts';
import { type FormDraft, type TodoPlace, todoPlace } from './formMemory.ts';

/** Where the comments are kept that wait for the numbers of tickets which the outbox is to make. */
export const numbersKey = 'newTicket.numbers';

const waiting = v.array(
  v.object({ deskId: v.string(), subject: v.string(), place: v.exactOptional(v.string()), todo: todoPlace }),
);

/** Puts numbers into comments of tickets that the outbox makes later, also in another session. */
export class NumbersLater implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #place: (todo: TodoPlace, number: string) => Promise<unknown>;
  readonly #stop: () => void;

  constructor(engine: Engine, memory: vscode.Memento, place: (todo: TodoPlace, number: string) => Promise<unknown>) {
    this.#memory = memory;
    this.#place = place;
    this.#stop = engine.onChange(change => void this.#hear(change));
  }

  async wait(deskId: string, subject: string, place: string, todo: TodoPlace): Promise<void> {
    await this.#memory.update(numbersKey, [...this.#waiting, { deskId, subject, place, todo }]);
  }

  /** Where a ticket comes from whose number is waited for: a form that it goes back into puts the number there. */
  originOf(deskId: string, subject: string): FormDraft['origin'] {
    const found = this.#waiting.find(each => each.deskId === deskId && each.subject === subject);
    return found && { place: found.place ?? found.todo.text.trim(), todo: found.todo };
  }

  dispose(): void {
    this.#stop();
  }

  get #waiting(): v.InferOutput<typeof waiting> {
    const read = v.safeParse(waiting, this.#memory.get(numbersKey));
    return read.success ? read.output : [];
  }

  async #hear(change: EngineChange): Promise<void> {
    if (change.kind !== 'outbox') return;
    for (const { write, state, made } of change.entries) {
      if (write.kind !== 'createTicket' || (state !== 'sent' && state !== 'discarded')) continue;
      const all = this.#waiting;
      const found = all.find(each => each.deskId === change.deskId && each.subject === write.draft.subject);
      if (!found) continue;
      const rest = all.filter(each => each !== found);
      await this.#memory.update(numbersKey, rest.length > 0 ? rest : undefined);
      const number = made?.number ?? made?.id;
      if (number !== undefined) await this.#place(found.todo, number);
    }
  }
}

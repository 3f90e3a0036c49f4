import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { ListNode } from './nodes.ts';

/** Asks how many tickets lists have: all that want to know in one turn with one question for each desk. */
export class Counts {
  readonly #engine: Engine;
  readonly #failed: (deskId: string, failure: DeskFailure) => void;
  readonly #batches = new Map<string, { readonly lists: ListNode[]; readonly answer: Promise<readonly number[]> }>();

  constructor(engine: Engine, failed: (deskId: string, failure: DeskFailure) => void) {
    this.#engine = engine;
    this.#failed = failed;
  }

  /** How many a list has; nothing when that cannot be told. */
  async of(list: ListNode): Promise<number | undefined> {
    const batch = this.#batches.get(list.deskId) ?? this.#begin(list.deskId);
    const place = batch.lists.push(list) - 1;
    return (await batch.answer)[place];
  }

  #begin(deskId: string) {
    const lists: ListNode[] = [];
    const answer = Promise.resolve().then(async () => {
      this.#batches.delete(deskId);
      const result = await this.#engine.counts(
        deskId,
        lists.map(({ search }) => search),
      );
      if (result.ok) return result.value;
      this.#failed(deskId, result.failure);
      return [];
    });
    const batch = { lists, answer };
    this.#batches.set(deskId, batch);
    return batch;
  }
}

import { failureOf } from '../model/errors.ts';
import type { DataRecord } from '../wire/records.ts';

/** Asks for lists by highest ID first, as long as the desk takes that: of the names for `order` only `ID` is known (1.8). */
export class Newest {
  readonly #refused = new Set<string>();

  /** @param ask is given the order, or nothing when the desk refuses it. */
  async ask(
    action: string,
    ask: (order: { readonly order?: 'ID DESC' }) => Promise<DataRecord[]>,
  ): Promise<DataRecord[]> {
    if (!this.#refused.has(action)) {
      try {
        return await ask({ order: 'ID DESC' });
      } catch (thrown) {
        if (failureOf(thrown).reason !== 'refused') throw thrown;
      }
      const records = await ask({});
      this.#refused.add(action);
      return records;
    }
    return await ask({});
  }
}

/** Tells a desk that answers every page of a list alike. */
export class Repeats {
  readonly #firsts = new Map<string, { page: number; first: string }>();

  /** Whether the page before this one began with the same record. */
  isRepeated(list: string, page: number, first: string | undefined): boolean {
    const last = this.#firsts.get(list);
    if (first === undefined) return false;
    if (page > 1 && last?.page === page - 1 && last.first === first) return true;
    this.#firsts.set(list, { page, first });
    if (this.#firsts.size > 100) this.#firsts.delete(this.#firsts.keys().next().value ?? '');
    return false;
  }
}

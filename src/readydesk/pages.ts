import { failureOf } from '../model/errors.ts';
import type { DataRecord } from '../wire/records.ts';

/** One page of a list, and whether there may be more after it. */
export interface Span {
  readonly records: DataRecord[];
  readonly more: boolean;
}

/** How a list is asked for: a page of it, and its number of records. */
export interface Asking {
  readonly page: (paging: { readonly count: number; readonly page: number }) => Promise<DataRecord[]>;
  readonly count: () => Promise<number | undefined>;
}

/** No desk is expected to give fewer records at once. */
const SMALLEST_LIMIT = 10;

/**
 * Reads pages also from a desk that gives fewer records at once than are asked for: whether there is an upper limit for
 * `count` is a gap (1.8). A short page is such a desk's when the number of records is larger and a second page of that
 * size holds others.
 */
export class Pages {
  /** Records that the desk gives at once; absent while nothing tells of a limit. */
  #limit: number | undefined;
  /** So many at once were given and nothing was cut. */
  #uncut = SMALLEST_LIMIT - 1;

  async read(asking: Asking, page: { readonly number: number; readonly size: number }): Promise<Span> {
    const { number, size } = page;
    if (this.#limit !== undefined && size > this.#limit) return await this.#gather(asking, page, this.#limit);
    const records = await asking.page({ count: size, page: number });
    if (records.length >= size) this.#uncut = Math.max(this.#uncut, size);
    else if (number === 1 && records.length > this.#uncut) {
      if (await this.#isCut(asking, records)) {
        this.#limit = records.length;
        return await this.#gather(asking, page, this.#limit);
      }
      this.#uncut = records.length;
    }
    return { records, more: records.length === size };
  }

  async #isCut(asking: Asking, records: readonly DataRecord[]): Promise<boolean> {
    try {
      const all = await asking.count();
      if (all === undefined || all <= records.length) return false;
      // The number may be that of a list without its filters.
      const [next] = await asking.page({ count: records.length, page: 2 });
      return next !== undefined && JSON.stringify(next.values) !== JSON.stringify(records[0]?.values);
    } catch (thrown) {
      if (failureOf(thrown).reason === 'cancelled') throw thrown;
      return false;
    }
  }

  /** Puts a page together from the smaller ones of the desk. */
  async #gather(asking: Asking, { number, size }: { number: number; size: number }, limit: number): Promise<Span> {
    const start = (number - 1) * size;
    const first = Math.floor(start / limit);
    const skip = start - first * limit;
    const records: DataRecord[] = [];
    let ended = false;
    for (let at = first; !ended && records.length < skip + size; at++) {
      const some = await asking.page({ count: limit, page: at + 1 });
      for (const record of some) records.push(record);
      ended = some.length < limit;
    }
    return { records: records.slice(skip, skip + size), more: !ended || records.length > skip + size };
  }
}

import { valueIn } from '../wire/records.ts';
import type { List } from './rest.ts';

/** How often a page before is read again because the list became shorter; then what is missed is left to later passes. */
const MOST_STEPS_BACK = 20;
const MOST_ROUNDS = 3;
/** Limits of pages are round numbers. */
const ROUND = 50;

/** Where reading a list goes on. */
export interface Place {
  readonly page: number;
  readonly size: number;
  readonly total?: number;
}

/**
 * Which page to read next of a list whose records come, go and change places meanwhile, in an order that is unknown. A
 * record is left out when one before it goes: its place is then on a page that was read. So the pages before are read
 * again when the number of records falls, and all of them when fewer records came than there were.
 */
export class ShiftingPages {
  /** 1-based; the list is at its end when absent. */
  next: number | undefined;
  #size: number;
  #total: number | undefined;
  /** The smallest number of records that the desk said. */
  #least: number | undefined;
  readonly #asked: number;
  readonly #seen = new Set<string>();
  /** Whether all since the first page is in `seen`. */
  readonly #whole: boolean;
  #nameless = 0;
  #freshInRound = 0;
  #rounds = 1;
  #stepsBack = 0;
  #last: { readonly page: number; readonly ids: string } | undefined;

  /** @param asked records asked for at once */
  constructor(asked: number, from?: Place) {
    this.#asked = asked;
    this.#whole = from === undefined || from.page <= 1;
    this.#size = this.#whole ? 0 : (from?.size ?? 0);
    this.#total = this.#whole ? undefined : from?.total;
    // What became of the page before, nobody knows.
    this.next = Math.max(1, (from?.page ?? 1) - 1);
  }

  /** The page that will be wanted after `next` unless the list changes meanwhile; absent when that cannot be told. */
  get likely(): number | undefined {
    const { next } = this;
    if (next === undefined || this.#total === undefined || this.#size === 0) return undefined;
    return next * this.#size < this.#total ? next + 1 : undefined;
  }

  get place(): Place {
    return {
      page: this.next ?? 1,
      size: this.#size,
      ...(this.#total === undefined ? {} : { total: this.#total }),
    };
  }

  /** Takes the page `next`. @param ids of its records, absent for those without one */
  take({ outer }: List, ids: readonly (string | undefined)[]): void {
    const page = this.next ?? 1;
    const said = Number(valueIn(outer, 'TotalRecords') ?? Number.NaN);
    const total = Number.isInteger(said) && said >= 0 ? said : undefined;
    const drop = total === undefined || this.#total === undefined ? 0 : this.#total - total;
    if (total !== undefined) {
      this.#total = total;
      this.#least = Math.min(total, this.#least ?? total);
    }
    this.#size = Math.max(this.#size, ids.length);
    for (const id of ids) this.#see(id);
    if (drop > 0 && page > 1 && this.#stepsBack < MOST_STEPS_BACK && this.#size > 0) {
      this.#stepsBack++;
      this.#last = undefined;
      this.next = Math.max(1, page - Math.ceil(drop / this.#size));
      return;
    }
    this.next = this.#isLast(page, ids, valueIn(outer, 'NextPage') !== undefined) ? this.#again() : page + 1;
  }

  #see(id: string | undefined): void {
    if (id === undefined) this.#nameless++;
    else if (!this.#seen.has(id)) {
      this.#seen.add(id);
      this.#freshInRound++;
    }
  }

  #isLast(page: number, ids: readonly (string | undefined)[], hasNext: boolean): boolean {
    // Servers that ignore paging answer all at once, or the same again and again.
    if (ids.length === 0 || ids.length > this.#asked) return true;
    const all = ids.join('\n');
    const repeated = this.#last?.page === page - 1 && this.#last.ids === all;
    this.#last = { page, ids: all };
    if (repeated) return true;
    if (this.#total === undefined) {
      const limited = ids.length === this.#size && ids.length % ROUND === 0;
      return !hasNext && ids.length < this.#asked && !limited;
    }
    // A page may be shorter than asked for although it is not the last.
    return page * this.#size >= this.#total && !(hasNext && this.#whole && this.#count < this.#total);
  }

  get #count(): number {
    return this.#seen.size + this.#nameless;
  }

  /** The first page again when records are missing and reading them again may bring them. */
  #again(): number | undefined {
    const missing = this.#whole && this.#least !== undefined && this.#count < this.#least;
    if (!missing || this.#freshInRound === 0 || this.#rounds >= MOST_ROUNDS) return undefined;
    this.#rounds++;
    this.#freshInRound = 0;
    this.#last = undefined;
    return 1;
  }
}

import type { Names } from '../wire/names.ts';

/** Names are compared in this form. */
export function likeness(name: string): string {
  return name.toLowerCase().replace(/[_\-. ]/g, '');
}

/** The fields of a record that are alike by name. */
export interface Column {
  /** Where the first of them stands among the record's names. */
  readonly index: number;
  readonly others: number[];
  /** A bit of its own, for sets of columns; 0 when there are more columns than bits. */
  readonly bit: number;
}

const BITS = 31;

/** Which of a record's names are meant by names of ours; found out once for all records that have the same names. */
export class LikeNames {
  /** In the order in which the record has them. */
  readonly columns: readonly Column[];
  readonly #byLikeness = new Map<string, Column>();
  readonly #meant = new Map<string, readonly Column[]>();

  private constructor(names: Names) {
    for (const [index, name] of names.list.entries()) {
      const key = likeness(name);
      const column = this.#byLikeness.get(key);
      const position = this.#byLikeness.size;
      if (column) column.others.push(index);
      else this.#byLikeness.set(key, { index, others: [], bit: position < BITS ? 1 << position : 0 });
    }
    this.columns = [...this.#byLikeness.values()];
  }

  static readonly #known = new WeakMap<Names, LikeNames>();

  static of(names: Names): LikeNames {
    let known = LikeNames.#known.get(names);
    if (!known) {
      known = new LikeNames(names);
      LikeNames.#known.set(names, known);
    }
    return known;
  }

  /** @param wanted our names, separated by blanks, likeliest first */
  meantBy(wanted: string): readonly Column[] {
    let meant = this.#meant.get(wanted);
    if (!meant) {
      meant = keysIn(wanted).flatMap(key => this.#byLikeness.get(key) ?? []);
      this.#meant.set(wanted, meant);
    }
    return meant;
  }
}

const keys = new Map<string, readonly string[]>();

/** There are only so many lists of ours; records of which no two have the same names ask for them again and again. */
function keysIn(wanted: string): readonly string[] {
  let list = keys.get(wanted);
  if (!list) {
    list = wanted.split(' ');
    keys.set(wanted, list);
  }
  return list;
}

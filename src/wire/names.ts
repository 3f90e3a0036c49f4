/**
 * The names of a record's values in their order. All records of an answer that have the same names share one of these,
 * so what has to do with names alone is found out once and not for every record.
 */
export class Names {
  readonly list: readonly string[];
  readonly #found = new Map<string, readonly number[]>();
  #lower: readonly string[] | undefined;
  #positions: ReadonlyMap<string, number> | undefined;

  constructor(list: readonly string[]) {
    this.list = list;
  }

  /** Where a name stands, compared without regard to letter case. */
  indexesOf(name: string): readonly number[] {
    let found = this.#found.get(name);
    if (!found) {
      const wanted = name.toLowerCase();
      this.#lower ??= this.list.map(each => each.toLowerCase());
      found = this.#lower.flatMap((each, index) => (each === wanted ? [index] : []));
      this.#found.set(name, found);
    }
    return found;
  }

  /** Where exactly this name stands (last). */
  indexOf(name: string): number | undefined {
    this.#positions ??= new Map(this.list.map((each, index) => [each, index]));
    return this.#positions.get(name);
  }

  /** No name stands twice. */
  get distinct(): boolean {
    this.indexOf('');
    return this.#positions?.size === this.list.length;
  }

  equals(list: readonly string[]): boolean {
    const own = this.list;
    if (own.length !== list.length) return false;
    for (let at = 0; at < own.length; at++) if (own[at] !== list[at]) return false;
    return true;
  }
}

export const NO_NAMES = new Names([]);

/** Lists of names that begin alike are told apart one by one, so only so many of them are kept. */
const KEPT = 8;

/** Finds the lists of names that an answer has had before. */
export class NamePool {
  readonly #byFirst = new Map<string, Names[]>();

  share(list: readonly string[]): Names {
    const [first] = list;
    if (first === undefined) return NO_NAMES;
    let kept = this.#byFirst.get(first);
    if (!kept) {
      kept = [];
      this.#byFirst.set(first, kept);
    }
    for (const names of kept) if (names.equals(list)) return names;
    const names = new Names(list);
    if (kept.length < KEPT) kept.push(names);
    return names;
  }
}

import type { Names } from '../wire/names.ts';
import type { Row } from '../wire/records.ts';

/** Names are compared in this form. */
export function likeness(name: string): string {
  return name.toLowerCase().replace(/[_\-. ]/g, '');
}

/** The fields of a record that are alike by name. */
export interface Column {
  /** Where the first of them stands among the record's names. */
  readonly index: number;
  readonly others: number[];
}

/** Fields of ours with the names under which each is looked for, in the order in which they are taken. */
export type Wanted<F extends string> = readonly (readonly [field: F, names: string])[];
/** Where the value of each field stands among the names of a record; absent where there is none. */
export type Places<F extends string> = Readonly<Partial<Record<F, number>>>;

interface Plan {
  /** All that may serve one of the fields. */
  readonly columns: readonly Column[];
  /** By which of the columns say something: a bit for each. */
  readonly known: Map<number, Places<string>>;
}

/** Columns that have a bit each; no desk is known to have as many that mean something to us. */
const BITS = 30;
/** Which values are empty differs in a few ways only; an end for answers in which it does not. */
const MOST_PATTERNS = 1_000;

/** Of fields that are alike the first that says something. */
export function indexIn(row: Row, { index, others }: Column): number | undefined {
  if (row.hasText(index)) return index;
  for (const other of others) if (row.hasText(other)) return other;
  return undefined;
}

/** Which of a record's names are meant by names of ours; found out once for all records that have the same names. */
export class LikeNames {
  /** In the order in which the record has them. */
  readonly columns: readonly Column[];
  readonly #byLikeness = new Map<string, Column>();
  readonly #meant = new Map<string, readonly Column[]>();

  readonly #besides = new WeakMap<Places<string>, readonly Column[]>();
  readonly #plans = new Map<Wanted<string>, Plan>();

  private constructor(names: Names) {
    for (const [index, name] of names.list.entries()) {
      const key = likeness(name);
      const column = this.#byLikeness.get(key);
      if (column) column.others.push(index);
      else this.#byLikeness.set(key, { index, others: [] });
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
    return this.#meant.get(wanted) ?? this.#findMeant(wanted);
  }

  /**
   * Where in a record the values stand that serve fields of ours, as if they were taken one after the other: a value
   * serves the first field that it can. That depends on nothing but the names and on which of the values say something,
   * so records that are alike in both share the answer.
   */
  placesOf<F extends string>(row: Row, wanted: Wanted<F>): Places<F> {
    const { columns, known } = this.#plans.get(wanted) ?? this.#plan(wanted);
    let pattern = 0;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (column !== undefined && row.hasText(column.index)) pattern |= 1 << at;
    }
    return (known.get(pattern) ?? this.#findPlaces(row, wanted, pattern)) as Places<F>;
  }

  /** The columns in which none of these values stands; found out once for records that share the answer of `placesOf`. */
  besides(places: Places<string>): readonly Column[] {
    let rest = this.#besides.get(places);
    if (!rest) {
      const indexes = new Set(Object.values(places));
      rest = this.columns.filter(({ index, others }) => ![index, ...others].some(each => indexes.has(each)));
      this.#besides.set(places, rest);
    }
    return rest;
  }

  #plan(wanted: Wanted<string>): Plan {
    const columns = [...new Set(wanted.flatMap(([, names]) => this.meantBy(names)))];
    const plan = { columns, known: new Map<number, Places<string>>() };
    this.#plans.set(wanted, plan);
    return plan;
  }

  #findPlaces(row: Row, wanted: Wanted<string>, pattern: number): Places<string> {
    const places: Record<string, number> = {};
    const taken = new Set<Column>();
    for (const [field, names] of wanted) {
      const column = this.meantBy(names).find(each => !taken.has(each) && indexIn(row, each) !== undefined);
      const index = column && indexIn(row, column);
      if (column === undefined || index === undefined) continue;
      taken.add(column);
      places[field] = index;
    }
    const { columns, known } = this.#plans.get(wanted) ?? this.#plan(wanted);
    const toldByPattern = columns.length <= BITS && columns.every(({ others }) => others.length === 0);
    if (toldByPattern && known.size < MOST_PATTERNS) known.set(pattern, places);
    return places;
  }

  #findMeant(wanted: string): readonly Column[] {
    const meant = keysIn(wanted).flatMap(key => this.#byLikeness.get(key) ?? []);
    this.#meant.set(wanted, meant);
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

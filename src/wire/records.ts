import type { DataNode, Item } from './document.ts';
import { Names } from './names.ts';

/** Flat values by the desk's own names; no prototype, so that no name means anything but itself. */
export type Values = Record<string, string>;

/** One record of an answer. */
export interface DataRecord {
  readonly values: Values;
  /** Nested collections (TeamSupport's customers of a ticket) by name; no prototype. */
  readonly groups: Record<string, DataRecord[]>;
}

/** The records of an answer, and the values that stand beside them. */
export interface Answer {
  readonly records: DataRecord[];
  readonly outer: Values;
}

/**
 * How a value is to be read that stands in an answer, by the desk's own name for it. What begins with a digit or a letter,
 * and what has a letter that no escape has, still says something when it has been read.
 */
export type ValueReader = (text: string, name: string) => string;

const DIGIT_ZERO = 0x30;
/** Letters but those of `%xx` and `%uxxxx`. */
const SAYING = /[g-tv-z]/i;

/**
 * A record as it stands in its answer: nothing of it is copied or read before it is asked for, and what has to do with
 * names is found out once for all records that have the same (`names`).
 */
export class Row implements DataRecord {
  readonly names: Names;
  readonly #items: readonly Item[];
  readonly #read: ValueReader | undefined;
  #values: Values | undefined;
  #groups: Record<string, DataRecord[]> | undefined;

  /** @param names of which none stands twice */
  constructor(names: Names, items: readonly Item[], read?: ValueReader, groups?: Record<string, DataRecord[]>) {
    this.names = names;
    this.#items = items;
    this.#read = read;
    this.#groups = groups;
  }

  /** The record as a row, whatever it was made from. */
  static of(record: DataRecord): Row {
    if (record instanceof Row) return record;
    return new Row(new Names(Object.keys(record.values)), Object.values(record.values), undefined, record.groups);
  }

  /** The value of that index among the names; absent where a nested collection stands. */
  text(index: number): string | undefined {
    const text = this.raw(index);
    return text !== undefined && this.#read ? this.#read(text, this.names.list[index] ?? '') : text;
  }

  /** The same, where it is more than blanks. */
  said(index: number): string | undefined {
    const text = this.text(index);
    return hasText(text) ? text : undefined;
  }

  /** Whether the value of that index is more than blanks; mostly told without reading it. */
  hasText(index: number): boolean {
    const raw = this.raw(index);
    return raw !== undefined && (raw.charCodeAt(0) >= DIGIT_ZERO || SAYING.test(raw) || hasText(this.text(index)));
  }

  /** The value as it stands in the answer. */
  raw(index: number): string | undefined {
    const item = this.#items[index];
    return typeof item === 'string' || item === undefined ? item : textOf(item);
  }

  /** The nested collection of that index among the names; absent where a value stands. */
  group(index: number): DataRecord[] | undefined {
    const item = this.#items[index];
    if (item === undefined || typeof item === 'string' || textOf(item) !== undefined) return undefined;
    return findRecords(item).records;
  }

  /** The nested collection of that name, compared without regard to letter case. */
  groupNamed(name: string): DataRecord[] | undefined {
    if (this.#groups) return groupIn(this.#groups, name);
    for (const index of this.names.indexesOf(name)) {
      const group = this.group(index);
      if (group) return group;
    }
    return undefined;
  }

  /** The same record, with its values read in another way. */
  readWith(read: ValueReader): Row {
    return new Row(this.names, this.#items, read, this.#groups);
  }

  get values(): Values {
    this.#values ??= this.#all(index => this.text(index));
    return this.#values;
  }

  get groups(): Record<string, DataRecord[]> {
    this.#groups ??= this.#all(index => this.group(index));
    return this.#groups;
  }

  #all<T>(of: (index: number) => T | undefined): Record<string, T> {
    const all: Record<string, T> = Object.create(null);
    for (const [index, name] of this.names.list.entries()) {
      const each = of(index);
      if (each !== undefined) all[name] = each;
    }
    return all;
  }
}

/**
 * Finds the records wherever they are: in a list under any root, in a single wrapped record, in a bare one.
 * @param besides names (lower case) of values that stand beside records and never make one, such as a total
 */
export function findRecords(root: DataNode, besides: ReadonlySet<string> = NOTHING): Answer {
  const finder = new Finder(besides);
  finder.collect(root, true);
  const { records, outer } = finder;
  // Without records a root may say in attributes why.
  if (records.length === 0) Object.assign(outer, { ...root.attributes, ...outer });
  return { records, outer };
}

const NOTHING: ReadonlySet<string> = new Set();

class Finder {
  readonly records: DataRecord[] = [];
  readonly outer: Values = Object.create(null);
  readonly #besides: ReadonlySet<string>;
  /** Which lists of names hold none of those that stand beside records. */
  readonly #clean = new Map<Names, boolean>();

  constructor(besides: ReadonlySet<string>) {
    this.#besides = besides;
  }

  collect(node: DataNode, wrapper: boolean): void {
    const { items } = node;
    if (node.list) {
      // A list of bare values, such as of errors, holds no records, but says something.
      const said = items.filter(item => typeof item === 'string' && item.trim());
      if (said.length > 0) this.outer[node.name] = said.join(', ');
      for (const item of items) if (isBranch(item)) this.collect(item, item.list);
      return;
    }
    if (items.length === 0 && node.text.trim()) this.outer[node.name] = node.text;
    if (this.#isRecord(node, wrapper)) {
      this.#addRecord(node, wrapper);
      return;
    }
    let branches = 0;
    for (const [index, item] of items.entries()) {
      if (isBranch(item)) branches++;
      else this.outer[node.names.list[index] ?? ''] = leafText(item);
    }
    // A wrapper around a wrapper is still one; the items of a list are records.
    for (const item of items) if (isBranch(item)) this.collect(item, (wrapper && branches === 1) || item.list);
  }

  /** Whether it has values of its own, and if it may be a wrapper, no fewer than the widest record in it. */
  #isRecord(node: DataNode, wrapper: boolean): boolean {
    const { items } = node;
    const clean = this.#isClean(node.names);
    let own = 0;
    for (let at = 0; at < items.length; at++) {
      if (isBranch(items[at] ?? '') || (!clean && this.#isBeside(node.names.list[at]))) continue;
      if (!wrapper) return true;
      own++;
    }
    return own > 0 && own >= widestOf(items, 2);
  }

  #addRecord(node: DataNode, wrapper: boolean): void {
    const { items, names } = node;
    const clean = this.#isClean(names);
    if (!clean) {
      for (const [index, name] of names.list.entries()) {
        const item = items[index] ?? '';
        if (this.#isBeside(name) && !isBranch(item)) this.outer[name] = leafText(item);
      }
    }
    if (this.#isEmpty(node, wrapper)) return;
    this.records.push(clean && names.distinct ? new Row(names, items) : this.#merged(node));
  }

  /** Whether all its values are empty lists, or a wrapper's one value is empty: a list without records. */
  #isEmpty({ items, names }: DataNode, wrapper: boolean): boolean {
    let own = 0;
    let blank = false;
    for (let at = 0; at < items.length; at++) {
      const item = items[at] ?? '';
      if (isBranch(item) || this.#isBeside(names.list[at])) continue;
      own++;
      if (typeof item !== 'string') continue;
      if (!wrapper || item !== '') return false;
      blank = true;
    }
    return !blank || own === 1;
  }

  /** A record in which names stand twice: their values are joined, their collections become one. */
  #merged({ items, names }: DataNode): DataRecord {
    const values: Values = Object.create(null);
    const groups: Record<string, DataRecord[]> = Object.create(null);
    for (const [index, name] of names.list.entries()) {
      const item = items[index] ?? '';
      if (this.#isBeside(name)) continue;
      const text = textOf(item);
      if (text === undefined) {
        const group = groups[name] ?? [];
        groups[name] = group;
        for (const record of isBranch(item) ? findRecords(item).records : []) group.push(record);
      } else {
        const before = values[name];
        values[name] = before ? `${before},${text}` : text;
      }
    }
    return { values, groups };
  }

  #isBeside(name: string | undefined): boolean {
    return this.#besides.size > 0 && this.#besides.has((name ?? '').toLowerCase());
  }

  #isClean(names: Names): boolean {
    let clean = this.#clean.get(names);
    if (clean === undefined) {
      clean = !names.list.some(name => this.#isBeside(name));
      this.#clean.set(names, clean);
    }
    return clean;
  }
}

/** The first value of a record among `names`, compared without regard to letter case; absent when empty. */
export function fieldOf(record: DataRecord, ...names: readonly string[]): string | undefined {
  if (!(record instanceof Row)) return valueIn(record.values, ...names);
  for (const name of names) {
    for (const index of record.names.indexesOf(name)) {
      const text = record.said(index);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** The same among values that stand beside records. */
export function valueIn(values: Values, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const wanted = name.toLowerCase();
    for (const key in values) {
      if (key.toLowerCase() === wanted && values[key]?.trim()) return values[key];
    }
  }
  return undefined;
}

/** Whether there is anything but blanks. */
export function hasText(text: string | undefined): text is string {
  return text !== undefined && (text.charCodeAt(0) > 0x20 || text.trim() !== '');
}

/** `{ [name]: value }` for a member of the model that is absent when a record has no value for it. */
export function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

/** A part of the model while it is put together. */
export type Draft<T> = { -readonly [P in keyof T]: T[P] };

/** The nested collection of that name, compared without regard to letter case. */
export function groupOf(record: DataRecord, name: string): readonly DataRecord[] {
  return (record instanceof Row ? record.groupNamed(name) : groupIn(record.groups, name)) ?? [];
}

function groupIn(groups: Record<string, DataRecord[]>, name: string): DataRecord[] | undefined {
  for (const key in groups) if (key.toLowerCase() === name.toLowerCase()) return groups[key];
  return undefined;
}

function isBranch(item: Item): item is DataNode {
  return typeof item !== 'string' && item.items.length > 0;
}

function leafText(item: Item): string {
  return typeof item === 'string' ? item : item.text;
}

/** What an item says that is no collection of records: also a list of bare values says it, with commas. */
function textOf(item: Item): string | undefined {
  if (!isBranch(item)) return leafText(item);
  return item.list && item.items.every(each => typeof each === 'string') ? item.items.join(',') : undefined;
}

/** How many values the widest record inside has, also behind one or two more wrappers. */
function widestOf(items: readonly Item[], deeper: number): number {
  let widest = 0;
  for (const item of items) {
    if (!isBranch(item)) continue;
    const own = item.list ? 0 : item.items.reduce((sum, each) => (isBranch(each) ? sum : sum + 1), 0);
    widest = Math.max(widest, own, deeper > 0 ? widestOf(item.items, deeper - 1) : 0);
  }
  return widest;
}

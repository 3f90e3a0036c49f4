import type { DataNode } from './document.ts';

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
 * Finds the records wherever they are: in a list under any root, in a single wrapped record, in a bare one.
 * @param besides names (lower case) of values that stand beside records and never make one, such as a total
 */
export function findRecords(root: DataNode, besides: ReadonlySet<string> = new Set()): Answer {
  const outer: Values = Object.create(null);
  const records: DataRecord[] = [];
  collect(root, true);
  return { records, outer };

  function collect(node: DataNode, wrapper: boolean): void {
    const isBeside = (leaf: DataNode): boolean => besides.has(leaf.name.toLowerCase());
    const leaves = node.list ? [] : node.children.filter(isLeaf);
    const branches = node.children.filter(child => !isLeaf(child));
    const own = leaves.filter(leaf => !isBeside(leaf));
    if (node.list) {
      // A list of bare values, such as of errors, holds no records, but says something.
      const said = node.children.filter(child => isLeaf(child) && !child.list && child.text.trim());
      if (said.length > 0) outer[node.name] = said.map(child => child.text).join(', ');
    }
    if (isLeaf(node) && node.text.trim() && !node.list) outer[node.name] = node.text;
    const widest = widestOf(branches);
    if (own.length > 0 && !(wrapper && own.length < widest)) {
      for (const leaf of leaves.filter(isBeside)) outer[leaf.name] = leaf.text;
      const empty = own.every(leaf => leaf.list || (wrapper && own.length === 1 && !leaf.text));
      if (!empty) records.push(toRecord(node, besides));
      return;
    }
    for (const leaf of leaves) outer[leaf.name] = leaf.text;
    // A wrapper around a wrapper is still one; the items of a list are records.
    const inside = wrapper && !node.list && branches.length === 1;
    for (const branch of branches) collect(branch, inside || branch.list);
  }
}

/** The first value of a record among `names`, compared without regard to letter case; absent when empty. */
export function fieldOf(record: DataRecord, ...names: readonly string[]): string | undefined {
  return valueIn(record.values, ...names);
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

/** `{ [name]: value }` for a member of the model that is absent when a record has no value for it. */
export function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

/** The nested collection of that name, compared without regard to letter case. */
export function groupOf(record: DataRecord, name: string): readonly DataRecord[] {
  for (const key in record.groups) {
    if (key.toLowerCase() === name.toLowerCase()) return record.groups[key] ?? [];
  }
  return [];
}

function isLeaf(node: DataNode): boolean {
  return node.children.length === 0;
}

/** How many values the widest record inside has, also behind one or two more wrappers. */
function recordWidth(node: DataNode, deeper: number): number {
  const branches = node.children.filter(child => !isLeaf(child));
  const own = node.list ? 0 : node.children.length - branches.length;
  return deeper > 0 ? Math.max(own, widestOf(branches, deeper - 1)) : own;
}

function widestOf(nodes: readonly DataNode[], deeper = 2): number {
  return nodes.reduce((widest, node) => Math.max(widest, recordWidth(node, deeper)), 0);
}

function toRecord(node: DataNode, besides: ReadonlySet<string>): DataRecord {
  const values: Values = Object.create(null);
  const groups: Record<string, DataRecord[]> = Object.create(null);
  for (const child of node.children) {
    if (besides.has(child.name.toLowerCase())) continue;
    if (isLeaf(child)) {
      const before = values[child.name];
      values[child.name] = before ? `${before},${child.text}` : child.text;
    } else {
      const group = groups[child.name] ?? [];
      groups[child.name] = group;
      for (const record of findRecords(child).records) group.push(record);
    }
  }
  return { values, groups };
}

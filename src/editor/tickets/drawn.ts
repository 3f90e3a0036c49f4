import type { Container, ListNode, Node, TicketNode } from './nodes.ts';
import { diffRows, type RowDiff } from './rowDiff.ts';

/** A row with the rows below it, as they were last handed out. */
interface DrawnRows {
  readonly node: Container;
  readonly rows: readonly string[];
  /** They stand in another order than they would if they were drawn a first time. */
  readonly disordered: boolean;
  open: boolean;
}

/** The rows that the editor has: one object for each, which takes up what changes. */
export class Drawn {
  readonly #nodes = new Map<string, Node>();
  readonly #parents = new Map<string, string>();
  readonly #containers = new Map<string, DrawnRows>();

  /** The row of a key, when it is drawn. */
  get(key: string): Node | undefined {
    return this.#nodes.get(key);
  }

  parent(key: string): Node | undefined {
    const above = this.#parents.get(key);
    return above === undefined ? undefined : this.#nodes.get(above);
  }

  /** The rows below one as they are to stand, each as the object that is known. With `settled` what is there stays in place. */
  draw(node: Container, fresh: readonly Node[], settled = false): Node[] {
    const diff = this.#diff(node.key, fresh);
    const order = settled ? diff.order : fresh.map(row => row.key);
    const open = this.#containers.get(node.key)?.open ?? true;
    this.#containers.set(node.key, { node, rows: order, disordered: settled && diff.disordered, open });
    for (const row of fresh) {
      this.keep(row);
      this.#parents.set(row.key, node.key);
    }
    return this.#rowsOf(order);
  }

  /** What would differ from what is drawn below a row; nothing when it is not drawn. */
  compare(node: Container, fresh: readonly Node[]): RowDiff | undefined {
    return this.#containers.has(node.key) ? this.#diff(node.key, fresh) : undefined;
  }

  /** Takes up what a row shows now. */
  keep(row: Node): void {
    const known = this.#nodes.get(row.key);
    if (known === row) return;
    if (known?.kind !== row.kind) {
      this.#nodes.set(row.key, row);
      return;
    }
    for (const name of Object.keys(known)) {
      // A number is found out apart from the row.
      if (!(name in row) && name !== 'count') Reflect.deleteProperty(known, name);
    }
    Object.assign(known, row);
  }

  open(key: string): void {
    const drawn = this.#containers.get(key);
    if (drawn) drawn.open = true;
  }

  close(key: string): void {
    const drawn = this.#containers.get(key);
    if (drawn) drawn.open = false;
  }

  isDisordered(key: string): boolean {
    return this.#containers.get(key)?.disordered === true;
  }

  /** Lists and folders of a desk whose rows are to be seen. */
  *openOf(deskId: string): Iterable<Container> {
    for (const { node } of [...this.#containers.values()]) {
      if (node.deskId === deskId && node.kind !== 'desk' && this.#isOpen(node.key)) yield node;
    }
  }

  /** Lists and folders of a desk that were closed after they had been drawn. */
  *closedOf(deskId: string): Iterable<Container> {
    for (const { node, open } of [...this.#containers.values()]) {
      if (node.deskId === deskId && node.kind !== 'desk' && !open) yield node;
    }
  }

  /** Lists whose number is to be seen and is not told with the rows around them. */
  *countedOf(deskId: string): Iterable<ListNode> {
    for (const { node, rows } of this.#containers.values()) {
      if (node.kind !== 'desk' || node.deskId !== deskId || !this.#isOpen(node.key)) continue;
      for (const row of this.#rowsOf(rows)) if (row.kind === 'list' && row.counted) yield row;
    }
  }

  *tickets(): Iterable<TicketNode> {
    for (const node of this.#nodes.values()) if (node.kind === 'ticket') yield node;
  }

  /** Forgets the rows below a row, and gives back the tickets among them. */
  forget(key: string): TicketNode[] {
    const tickets: TicketNode[] = [];
    const below = `${key}/`;
    for (const each of [...this.#containers.keys()]) {
      if (each === key || each.startsWith(below)) this.#containers.delete(each);
    }
    for (const [each, node] of [...this.#nodes]) {
      if (!each.startsWith(below)) continue;
      if (node.kind === 'ticket') tickets.push(node);
      this.#nodes.delete(each);
      this.#parents.delete(each);
    }
    return tickets;
  }

  clear(): void {
    this.#nodes.clear();
    this.#parents.clear();
    this.#containers.clear();
  }

  #diff(key: string, fresh: readonly Node[]): RowDiff {
    const drawn = this.#containers.get(key);
    return diffRows(drawn ? this.#rowsOf(drawn.rows) : [], fresh, shows);
  }

  #rowsOf(keys: readonly string[]): Node[] {
    return keys.flatMap(key => this.#nodes.get(key) ?? []);
  }

  #isOpen(key: string): boolean {
    for (const [each, { open }] of this.#containers) {
      if (!open && (key === each || key.startsWith(`${each}/`))) return false;
    }
    return true;
  }
}

/** All that can be seen of a row. */
function shows(node: Node): string {
  return JSON.stringify(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
}

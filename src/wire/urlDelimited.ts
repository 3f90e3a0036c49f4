import { said } from '../model/said.ts';
import { type DataNode, FormatError, MAX_NODES } from './document.ts';
import { NamePool, type Names, NO_NAMES } from './names.ts';

const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Reads records written as `name=value&name=value`, one after the other on lines of their own; a line that begins with
 * `&` continues the record before it. Values are left as they are. A raw `&`, `=` or line break inside a value is told
 * from a separator where that is possible: what has no name, or a name that the record already has, belongs to the value.
 * @throws FormatError
 */
export function readUrlDelimited(text: string): DataNode {
  const pool = new NamePool();
  const records: DataNode[] = [];
  let nodes = 0;
  let first = '';
  let record: RecordReader | undefined;
  const end = (): void => {
    if (!record) return;
    const node = record.node(pool);
    nodes += node.items.length;
    if (nodes > MAX_NODES) throw new FormatError(said`the answer has too many values`);
    records.push(node);
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (!line.trim()) continue;
    const name = nameOf(line);
    if (record && line.startsWith('&')) {
      record.add(line.slice(1));
    } else if (record && name !== first && !record.has(name)) {
      record.continueValue(`\n${line}`);
    } else {
      end();
      record = new RecordReader(records.at(-1)?.names ?? NO_NAMES);
      first ||= name;
      record.add(line);
    }
  }
  end();
  return { name: '', text: '', names: NO_NAMES, items: records, list: true };
}

function nameOf(line: string): string {
  const cut = line.indexOf('=');
  const and = line.indexOf('&');
  return cut < 0 || (and >= 0 && and < cut) ? '' : line.slice(0, cut);
}

/** One record while it is read; records mostly have the names of the one before. */
class RecordReader {
  readonly #expected: Names;
  readonly #values: string[] = [];
  /** The names that it has, from where they are not those expected. */
  #own: Set<string> | undefined;

  constructor(expected: Names) {
    this.#expected = expected;
  }

  add(pairs: string): void {
    for (const part of pairs.split('&')) {
      const name = this.#nameOf(part);
      if (name === undefined) this.continueValue(`&${part}`);
      else this.#values.push(part.slice(name.length + 1));
    }
  }

  continueValue(text: string): void {
    const last = this.#values.length - 1;
    if (last >= 0) this.#values[last] += text;
  }

  has(name: string): boolean {
    if (this.#own) return this.#own.has(name);
    return (this.#expected.indexOf(name) ?? this.#values.length) < this.#values.length;
  }

  node(pool: NamePool): DataNode {
    const names = this.#own ?? this.#expected.list.slice(0, this.#values.length);
    return { name: '', text: '', names: pool.share([...names]), items: this.#values, list: false };
  }

  /** The name before the `=`, when it can be one. */
  #nameOf(part: string): string | undefined {
    const expected = this.#own ? undefined : this.#expected.list[this.#values.length];
    if (expected !== undefined && part.startsWith(expected) && part[expected.length] === '=') return expected;
    const cut = part.indexOf('=');
    const name = part.slice(0, Math.max(cut, 0));
    if (!NAME.test(name) || this.has(name)) return undefined;
    this.#own ??= new Set(this.#expected.list.slice(0, this.#values.length));
    this.#own.add(name);
    return name;
  }
}

import { jsonrepair } from 'jsonrepair';
import { said } from '../model/said.ts';
import { type DataNode, FormatError, type Item, MAX_DEPTH, MAX_NODES } from './document.ts';
import { mendJson } from './mendJson.ts';
import { NamePool, NO_NAMES } from './names.ts';
import { stripControls } from './text.ts';

/**
 * Longer texts get only the documented defects mended: for the rest the library takes time with the square of their
 * length, some 50 ms for this one.
 */
const REPAIRED_AT_MOST = 16 * 1024;

/**
 * Reads JSON, also with the defects of the vendors' own examples (missing and trailing commas, raw control characters).
 * Scalars become text, `null` empty text.
 * @throws FormatError
 */
export function readJson(text: string): DataNode {
  return new Reader().node('', parse(text), 0);
}

function parse(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    const mended = mendJson(text);
    if (mended === undefined) throw new FormatError(said`the JSON ends before its end`);
    try {
      return JSON.parse(mended);
    } catch {
      if (text.length > REPAIRED_AT_MOST) throw new FormatError(said`not JSON, and too long to be repaired`);
      return repaired(text);
    }
  }
}

function repaired(text: string): object {
  try {
    const value: unknown = JSON.parse(jsonrepair(stripControls(text)));
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Said below.
  }
  throw new FormatError(said`not JSON, even with the usual defects repaired`);
}

class Reader {
  readonly #pool = new NamePool();
  #count = 0;

  node(name: string, value: object, depth: number): DataNode {
    if (depth > MAX_DEPTH) throw new FormatError(said`the JSON is nested too deeply`);
    const list = Array.isArray(value);
    const members: unknown[] = list ? value : Object.values(value);
    const keys = list ? [] : Object.keys(value);
    this.#count += members.length;
    if (this.#count > MAX_NODES) throw new FormatError(said`the JSON has too many members`);
    for (let at = 0; at < members.length; at++) {
      const member = members[at];
      if (typeof member !== 'string') members[at] = this.#item(keys[at] ?? '', member, depth);
    }
    // All that was no text has been replaced.
    const items = members as Item[];
    return { name, text: '', names: list ? NO_NAMES : this.#pool.share(keys), items, list };
  }

  #item(name: string, member: unknown, depth: number): Item {
    if (member === null) return '';
    if (typeof member !== 'object') return String(member);
    const node = this.node(name, member, depth + 1);
    return node.items.length === 0 && !node.list ? '' : node;
  }
}

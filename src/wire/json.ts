import { jsonrepair } from 'jsonrepair';
import { type DataNode, dataNode, FormatError, MAX_DEPTH, MAX_NODES } from './document.ts';
import { stripControls } from './text.ts';

/** Longer texts are not repaired: that takes time with the square of their length. */
const REPAIRED_AT_MOST = 1024 * 1024;

/**
 * Reads JSON, also with the defects of the vendors' own examples (missing and trailing commas, raw control characters).
 * Scalars become text, `null` empty text.
 * @throws FormatError
 */
export function readJson(text: string): DataNode {
  const counter = { nodes: 0 };
  return toNode('', parse(text), 0, counter);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (isCut(text)) throw new FormatError('the JSON ends before its end');
    if (text.length > REPAIRED_AT_MOST) throw new FormatError('not JSON, and too long to be repaired');
    try {
      return JSON.parse(jsonrepair(stripControls(text)));
    } catch {
      throw new FormatError('not JSON, even with the usual defects repaired');
    }
  }
}

/** Whether more is opened than closed: a repair would pass off half an answer as a whole one. */
function isCut(text: string): boolean {
  const bare = text.replace(/"(?:\\[\s\S]|[^"\\])*"/g, '');
  return (bare.match(/[[{]/g)?.length ?? 0) > (bare.match(/[\]}]/g)?.length ?? 0);
}

function toNode(name: string, value: unknown, depth: number, counter: { nodes: number }): DataNode {
  if (depth > MAX_DEPTH) throw new FormatError('the JSON is nested too deeply');
  if (++counter.nodes > MAX_NODES) throw new FormatError('the JSON has too many members');
  if (value === null || typeof value !== 'object') return dataNode(name, value === null ? '' : String(value));
  const node = dataNode(name, '', Array.isArray(value));
  const entries = Array.isArray(value) ? value.map(item => ['', item] as const) : Object.entries(value);
  for (const [key, item] of entries) node.children.push(toNode(key, item, depth + 1, counter));
  return node;
}

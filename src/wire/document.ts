/** A piece of an answer, whatever its format: an XML element, a JSON value, a record of URL-delimited text. */
export interface DataNode {
  /** The element's or member's name; empty where the format has none. */
  readonly name: string;
  text: string;
  readonly children: DataNode[];
  /** A JSON array or the lines of URL-delimited text: its children are items, not members. */
  readonly list: boolean;
}

/** Deeper than any answer of a desk; stops bombs. */
export const MAX_DEPTH = 32;
/** Elements or members in one answer. */
export const MAX_NODES = 2_000_000;

/** Why a text cannot be read; the message is fit for a log and holds nothing of the text. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

export function dataNode(name: string, text = '', list = false): DataNode {
  return { name, text, children: [], list };
}

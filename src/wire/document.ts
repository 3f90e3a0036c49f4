import type { Names } from './names.ts';

/** A member of a node: its text, or what is inside it. */
export type Item = string | DataNode;

/** A piece of an answer, whatever its format: an XML element, a JSON value, a record of URL-delimited text. */
export interface DataNode {
  /** The element's or member's name; empty where the format has none. */
  readonly name: string;
  /** What a node without items says. */
  readonly text: string;
  /** The names of the items; of no use in a list. */
  readonly names: Names;
  readonly items: readonly Item[];
  /** A JSON array or the lines of URL-delimited text: its items have no names. */
  readonly list: boolean;
  /** What an XML root says of itself. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Deeper than any answer of a desk; stops bombs. */
export const MAX_DEPTH = 32;
/** Elements or members in one answer. */
export const MAX_NODES = 2_000_000;

/** Why a text cannot be read; the message is fit for a log and holds nothing of the text. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

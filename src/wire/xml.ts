import { XMLBuilder } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { said } from '../model/said.ts';
import { type DataNode, FormatError, type Item, MAX_DEPTH, MAX_NODES } from './document.ts';
import { NamePool } from './names.ts';
import { stripControls } from './text.ts';

/**
 * Reads an XML document. Document types are refused, so there are no entities but XML's five. Attributes count where an
 * element has nothing else. Bare ampersands and control characters, which some servers let through, are accepted.
 * @throws FormatError
 */
export function readXml(text: string): DataNode {
  try {
    return parse(text);
  } catch (thrown) {
    const repaired = repair(text);
    if (repaired === text) throw thrown;
    return parse(repaired);
  }
}

/** What a request body's member may hold; `undefined` leaves the member out. */
export type BodyValue = string | number | boolean | undefined;

const builder = new XMLBuilder({ format: false });

/** A document of one element with flat children, escaped. */
export function writeXml(root: string, values: Readonly<Record<string, BodyValue>>): string {
  const members = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, stripControls(Buffer.from(String(value)).toString())]);
  return builder.build({ [root]: Object.fromEntries(members) });
}

/** An element that is not closed yet. */
interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly names: string[];
  readonly items: Item[];
  text: string;
}

function parse(text: string): DataNode {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const pool = new NamePool();
  const path: Open[] = [];
  let root: DataNode | undefined;
  let nodes = 0;

  parser.on('error', error => {
    throw new FormatError(said`not well-formed XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new FormatError(said`the XML brings its own document type, which is refused`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (path.length >= MAX_DEPTH) throw new FormatError(said`the XML is nested too deeply`);
    if (++nodes > MAX_NODES) throw new FormatError(said`the XML has too many elements`);
    path.push({ name, attributes, names: [], items: [], text: '' });
  });
  const take = (part: string): void => {
    const here = path.at(-1);
    if (here) here.text += part;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const element = path.pop();
    const parent = path.at(-1);
    if (!element) return;
    if (parent) {
      parent.names.push(element.name);
      parent.items.push(itemOf(element, pool));
    } else {
      root = { ...nodeOf(element, pool), attributes: saidIn(element.attributes) };
    }
  });
  parser.write(text).close();
  if (!root) throw new FormatError(said`the XML is empty`);
  return root;
}

function nodeOf({ name, names, items, text }: Open, pool: NamePool): DataNode {
  // Between child elements there is only layout.
  return { name, text: items.length > 0 ? '' : text, names: pool.share(names), items, list: false };
}

function itemOf(element: Open, pool: NamePool): Item {
  if (element.items.length > 0) return nodeOf(element, pool);
  if (element.text.trim() !== '') return element.text;
  const said = saidIn(element.attributes);
  const names = Object.keys(said);
  if (names.length === 0) return element.text;
  return { name: element.name, text: '', names: pool.share(names), items: Object.values(said), list: false };
}

/** Attributes that say something of a record; the others are about the XML itself, or say that a value is absent. */
function saidIn(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(attributes).filter(([name]) => !/^(?:xmlns|type|nil|null)$|:/i.test(name));
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function repair(text: string): string {
  return stripControls(text).replace(
    /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&#(?:0*(?:[0-8]|1[1-24-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)|<(?=[\s\d=<>.,;()&"'+-]|$)/gi,
    part => (part === '&' ? '&amp;' : part === '<' ? '&lt;' : part.startsWith('&#') ? '' : part),
  );
}

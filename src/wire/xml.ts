import { XMLBuilder } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { type DataNode, dataNode, FormatError, MAX_DEPTH, MAX_NODES } from './document.ts';
import { stripControls } from './text.ts';

/**
 * Reads an XML document. Document types are refused, so there are no entities but XML's five; attributes are ignored.
 * Bare ampersands and control characters, which some servers let through, are accepted.
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

function parse(text: string): DataNode {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const top = dataNode('');
  const path: DataNode[] = [top];
  let nodes = 0;
  const here = (): DataNode => path.at(-1) ?? top;

  parser.on('error', error => {
    throw new FormatError(`not well-formed XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new FormatError('the XML brings its own document type, which is refused');
  });
  parser.on('opentag', tag => {
    if (path.length > MAX_DEPTH) throw new FormatError('the XML is nested too deeply');
    if (++nodes > MAX_NODES) throw new FormatError('the XML has too many elements');
    const node = dataNode(tag.name);
    here().children.push(node);
    path.push(node);
  });
  const take = (part: string): void => {
    here().text += part;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const node = path.pop();
    // Between child elements there is only layout.
    if (node && node.children.length > 0) node.text = '';
  });
  parser.write(text).close();
  const root = top.children[0];
  if (!root) throw new FormatError('the XML is empty');
  return root;
}

function repair(text: string): string {
  return stripControls(text).replace(
    /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&#(?:0*(?:[0-8]|1[1-24-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)|<(?=[\s\d=<>.,;()&"'+-]|$)/gi,
    part => (part === '&' ? '&amp;' : part === '<' ? '&lt;' : part.startsWith('&#') ? '' : part),
  );
}

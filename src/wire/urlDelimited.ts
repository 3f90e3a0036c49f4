import { type DataNode, dataNode, FormatError, MAX_NODES } from './document.ts';

const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Reads records written as `name=value&name=value`, one after the other on lines of their own; a line that begins with
 * `&` continues the record before it. Values are left as they are. A raw `&`, `=` or line break inside a value is told
 * from a separator where that is possible: what has no name, or a name that the record already has, belongs to the value.
 * @throws FormatError
 */
export function readUrlDelimited(text: string): DataNode {
  const records: DataNode[] = [];
  let first = '';
  let record: DataNode | undefined;
  /** Names that the record has. */
  let names = new Set<string>();
  let nodes = 0;
  const addPairs = (pairs: string, into: DataNode): void => {
    for (const part of pairs.split('&')) {
      const cut = part.indexOf('=');
      const name = part.slice(0, cut);
      if (cut > 0 && NAME.test(name) && !names.has(name)) {
        if (++nodes > MAX_NODES) throw new FormatError('the answer has too many values');
        names.add(name);
        into.children.push(dataNode(name, part.slice(cut + 1)));
      } else {
        continueValue(into, `&${part}`);
      }
    }
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (!line.trim()) continue;
    const name = /^([^=&]*)=/.exec(line)?.[1] ?? '';
    if (record && line.startsWith('&')) {
      addPairs(line.slice(1), record);
    } else if (record && name !== first && !names.has(name)) {
      continueValue(record, `\n${line}`);
    } else {
      record = dataNode('');
      names = new Set();
      records.push(record);
      first ||= name;
      addPairs(line, record);
    }
  }
  const list = dataNode('', '', true);
  for (const each of records) list.children.push(each);
  return list;
}

function continueValue(record: DataNode, text: string): void {
  const last = record.children.at(-1);
  if (last) last.text += text;
}

import { type DataNode, dataNode } from './document.ts';

const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Reads records written as `name=value&name=value`, one after the other on lines of their own; a line that begins with
 * `&` continues the record before it. Values are left as they are. A raw `&`, `=` or line break inside a value is told
 * from a separator where that is possible: what has no name, or a name that the record already has, belongs to the value.
 */
export function readUrlDelimited(text: string): DataNode {
  const records: DataNode[] = [];
  let first = '';
  let record: DataNode | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (!line.trim()) continue;
    const name = /^([^=&]*)=/.exec(line)?.[1] ?? '';
    if (record && line.startsWith('&')) {
      addPairs(record, line.slice(1));
    } else if (record && !startsRecord(name, first, record)) {
      continueValue(record, `\n${line}`);
    } else {
      record = dataNode('');
      records.push(record);
      first ||= name;
      addPairs(record, line);
    }
  }
  const list = dataNode('', '', true);
  list.children.push(...records);
  return list;
}

function startsRecord(name: string, first: string, current: DataNode): boolean {
  return name === first || current.children.some(child => child.name === name);
}

function addPairs(record: DataNode, text: string): void {
  for (const part of text.split('&')) {
    const cut = part.indexOf('=');
    const name = part.slice(0, cut);
    if (cut > 0 && NAME.test(name) && !record.children.some(child => child.name === name)) {
      record.children.push(dataNode(name, part.slice(cut + 1)));
    } else {
      continueValue(record, `&${part}`);
    }
  }
}

function continueValue(record: DataNode, text: string): void {
  const last = record.children.at(-1);
  if (last) last.text += text;
}

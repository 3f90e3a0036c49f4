import type { Reply } from '../http.ts';
import { xmlText } from '../http.ts';

/** The three forms of an answer (reference 1.4). */
export type Format = 'xml' | 'json' | 'url';

/** A record's values in the order of the output table, already URL-encoded where the table says so. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** What an action answers: a root and its records. Without `record` the leaves stand in the root (reference 1.4). */
export interface Answer {
  readonly root: string;
  readonly record?: string;
  readonly records: Iterable<Fields>;
}

/** The vendor's own slips, reproduced on request (reference 3.1). */
export type Defect = 'missingCommas' | 'trailingComma';

/** ASP.NET's form of URL encoding: blank is `+`, escapes are lower case. */
export function urlEncode(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/%[0-9A-F]{2}/g, found => (found === '%20' ? '+' : found.toLowerCase()))
    .replace(/['~]/g, found => (found === "'" ? '%27' : '%7e'));
}

/** What an installation does to its answers. */
export interface Quirks {
  readonly defect?: Defect | undefined;
  /** URL DELIMITED records are spread over two lines. */
  readonly wrapped?: boolean;
}

/** Writes an answer piece by piece. */
export function write(answer: Answer, format: Format, status: number, { defect, wrapped }: Quirks = {}): Reply {
  const pieces = format === 'xml' ? xml(answer) : format === 'json' ? json(answer, defect) : delimited(answer, wrapped);
  return { status, headers: { 'content-type': `${contentTypes[format]}; charset=utf-8` }, body: pieces };
}

const contentTypes = { xml: 'text/xml', json: 'application/json', url: 'text/plain' };

function* xml({ root, record, records }: Answer): Iterable<string> {
  yield `<?xml version="1.0"?>\n<${root}>\n`;
  for (const fields of records) {
    const depth = record ? '\t\t' : '\t';
    const leaves = fields.map(([name, value]) => `${depth}<${name}>${xmlText(value)}</${name}>\n`).join('');
    yield record ? `\t<${record}>\n${leaves}\t</${record}>\n` : leaves;
  }
  yield `</${root}>\n`;
}

function* json({ root, records }: Answer, defect?: Defect): Iterable<string> {
  yield `{\n\t"${root}": [\n`;
  let between = '';
  for (const fields of records) {
    const members = fields.map(([name, value], at) => {
      const last = at === fields.length - 1;
      const comma =
        defect === 'missingCommas' ? (at === 0 && !last ? ',' : '') : last && defect !== 'trailingComma' ? '' : ',';
      return `\t\t\t"${name}" : ${JSON.stringify(value)}${comma}\n`;
    });
    yield `${between}\t\t{\n${members.join('')}\t\t}`;
    between = ',\n';
  }
  yield `${between ? '\n' : ''}\t]\n}\n`;
}

function* delimited({ root, record, records }: Answer, wrapped = false): Iterable<string> {
  for (const fields of records) {
    const pairs = fields.map(([name, value]) => `${name}=${value.replace(/[\r\n]+/g, ' ')}`);
    // The vendor's one example with several records breaks each after its third pair (reference 2.1.1).
    const broken = root === 'technician_groups' || (wrapped && record !== undefined && pairs.length > 3);
    yield broken ? `${pairs.slice(0, 3).join('&')}\n&${pairs.slice(3).join('&')}\n` : `${pairs.join('&')}\n`;
  }
}

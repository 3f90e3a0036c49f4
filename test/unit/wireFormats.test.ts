import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readBody } from '../../src/wire/body.ts';
import { FormatError } from '../../src/wire/document.ts';
import { type DataRecord, fieldOf, findRecords, groupOf } from '../../src/wire/records.ts';
import { decodeText } from '../../src/wire/text.ts';
import { writeXml } from '../../src/wire/xml.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const bodyOf = (text: string) => readBody(bytes(text), '');

function recordsOf(text: string): DataRecord[] {
  const body = bodyOf(text);
  assert.equal(body.kind, 'data');
  return body.kind === 'data' ? findRecords(body.root).records : [];
}
const valuesOf = (text: string) => recordsOf(text).map(record => ({ ...record.values }));

const STATUSES = 'Open,Awating response,Assigned,Closed,Escalated';
const REPEATED = 'Open,Awating response,Closed,Assigned,Assigned,Assigned,Escalated,Escalated';
const REST = { category: 'Category1,Category2', source: 'Email,Customer Call,Customer Portal,Live Support Chat' };

describe("wire: the vendor's three forms of get_tech_groups", function () {
  this.timeout(30_000);

  it('XML', () => {
    const group = (id: number, name: string) =>
      `\t<group>\n\t\t<id>${id}</id>\n\t\t<name>${name}</name>\n\t\t<status>${STATUSES}</status>\n` +
      `\t\t<category>${REST.category}</category>\n\t\t<source>${REST.source}</source>\n\t</group>\n`;
    const text = `<?xml version="1.0"?>\n<technician_groups>\n${group(4, 'Group+1')}${group(5, 'Group+2')}${group(6, 'Group+3')}</technician_groups>\n`;
    assert.deepEqual(valuesOf(text), [
      { id: '4', name: 'Group+1', status: STATUSES, ...REST },
      { id: '5', name: 'Group+2', status: STATUSES, ...REST },
      { id: '6', name: 'Group+3', status: STATUSES, ...REST },
    ]);
  });

  it('JSON without the commas', () => {
    const group = (id: number, name: string, status: string) =>
      `\t\t{\n\t\t\t"id" : "${id}",\n\t\t\t"name" : "${name}"\n\t\t\t"status" : "${status}"\n` +
      `\t\t\t"category" : "${REST.category}"\n\t\t\t"source" : "${REST.source}"\n\t\t}`;
    const groups = [group(4, 'Group+1', STATUSES), group(5, 'Group+2', REPEATED), group(6, 'Group+3', REPEATED)];
    assert.deepEqual(valuesOf(`{\n\t"technician_groups": [\n${groups.join(',\n')}\n\t]\n}`), [
      { id: '4', name: 'Group+1', status: STATUSES, ...REST },
      { id: '5', name: 'Group+2', status: REPEATED, ...REST },
      { id: '6', name: 'Group+3', status: REPEATED, ...REST },
    ]);
  });

  it('URL-delimited over two lines a record', () => {
    const group = (id: number, name: string, status: string) =>
      `id=${id}&name=${name}&status=${status}\n&category=${REST.category}&source=${REST.source}`;
    const text = [group(4, 'Group+1', STATUSES), group(6, 'Group+2', REPEATED), group(5, 'Group+3', REPEATED)].join(
      '\n',
    );
    assert.deepEqual(valuesOf(text), [
      { id: '4', name: 'Group+1', status: STATUSES, ...REST },
      { id: '6', name: 'Group+2', status: REPEATED, ...REST },
      { id: '5', name: 'Group+3', status: REPEATED, ...REST },
    ]);
  });
});

describe('wire: formats', function () {
  this.timeout(30_000);

  it('reads generated records alike in all three forms', () => {
    const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
    const value = fc.stringMatching(/^[^&=\r\n\p{C}]{1,20}$/u).filter(text => text.trim() === text && text !== '');
    const shape = fc.uniqueArray(name, { minLength: 2, maxLength: 6 });
    const table = shape.chain(names =>
      fc.tuple(fc.constant(names), fc.array(fc.tuple(...names.map(() => value)), { minLength: 1, maxLength: 5 })),
    );
    fc.assert(
      fc.property(table, fc.boolean(), ([names, rows], broken) => {
        const records = rows.map(row => Object.fromEntries(names.map((n, i) => [n, row[i] ?? ''])));
        const xml = `<list>${records.map(r => writeXml('item', r)).join('\n')}</list>`;
        const url = records.map(r => names.map(n => `${n}=${r[n]}`).join(broken ? '\n&' : '&')).join('\r\n');
        assert.deepEqual(valuesOf(xml), records);
        assert.deepEqual(valuesOf(JSON.stringify({ list: records })), records);
        assert.deepEqual(valuesOf(url), records);
      }),
      { numRuns: 60 },
    );
  });

  it('writes XML that reads back, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const back = valuesOf(writeXml('Ticket', { Name: text, Other: 'x' }))[0]?.Name;
        const lawful = text
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these do not exist in XML
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .replace(/\r\n?/g, '\n');
        assert.equal(back, lawful);
      }),
    );
  });

  it('keeps what hostile names say, and no prototype', () => {
    const [record] = recordsOf('{"list":[{"__proto__":"a","constructor":"b","toString":"c"}]}');
    assert.ok(record);
    assert.equal(Object.getPrototypeOf(record.values), null);
    assert.deepEqual(Object.entries(record.values), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
  });

  it('finds single records, wrapped and bare, with nested collections of one and of several', () => {
    const many = { Customer: [{ CustomerID: '1' }, { CustomerID: '2' }] };
    for (const customers of [many, { Customer: { CustomerID: '1' } }]) {
      const ticket = { TicketID: '5', Name: 'n', Tags: null, Customers: customers };
      for (const answer of [{ Ticket: ticket }, ticket, { Tickets: [ticket] }]) {
        const [record, ...others] = recordsOf(JSON.stringify(answer));
        assert.ok(record);
        assert.deepEqual(others, []);
        assert.equal(fieldOf(record, 'ticketid'), '5');
        const ids = groupOf(record, 'customers').map(customer => fieldOf(customer, 'CustomerID'));
        assert.deepEqual(ids, customers === many ? ['1', '2'] : ['1']);
      }
    }
  });

  it('tells totals beside records from records, in full and in empty lists', () => {
    const besides = new Set(['recordsreturned', 'nextpage', 'totalrecords']);
    const texts: [string, number][] = [
      ['{"Tickets":{"RecordsReturned":"0","NextPage":null,"TotalRecords":"7"}}', 0],
      ['{"Tickets":[],"TotalRecords":7}', 0],
      ['{"Tickets":[{"ID":"1"}],"RecordsReturned":"1","TotalRecords":"7"}', 1],
      ['<Tickets><TotalRecords>7</TotalRecords></Tickets>', 0],
      ['<Tickets><Ticket><TicketID>1</TicketID></Ticket><TotalRecords>7</TotalRecords></Tickets>', 1],
    ];
    for (const [text, count] of texts) {
      const body = bodyOf(text);
      assert.ok(body.kind === 'data');
      const { records, outer } = findRecords(body.root, besides);
      assert.equal(records.length, count, text);
      assert.equal(outer.TotalRecords, '7', text);
    }
  });

  it('reads empty lists as empty', () => {
    for (const text of ['<tickets/>', '<tickets></tickets>', '{"tickets":[]}', '{"tickets":null}', '[]', '{}']) {
      assert.deepEqual(recordsOf(text), [], text);
    }
    for (const text of [' \r\n', 'null']) assert.equal(bodyOf(text).kind, 'empty');
  });

  it('repairs what servers let through, and keeps CDATA', () => {
    assert.deepEqual(valuesOf('<r><t><a>R&D \u0001x</a><b><![CDATA[a & <b>]]></b><c>&nbsp;&#1;</c></t></r>'), [
      { a: 'R&D x', b: 'a & <b>', c: '&nbsp;' },
    ]);
    assert.deepEqual(valuesOf('<r><t><a>1 < 2 <= 3</a><b>I <3 & x</b></t></r>'), [{ a: '1 < 2 <= 3', b: 'I <3 & x' }]);
    assert.deepEqual(valuesOf('{"a":[{"f":"x\u0001",}]}'), [{ f: 'x' }]);
    assert.deepEqual(valuesOf('{"a":[{"id":"007" "n":"1"}]}'), [{ id: '007', n: '1' }]);
  });

  it('keeps raw ampersands, equals signs and line breaks of URL-delimited values together', () => {
    assert.deepEqual(valuesOf('id=1&name=a & b&note=x=1\nsecond line\nid=2&name=c&note=d'), [
      { id: '1', name: 'a & b', note: 'x=1\nsecond line' },
      { id: '2', name: 'c', note: 'd' },
    ]);
  });

  it('refuses document types, entity bombs, bombs of depth and cut bodies', () => {
    const texts = [
      '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><list><r><x>&b;</x></r></list>',
      '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x>1</x>',
      `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`,
      `${'['.repeat(500)}${']'.repeat(500)}`,
      '<tickets><ticket><id>1</id><subj',
      '<tickets><ticket><id>1</id></ticket>',
      '{"tickets":[{"id":"1"},{"id":"2","subj',
      '{"tickets":[{"id":"1","note":"}]}"}',
    ];
    for (const text of texts) assert.throws(() => bodyOf(text), FormatError, text.slice(0, 40));
  });

  it('knows web pages and their titles, also well-formed ones', () => {
    const pages: [string, string][] = [
      ['<!DOCTYPE html><html><head><title>Sign in &amp; go</title></head><body><input></body></html>', 'Sign in & go'],
      [
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html><head><title>\n A\n B </title></head></html>',
        'A B',
      ],
      ['<!-- hi --><HTML><BODY><H1>Denied</H1>text</BODY></HTML>', 'Denied'],
      ['<html><body>only words</body></html>', 'only words'],
    ];
    for (const [text, title] of pages) {
      const body = bodyOf(text);
      assert.ok(body.kind === 'html', text);
      assert.equal(body.title, title);
    }
  });

  it('reads marks, UTF-8 and what headers and prologs name', () => {
    const cases: [Uint8Array, string, string][] = [
      [Buffer.from('\ufeffgrün'), '', 'grün'],
      [Buffer.from('\ufeffgrün', 'utf16le'), '', 'grün'],
      [Buffer.from('grün שלום 🛠'), 'text/xml; charset=windows-1252', 'grün שלום 🛠'],
      [Buffer.from('gr\xfcn', 'latin1'), 'text/xml; charset=ISO-8859-1', 'grün'],
      [Buffer.from([0x67, 0x80]), '', 'g€'],
      [Buffer.from([0x81, 0x30, 0x81, 0x30, 0xd6, 0xd0, 0x80]), 'text/plain; charset=gb18030', '\u0080中€'],
      [
        Buffer.from('<?xml version="1.0" encoding="iso-8859-5"?><a>\xbf</a>', 'latin1'),
        '',
        '<?xml version="1.0" encoding="iso-8859-5"?><a>П</a>',
      ],
      [Buffer.from([0x67, 0xfc]), 'text/plain; charset=nonsense', 'gü'],
    ];
    for (const [input, type, text] of cases) assert.equal(decodeText(input, type).replace(/^\ufeff/, ''), text);
  });

  it('never throws anything but FormatError, whatever the bytes', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '</',
        '<a>',
        '</a>',
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        ',',
        '&',
        '=',
        'a=1',
        '\n',
        '<![CDATA[',
        ']]>',
        '&#x1;',
        'é',
        '\u0000',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(soup, parts => {
        try {
          const body = bodyOf(parts.join(''));
          if (body.kind === 'data') findRecords(body.root);
        } catch (thrown) {
          assert.ok(thrown instanceof FormatError, String(thrown));
        }
      }),
      { numRuns: 500 },
    );
  });
});

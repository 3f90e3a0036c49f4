import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type DecodePlan, decodeRecords } from '../../src/readydesk/decoding.ts';
import { type Fields, type Format, type Quirks, urlEncode, write } from '../../src/sampledesk/readydesk/formats.ts';
import { readBody } from '../../src/wire/body.ts';
import { findRecords } from '../../src/wire/records.ts';

const FORMATS: readonly Format[] = ['xml', 'json', 'url'];
/** The vendor's slips, which the sample desk can make as well. */
const QUIRKS: Readonly<Record<Format, readonly Quirks[]>> = {
  xml: [{}],
  json: [{}, { defect: 'missingCommas' }, { defect: 'trailingComma' }],
  url: [{}, { wrapped: true }],
};
const GROUPS: DecodePlan = { encoded: ['name'], raw: ['id', 'status', 'category', 'source'] };

/** The records that an answer says, by the way of the connector. */
function read(text: string, plan: DecodePlan): Record<string, string>[] {
  const body = readBody(Buffer.from(text), '');
  assert.ok(body.kind === 'data', text);
  return decodeRecords(findRecords(body.root).records, plan).map(record => ({ ...record.values }));
}

/** The vendor's page on get_tech_groups, from "XML:" on, as it stands there. */
const XML = `<?xml version="1.0"?>
<technician_groups>
	<group>
		<id>4</id>
		<name>Group+1</name>
		<status>Open,Awating response,Assigned,Closed,Escalated</status>
		<category>Category1,Category2</category>
		<source>Email,Customer Call,Customer Portal,Live Support Chat</source>
	</group>
	<group>
		<id>5</id>
		<name>Group+2</name>
		<status>Open,Awating response,Assigned,Closed,Escalated</status>
		<category>Category1,Category2</category>
		<source>Email,Customer Call,Customer Portal,Live Support Chat</source>
	</group>
	<group>
		<id>6</id>
		<name>Group+3</name>
		<status>Open,Awating response,Assigned,Closed,Escalated</status>
		<category>Category1,Category2</category>
		<source>Email,Customer Call,Customer Portal,Live Support Chat</source>
	</group>
</technician_groups>
`;

const JSON_ = `{
	"technician_groups": [
		{
			"id" : "4",
			"name" : "Group+1"
			"status" : "Open,Awating response,Assigned,Closed,Escalated"
			"category" : "Category1,Category2"
			"source" : "Email,Customer Call,Customer Portal,Live Support Chat"
		},
		{
			"id" : "5",
			"name" : "Group+2"
			"status" : "Open,Awating response,Closed,Assigned,Assigned,Assigned,Escalated,Escalated"
			"category" : "Category1,Category2"
			"source" : "Email,Customer Call,Customer Portal,Live Support Chat"
		},
		{
			"id" : "6",
			"name" : "Group+3"
			"status" : "Open,Awating response,Closed,Assigned,Assigned,Assigned,Escalated,Escalated"
			"category" : "Category1,Category2"
			"source" : "Email,Customer Call,Customer Portal,Live Support Chat"
		}
	]
}
`;

const URL_DELIMITED = `id=4&name=Group+1&status=Open,Awating response,Assigned,Closed,Escalated
&category=Category1,Category2&source=Email,Customer Call,Customer Portal,Live Support Chat
id=6&name=Group+2&status=Open,Awating response,Closed,Assigned,Assigned,Assigned,Escalated,Escalated
&category=Category1,Category2&source=Email,Customer Call,Customer Portal,Live Support Chat
id=5&name=Group+3&status=Open,Awating response,Closed,Assigned,Assigned,Assigned,Escalated,Escalated
&category=Category1,Category2&source=Email,Customer Call,Customer Portal,Live Support Chat
`;

describe("ReadyDesk: the vendor's example of get_tech_groups", () => {
  const statuses = new Set(['Open', 'Awating response', 'Assigned', 'Closed', 'Escalated']);
  const rest = { category: 'Category1,Category2', source: 'Email,Customer Call,Customer Portal,Live Support Chat' };

  /** Records, with statuses as the sets that they are (reference 3.3). */
  function groups(text: string) {
    return read(text, GROUPS).map(({ status = '', ...group }) => ({ ...group, status: new Set(status.split(',')) }));
  }

  /** The page's formats disagree on which name belongs to which id (reference 3.3). */
  const said = (...ids: string[]) =>
    ids.map((id, index) => ({ id, name: `Group ${index + 1}`, status: statuses, ...rest }));

  it('in XML', () => {
    assert.deepEqual(groups(XML), said('4', '5', '6'));
  });

  it('in JSON, which is defective', () => {
    assert.throws(() => JSON.parse(JSON_), SyntaxError);
    assert.deepEqual(groups(JSON_), said('4', '5', '6'));
  });

  it('in URL DELIMITED, with lines that go on, and two ids exchanged', () => {
    assert.deepEqual(groups(URL_DELIMITED), said('4', '6', '5'));
  });

  it('and whatever ends the lines', () => {
    for (const text of [XML, JSON_, URL_DELIMITED]) {
      for (const end of ['\r\n', '\r']) assert.deepEqual(groups(text.replaceAll('\n', end)), groups(text));
    }
  });
});

describe('ReadyDesk: the three formats', function () {
  this.timeout(60_000);

  /**
   * What a value can be. Outside of a URL-encoded column no format of the three can carry all of it:
   * - XML has no control characters but tab and line breaks, and only one kind of line break;
   * - a reader cuts nothing off, but a value of only blanks says nothing, and an answer's own edges are trimmed;
   * - URL DELIMITED has no escapes (reference 3.2): a raw value holds no line break, no `&name=` of a name that the record
   *   lacks so far, and no record is without any value.
   */
  const lawful = /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
  const piece = fc.oneof(
    fc.constantFrom(' ', '+', '%', '&', '=', ',', '%2b', '+1', '&amp;', '<', '>', '"', "'", '\\', ']]>', '\t', 'C++'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('ü', 'שלום', '🛠', '日本', '{', '}', '[', ':', 'a&b=c', '50%', 'http://h/?a=1&b=2'),
  );
  const text = (...more: string[]) =>
    fc
      .array(fc.oneof(piece, ...more.map(each => fc.constant(each))), { minLength: 1, maxLength: 5 })
      .map(parts => parts.join(''))
      .filter(value => lawful.test(value) && value.trim() === value && value !== '');

  /** Columns `e…` are documented as encoded, `r…` as raw. */
  const plan = { encoded: ['ename', 'etext'], raw: ['rid', 'rlist', 'rtext'] };
  const encoded = text('\n', '\r\n', '\u0001');
  const record = fc.record({ rid: fc.nat(), ename: encoded, rlist: text(), etext: encoded, rtext: text() });

  /** Whether URL DELIMITED can carry a raw value. */
  const staysWhole = (value: string) => !/[\r\n]|&[A-Za-z_][\w.-]*=/.test(value);

  it('give the same records, whatever their values', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), records => {
        const given = records
          .map(each => ({ ...each, rid: String(each.rid) }))
          .map(each => ({
            ...each,
            rlist: each.rlist.replace(/[\r\n]+/g, ' '),
            rtext: each.rtext.replace(/[\r\n]+/g, ' '),
          }));
        const answer = (): Fields[] =>
          given.map(each =>
            Object.entries(each).map(([name, value]) => [name, name.startsWith('e') ? urlEncode(value) : value]),
          );
        const formats = given.every(each => staysWhole(each.rlist) && staysWhole(each.rtext))
          ? FORMATS
          : FORMATS.filter(format => format !== 'url');
        for (const format of formats) {
          for (const quirk of QUIRKS[format]) {
            const { body } = write({ root: 'things', record: 'thing', records: answer() }, format, 200, quirk);
            const whole = typeof body === 'string' ? body : [...(body as Iterable<string>)].join('');
            assert.deepEqual(read(whole, plan), given, `${format} ${JSON.stringify(quirk)}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('say of a URL DELIMITED value with a raw ampersand what can be told', () => {
    const [only] = read('rid=1&rlist=a & b&rtext=c&d=e&rid=2', { encoded: [], raw: ['rid', 'rlist', 'rtext'] });
    // `d=e` looks like a value of its own; `rid` is there already, so it belongs to the text.
    assert.deepEqual(only, { rid: '1', rlist: 'a & b', rtext: 'c', d: 'e&rid=2' });
  });
});

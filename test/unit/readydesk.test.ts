import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DeskError, type FailureReason } from '../../src/model/errors.ts';
import { endpoints } from '../../src/readydesk/address.ts';
import { complaintIn, isNothingFound, reasonOfComplaint } from '../../src/readydesk/complaints.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { decodeRecords, decodeValue } from '../../src/readydesk/decoding.ts';
import { tablesWith } from '../../src/readydesk/fields.ts';
import { richText, toEntry, toTicket, toTimeEntry } from '../../src/readydesk/mapping.ts';
import { Names } from '../../src/readydesk/people.ts';
import { readBody } from '../../src/wire/body.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';
import { type DataRecord, findRecords, type Values } from '../../src/wire/records.ts';

const record = (values: Record<string, string>): DataRecord => ({
  values: Object.assign(Object.create(null) as Values, values),
  groups: Object.create(null),
});

const context = {
  dates: new DeskDates({}),
  tables: tablesWith(undefined),
  names: new Names(
    [
      { id: 'alee', name: 'Ana Lee', active: true },
      { id: 'bo', name: 'Bo Ray', active: true },
    ],
    [{ id: '4', name: 'Field Crew' }],
  ),
};

describe('ReadyDesk: addresses', function () {
  this.timeout(30_000);

  it('tries the documented spellings', () => {
    const cases: [string, string[]][] = [
      ['https://h/readydesk', ['https://h/readydesk/API/', 'https://h/readydesk/API/default.aspx']],
      ['https://h/x/API/', ['https://h/x/API/', 'https://h/x/API/default.aspx']],
      ['https://h/x/api', ['https://h/x/api/', 'https://h/x/api/default.aspx']],
      ['https://h/API/default.aspx?key=1', ['https://h/API/default.aspx', 'https://h/API/']],
      ['https://h/desk/default.aspx', ['https://h/desk/API/', 'https://h/desk/API/default.aspx']],
      [
        'help.example.com',
        ['/API/', '/API/default.aspx', '/readydesk/API/', '/readydesk/API/default.aspx'].map(
          p => `https://help.example.com${p}`,
        ),
      ],
    ];
    for (const [text, found] of cases)
      assert.deepEqual(
        endpoints(text).map(url => url.href),
        found,
        text,
      );
  });

  it('refuses to open what cannot work', () => {
    const config = { id: 'd', name: 'D', system: 'readydesk' };
    const open = (address: string, key: string) => () => readydesk.open({ ...config, address }, key);
    const is = (reason: string) => (e: unknown) => e instanceof DeskError && e.failure.reason === reason;
    assert.throws(open('http://help.example.com/readydesk', 'k'), is('plainHttp'));
    assert.throws(open('https://help.example.com', ' '), is('badInput'));
    assert.throws(open('', 'k'), is('badInput'));
  });
});

describe('ReadyDesk: encoded values', function () {
  this.timeout(30_000);

  it('decodes what is documented as encoded and nothing that is documented as raw', () => {
    const plan = { encoded: ['name'], raw: ['status'] };
    const [first] = decodeRecords([record({ name: 'Group+1%2c', status: 'a+b%20' })], plan);
    assert.deepEqual({ ...first?.values }, { name: 'Group 1,', status: 'a+b%20' });
  });

  it('gives any text back that the server encoded, column by column', () => {
    // HttpUtility.UrlEncode: as encodeURIComponent, but `+` for a blank, lower case, and an apostrophe escaped.
    const encode = (text: string) =>
      encodeURIComponent(text)
        .replaceAll('%20', '+')
        .replaceAll("'", '%27')
        .replaceAll('~', '%7e')
        .replace(/%../g, triple => triple.toLowerCase());
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }).map(text => `${text} x`),
        text => {
          assert.equal(decodeValue(encode(text)), text);
          const column = [record({ f: encode(text) }), record({ f: 'plain' })];
          const edge = !/%/.test(encode(text)) && /^\+|\+\+/.test(encode(text));
          assert.equal(decodeRecords(column, { encoded: [], raw: [] })[0]?.values.f, edge ? encode(text) : text);
        },
      ),
    );
  });

  it('leaves raw columns alone, told by any of their values', () => {
    const raw: string[][] = [
      ['C++'],
      ['+49301234'],
      ['a+b@example.com'],
      ['2014-10-02T09:05:00+02:00'],
      ['see 100%25', 'plain'],
      ['a+b', 'two words'],
      ['50%'],
      ['grün+weiß'],
    ];
    for (const values of raw) {
      const records = values.map(f => record({ f }));
      assert.deepEqual(
        decodeRecords(records, { encoded: [], raw: [] }).map(r => r.values.f),
        values,
      );
    }
    assert.equal(decodeValue('caf%e9+%u20ac+50%'), 'café € 50%');
    assert.equal(decodeValue('5+%80%e9'), '5 €é');
  });
});

describe('ReadyDesk: complaints', function () {
  this.timeout(30_000);

  const complaint = (text: string) => {
    const body = readBody(Buffer.from(text), '');
    if (body.kind === 'text') return complaintIn([], {}, body.text);
    assert.ok(body.kind === 'data');
    const { records, outer } = findRecords(body.root);
    return complaintIn(records, outer, '');
  };

  it('are found in every shape that an error is likely to have', () => {
    const words = 'Invalid API key';
    const shapes = [
      words,
      `<error>${words}</error>`,
      `<?xml version="1.0"?><response><error>${words}</error></response>`,
      `<response><error_message>${words}</error_message><code>5</code></response>`,
      `<response><status>error</status><message>${words}</message></response>`,
      `<response><error>1</error><message>${words}</message></response>`,
      `{"response":[{"error" : "${words}"}]}`,
      `{"error":{"message":"${words}"}}`,
      `{"Error":"${words}"}`,
      `error=${words}`,
      `{"errors":["${words}"]}`,
      'error=Invalid+API%20key',
      'Invalid+API+key',
      '<response><message>Invalid+API+key</message></response>',
    ];
    for (const shape of shapes) assert.equal(complaint(shape), words, shape);
    assert.equal(complaint('{"errors":["one","two"]}'), 'one, two');
    for (const shape of ['<response><message>Denied</message></response>', '{"error":{"code":5,"message":"Denied"}}']) {
      assert.equal(complaint(shape), 'Denied', shape);
    }
  });

  it('are not found in data', () => {
    const data = [
      '<response><added_ticket>5</added_ticket></response>',
      '<tickets/>',
      '<tickets><ticket><id>1</id><status>In progress</status><description>The error was x</description></ticket></tickets>',
      '{"tickets":[{"id":"1","error":"0"}]}',
      '{"tickets":[{"id":"1"}],"errors":[]}',
      '<response><message>Ticket 9 was added</message></response>',
      '<response><message>OK</message></response>',
      'The ticket was created successfully.',
      '12',
      'OK',
      'true',
      '"Y"',
    ];
    for (const text of data) assert.equal(complaint(text), undefined, text);
  });

  it('mean something by their words', () => {
    const cases: [string, FailureReason][] = [
      ['Invalid API key.', 'unauthorized'],
      ['The key is missing', 'unauthorized'],
      ['Your IP address 10.0.0.1 is not allowed', 'unauthorized'],
      ['Access denied', 'unauthorized'],
      ['Unknown action: add_history', 'unsupported'],
      ['The action add_history does not exist.', 'unsupported'],
      ['"foo" is not a valid method', 'unsupported'],
      ['No records found.', 'notFound'],
      ['Ticket not found', 'notFound'],
      ['The customer ID is not valid.', 'refused'],
      ['Violation of PRIMARY KEY constraint', 'refused'],
    ];
    for (const [words, reason] of cases) assert.equal(reasonOfComplaint(words), reason, words);
    assert.ok(isNothingFound('There are no matching tickets'));
    assert.ok(!isNothingFound('No customer was given'));
  });
});

describe('ReadyDesk: mapping', function () {
  this.timeout(30_000);

  it('reads a ticket under quite different names', () => {
    const rows = [
      {
        id: '12',
        subject: 'S',
        status: 'Open',
        priority: 'High',
        assigned_to: 'alee',
        assigned_group: 'Field Crew',
        cid: 'acme',
        company: 'Acme',
        open_date: '7/1/2025 4:40:00 PM',
        description: 'D',
      },
      {
        TicketNumber: '12',
        Title: 'S',
        Ticket_Status: 'Open',
        TicketPriority: 'High',
        Technician: 'Ana Lee',
        GroupID: '4',
        CustomerID: 'acme',
        CompanyName: 'Acme',
        DateOpened: '7/1/2025 16:40',
        Details: 'D',
      },
      {
        tid: '12',
        summary: 'S',
        'status name': 'Open',
        urgency: 'High',
        uid: 'ALEE',
        group: '4',
        'customer-id': 'acme',
        organization: 'Acme',
        created: '2025-07-01 16:40:00',
        problem_description: 'D',
      },
    ];
    for (const row of rows) {
      assert.deepEqual(toTicket(record(row), context), {
        id: '12',
        number: '12',
        subject: 'S',
        state: 'open',
        status: 'Open',
        urgency: 'high',
        priority: 'High',
        group: { id: '4', name: 'Field Crew' },
        assignee: { id: 'alee', name: 'Ana Lee' },
        customer: { id: 'acme', name: 'Acme' },
        openedAt: '2025-07-01T16:40:00.000Z',
        description: { kind: 'text', body: 'D' },
        otherFields: [],
      });
    }
  });

  it('keeps what it does not know, tells nobody from somebody, and closed from open', () => {
    const other = toTicket(
      record({ tid: '1', Escalation_Level: '2', 'Serial No': 'X1', empty: ' ', assigned_to: 'Unassigned' }),
      context,
    );
    assert.deepEqual(other?.otherFields, [
      { name: 'Escalation_Level', value: '2' },
      { name: 'Serial No', value: 'X1' },
    ]);
    assert.equal(other?.assignee, undefined);
    const state = (values: Record<string, string>) => toTicket(record({ tid: '1', ...values }), context)?.state;
    assert.equal(state({ status: 'Level 7', close_date: '7/1/2025 4:40:00 PM' }), 'closed');
    assert.equal(state({ status: 'Reopened', close_date: '7/1/2025 4:40:00 PM' }), 'open');
    assert.equal(state({ status: 'Level 7', close_date: '1/1/1900 12:00:00 AM' }), 'open');
    assert.equal(toTicket(record({ nothing: 'here' }), context), undefined);
  });

  it('reads history entries: who, for whom, what', () => {
    const entry = (values: Record<string, string>) => toEntry(record(values), '12', 0, context);
    const note = entry({ tid: '12', id: '3', uid: 'bo', date: '7/1/2025', notes: '<p>x</p>', private: 'Y' });
    assert.deepEqual(
      [note?.author?.name, note?.role, note?.visibility, note?.body.kind],
      ['Bo Ray', 'technician', 'internal', 'html'],
    );
    const customer = entry({ ticket_id: '12', cid: 'acme', comment: 'hello', is_public: '1' });
    assert.deepEqual([customer?.author?.name, customer?.role, customer?.visibility], ['acme', 'customer', 'public']);
    assert.equal(entry({ tid: '13', notes: 'of another ticket' }), undefined);
    assert.equal(entry({ tid: '12', uid: 'System', notes: 'x' })?.role, 'system');
    assert.equal(entry({ tid: '12', type: 'Customer reply', name: 'Bo Ray', notes: 'x' })?.role, 'customer');
  });

  it('reads durations in their units', () => {
    const minutes = (values: Record<string, string>) => toTimeEntry(record(values), '12', 0, context)?.minutes;
    assert.equal(minutes({ duration: '90', time_unit: 'Minutes' }), 90);
    assert.equal(minutes({ duration: '1.5', time_unit: 'Hours' }), 90);
    assert.equal(minutes({ duration: '1,5', time_unit: 'Hours' }), 90);
    assert.equal(minutes({ duration: '0.5', time_unit: 'Days' }), 240);
    assert.equal(minutes({ hours: '0.25' }), 15);
    assert.equal(minutes({ duration: '30' }), 30);
    assert.equal(minutes({ title: 'Toner', cost: '20' }), undefined);
  });

  it('tells HTML from text that speaks of it', () => {
    assert.equal(richText('a < b > c').kind, 'text');
    assert.deepEqual(richText('&lt;p&gt;x &amp;amp; y&lt;/p&gt;'), { kind: 'html', body: '<p>x &amp; y</p>' });
    assert.equal(richText('List<string> x').kind, 'text');
  });
});

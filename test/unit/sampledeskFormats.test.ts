import assert from 'node:assert/strict';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { endOfDay, readDate, readDigits, startOfDay, usDate } from '../../src/sampledesk/dates.ts';
import { type Fields, urlEncode, write } from '../../src/sampledesk/readydesk/formats.ts';
import { readBody, textMember } from '../../src/sampledesk/teamsupport/body.ts';
import { renderList, renderOne } from '../../src/sampledesk/teamsupport/render.ts';

const text = (body: string | Uint8Array | Iterable<string>) =>
  typeof body === 'string' ? body : [...(body as Iterable<string>)].join('');

/** Text that XML can hold; line ends other than \n are changed by every XML reader. */
const anyText = fc
  .string({ unit: 'binary', maxLength: 60 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place in XML
  .map(value => value.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, '').trim());
const fields = fc
  .array(fc.tuple(fc.stringMatching(/^[a-z][a-z_]{0,9}$/), anyText), { minLength: 1, maxLength: 6 })
  .map(pairs => [...new Map(pairs)] as Fields);

describe('sample desk: ReadyDesk formats', () => {
  const xml = new XMLParser({ parseTagValue: false, trimValues: false, isArray: name => name === 'ticket' });

  it('URL encoding is undone by a form reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const encoded = urlEncode(value);
        assert.match(encoded, /^[\w.!*()+%-]*$/);
        const lawful = value.replace(/\p{Surrogate}/gu, '\ufffd');
        assert.equal(new URLSearchParams(`v=${encoded}`).get('v'), lawful);
      }),
    );
  });

  it('XML and JSON hold the same records', () => {
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 5 }), records => {
        const answer = { root: 'tickets', record: 'ticket', records };
        const asJson = JSON.parse(text(write(answer, 'json', 200).body)) as { tickets: Record<string, string>[] };
        const asXml = text(write(answer, 'xml', 200).body);
        assert.equal(XMLValidator.validate(asXml), true);
        const read = (xml.parse(asXml) as { tickets: { ticket?: Record<string, string>[] } }).tickets.ticket ?? [];
        const wanted = records.map(record => Object.fromEntries(record));
        assert.deepEqual(asJson.tickets, wanted);
        const clean = read.map(({ '#text': _, ...leaves }) => leaves);
        assert.deepEqual(clean, wanted);
      }),
    );
  });

  it('writes the vendor’s defects on request and only then', () => {
    const answer = {
      root: 'attachments',
      record: 'file',
      records: [
        [
          ['a', '1'],
          ['b', '2'],
          ['c', '3'],
        ],
      ] as Fields[],
    };
    assert.match(text(write(answer, 'json', 200, { defect: 'trailingComma' }).body), /"c" : "3",\n\t\t\}/);
    assert.match(
      text(write(answer, 'json', 200, { defect: 'missingCommas' }).body),
      /"a" : "1",\n\t\t\t"b" : "2"\n\t\t\t"c" : "3"\n/,
    );
    assert.deepEqual(JSON.parse(text(write(answer, 'json', 200).body)), { attachments: [{ a: '1', b: '2', c: '3' }] });
  });

  it('spreads each group over two lines in URL DELIMITED', () => {
    const record: Fields = [
      ['id', '11'],
      ['name', 'Night+Shift'],
      ['status', 'New,Done'],
      ['category', 'A,B'],
      ['source', 'Email'],
    ];
    const body = text(write({ root: 'technician_groups', record: 'group', records: [record] }, 'url', 200).body);
    assert.equal(body, 'id=11&name=Night+Shift&status=New,Done\n&category=A,B&source=Email\n');
  });
});

describe('sample desk: TeamSupport formats', () => {
  const kind = { single: 'Ticket', plural: 'Tickets', key: 'TicketID' };

  it('names the key as the flavour and the place want it', () => {
    const entity = {
      id: 7,
      members: [
        ['Name', 'A & B'],
        ['DateClosed', null],
      ] as const,
    };
    assert.equal(renderOne('json', kind, entity), '{"Ticket":{"TicketID":"7","Name":"A & B","DateClosed":null}}');
    assert.equal(text(renderList('json', kind, [entity])), '{"Tickets":[{"ID":"7","Name":"A & B","DateClosed":null}]}');
    assert.match(
      renderOne('xml', kind, entity),
      /<Ticket><TicketID>7<\/TicketID><Name>A &amp; B<\/Name><DateClosed \/><\/Ticket>$/,
    );
    assert.match(text(renderList('xml', kind, [entity])), /<Tickets><Ticket><TicketID>7<\/TicketID>/);
  });

  it('shows one child as an object, several as an array and none as null', () => {
    const child = (id: string) => [['CustomerID', id]] as const;
    const shown = (...ids: string[]) =>
      JSON.parse(
        renderOne('json', kind, { id: 1, members: [['Customers', { element: 'Customer', items: ids.map(child) }]] }),
      ).Ticket.Customers;
    assert.equal(shown(), null);
    assert.deepEqual(shown('5'), { Customer: { CustomerID: '5' } });
    assert.deepEqual(shown('5', '6'), { Customer: [{ CustomerID: '5' }, { CustomerID: '6' }] });
  });

  it('an empty page is an object in JSON', () => {
    const paging = { recordsReturned: 0, nextPage: null, totalRecords: 3 };
    assert.equal(
      text(renderList('json', kind, [], paging)),
      '{"Tickets":{"RecordsReturned":"0","NextPage":null,"TotalRecords":"3"}}',
    );
    assert.equal(text(renderList('json', kind, [])), '{"Tickets":[]}');
  });

  it('reads what it writes, in both flavours', () => {
    fc.assert(
      fc.property(anyText, value => {
        const one = { id: 3, members: [['Name', value]] as const };
        for (const flavour of ['xml', 'json'] as const) {
          const body = readBody(flavour, Buffer.from(renderOne(flavour, kind, one)));
          assert.equal(textMember(body, 'name'), value || null);
          assert.equal(textMember(body, 'TICKETID'), '3');
        }
      }),
    );
  });

  it('refuses bodies without a parent element, broken ones and document types', () => {
    const refused = (flavour: 'xml' | 'json', body: string) =>
      assert.throws(() => readBody(flavour, Buffer.from(body)), body);
    refused('json', '{"Name":"a","Status":"b"}');
    refused('json', '[1]');
    refused('json', '{');
    refused('json', '{"Ticket":"x"}');
    refused('xml', '<Ticket><Name></Ticket>');
    refused('xml', '<!DOCTYPE t [<!ENTITY e "x">]><Ticket><Name>&e;</Name></Ticket>');
    refused('xml', '');
  });
});

describe('sample desk: dates', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), seconds => {
        assert.equal(readDate(usDate(seconds, true)), seconds);
        assert.equal(readDate(usDate(seconds)), seconds - (seconds % 60));
        const digits = new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
        assert.equal(readDigits(digits), seconds);
      }),
    );
  });

  it('reads what it writes in any order and zone, save in the hour that comes twice', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('mdy' as const, 'dmy' as const),
        zones,
        (seconds, dateOrder, timeZone) => {
          const style = { dateOrder, timeZone };
          const written = usDate(seconds, true, style);
          const again = readDate(written, style) ?? Number.NaN;
          assert.equal(usDate(again, true, style), written);
          assert.ok(again === seconds || Math.abs(again - seconds) <= 3600);
          const intl = new Intl.DateTimeFormat('en-US', { timeZone, day: 'numeric' }).format(seconds * 1000);
          assert.equal(written.split('/')[dateOrder === 'dmy' ? 0 : 1], intl);
        },
      ),
    );
  });

  it('knows the days of a zone, also those that are not 24 hours long', () => {
    const style = { dateOrder: 'dmy', timeZone: 'Europe/Berlin' } as const;
    for (const [day, hours] of [
      ['28/3/2026', 24],
      ['29/3/2026', 23],
      ['25/10/2026', 25],
    ] as const) {
      const start = readDate(day, style) ?? 0;
      assert.equal(startOfDay(start + 7200, style), start);
      assert.equal(endOfDay(start + 7200, style) + 1 - start, hours * 3600, day);
    }
    assert.equal(readDate('2026-03-29T01:30:00Z', style), Date.UTC(2026, 2, 29, 1, 30) / 1000);
    assert.equal(readDate('3/29/2026', style), undefined);
  });

  it('reads the forms of the reference and refuses others', () => {
    assert.equal(readDate('04/01/2014'), Date.UTC(2014, 3, 1) / 1000);
    assert.equal(readDate('2/1/2014 00:00:00'), Date.UTC(2014, 1, 1) / 1000);
    assert.equal(readDate('3/19/2014 6:56:06 PM'), Date.UTC(2014, 2, 19, 18, 56, 6) / 1000);
    assert.equal(readDate('7/3/2025 12:05 AM'), Date.UTC(2025, 6, 3, 0, 5) / 1000);
    for (const wrong of ['', '31/3/2014', '2/30/2014', 'today', '3/3/14', '1/1/2014 25:00', '1/1/2014 13:00 PM']) {
      assert.equal(readDate(wrong), undefined, wrong);
    }
    for (const wrong of ['20210301', '2021030100000', '20211301000000', '20210301240000']) {
      assert.equal(readDigits(wrong), undefined, wrong);
    }
  });
});

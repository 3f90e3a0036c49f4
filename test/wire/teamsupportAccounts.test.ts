import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { DeskConfig, HelpDesk } from '../../src/model/desk.ts';
import type { RecordKind } from '../../src/model/records.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { idsOf, listAll } from './helpDeskContract.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

let sample: SampleDesk | undefined;
let desk: HelpDesk | undefined;
let server: LocalServer | undefined;

afterEach(async () => {
  await desk?.close();
  await sample?.stop();
  await server?.stop();
  desk = sample = server = undefined;
});

/** A desk that does things in its own way. */
async function open(
  args: readonly string[],
  flavour: 'xml' | 'json',
  config: Partial<DeskConfig> = {},
): Promise<HelpDesk> {
  sample = await startSampleDesk(['--tickets', '60', ...args]);
  const { url: address, organizationId, token } = sample.teamsupport;
  desk = openTeamSupport(
    { id: 't', name: 'T', system: 'teamsupport', address, organizationId, ...config },
    token,
    flavour,
  );
  return desk;
}

describe('TeamSupport: accounts that differ', function () {
  this.timeout(30_000);
  for (const flavour of ['xml', 'json'] as const) {
    it(`reads all pages of a desk whose pages are shorter than asked for, ${flavour}`, async () => {
      const limited = await open(['--page-limit', '9'], flavour);
      const every = await listAll(limited, {}, 25);
      assert.ok(every.length >= 60);
      assert.equal(new Set(idsOf(every)).size, every.length);
    });
  }

  it('reads and writes dates in the order and zone of the settings', async () => {
    const config = { dateOrder: 'dmy', timeZone: 'Asia/Tokyo' } as const;
    const tokyo = await open(['--date-order', 'dmy', '--time-zone', 'Asia/Tokyo'], 'xml', config);
    const made = await tokyo.createTicket({ subject: 's', description: '', fields: { DueDate: '2031-03-04' } });
    const ticket = await tokyo.getTicket(made.id);
    assert.equal(ticket.dueAt, '2031-03-04T14:59:59.000Z');
    assert.ok(Math.abs(Date.parse(ticket.openedAt ?? '') - Date.now()) < 120_000);
    await tokyo.updateTicket(made.id, { DueDate: '2031-12-01T14:59:59.000Z' });
    assert.equal((await tokyo.getTicket(made.id)).dueAt, '2031-12-01T14:59:59.000Z');
    const time = { minutes: 5, startedAt: '2025-12-01T20:30:00.000Z', notes: 'n' };
    await tokyo.logTime(made.id, time);
    assert.equal((await tokyo.timeEntries(made.id))[0]?.at, time.startedAt);
    assert.ok(idsOf(await listAll(tokyo, { fields: { DueDate: '2031-12-01' } })).includes(made.id));
  });

  it('learns order and zone from the answers where the settings say nothing', async () => {
    const guessing = await open(['--date-order', 'dmy', '--time-zone', 'Asia/Tokyo'], 'json');
    await listAll(guessing, {}, 100);
    const made = await guessing.createTicket({ subject: 's', description: '' });
    assert.ok(Math.abs(Date.parse((await guessing.getTicket(made.id)).openedAt ?? '') - Date.now()) < 120_000);
    const { dates } = await guessing.examine();
    assert.deepEqual([dates?.order, dates?.orderFrom, dates?.zoneFrom], ['dmy', 'data', 'data']);
  });

  it('reads keys, wrappers and collections in every shape that clients have seen', async () => {
    const cases: [RecordKind, string[], 'xml' | 'json', string, (string | undefined)[]][] = [
      [
        'ticketCustomers',
        ['5'],
        'xml',
        '<Customers><Customer><OrganizationID>1</OrganizationID><Name>A</Name></Customer></Customers>',
        ['1'],
      ],
      [
        'ticketCustomers',
        ['5'],
        'json',
        '{"Customers":[{"CustomerID":"1","CustomerName":"A"},{"ID":"2","Name":"B"}]}',
        ['1', '2'],
      ],
      ['ticketContacts', ['5'], 'json', '{"Contacts":{"Contact":{"ContactID":"1","ContactName":"Bo Ray"}}}', ['1']],
      [
        'customerContacts',
        ['5'],
        'json',
        '{"Contacts":{"Contact":[{"ID":"1","OrganizationID":"5"},{"ID":"2","OrganizationID":"5"}]}}',
        ['1', '2'],
      ],
      ['customerContacts', ['5'], 'json', '{}', []],
      [
        'customerProducts',
        ['5'],
        'json',
        '{"OrganizationProducts":[{"ID":"9","OrganizationID":"5","ProductID":"7","Product":"Quill"}]}',
        ['9'],
      ],
      [
        'ticketLog',
        ['5'],
        'json',
        '{"History":[{"ID":"3","RefType":"17","RefID":"5","Description":"A public action was added.","Actor":null}]}',
        ['3'],
      ],
      [
        'ticketStatuses',
        [],
        'json',
        '{"TicketStatuses":[{"ID":"31","Name":"New","TicketTypeID":"7","IsClosed":"False"}]}',
        ['31'],
      ],
      [
        'technicians',
        [],
        'json',
        '{"Users":[{"ID":"9001","FirstName":"Ana","LastName":"Lee","OrganizationID":"100"}]}',
        ['9001'],
      ],
      [
        'tickets',
        [],
        'json',
        '{"Tickets":{"RecordsReturned":"0","NextPage":"http://x/?pageNumber=2","TotalRecords":"0"}}',
        [],
      ],
      ['products', [], 'xml', '<Products/>', []],
      [
        'productVersions',
        ['5'],
        'xml',
        '<ProductVersions><ProductVersion><ProductVersionID>4</ProductVersionID><VersionNumber>2.1</VersionNumber></ProductVersion></ProductVersions>',
        ['4'],
      ],
    ];
    for (const [kind, parents, flavour, body, ids] of cases) {
      server = await startLocalServer((_request, response) => response.end(body));
      const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
      desk = openTeamSupport(config, 'token', flavour);
      const { records, total, more } = await desk.records.list(kind, parents, {}, { number: 1, size: 10 });
      assert.deepEqual([records.map(each => each.id), total, more], [ids, ids.length, false], body);
      assert.ok(
        records.every(({ title }) => title && title !== 'History'),
        body,
      );
      await desk.close();
      await server.stop();
    }
    server = undefined;
  });

  it('does not take a ticket that was accepted without an answer for one that can be opened', async () => {
    server = await startLocalServer((request, response) =>
      response.writeHead(request.method === 'POST' ? 202 : 200).end(),
    );
    const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
    desk = openTeamSupport(config, 'token', 'xml');
    const failure = await failureFrom(desk.createTicket({ subject: 's', description: 'd' }));
    assert.deepEqual([failure.reason, failure.status], ['unreadable', 202]);
    assert.match(failure.detail ?? '', /accepted it.*before making it again/);
  });

  it('takes no ticket for another whose number is its id', async () => {
    server = await startLocalServer((request, response) =>
      response.end(
        request.url?.endsWith('/actions')
          ? '<Actions/>'
          : '<Ticket><TicketID>500123</TicketID><TicketNumber>1042</TicketNumber><Name>Another</Name></Ticket>',
      ),
    );
    const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
    desk = openTeamSupport(config, 'token', 'xml');
    assert.equal((await desk.getTicket('500123')).number, '1042');
    for (const work of [desk.getTicket('1042'), desk.article('1042'), desk.updateTicket('1042', { Name: 'New' })]) {
      const failure = await failureFrom(work);
      assert.equal(failure.reason, 'unreadable');
      assert.match(failure.detail ?? '', /^Instead of the ticket with the id 1042 /);
    }
    assert.ok(server.asked.every(line => line.startsWith('GET ')));
  });

  it('takes a write for done whose answer cannot be read, and its id for unknown', async () => {
    let said = '';
    server = await startLocalServer((_request, response) => response.end(said));
    const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
    desk = openTeamSupport(config, 'token', 'json');
    for (said of ['{"Action": {"ID', '<Action><ActionID>', 'Deleted.', '']) {
      await desk.records.remove('tickets', ['5']);
      await desk.linkCustomer('5', 'contact:3001');
      const note = await desk.addNote('5', { text: 'x', visibility: 'internal' });
      assert.deepEqual([note.id, note.warning?.reason], ['', 'unreadable'], said);
      assert.match(note.warning?.detail ?? '', /The desk took it/);
    }
    said = '<html><title>Sign in</title></html>';
    assert.equal((await failureFrom(desk.records.remove('tickets', ['5']))).reason, 'notAHelpDesk');
  });
});

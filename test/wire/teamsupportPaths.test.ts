import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { TeamSupportClient } from '../../src/teamsupport/client.ts';
import { ACTION, ATTACHMENT, CONTACT, CUSTOMER, idIn, TICKET, USER } from '../../src/teamsupport/entities.ts';
import { Filters } from '../../src/teamsupport/filters.ts';
import { idOf } from '../../src/teamsupport/mapping.ts';
import { pagesOf } from '../../src/teamsupport/paging.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { fieldOf, valueIn } from '../../src/wire/records.ts';
import { failureFrom } from './localServer.ts';
import { ids, made, one, page, type RunningClient, startClient } from './teamsupportClient.ts';

/** A date of today, as the desk writes it. */
const DATE = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AP]M$/;

for (const flavour of ['xml', 'json'] as const)
  describe(`TeamSupport's paths of tickets, ${flavour}`, function () {
    this.timeout(30_000);
    paths(flavour);
  });

function paths(flavour: Flavour): void {
  let running: RunningClient;
  let client: TeamSupportClient;
  /** A ticket of its own for what is changed, and its text. */
  let ticketId: string;
  let textId: string;

  before(async () => {
    running = await startClient(flavour);
    ({ client } = running);
    ticketId = made(TICKET, await client.createTicket({ Name: 'A ticket of the tests' }));
    textId = one(ACTION, await client.actions(ticketId, []));
  });
  after(() => running.stop());

  it('GET tickets: filtered with every operator, paged, with totals', async () => {
    const all = await client.tickets([]);
    assert.ok(all.records.length > 60 && all.records.every(record => idIn(TICKET, record)));
    assert.deepEqual(Object.keys(all.outer), []);
    const first = await client.tickets(page(7));
    assert.equal(first.records.length, 7);
    assert.equal(Number(valueIn(first.outer, 'TotalRecords')), all.records.length);
    assert.match(valueIn(first.outer, 'NextPage') ?? '', /pageNumber=2/);
    const beyond = await client.tickets(page(7, 1000));
    assert.deepEqual([beyond.records, valueIn(beyond.outer, 'RecordsReturned')], [[], '0']);

    const numbers = all.records.map(record => Number(fieldOf(record, 'TicketNumber'))).sort((a, b) => a - b);
    const [low = 0, high = 0] = [numbers[20], numbers[40]];
    const open = all.records.filter(record => fieldOf(record, 'IsClosed') === 'False');
    const unassigned = all.records.filter(record => !fieldOf(record, 'UserID'));
    const cases: [Filters, number][] = [
      [new Filters().above('TicketNumber', low), numbers.filter(n => n > low).length],
      [new Filters().atLeast('TicketNumber', low), numbers.filter(n => n >= low).length],
      [new Filters().below('ticketnumber', low), numbers.filter(n => n < low).length],
      [new Filters().atMost('TicketNumber', low), numbers.filter(n => n <= low).length],
      [new Filters().between('TicketNumber', low, high), 21],
      [new Filters().is('TicketNumber', low, high), 2],
      [new Filters().is('isClosed', false), open.length],
      [new Filters().isEmpty('UserID'), unassigned.length],
      [new Filters().is('isClosed', false).isEmpty('UserID'), unassigned.filter(each => open.includes(each)).length],
      [new Filters().contains('Name', 'OF THE tests'), 1],
      [new Filters().atLeast('DateCreated', new Date(Date.now() - 3_600_000)).is('Name', 'A ticket of the tests'), 1],
      [new Filters().between('DateCreated', new Date('1990-01-01'), new Date('1991-01-01')), 0],
    ];
    for (const [filters, count] of cases) {
      assert.equal((await client.tickets(filters.terms)).records.length, count, JSON.stringify(filters.terms));
    }
    const walked: string[] = [];
    const walk = pagesOf(
      at => client.tickets(new Filters().page(at)),
      record => idIn(TICKET, record),
      9,
    );
    for await (const { records } of walk) walked.push(...records.map(record => idIn(TICKET, record) ?? ''));
    assert.deepEqual(
      walked,
      all.records.map(record => idIn(TICKET, record)),
    );
  });

  it('POST tickets: answers the ticket in full, and makes its Description action', async () => {
    const { status, record } = await client.createTicket({
      Name: 'Ümlaut & <b> "x"',
      Severity: 'High',
      Environment: 'Büro',
    });
    assert.equal(status, 201);
    assert.deepEqual(
      [record?.values.Name, record?.values.Severity, record?.values.Environment],
      ['Ümlaut & <b> "x"', 'High', 'Büro'],
    );
    assert.match(record?.values.DateCreated ?? '', DATE);
    const { records } = await client.actions(one(TICKET, record), new Filters().is('SystemActionTypeID', 1).terms);
    assert.deepEqual(
      records.map(action => action.values.Name),
      ['Description'],
    );
  });

  it('GET tickets/{id}: by id and by number', async () => {
    const byId = await client.ticket(ticketId);
    const byNumber = await client.ticket(fieldOf(byId, 'TicketNumber') ?? '');
    assert.deepEqual(byNumber.values, byId.values);
    assert.equal(byId.values.TicketID, ticketId);
    assert.equal((await failureFrom(client.ticket('99999999'))).reason, 'notFound');
  });

  it('PUT tickets/{id}: changes what is given, empties with null, and takes a whole ticket back', async () => {
    const [user] = (await client.users([])).records;
    const changed = await client.updateTicket(ticketId, {
      Name: 'Renamed',
      UserID: user && idIn(USER, user),
      IsVisibleOnPortal: false,
      DueDate: '03/04/2031',
      EffortDays: 2.5,
    });
    const { values } = changed.record ?? (await client.ticket(ticketId));
    assert.deepEqual(
      [changed.status, values.Name, values.UserID, values.IsVisibleOnPortal, values.DueDate?.split(' ')[0]],
      [200, 'Renamed', user && idIn(USER, user), 'False', '3/4/2031'],
    );
    const emptied = await client.updateTicket(ticketId, { UserID: null, DueDate: null, EffortDays: null });
    assert.deepEqual([emptied.record?.values.UserID, emptied.record?.values.DueDate], ['', '']);
    const whole = await client.updateTicket(ticketId, { ...(await client.ticket(ticketId)).values, Name: 'Again' });
    assert.deepEqual([whole.status, whole.record?.values.Name], [200, 'Again']);
  });

  it('DELETE tickets/{id}: the ticket is gone', async () => {
    const id = made(TICKET, await client.createTicket({ Name: 'short-lived' }));
    await client.deleteTicket(id);
    assert.equal((await failureFrom(client.ticket(id))).reason, 'notFound');
  });

  it('GET tickets/{id}/actions: with filters', async () => {
    const all = await client.actions(ticketId, []);
    assert.deepEqual(
      (await client.actions(ticketId, new Filters().is('SystemActionTypeID', 1).terms)).records.length,
      1,
    );
    assert.ok(all.records.every(action => fieldOf(action, 'TicketID') === ticketId));
  });

  it('POST tickets/{id}/actions: with time, author and HTML', async () => {
    const [user] = (await client.users([])).records;
    const CreatorID = user && idIn(USER, user);
    const Description = '<p>Replaced the <b>fuser</b> &amp; tested.</p>';
    const { status, record } = await client.createAction(ticketId, {
      Description,
      TimeSpent: 90,
      IsVisibleOnPortal: false,
      CreatorID,
    });
    assert.deepEqual(
      [status, record?.values.TimeSpent, record?.values.CreatorID, record?.values.IsVisibleOnPortal],
      [201, '90', CreatorID, 'False'],
    );
    assert.equal((await client.ticket(ticketId)).values.HoursSpent, '1.500000');
  });

  it('GET tickets/{id}/actions/{id}: one action', async () => {
    const action = await client.action(ticketId, textId);
    assert.deepEqual([action.values.ActionID, action.values.Name], [textId, 'Description']);
  });

  it('PUT tickets/{id}/actions/{id}: sets the ticket’s text', async () => {
    const { record } = await client.updateAction(ticketId, textId, { Description: '<p>It shows <i>error 5</i>.</p>' });
    assert.equal(record?.values.Description, '&lt;p&gt;It shows &lt;i&gt;error 5&lt;/i&gt;.&lt;/p&gt;');
  });

  it('DELETE tickets/{id}/actions/{id}: takes its time with it', async () => {
    const id = made(ACTION, await client.createAction(ticketId, { Description: 'gone soon', TimeSpent: 5 }));
    await client.deleteAction(ticketId, id);
    assert.equal((await failureFrom(client.action(ticketId, id))).reason, 'notFound');
  });

  it('POST tickets/{id}/actions/{id}/attachments: sends a file', async () => {
    const { record } = await client.addAttachment(ticketId, textId, upload('naïve "name" ü.bin', 256));
    assert.ok(record);
    assert.deepEqual([fieldOf(record, 'FileName'), fieldOf(record, 'FileSize')], ['naïve "name" ü.bin', '256']);
  });

  it('GET tickets/{id}/actions/{id}/attachments: lists the files of an action', async () => {
    await client.addAttachment(ticketId, textId, upload('listed.txt', 3));
    const { records } = await client.attachments(ticketId, textId);
    assert.ok(
      records.some(record => fieldOf(record, 'FileName') === 'listed.txt' && fieldOf(record, 'FileSize') === '3'),
    );
  });

  it('GET tickets/{id}/actions/{id}/attachments/{id}: the file’s bytes, whatever the flavour', async () => {
    const sent = upload('bytes.bin', 256);
    const id = made(ATTACHMENT, await client.addAttachment(ticketId, textId, sent));
    const number = (await client.ticket(ticketId)).values.TicketNumber ?? '';
    for (const ticket of [ticketId, number]) {
      const { bytes, contentType } = await client.attachmentFile(ticket, textId, id);
      assert.deepEqual([Buffer.compare(bytes, sent.bytes), contentType], [0, 'application/x-test']);
    }
    assert.equal((await failureFrom(client.attachmentFile(ticketId, textId, '99999999'))).reason, 'notFound');
  });

  it('POST tickets/{id}/contacts/{id}: links a contact', async () => {
    const id = one(CONTACT, await client.contacts(page(1)));
    await client.linkContact(ticketId, id);
    assert.ok(ids(CONTACT, await client.ticketContacts(ticketId)).includes(id));
  });

  it('GET tickets/{id}/contacts: the contacts of a ticket', async () => {
    const id = one(CONTACT, await client.contacts(page(1)));
    await client.linkContact(ticketId, id);
    const [contact] = (await client.ticketContacts(ticketId)).records;
    assert.deepEqual([contact && idOf(contact, 'Contact'), Boolean(contact?.values.Email)], [id, true]);
  });

  it('DELETE tickets/{id}/contacts/{id}: unlinks a contact', async () => {
    const id = one(CONTACT, await client.contacts(page(1)));
    await client.linkContact(ticketId, id);
    await client.unlinkContact(ticketId, id);
    assert.ok(!ids(CONTACT, await client.ticketContacts(ticketId)).includes(id));
  });

  it('POST tickets/{id}/customers/{id}: links a customer', async () => {
    const id = one(CUSTOMER, await client.customers(page(1)));
    await client.linkCustomer(ticketId, id);
    assert.ok(ids(CUSTOMER, await client.ticketCustomers(ticketId)).includes(id));
  });

  it('GET tickets/{id}/customers: the customers of a ticket', async () => {
    const all = (await client.customers([])).records.slice(0, 2);
    for (const each of all) await client.linkCustomer(ticketId, idIn(CUSTOMER, each) ?? '');
    const linked = ids(CUSTOMER, await client.ticketCustomers(ticketId));
    assert.ok(all.every(each => linked.includes(idIn(CUSTOMER, each) ?? '')));
  });

  it('DELETE tickets/{id}/customers/{id}: unlinks a customer', async () => {
    const id = one(CUSTOMER, await client.customers(page(1)));
    await client.linkCustomer(ticketId, id);
    await client.unlinkCustomer(ticketId, id);
    assert.ok(!ids(CUSTOMER, await client.ticketCustomers(ticketId)).includes(id));
  });

  it('GET tickets/{id}/history: sentences about what was done', async () => {
    const { records } = await client.ticketHistory(ticketId);
    assert.ok(records.length > 0 && records.every(record => record.values.Description && record.values.DateCreated));
  });
}

/** A file with every byte there is, so that any change on the way shows. */
function upload(name: string, size: number) {
  return { name, contentType: 'application/x-test', bytes: Uint8Array.from({ length: size }, (_, at) => at) };
}

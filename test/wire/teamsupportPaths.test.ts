import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { TeamSupportClient } from '../../src/teamsupport/client.ts';
import {
  ACTION,
  ASSET,
  ATTACHMENT,
  CONTACT,
  CUSTOMER,
  type Entity,
  idIn,
  PRODUCT,
  TICKET,
  USER,
} from '../../src/teamsupport/entities.ts';
import { Filters } from '../../src/teamsupport/filters.ts';
import { idOf } from '../../src/teamsupport/mapping.ts';
import { pagesOf } from '../../src/teamsupport/paging.ts';
import { Quota } from '../../src/teamsupport/quota.ts';
import type { Flavour, List, Written } from '../../src/teamsupport/rest.ts';
import { type DataRecord, fieldOf, valueIn } from '../../src/wire/records.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const page = (size: number, number = 1) => new Filters().page({ number, size });
/** A date of today, as the desk writes it. */
const DATE = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AP]M$/;

for (const flavour of ['xml', 'json'] as const) describe(`TeamSupport's paths, ${flavour}`, () => paths(flavour));

function paths(flavour: Flavour): void {
  let sample: SampleDesk;
  let client: TeamSupportClient;
  /** A ticket of its own for what is changed, and its text. */
  let ticketId: string;
  let textId: string;

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url, organizationId, token } = sample.teamsupport;
    client = new TeamSupportClient({ base: new URL(url), organizationId, token, flavour, quota: new Quota({}) });
    ticketId = made(TICKET, await client.createTicket({ Name: 'A ticket of the tests' }));
    textId = one(ACTION, await client.actions(ticketId, []));
  });
  after(async () => {
    await client.close();
    await sample.stop();
  });

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
    assert.deepEqual(
      [fieldOf(record ?? none, 'FileName'), fieldOf(record ?? none, 'FileSize')],
      ['naïve "name" ü.bin', '256'],
    );
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

  it('GET customers: filtered and paged', async () => {
    const all = await client.customers([]);
    const [first, second] = all.records;
    assert.ok(first && second);
    const names = [first.values.Name ?? '', second.values.Name ?? ''];
    assert.equal((await client.customers(new Filters().is('Name', ...names).terms)).records.length, 2);
    assert.equal((await client.customers(page(2))).records.length, 2);
  });

  it('POST customers: with a custom field', async () => {
    const { status, record } = await client.createCustomer({
      Name: 'Posted Ltd',
      Website: 'posted.example',
      AccountTier: 'Gold',
    });
    assert.deepEqual(
      [status, record?.values.Name, record?.values.Website, record?.values.AccountTier],
      [201, 'Posted Ltd', 'posted.example', 'Gold'],
    );
  });

  it('GET customers/{id}: one customer', async () => {
    const id = one(CUSTOMER, await client.customers(page(1)));
    assert.equal((await client.customer(id)).values.OrganizationID, id);
  });

  it('PUT customers/{id}: changes it, and takes a whole customer back', async () => {
    const id = made(CUSTOMER, await client.createCustomer({ Name: 'Changed Ltd' }));
    const whole = { ...(await client.customer(id)).values, Domains: 'a.example,b.example' };
    const { status, record } = await client.updateCustomer(id, whole);
    assert.deepEqual(
      [status, record?.values.Domains, record?.values.Name],
      [200, 'a.example,b.example', 'Changed Ltd'],
    );
  });

  it('DELETE customers/{id}: the customer is gone', async () => {
    const id = made(CUSTOMER, await client.createCustomer({ Name: 'Gone Ltd' }));
    await client.deleteCustomer(id);
    assert.equal((await failureFrom(client.customer(id))).reason, 'notFound');
  });

  it('GET customers/{id}/contacts: its contacts', async () => {
    const customer = await customerOfSome();
    const { records } = await client.customerContacts(customer, []);
    assert.ok(records.length > 0 && records.every(record => fieldOf(record, 'OrganizationID') === customer));
    const none = made(CUSTOMER, await client.createCustomer({ Name: 'Nobody Ltd' }));
    assert.deepEqual((await client.customerContacts(none, [])).records, []);
  });

  it('GET customers/{id}/products: its products', async () => {
    const lists = await eachCustomer(id => client.customerProducts(id, []));
    const some = lists.flatMap(list => list.records);
    assert.ok(some.length > 0 && some.every(record => fieldOf(record, 'Product') && fieldOf(record, 'ProductID')));
  });

  it('GET customers/{id}/tickets: its tickets, filtered and paged', async () => {
    const customer = await customerOfSome();
    await client.linkCustomer(ticketId, customer);
    const all = await client.customerTickets(customer, []);
    assert.ok(ids(TICKET, all).includes(ticketId));
    const first = await client.customerTickets(customer, page(1));
    assert.equal(Number(valueIn(first.outer, 'TotalRecords')), all.records.length);
    const named = await client.customerTickets(customer, new Filters().is('TicketNumber', 99999999).terms);
    assert.deepEqual(named.records, []);
  });

  it('GET customers/{id}/notes/{id}: a note that is there, and none that is not', async () => {
    const notes = await eachCustomer(async id => {
      const response = await fetch(`${sample.teamsupport.url}/api/json/customers/${id}/notes`, {
        headers: {
          authorization: `Basic ${Buffer.from(`${sample.teamsupport.organizationId}:${sample.teamsupport.token}`).toString('base64')}`,
        },
      });
      const { Notes } = (await response.json()) as { Notes: readonly { readonly ID: string }[] };
      return Notes.map(note => [id, note.ID] as const);
    });
    const [customer = '', note = ''] = notes.flat()[0] ?? [];
    const record = await client.customerNote(customer, note);
    assert.deepEqual([record.values.NoteID, Boolean(record.values.Description)], [note, true]);
    assert.equal((await failureFrom(client.customerNote(customer, '99999999'))).reason, 'notFound');
  });

  it('GET contacts: filtered and paged', async () => {
    const [first] = (await client.contacts(page(3))).records;
    const email = first?.values.Email ?? '';
    assert.ok(email);
    const { records } = await client.contacts(new Filters().is('Email', email).terms);
    assert.ok(records.every(record => record.values.Email === email) && records.length > 0);
  });

  it('POST contacts: an e-mail address suffices', async () => {
    const { status, record } = await client.createContact({ Email: `${flavour}@posted.example` });
    assert.deepEqual([status, record?.values.Email], [201, `${flavour}@posted.example`]);
  });

  it('GET contacts/{id}: one contact', async () => {
    const id = one(CONTACT, await client.contacts(page(1)));
    assert.equal((await client.contact(id)).values.ContactID, id);
  });

  it('PUT contacts/{id}: changes it', async () => {
    const id = made(CONTACT, await client.createContact({ Email: 'put@posted.example' }));
    const { record } = await client.updateContact(id, { FirstName: 'Bo', LastName: 'Ray', IsPortalUser: true });
    assert.deepEqual(
      [record?.values.FirstName, record?.values.LastName, record?.values.IsPortalUser, record?.values.Email],
      ['Bo', 'Ray', 'True', 'put@posted.example'],
    );
  });

  it('DELETE contacts/{id}: the contact is gone', async () => {
    const id = made(CONTACT, await client.createContact({ Email: 'gone@posted.example' }));
    await client.deleteContact(id);
    assert.equal((await failureFrom(client.contact(id))).reason, 'notFound');
  });

  it('POST contacts/{id}/addresses: adds an address', async () => {
    const contact = made(CONTACT, await client.createContact({ Email: 'address@posted.example' }));
    const { status, record } = await client.createContactAddress(contact, { Addr1: '1 Quay', City: 'Bath' });
    assert.deepEqual([status, record?.values.Addr1, record?.values.City], [201, '1 Quay', 'Bath']);
  });

  it('PUT contacts/{id}/addresses: changes the address that the body names', async () => {
    const contact = made(CONTACT, await client.createContact({ Email: 'move@posted.example' }));
    const { record } = await client.createContactAddress(contact, { Addr1: '1 Quay', City: 'Bath' });
    await client.createContactAddress(contact, { Addr1: '2 Quay' });
    const moved = await client.updateContactAddress(contact, { AddressID: record?.values.AddressID, City: 'Wells' });
    assert.deepEqual([moved.record?.values.Addr1, moved.record?.values.City], ['1 Quay', 'Wells']);
  });

  it('GET products: filtered', async () => {
    const [first] = (await client.products([])).records;
    const name = first?.values.Name ?? '';
    const { records } = await client.products(new Filters().is('Name', name).terms);
    assert.deepEqual(
      records.map(record => record.values.Name),
      [name],
    );
  });

  it('POST products: answers it in full', async () => {
    const { status, record } = await client.createProduct({ Name: `Widget ${flavour}`, Description: 'a & b' });
    assert.deepEqual([status, record?.values.Name, record?.values.Description], [201, `Widget ${flavour}`, 'a & b']);
  });

  it('GET products/{id}: one product', async () => {
    const id = one(PRODUCT, await client.products([]));
    assert.equal((await client.product(id)).values.ProductID, id);
  });

  it('PUT products/{id}: changes it', async () => {
    const id = made(PRODUCT, await client.createProduct({ Name: 'Before' }));
    assert.equal((await client.updateProduct(id, { Name: 'After' })).record?.values.Name, 'After');
  });

  it('DELETE products/{id}: the product is gone', async () => {
    const id = made(PRODUCT, await client.createProduct({ Name: 'Gone' }));
    await client.deleteProduct(id);
    assert.equal((await failureFrom(client.product(id))).reason, 'notFound');
  });

  it('GET products/{id}/versions: the versions of a product', async () => {
    const lists = await Promise.all(ids(PRODUCT, await client.products([])).map(id => client.productVersions(id, [])));
    const versions = lists.flatMap(list => list.records);
    assert.ok(versions.length > 0 && versions.every(each => idOf(each, 'ProductVersion') && each.values.VersionNumber));
  });

  it('GET assets: filtered', async () => {
    const [first] = (await client.assets([])).records;
    const name = first?.values.Name ?? '';
    const { records } = await client.assets(new Filters().is('Name', name).terms);
    assert.ok(records.length > 0 && records.every(record => record.values.Name === name));
  });

  it('POST assets: answers it in full', async () => {
    const { status, record } = await client.createAsset({ Name: 'Server 7', ProductVersionNumber: '2.1' });
    assert.deepEqual([status, record?.values.Name], [201, 'Server 7']);
  });

  it('GET assets/{id}: one asset', async () => {
    const id = one(ASSET, await client.assets([]));
    assert.equal((await client.asset(id)).values.AssetID, id);
  });

  it('PUT assets/{id}: changes it', async () => {
    const id = made(ASSET, await client.createAsset({ Name: 'Before' }));
    assert.equal((await client.updateAsset(id, { Name: 'After' })).record?.values.Name, 'After');
  });

  it('DELETE assets/{id}: the asset is gone', async () => {
    const id = made(ASSET, await client.createAsset({ Name: 'Gone' }));
    await client.deleteAsset(id);
    assert.equal((await failureFrom(client.asset(id))).reason, 'notFound');
  });

  it('GET users: filtered', async () => {
    const [user] = (await client.users([])).records;
    const email = user?.values.Email ?? '';
    const { records } = await client.users(new Filters().is('Email', email).terms);
    assert.deepEqual(
      records.map(record => record.values.Email),
      [email],
    );
  });

  it('GET users/{id}: one user', async () => {
    const id = one(USER, await client.users([]));
    assert.equal((await client.user(id)).values.UserID, id);
  });

  it('GET groups: all of them', async () => {
    const { records } = await client.groups([]);
    assert.ok(records.length > 0 && records.every(record => idOf(record, 'Group') && record.values.Name));
  });

  it('GET groups/{id}: one group', async () => {
    const [group] = (await client.groups([])).records;
    assert.equal((await client.group((group && idOf(group, 'Group')) ?? '')).values.Name, group?.values.Name);
  });

  it('GET properties/tickettypes: the types', async () => {
    const { records } = await client.ticketTypes([]);
    assert.ok(records.length > 0 && records.every(record => idOf(record, 'TicketType') && record.values.Name));
  });

  it('GET properties/ticketstatuses: the statuses, of a type each', async () => {
    const types = (await client.ticketTypes([])).records.map(record => idOf(record, 'TicketType'));
    const { records } = await client.ticketStatuses([]);
    assert.ok(records.length > 0 && records.every(record => types.includes(fieldOf(record, 'TicketTypeID'))));
    const some = await client.ticketStatuses(new Filters().is('TicketTypeID', types[0] ?? '').terms);
    assert.ok(some.records.length > 0 && some.records.length < records.length);
  });

  it('GET properties/ticketseverities: the severities', async () => {
    const { records } = await client.ticketSeverities([]);
    assert.ok(records.length > 0 && records.every(record => idOf(record, 'TicketSeverity') && record.values.Name));
  });

  it('GET properties/productversionstatuses: the states of versions', async () => {
    const { records } = await client.productVersionStatuses([]);
    assert.ok(records.some(record => record.values.IsShipping === 'True' && record.values.Name));
  });

  async function customerOfSome(): Promise<string> {
    const { records } = await client.contacts([]);
    const customer = records.map(record => fieldOf(record, 'OrganizationID')).find(Boolean);
    assert.ok(customer);
    return customer;
  }

  async function eachCustomer<T>(ask: (id: string) => Promise<T>): Promise<T[]> {
    const found: T[] = [];
    for (const id of ids(CUSTOMER, await client.customers([]))) found.push(await ask(id));
    return found;
  }
}

const none: DataRecord = { values: {}, groups: {} };

/** The id of the first record, or of the record itself. */
function one(entity: Entity, from: List | DataRecord | undefined): string {
  const record = from && 'records' in from ? from.records[0] : from;
  const id = record && idIn(entity, record);
  assert.ok(id);
  return id;
}

function made(entity: Entity, { record }: Written): string {
  return one(entity, record);
}

function ids(entity: Entity, { records }: List): string[] {
  return records.map(record => idIn(entity, record) ?? '');
}

/** A file with every byte there is, so that any change on the way shows. */
function upload(name: string, size: number) {
  return { name, contentType: 'application/x-test', bytes: Uint8Array.from({ length: size }, (_, at) => at) };
}

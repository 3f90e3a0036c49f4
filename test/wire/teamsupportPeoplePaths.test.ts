import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { TeamSupportClient } from '../../src/teamsupport/client.ts';
import { ASSET, CONTACT, CUSTOMER, PRODUCT, TICKET, USER } from '../../src/teamsupport/entities.ts';
import { Filters } from '../../src/teamsupport/filters.ts';
import { idOf } from '../../src/teamsupport/mapping.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { fieldOf, valueIn } from '../../src/wire/records.ts';
import { failureFrom } from './localServer.ts';
import type { SampleDesk } from './sampleDesk.ts';
import { ids, made, one, page, type RunningClient, startClient } from './teamsupportClient.ts';

for (const flavour of ['xml', 'json'] as const) {
  describe(`TeamSupport's paths of people and things, ${flavour}`, function () {
    this.timeout(30_000);
    paths(flavour);
  });
}

function paths(flavour: Flavour): void {
  let running: RunningClient;
  let sample: SampleDesk;
  let client: TeamSupportClient;
  /** A ticket to be linked. */
  let ticketId: string;

  before(async () => {
    running = await startClient(flavour);
    ({ sample, client } = running);
    ticketId = made(TICKET, await client.createTicket({ Name: 'A ticket of the tests' }));
  });
  after(() => running.stop());

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

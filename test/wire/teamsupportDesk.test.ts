import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { TicketField } from '../../src/model/fields.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { idsOf, listAll } from './helpDeskContract.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

for (const flavour of ['xml', 'json'] as const) {
  describe(`TeamSupport's cards, articles, fields and links, ${flavour}`, function () {
    this.timeout(30_000);
    connector(flavour);
  });
}

function connector(flavour: Flavour): void {
  let sample: SampleDesk;
  let desk: HelpDesk;
  let every: readonly TicketSummary[];

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url: address, organizationId, token } = sample.teamsupport;
    desk = openTeamSupport({ id: 't', name: 'T', system: 'teamsupport', address, organizationId }, token, flavour);
    every = await listAll(desk, {}, 100);
  });
  after(async () => {
    await desk.close();
    await sample.stop();
  });

  it('shows a contact with its customer, and the customer’s contacts, tickets and products', async () => {
    const ticket = every.find(each => each.contact?.id && each.customer?.id);
    assert.ok(ticket?.contact?.id && ticket.customer?.id);
    const card = await desk.customerCard(ticket.contact.id, 100);
    assert.deepEqual(
      [card.customer.id, card.company?.name, card.missing],
      [ticket.contact.id, card.customer.company, []],
    );
    assert.ok(card.customer.email && card.contacts?.some(each => each.id === card.customer.id));
    const customerId = card.company?.id ?? '';
    assert.match(customerId, /^customer:\d+$/);
    const dates = card.tickets?.map(each => each.changedAt ?? '') ?? [];
    assert.deepEqual(dates, [...dates].sort().reverse());
    assert.deepEqual(idsOf(card.tickets ?? []), idsOf(await listAll(desk, { customerId }, 5)));
    assert.ok(card.company?.otherFields.some(field => field.name === 'AccountTier'));
    const of = await desk.customerCard(customerId, 1);
    assert.deepEqual(
      [of.customer.id, of.customer.name, of.company?.name],
      [customerId, card.company?.name, card.company?.name],
    );
    const most = [...(card.contacts ?? []), ...(card.tickets ?? []), ...(card.products ?? [])].length;
    assert.ok(most > 3 && of.cut.length > 0 && (of.tickets?.length ?? 0) <= 1);
    assert.equal((await failureFrom(desk.customerCard('contact:99999999', 5))).reason, 'notFound');
    assert.equal((await failureFrom(desk.customerCard('customer:99999999', 5))).reason, 'notFound');
    assert.equal((await failureFrom(desk.customerCard('5', 5))).reason, 'badInput');
  });

  it('lists the tickets of a customer, and of a contact those of its customer', async () => {
    const ticket = every.find(each => each.contact?.id && each.customer?.id);
    const card = await desk.customerCard(ticket?.contact?.id ?? '', 1);
    const byCustomer = await listAll(desk, { customerId: card.company?.id ?? '' }, 3);
    const byContact = await listAll(desk, { customerId: card.customer.id }, 3);
    assert.ok(byCustomer.length > 0 && byCustomer.length < every.length);
    assert.deepEqual(idsOf(byContact), idsOf(byCustomer));
    const open = await listAll(desk, { customerId: card.customer.id, state: 'open' }, 3);
    assert.deepEqual(idsOf(open), idsOf(byCustomer.filter(each => each.state !== 'closed')));
  });

  it('finds articles by their titles and shows their text', async () => {
    const all = await desk.articles('', 100);
    assert.ok(all.length > 3 && all.every(each => each.title && each.changedAt));
    const word = /\p{L}{6,}/u.exec(all[0]?.title ?? '')?.[0]?.toLowerCase() ?? '';
    const found = await desk.articles(word, 100);
    assert.deepEqual(
      found.map(each => each.id).sort(),
      all
        .filter(each => each.title.toLowerCase().includes(word))
        .map(each => each.id)
        .sort(),
    );
    assert.equal((await desk.articles('', 2)).length, 2);
    const article = await desk.article(all[0]?.id ?? '');
    assert.deepEqual([article.title, article.body.kind], [all[0]?.title, 'html']);
    assert.match(article.body.body, /<\w+[^>]*>/);
    const ordinary = every.find(each => !all.some(({ id }) => id === each.id));
    assert.equal((await failureFrom(desk.article(ordinary?.id ?? ''))).reason, 'notFound');
  });

  it('offers the fields of a ticket, with the statuses of its type', async () => {
    const picks = await desk.pickLists();
    const fields = await desk.ticketFields(every[0]?.id ?? '');
    const field = finder(fields);
    const typeId = field('TicketTypeID').value;
    assert.deepEqual(
      field('TicketStatusID').choices?.map(each => each.id),
      picks.statuses.filter(each => each.typeId === typeId).map(each => each.id),
    );
    assert.ok(field('TicketStatusID').choices?.some(each => each.id === field('TicketStatusID').value));
    assert.equal(field('TicketStatusID').shown, every[0]?.status);
    for (const name of ['TicketSeverityID', 'GroupID', 'UserID', 'ProductID']) {
      assert.ok((field(name).choices?.length ?? 0) > 1, name);
    }
    assert.deepEqual(
      ['Environment', 'RegressionSuspected', 'EffortDays'].map(name => [field(name).role, field(name).type]),
      [
        ['custom', 'text'],
        ['custom', 'flag'],
        ['custom', 'number'],
      ],
    );
    assert.ok(fields.every(each => !['HoursSpent', 'TicketNumber', 'ID'].includes(each.name)));
  });

  it('changes every field that it offers, and reads it back', async () => {
    const made = await desk.createTicket({ subject: 'to be changed', description: 'x' });
    const before = finder(await desk.ticketFields(made.id));
    const other = (name: string) => before(name).choices?.find(each => each.id !== before(name).value)?.id ?? '';
    const product =
      (
        await Promise.all(
          (before('ProductID').choices ?? []).map(async each => {
            const { total } = await desk.records.list('productVersions', [each.id], {}, { number: 1, size: 5 });
            return total ? each.id : undefined;
          }),
        )
      ).find(Boolean) ?? '';
    const changes = {
      Name: 'changed <it> & "so"',
      TicketSeverityID: other('TicketSeverityID'),
      GroupID: other('GroupID'),
      UserID: other('UserID'),
      ProductID: product,
      DueDate: '2031-03-04',
      IsVisibleOnPortal: before('IsVisibleOnPortal').value === 'true' ? 'false' : 'true',
      IsKnowledgeBase: 'true',
      Environment: 'Ubuntu 24.04',
      RegressionSuspected: 'true',
      EffortDays: '2.5',
    };
    await desk.updateTicket(made.id, changes);
    const after = finder(await desk.ticketFields(made.id));
    const { DueDate, EffortDays, ...exact } = changes;
    for (const [name, value] of Object.entries(exact)) assert.equal(after(name).value, value, name);
    assert.equal(after('DueDate').value, '2031-03-04T23:59:59.000Z');
    assert.equal(Number(after('EffortDays').value), Number(EffortDays));
    assert.equal(DueDate, '2031-03-04');
    const version = after('ReportedVersionID').choices?.[0]?.id ?? '';
    await desk.updateTicket(made.id, { ReportedVersionID: version, UserID: null, DueDate: null, Environment: null });
    const last = finder(await desk.ticketFields(made.id));
    assert.deepEqual(
      ['ReportedVersionID', 'UserID', 'DueDate', 'Environment'].map(name => last(name).value),
      [version, undefined, undefined, undefined],
    );
    const found = await listAll(desk, { fields: { RegressionSuspected: 'true', EffortDays: '2.5' } });
    assert.ok(idsOf(found).includes(made.id));
    assert.ok(!idsOf(await listAll(desk, { fields: { DueDate: '2031-03-04' } })).includes(made.id));
  });

  it('carries the status along when the type changes, and keeps status and type together', async () => {
    const picks = await desk.pickLists();
    const shared = picks.statuses.find(
      one => !one.closed && picks.statuses.some(two => two.name === one.name && two.typeId !== one.typeId),
    );
    assert.ok(shared?.typeId);
    const made = await desk.createTicket({ subject: 's', description: '', typeId: shared.typeId, statusId: shared.id });
    const other = picks.statuses.find(each => each.name === shared.name && each.typeId !== shared.typeId);
    assert.ok(other?.typeId);
    await desk.updateTicket(made.id, { TicketTypeID: other.typeId });
    const field = finder(await desk.ticketFields(made.id));
    assert.deepEqual([field('TicketTypeID').value, field('TicketStatusID').value], [other.typeId, other.id]);
    const wrong = await failureFrom(desk.updateTicket(made.id, { TicketStatusID: shared.id }));
    assert.equal(wrong.reason, 'badInput');
    const readOnly = await failureFrom(desk.updateTicket(made.id, { HoursSpent: '5' }));
    assert.equal(readOnly.reason, 'badInput');
    assert.equal((await failureFrom(desk.updateTicket(made.id, { 'a><b': '5' }))).reason, 'badInput');
  });

  it('creates a ticket with fields of its own', async () => {
    const made = await desk.createTicket({
      subject: 'with fields',
      description: '',
      fields: { Environment: 'Staging', RegressionSuspected: 'true', EffortDays: '', DueDate: '2031-03-04' },
    });
    const field = finder(await desk.ticketFields(made.id));
    assert.deepEqual(
      ['Environment', 'RegressionSuspected', 'EffortDays', 'DueDate'].map(name => field(name).value),
      ['Staging', 'true', undefined, '2031-03-04T23:59:59.000Z'],
    );
  });

  it('links and unlinks customers and contacts', async () => {
    const made = await desk.createTicket({ subject: 'linked', description: '' });
    const people = await desk.customers('', 1000);
    const company = people.find(each => each.id.startsWith('customer:'));
    const person = people.find(each => each.id.startsWith('contact:'));
    assert.ok(company && person);
    await desk.linkCustomer(made.id, company.id);
    await desk.linkCustomer(made.id, person.id);
    assert.deepEqual((await desk.getTicket(made.id)).contact?.id, person.id);
    const companies = await desk.records.list('ticketCustomers', [made.id], {}, { number: 1, size: 50 });
    assert.ok(companies.records.some(each => each.id === company.id.replace('customer:', '')));
    await desk.unlinkCustomer(made.id, person.id);
    await desk.unlinkCustomer(made.id, company.id);
    assert.equal((await desk.getTicket(made.id)).contact, undefined);
    assert.equal((await failureFrom(desk.linkCustomer(made.id, 'customer:99999999'))).reason, 'notFound');
    assert.equal((await failureFrom(desk.unlinkCustomer(made.id, 'nobody'))).reason, 'badInput');
  });
}

function finder(fields: readonly TicketField[]): (name: string) => TicketField {
  return name => {
    const found = fields.find(field => field.name === name);
    assert.ok(found, name);
    return found;
  };
}

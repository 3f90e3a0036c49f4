import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import { defaultNetwork, type RequestEntry } from '../../src/model/network.ts';
import type { DeskRecord } from '../../src/model/records.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { listAll } from './helpDeskContract.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const cell = (record: DeskRecord | undefined, name: string) => record?.fields.find(field => field.name === name)?.value;

describe('ReadyDesk: all that a desk holds', function () {
  this.timeout(30_000);
  let sample: SampleDesk;
  let desk: HelpDesk;
  let every: readonly TicketSummary[];
  const requests: RequestEntry[] = [];

  before(async () => {
    sample = await startSampleDesk(['--tickets', '80']);
    const config = { id: 'r', name: 'R', system: 'readydesk', address: sample.readydesk.url };
    desk = readydesk.open(config, sample.readydesk.key, {
      network: defaultNetwork,
      onRequest: entry => requests.push(entry),
    });
    every = await listAll(desk, {}, 50);
  });
  after(async () => {
    await desk.close();
    await sample.stop();
  });

  /** A customer of whom there is much. */
  const busy = () => {
    const counts = new Map<string, number>();
    for (const { customer } of every) counts.set(customer?.id ?? '', (counts.get(customer?.id ?? '') ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  };

  it('shows a customer with company, colleagues, tickets, assets, line items and invoices', async () => {
    const id = busy();
    const card = await desk.customerCard(id, 100);
    assert.deepEqual([card.customer.id, card.missing, card.cut], [id, [], []]);
    assert.ok(card.company?.address && card.company.name === card.customer.company && card.customer.email);
    const known = await desk.customers('', 1000);
    const pair = known.find(each => known.some(other => other.company === each.company && other.id !== each.id));
    const { contacts, company } = await desk.customerCard(pair?.id ?? '', 100);
    assert.ok(contacts?.length && contacts.every(each => each.company === company?.name && each.id !== pair?.id));
    const own = every.filter(ticket => ticket.customer?.id === id).map(ticket => ticket.id);
    assert.deepEqual(card.tickets?.map(ticket => ticket.id).sort(), own.sort());
    const changes = card.tickets?.map(ticket => ticket.changedAt ?? '') ?? [];
    assert.deepEqual(changes, changes.toSorted().toReversed());
    const invoiced = await desk.records.list('invoices', [], {}, { number: 1, size: 1 });
    const other = await desk.customerCard(cell(invoiced.records[0], 'cid') ?? '', 100);
    assert.ok(
      other.invoices?.every(each => each.total && each.at && each.from && each.to) && other.invoices.length > 0,
    );
    assert.ok(other.lineItems?.every(each => each.title && each.at && each.ticketNumber) && other.lineItems.length > 0);
    const dates = (other.lineItems ?? []).map(each => each.at ?? '');
    assert.deepEqual(dates, dates.toSorted().toReversed());
    const owned = await desk.records.list('assets', [], {}, { number: 1, size: 1 });
    const owner = await desk.customerCard(cell(owned.records[0], 'cid') ?? '', 100);
    assert.ok(owner.assets?.length && owner.assets.every(each => each.addedAt && each.otherFields.length > 0));
  });

  it('says which lists of a card are cut, and when there is no such customer', async () => {
    const card = await desk.customerCard(busy(), 1);
    assert.ok(card.tickets?.length === 1 && card.cut.includes('tickets'));
    const [newest] = (await desk.customerCard(busy(), 100)).lineItems ?? [];
    assert.equal(card.lineItems?.[0]?.id, newest?.id);
    assert.equal((await failureFrom(desk.customerCard('nobody-here', 5))).reason, 'notFound');
    assert.equal((await failureFrom(desk.customerCard('*', 5))).reason, 'badInput');
  });

  it('shows assets and schedules of a ticket', async () => {
    const { records: assets } = await desk.records.list('assets', [], {}, { number: 1, size: 500 });
    const tied = assets.find(record => cell(record, 'ticket_number'));
    const found = await desk.assets(cell(tied, 'ticket_number') ?? '');
    assert.ok(found.some(each => each.id === tied?.id && each.addedAt && each.name));
    const { records: schedules } = await desk.records.list('schedules', [], {}, { number: 1, size: 500 });
    const planned = schedules.find(record => cell(record, 'ticket_id') && cell(record, 'uids'));
    const of = await desk.schedules(cell(planned, 'ticket_id') ?? '');
    const one = of.find(each => each.id === planned?.id);
    assert.ok(one?.startsAt && one.technicians[0]?.id && one.technicians[0].name && one.state !== 'unknown');
    assert.notEqual(one.technicians[0].name, one.technicians[0].id);
  });

  it('finds articles and shows one', async () => {
    const all = await desk.articles('', 100);
    assert.ok(all.length > 3 && all.every(each => each.title && each.changedAt));
    assert.equal((await desk.articles('', 2)).length, 2);
    const word = /\p{L}{6,}/u.exec(all[2]?.title ?? '')?.[0] ?? '';
    assert.ok((await desk.articles(word, 10)).some(each => each.id === all[2]?.id));
    assert.deepEqual(await desk.articles('nosuchwordatall', 10), []);
    const article = await desk.article(all[2]?.id ?? '');
    assert.ok(article.title === all[2]?.title && article.body.body.length > 20);
    assert.equal((await failureFrom(desk.article('999999'))).reason, 'notFound');
  });

  it('offers the fields of a ticket with what its group may use', async () => {
    const ticket = every.find(each => each.group && each.assignee);
    assert.ok(ticket);
    const fields = await desk.ticketFields(ticket.id);
    const of = (name: string) => fields.find(each => each.name === name);
    assert.equal(fields[0]?.name, 'subject');
    assert.deepEqual([of('subject')?.value, of('status')?.value], [ticket.subject, ticket.status]);
    assert.deepEqual(
      [of('assigned_to')?.value, of('assigned_to')?.shown],
      [ticket.assignee?.id, ticket.assignee?.name],
    );
    const [groups, picks] = await Promise.all([desk.groups(), desk.pickLists()]);
    const group = groups.find(each => each.id === of('assigned_group')?.value);
    assert.equal(group?.name, ticket.group?.name);
    for (const [name, list] of Object.entries({
      status: picks.statuses,
      category: picks.categories,
      source: picks.sources,
    })) {
      const allowed = list
        .filter(each => !each.groupIds || each.groupIds.includes(group?.id ?? ''))
        .map(each => each.id);
      const offered = of(name)?.choices?.map(each => each.id) ?? [];
      assert.ok(allowed.length > 0 && allowed.every(each => offered.includes(each)), name);
      assert.ok(
        offered.every(each => allowed.includes(each) || each === of(name)?.value),
        name,
      );
    }
    assert.ok(picks.categories.some(each => each.groupIds && each.groupIds.length < groups.length));
    assert.equal(of('due_date')?.type, 'date');
  });

  it('changes only the fields that are given, and empties some', async () => {
    const ticket = every.find(each => each.assignee && each.customer && each.state === 'open' && each.dueAt);
    assert.ok(ticket);
    await desk.updateTicket(ticket.id, {
      subject: 'Changed & more + 100%',
      assigned_to: null,
      due_date: '2031-02-03T04:05:06.000Z',
      escalation_level: '3',
    });
    const after = await desk.getTicket(ticket.id);
    assert.deepEqual(
      [after.subject, after.assignee, after.dueAt],
      ['Changed & more + 100%', undefined, '2031-02-03T04:05:06.000Z'],
    );
    assert.deepEqual([after.status, after.customer, after.category], [ticket.status, ticket.customer, ticket.category]);
    const fields = await desk.ticketFields(ticket.id);
    assert.equal(fields.find(each => each.role === 'escalation')?.value, '3');
    await desk.updateTicket(ticket.id, { due_date: null });
    assert.equal((await desk.getTicket(ticket.id)).dueAt, undefined);
    for (const changes of [{ nosuchfield: 'x' }, { tid: '3' }, { subject: 'x'.repeat(256) }, { due_date: 'soon' }]) {
      assert.equal((await failureFrom(desk.updateTicket(ticket.id, changes))).reason, 'badInput');
    }
    assert.equal((await failureFrom(desk.updateTicket('*', { subject: 'x' }))).reason, 'badInput');
    assert.equal((await failureFrom(desk.linkCustomer('1', 'x'))).reason, 'unsupported');
  });

  it('makes a ticket with everything that a draft holds', async () => {
    const [picks, [customer]] = await Promise.all([desk.pickLists(), desk.customers('', 1)]);
    const [source, category] = [picks.sources.at(-1), picks.categories[0]];
    assert.ok(source && category && customer);
    const { id } = await desk.createTicket({
      ...{ subject: 's', description: 'd', customerId: customer.id, sourceId: source.id, categoryId: category.id },
      fields: { phone: '+47 1', contact: 'Kari', sub_category: 'Sub', due_date: '2031-01-01T00:00:00Z' },
    });
    const fields = new Map((await desk.ticketFields(id)).map(each => [each.name, each.value]));
    for (const [name, value] of Object.entries({
      source: source.id,
      phone: '+47 1',
      contact: 'Kari',
      sub_category: 'Sub',
    })) {
      assert.equal(fields.get(name), value, name);
    }
    const wrong = desk.createTicket({
      subject: 's',
      description: '',
      customerId: customer.id,
      fields: { colour: 'red' },
    });
    assert.equal((await failureFrom(wrong)).reason, 'badInput');
  });

  it('lists tickets by customer and by any documented filter', async () => {
    const id = busy();
    const own = await listAll(desk, { customerId: id });
    assert.deepEqual(
      own.map(t => t.id).sort(),
      every
        .filter(t => t.customer?.id === id)
        .map(t => t.id)
        .sort(),
    );
    const category = every.find(each => each.category)?.category ?? '';
    const some = await listAll(desk, { fields: { category } });
    assert.ok(some.length > 0 && some.every(each => each.category === category));
    const escalated = await listAll(desk, { fields: { escalation_level: '3' } });
    assert.equal(escalated.length, (await listAll(desk, { fields: { escalation: '3' } })).length);
    for (const fields of [{ colour: 'red' }, { tid: '1' }, { order: 'ID' }, { due_date: 'soon' }]) {
      const failure = await failureFrom(desk.listTickets({ fields }, { number: 1, size: 5 }));
      assert.equal(failure.reason, 'badInput', JSON.stringify(fields));
    }
  });

  it('browses every kind of record page by page, and each by its id', async () => {
    for (const { kind, get } of desk.records.resources) {
      const ids: string[] = [];
      let total: number | undefined;
      for (let number = 1; number <= 3; number++) {
        const page = await desk.records.list(kind, [], {}, { number, size: 3 });
        total ??= page.total;
        for (const record of page.records) {
          assert.ok(record.title && record.fields.length > 2, kind);
          ids.push(record.id ?? JSON.stringify(record));
        }
        if (!page.more) break;
      }
      assert.ok(ids.length > 0 && new Set(ids).size === ids.length, kind);
      if (kind !== 'attachments') assert.ok(total !== undefined && total >= ids.length, kind);
      if (get) {
        const one = await desk.records.get(kind, [ids[0] ?? '']);
        assert.equal(one.id, ids[0], kind);
        assert.equal((await failureFrom(desk.records.get(kind, ['987654']))).reason, 'notFound', kind);
      }
    }
  });

  it('makes and changes records, and refuses what the API has not', async () => {
    const { records } = desk;
    const made = await records.create('schedules', [], {
      title: 'T',
      start_date: '2026-01-02T03:04:05Z',
      uids: 'srivera',
    });
    await records.update('schedules', [made.id], { status: 'C', recurring: 'true' });
    const schedule = await records.get('schedules', [made.id]);
    assert.deepEqual([schedule.title, cell(schedule, 'status'), cell(schedule, 'recurring')], ['T', 'C', 'Y']);
    await records.create('customers', [], { cid: 'newcomer', contact: 'New Comer' });
    assert.ok((await desk.customers('New Comer', 5)).some(each => each.id === 'newcomer'));
    await records.update('customers', ['newcomer'], { contact: 'Old Hand' });
    assert.equal((await desk.customers('Old Hand', 5))[0]?.id, 'newcomer');
    assert.equal((await failureFrom(records.create('invoices', [], { cid: 'newcomer' }))).reason, 'badInput');
    assert.equal((await failureFrom(records.create('assets', [], {}))).reason, 'unsupported');
    assert.equal((await failureFrom(records.remove('tickets', ['1']))).reason, 'unsupported');
    assert.equal((await failureFrom(records.list('products', [], {}, { number: 1, size: 1 }))).reason, 'unsupported');
    const filtered = await records.list('tickets', [], { status: 'New', keyword: '' }, { number: 1, size: 50 });
    assert.ok(filtered.records.length > 0 && filtered.records.every(each => cell(each, 'status') === 'New'));
    const byNumber = await records.list('tickets', [], { tid: every[0]?.id ?? '' }, { number: 1, size: 50 });
    assert.deepEqual([byNumber.records.map(each => each.id), byNumber.more], [[every[0]?.id], false]);
  });

  it('is examined action by action', async () => {
    const facts = await desk.examine();
    assert.equal(facts.address, sample.readydesk.url);
    assert.deepEqual([facts.flavour, facts.credentials], ['/readydesk/API/default.aspx', 'accepted']);
    assert.equal(facts.actions.length, 14);
    assert.ok(Math.abs(facts.clockSkewSeconds ?? 99) < 5);
    for (const each of facts.actions) {
      assert.deepEqual([each.status, each.format, each.failure], [200, 'xml', undefined], each.name);
      assert.ok(each.records && each.bytes && each.milliseconds !== undefined, each.name);
      assert.ok(each.recognised.length > 2 && each.recognised.every(({ meaning, name }) => meaning && name), each.name);
    }
    const of = (name: string) => facts.actions.find(each => each.name === name);
    assert.equal(of('get_schedules')?.known, false);
    assert.ok(
      of('get_tickets')?.recognised.some(({ meaning, name }) => meaning === 'assigneeId' && name === 'assigned_to'),
    );
    assert.ok(of('get_customers')?.unrecognised.includes('contracts'));
    const config = { id: 'r', name: 'R', system: 'readydesk', address: sample.readydesk.url };
    const stranger = readydesk.open(config, 'wrong-key-altogether');
    const refused = await stranger.examine();
    await stranger.close();
    assert.equal(refused.credentials, 'refused');
    assert.ok(refused.actions.slice(1).every(each => each.skipped === 'notReached'));
    assert.ok(!JSON.stringify(refused).includes('wrong-key'));
  });

  it('tells of every request, and nothing secret', () => {
    assert.ok(requests.length > 100 && requests.every(each => each.status === 200 && (each.bytes ?? 0) >= 0));
    assert.ok(!JSON.stringify(requests).includes(sample.readydesk.key));
  });
});

describe('ReadyDesk: a desk that writes the day first, in a zone of its own', function () {
  this.timeout(30_000);

  it('tells both by its answers, and is then written to in the same way', async () => {
    const sample = await startSampleDesk(['--tickets', '60', '--date-order', 'dmy', '--time-zone', 'Asia/Kolkata']);
    const config = { id: 'r', name: 'R', system: 'readydesk', address: sample.readydesk.url };
    const desk = readydesk.open(config, sample.readydesk.key);
    try {
      await desk.listTickets({}, { number: 1, size: 50 });
      const [customer] = await desk.customers('', 1);
      const before = Date.now();
      const { id } = await desk.createTicket({ subject: 's', description: '', customerId: customer?.id ?? '' });
      const opened = Date.parse((await desk.getTicket(id)).openedAt ?? '');
      assert.ok(Math.abs(opened - before) < 120_000, new Date(opened).toISOString());
      const { dates } = await desk.examine();
      assert.deepEqual(dates, { order: 'dmy', orderFrom: 'data', zone: '+05:30', zoneFrom: 'data' });
      await desk.updateTicket(id, { due_date: '2031-02-03T04:05:06.000Z' });
      assert.equal((await desk.getTicket(id)).dueAt, '2031-02-03T04:05:06.000Z');
      await desk.logTime(id, {
        minutes: 5,
        startedAt: '2026-03-04T20:15:00.000Z',
        notes: 'n',
        technicianId: 'srivera',
      });
      assert.equal((await desk.timeEntries(id))[0]?.at, '2026-03-04T20:15:00.000Z');
    } finally {
      await desk.close();
      await sample.stop();
    }
  });
});

describe('ReadyDesk: a desk that gives few records at once', function () {
  this.timeout(30_000);

  it('is read to the end all the same', async () => {
    const sample = await startSampleDesk(['--tickets', '60', '--page-limit', '12']);
    const config = { id: 'r', name: 'R', system: 'readydesk', address: sample.readydesk.url };
    const desk = readydesk.open(config, sample.readydesk.key);
    try {
      const all = await listAll(desk, {}, 50);
      assert.ok(all.length >= 60 && new Set(all.map(each => each.id)).size === all.length);
      assert.deepEqual(await listAll(desk, {}, 7), all);
      assert.deepEqual(await listAll(desk, {}, 25), all);
      const page = await desk.listTickets({}, { number: 2, size: 20 });
      assert.deepEqual([page.tickets, page.more], [all.slice(20, 40), true]);
      assert.ok((await desk.customers('', 1000)).length > 12);
      const { total } = await desk.records.list('history', [], {}, { number: 1, size: 100 });
      assert.ok(total && total > 100);
    } finally {
      await desk.close();
      await sample.stop();
    }
  });
});

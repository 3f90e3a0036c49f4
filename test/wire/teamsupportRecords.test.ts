import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import type { RecordKind } from '../../src/model/records.ts';
import { CATALOGUE } from '../../src/teamsupport/catalogue.ts';
import { TeamSupportClient } from '../../src/teamsupport/client.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { HANDLERS } from '../../src/teamsupport/handlers.ts';
import type { Flavour } from '../../src/teamsupport/rest.ts';
import { failureFrom } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

describe('TeamSupport: the catalogue', function () {
  this.timeout(30_000);
  it('names only methods that there are, and what is offered can be done', () => {
    const methods = CATALOGUE.flatMap(({ paths }) =>
      paths.flatMap(({ verbs }) => Object.values(verbs).map(([, name]) => name)),
    );
    for (const name of methods)
      assert.equal(typeof Object.getOwnPropertyDescriptor(TeamSupportClient.prototype, name)?.value, 'function', name);
    // A member that is marked as inferred is one that can be written.
    for (const { entity } of CATALOGUE) {
      const { inferredWrites = [], writes } = entity;
      assert.deepEqual(
        inferredWrites.filter(name => !Object.hasOwn(writes, name)),
        [],
        entity.name,
      );
    }
    const own = Object.getOwnPropertyNames(TeamSupportClient.prototype);
    const beside = ['constructor', 'error', 'close'];
    assert.deepEqual(own.filter(name => !beside.includes(name)).sort(), [...methods].sort());
  });
});

for (const flavour of ['xml', 'json'] as const) {
  describe(`TeamSupport's records, ${flavour}`, function () {
    this.timeout(30_000);
    records(flavour);
  });
}

function records(flavour: Flavour): void {
  let sample: SampleDesk;
  let desk: HelpDesk;
  const page = { number: 1, size: 5 };

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    const { url: address, organizationId, token } = sample.teamsupport;
    desk = openTeamSupport({ id: 't', name: 'T', system: 'teamsupport', address, organizationId }, token, flavour);
  });
  after(async () => {
    await desk.close();
    await sample.stop();
  });

  it('takes the bounds of a filter by days as a person means them', async () => {
    const all = { number: 1, size: 100 };
    const { records } = await desk.records.list('tickets', [], {}, all);
    const dayOf = (at: string | undefined) => new Date(at ?? '').toISOString().slice(0, 10);
    const created = await Promise.all(
      records.slice(0, 20).map(async ({ id }) => ({ id, day: dayOf((await desk.getTicket(id ?? '')).openedAt) })),
    );
    const { day } = created[9] ?? { day: '' };
    const fits = { gt: (at: string) => at > day, gte: (at: string) => at >= day, lt: (at: string) => at < day };
    const operators = { ...fits, lte: (at: string) => at <= day };
    for (const [operator, test] of Object.entries(operators)) {
      const found = await desk.records.list('tickets', [], { [`DateCreated[${operator}]`]: day }, all);
      const ids = new Set(found.records.map(({ id }) => id));
      for (const each of created) assert.equal(ids.has(each.id), test(each.day), `${operator} ${each.day} ${day}`);
    }
  });

  it('shows a history entry that was changed as a record at once in its ticket', async () => {
    const [ticket] = (await desk.listTickets({}, page)).tickets;
    assert.ok(ticket);
    const { id } = await desk.addNote(ticket.id, { text: 'Said', visibility: 'internal' });
    const said = async () => (await desk.history(ticket.id)).find(entry => entry.id === id)?.body.body;
    assert.match((await said()) ?? '', /Said/);
    await desk.records.update('history', [ticket.id, id], { Description: '<p>Said otherwise</p>' });
    assert.equal(await said(), '<p>Said otherwise</p>');
  });

  it('lists every kind that has a list, below parents that were listed before, page by page', async () => {
    const firsts = new Map<RecordKind, readonly string[]>();
    for (const { kind, parents, list } of desk.records.resources) {
      if (!list) continue;
      const above = firsts.get(parents.at(-1) ?? kind) ?? [];
      assert.equal(above.length, parents.length, kind);
      const first = await desk.records.list(kind, above, {}, page);
      assert.ok(first.total !== undefined && first.records.length <= page.size, kind);
      assert.equal(first.more, first.total > page.size, kind);
      if (first.more) {
        const next = await desk.records.list(kind, above, {}, { ...page, number: 2 });
        assert.ok(next.records.length > 0 && next.records[0]?.id !== first.records[0]?.id, kind);
      }
      for (const { id, title, fields } of first.records) assert.ok(id && title && fields.length > 2, kind);
      const id = first.records[0]?.id;
      if (id !== undefined) firsts.set(kind, [...above, id]);
    }
    assert.ok(
      ['tickets', 'history', 'customers', 'contacts', 'products', 'assets'].every(kind =>
        firsts.has(kind as RecordKind),
      ),
    );
  });

  it('gets what it lists, where it can be got', async () => {
    for (const { kind, parents, list, get } of desk.records.resources) {
      if (!list || !get || parents.length > 0) continue;
      const [listed] = (await desk.records.list(kind, [], {}, page)).records;
      const got = await desk.records.get(kind, [listed?.id ?? '']);
      assert.deepEqual([got.id, got.title], [listed?.id, listed?.title], kind);
      assert.equal((await failureFrom(desk.records.get(kind, ['99999999']))).reason, 'notFound', kind);
      assert.equal((await failureFrom(desk.records.get(kind, []))).reason, 'badInput', kind);
    }
  });

  it('offers filters that the desk obeys', async () => {
    const all = await desk.records.list('tickets', [], {}, { number: 1, size: 500 });
    const value = (at: number, name: string) => all.records[at]?.fields.find(field => field.name === name)?.value ?? '';
    const count = async (filters: Record<string, string>) =>
      (await desk.records.list('tickets', [], filters, page)).total;
    const open = all.records.filter(each =>
      each.fields.some(({ name, value }) => name === 'IsClosed' && value === 'False'),
    );
    assert.equal(await count({ isClosed: 'false' }), open.length);
    assert.equal(await count({ TicketNumber: value(3, 'TicketNumber') }), 1);
    assert.equal(await count({ 'TicketNumber[bt]': `${value(9, 'TicketNumber')}, ${value(0, 'TicketNumber')}` }), 10);
    assert.equal(await count({ 'DateModified[gte]': '2999-01-01' }), 0);
    assert.equal(await count({ 'DateModified[gte]': '1999-01-01', Status: '' }), all.total);
    assert.equal(await count({ DateCreated: '1999-01-01' }), 0);
    const { search } = desk.records.resources.find(({ kind }) => kind === 'tickets')?.list ?? {};
    const word = /\p{L}{5,}/u.exec(value(0, 'Name'))?.[0] ?? '';
    const found = (await count({ [search ?? '']: word })) ?? 0;
    assert.ok(found > 0 && found < (all.total ?? 0));
    assert.equal((await failureFrom(desk.records.list('tickets', [], { 'a&b': '1' }, page))).reason, 'badInput');
  });

  it('shows the custom fields of each kind of record, changes them and filters by them', async () => {
    const wanted: Partial<Record<RecordKind, readonly [field: string, type: string, value: string, sent: string]>> = {
      tickets: ['Environment', 'text', 'Staging', 'Staging'],
      customers: ['Seats', 'decimal', '77', '77'],
      contacts: ['ProductNews', 'flag', 'True', 'true'],
      products: ['EndOfLife', 'date', '12/31/2031', '2031-12-31'],
      assets: ['SerialNumber', 'text', 'X-1', 'X-1'],
    };
    for (const [kind, [name, type, value, sent]] of Object.entries(wanted)) {
      const of = kind as RecordKind;
      const all = { number: 1, size: 500 };
      const { records } = await desk.records.list(of, [], {}, all);
      const [first] = records;
      const known = desk.records.resources.find(each => each.kind === of)?.update ?? [];
      assert.ok(first?.id && first.custom && !first.custom.some(each => known.some(({ name }) => name === each.name)));
      assert.equal(records.flatMap(({ custom = [] }) => custom).find(each => each.name === name)?.type, type, kind);
      await desk.records.update(of, [first.id], { [name]: sent });
      const { fields, custom } = await desk.records.get(of, [first.id]);
      assert.equal(fields.find(each => each.name === name)?.value, value, kind);
      assert.deepEqual(custom, first.custom, kind);
      const found = (await desk.records.list(of, [], { [name]: sent }, all)).records;
      assert.ok(found.some(({ id }) => id === first.id) && found.length < records.length, kind);
      assert.ok(found.every(each => each.fields.some(field => field.name === name && field.value === value)));
    }
    const [user] = (await desk.records.list('technicians', [], {}, page)).records;
    assert.ok(user && !user.custom);
  });

  it('makes, changes and removes every kind that can be', async () => {
    const [ticket] = (await desk.records.list('tickets', [], {}, page)).records;
    const [contact] = (await desk.records.list('contacts', [], {}, page)).records;
    const cases: [RecordKind, string[], Record<string, string>, Record<string, string>][] = [
      [
        'tickets',
        [],
        { Name: 'made', Environment: 'here', IsVisibleOnPortal: 'True' },
        { Name: 'changed', IsKnowledgeBase: 'True' },
      ],
      [
        'history',
        [ticket?.id ?? ''],
        { Description: '<p>made & so</p>', TimeSpent: '5' },
        { Description: '<p>changed</p>' },
      ],
      ['customers', [], { Name: 'made', Website: 'a.example' }, { Website: 'b.example', IsActive: 'False' }],
      ['contacts', [], { Email: 'made@a.example' }, { LastName: 'Changed' }],
      ['products', [], { Name: 'made' }, { Description: 'changed' }],
      ['assets', [], { Name: 'made' }, { Name: 'changed' }],
      ['contactAddresses', [contact?.id ?? ''], { City: 'Bath', Addr1: '' }, { City: 'Wells' }],
    ];
    const able = desk.records.resources.filter(({ create, update }) => create && update).map(({ kind }) => kind);
    assert.deepEqual(cases.map(([kind]) => kind).sort(), able.sort());
    for (const [kind, parents, values, changes] of cases) {
      const made = await desk.records.create(kind, parents, values);
      assert.ok(made.id && !made.warning, kind);
      const ids = [...parents, made.id];
      await desk.records.update(kind, ids, changes);
      const { get, remove } = desk.records.resources.find(each => each.kind === kind) ?? {};
      if (!get) continue;
      const { fields } = await desk.records.get(kind, ids);
      for (const [name, value] of Object.entries({ ...values, ...changes })) {
        assert.equal(fields.find(field => field.name === name)?.value, value, `${kind} ${name}`);
      }
      assert.ok(remove);
      await desk.records.remove(kind, ids);
      assert.equal((await failureFrom(desk.records.get(kind, ids))).reason, 'notFound', kind);
    }
  });

  it('links, unlinks and downloads', async () => {
    const made = await desk.createTicket({ subject: 'links', description: '' });
    for (const [kind, from] of [
      ['ticketContacts', 'contacts'],
      ['ticketCustomers', 'customers'],
    ] as const) {
      const [other] = (await desk.records.list(from, [], {}, page)).records;
      const linked = async () => (await desk.records.list(kind, [made.id], {}, page)).records.map(each => each.id);
      await desk.records.link(kind, [made.id, other?.id ?? '']);
      assert.ok((await linked()).includes(other?.id), kind);
      await desk.records.unlink(kind, [made.id, other?.id ?? '']);
      assert.ok(!(await linked()).includes(other?.id), kind);
    }
    const tickets = await desk.records.list('tickets', [], {}, { number: 1, size: 60 });
    for (const ticket of tickets.records) {
      const [file] = await desk.attachments(ticket.id ?? '');
      if (!file?.id || !file.entryId) continue;
      const { bytes, contentType } = await desk.records.download('attachments', [
        ticket.id ?? '',
        file.entryId,
        file.id,
      ]);
      assert.ok(bytes.length > 0 && contentType.includes('/'));
      return;
    }
    assert.fail('no ticket has an attachment');
  });

  it('refuses what it does not offer, before anything is sent', async () => {
    const refused = [
      desk.records.list('invoices', [], {}, page),
      desk.records.list('contactAddresses', ['1'], {}, page),
      desk.records.get('ticketLog', ['1', '1']),
      desk.records.create('technicians', [], {}),
      desk.records.create('attachments', ['1', '1'], {}),
      desk.records.update('groups', ['1'], {}),
      desk.records.remove('ticketTypes', ['1']),
      desk.records.link('tickets', ['1']),
      desk.records.unlink('customers', ['1']),
      desk.records.download('tickets', ['1']),
    ];
    for (const work of refused) assert.equal((await failureFrom(work)).reason, 'unsupported');
    for (const { kind, list, get, create, update, remove, link, download } of desk.records.resources) {
      const handler = HANDLERS[kind];
      assert.deepEqual(
        [list, get, create, update, remove, link, link, download].map(Boolean),
        [
          handler?.list,
          handler?.get,
          handler?.create,
          handler?.update,
          handler?.remove,
          handler?.link,
          handler?.unlink,
          handler?.download,
        ].map(Boolean),
        kind,
      );
    }
  });
}

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { FieldNames, HelpDesk } from '../../src/model/desk.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

const GROUPS =
  '<technician_groups><group><id>4</id><name>Crew</name><status>New,Done,Done</status><category>Net</category><source>Email</source></group>' +
  '<group><id>5</id><name>Night</name><status>New</status><category>Net</category><source>Fax</source></group></technician_groups>';
const TECHS = '<techs><tech><uid>alee</uid><name>Ana Lee</name><pass>hunter22</pass></tech></techs>';
const CUSTOMERS =
  '<a><c><cid>kim</cid><contact>Kim Ek</contact><company>Ek, Inc.</company><tier>Gold</tier></c>' +
  '<c><cid>bo</cid><contact>Bo</contact><company>Ek, Inc.</company></c></a>';
const TICKET =
  '<t><k><tid>7</tid><subject>S</subject><status>Odd one</status><assigned_group>Night</assigned_group><cid>kim</cid><vip>y</vip></k></t>';

type Query = Record<string, string>;
type Answer = string | { readonly status?: number; readonly body: string };

let server: LocalServer | undefined;
let desk: HelpDesk | undefined;
let asked: Query[] = [];
let mostAtOnce = 0;

/** A desk whose answers are as a test says; an action that it does not name is unknown there. */
async function deskWith(
  actions: Record<string, Answer | ((query: Query) => Answer)>,
  { at = '/API/', fieldNames }: { at?: string; fieldNames?: FieldNames } = {},
): Promise<HelpDesk> {
  const known: typeof actions = { get_tech_groups: GROUPS, get_techs: TECHS, get_customers: CUSTOMERS, ...actions };
  let underWay = 0;
  server = await startLocalServer((_, response, url) => {
    const { key: _key, ...query } = Object.fromEntries(url.searchParams);
    asked.push(query);
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    const action =
      url.pathname === at ? (known[query.action ?? ''] ?? error('Unknown action')) : { status: 404, body: '' };
    const said = typeof action === 'function' ? action(query) : action;
    // What came at the same time is counted before any of it is answered.
    setImmediate(() => {
      underWay--;
      response
        .writeHead(typeof said === 'string' ? 200 : (said.status ?? 200))
        .end(typeof said === 'string' ? said : said.body);
    });
  });
  const config = { id: 'd', name: 'D', system: 'readydesk', address: server.url };
  desk = readydesk.open({ ...config, ...(fieldNames ? { fieldNames } : {}) }, 'the-key');
  return desk;
}

const error = (words: string) => `<response><error>${words}</error></response>`;
const of = (action: string) => asked.filter(query => query.action === action);

afterEach(async () => {
  await desk?.close();
  await server?.stop();
  desk = undefined;
  server = undefined;
  asked = [];
  mostAtOnce = 0;
});

describe('ReadyDesk: where the reference is silent', function () {
  this.timeout(30_000);

  it('shows a card without what the desk refuses, and without what is of others', async () => {
    const it = await deskWith({
      get_tickets: TICKET,
      get_assets:
        '<x><y><id>1</id><asset_name>Kim%27s</asset_name><cid>kim</cid><serial>9</serial></y><y><id>2</id><cid>bo</cid></y></x>',
      get_line_items: query =>
        query.order
          ? error('order: no such field')
          : '<x><y><id>1</id><title>old</title><date>1/2/2026</date></y><y><id>2</id><title>new</title><date>1/3/2026</date></y></x>',
      get_invoices: { status: 500, body: '<html><title>Server Error</title></html>' },
    });
    const card = await it.customerCard('KIM', 5);
    assert.deepEqual(card.customer, {
      id: 'kim',
      name: 'Kim Ek',
      company: 'Ek, Inc.',
      otherFields: [{ name: 'tier', value: 'Gold' }],
    });
    assert.deepEqual(card.company, { name: 'Ek, Inc.', otherFields: [] });
    assert.deepEqual([card.contacts?.map(each => each.id), card.tickets?.map(each => each.id)], [['bo'], ['7']]);
    assert.deepEqual(card.assets, [{ id: '1', name: "Kim's", otherFields: [{ name: 'serial', value: '9' }] }]);
    assert.deepEqual(
      card.lineItems?.map(each => each.title),
      ['new', 'old'],
    );
    assert.deepEqual(
      card.missing.map(({ part, failure }) => [part, failure.reason]),
      [['invoices', 'serverError']],
    );
    assert.equal(card.invoices, undefined);
    assert.ok(mostAtOnce > 1 && mostAtOnce <= 3, `${mostAtOnce} at once`);
  });

  it('finds a company by its ID where the customer names one', async () => {
    const it = await deskWith({
      get_customers: '<a><c><cid>kim</cid><company_id>31</company_id></c></a>',
      get_companies: ({ id }) =>
        id === '31'
          ? '<a><b><id>31</id><company>Ek</company><street>1 Way</street><city>Oslo</city><zip>0150</zip></b></a>'
          : '',
    });
    const { company, contacts } = await it.customerCard('kim', 5);
    assert.deepEqual(company, { id: '31', name: 'Ek', address: '1 Way, Oslo, 0150', otherFields: [] });
    assert.deepEqual(contacts, []);
  });

  it('searches articles on a desk without keywords, and reads one on a desk without ids', async () => {
    const all =
      '{"kb":[{"kb_id":"1","subject":"Reset it","article":"&lt;p&gt;Hold the button&lt;/p&gt;"},{"kb_id":"2","subject":"Other","article":"No"}]}';
    const it = await deskWith({
      get_kb_articles: ({ keyword, id }) => (keyword || (id && id !== '*') ? error('not an input here') : all),
    });
    assert.deepEqual(await it.articles('BUTTON reset', 5), [{ id: '1', title: 'Reset it' }]);
    assert.deepEqual((await it.article('1')).body, { kind: 'html', body: '<p>Hold the button</p>' });
    assert.deepEqual(
      of('get_kb_articles').map(({ id, keyword }) => id ?? keyword),
      ['BUTTON reset', '*', '1', '*'],
    );
  });

  it('says that a desk has no articles', async () => {
    const it = await deskWith({});
    assert.equal((await failureFrom(it.articles('x', 5))).reason, 'unsupported');
    assert.equal((await failureFrom(it.schedules('7'))).reason, 'unsupported');
  });

  it('leaves out assets and schedules of other tickets', async () => {
    const it = await deskWith({
      get_assets: 'id=1&ticket_number=7&date_added=1/2/2026 1:00:00 PM\nid=2&ticket_number=8',
      get_schedules:
        '<s><i><id>1</id><title>A</title><status>C</status><tids>6,7</tids><uids>alee,bo</uids></i><i><id>2</id><tid>8</tid></i>' +
        '<i><id>3</id><status>complete</status><start_date>1/2/2026</start_date><recurring>Y</recurring></i></s>',
    });
    assert.deepEqual(await it.assets('7'), [
      { id: '1', name: '1', addedAt: '2026-01-02T13:00:00.000Z', otherFields: [] },
    ]);
    const [first, second] = await it.schedules('7');
    const people = [
      { id: 'alee', name: 'Ana Lee' },
      { id: 'bo', name: 'bo' },
    ];
    assert.deepEqual([first?.state, first?.technicians, first?.recurs], ['cancelled', people, false]);
    assert.deepEqual([second?.id, second?.state, second?.title, second?.recurs], ['3', 'done', '3', true]);
  });

  it('offers what the group of the ticket may use, and what is set already', async () => {
    const it = await deskWith({ get_tickets: TICKET });
    const fields = await it.ticketFields('7');
    const choices = (name: string) => fields.find(each => each.name === name)?.choices?.map(each => each.id);
    assert.deepEqual(choices('status'), ['Odd one', 'New']);
    assert.deepEqual([choices('source'), choices('assigned_group')], [['Fax'], ['4', '5']]);
    const picks = await it.pickLists();
    assert.deepEqual(picks.sources, [
      { id: 'Email', name: 'Email', groupIds: ['4'] },
      { id: 'Fax', name: 'Fax', groupIds: ['5'] },
    ]);
    assert.deepEqual(picks.categories, [{ id: 'Net', name: 'Net' }]);
  });

  it('offers the fields of a ticket as text where the desk has no lists to choose from', async () => {
    const it = await deskWith({
      get_tickets: TICKET,
      get_techs: error('Unknown action'),
      get_tech_groups: error('No such action'),
    });
    const fields = await it.ticketFields('7');
    assert.ok(fields.length > 10 && fields.every(each => each.choices === undefined && each.type !== 'choice'));
    assert.equal(fields.find(each => each.role === 'group')?.value, 'Night');
  });

  it('takes whatever an update answers that is no complaint', async () => {
    const answers = [
      '<response><updated_ticket>7</updated_ticket></response>',
      '',
      'Ticket updated',
      '{"response":[{}]}',
      '7',
    ];
    const it = await deskWith({ update_ticket: () => answers.shift() ?? error('There is no ticket 7') });
    while (answers.length > 0) await it.updateTicket('7', { subject: 'x', phone: null });
    assert.ok(of('update_ticket').every(query => query.tid === '7' && query.phone === '' && !('email' in query)));
    assert.equal((await failureFrom(it.updateTicket('7', { subject: 'x' }))).reason, 'refused');
    await it.updateTicket('7', {});
    assert.equal(of('update_ticket').length, 6);
  });

  it('browses on a desk that ignores pages or counts', async () => {
    const many = `<a>${[1, 2, 3, 4].map(id => `<c><id>${id}</id><name>n${id}</name></c>`).join('')}</a>`;
    const it = await deskWith({ get_companies: query => (query.count_only ? '<r><count>1</count></r>' : many) });
    const list = (number: number, size: number) => it.records.list('companies', [], {}, { number, size });
    assert.deepEqual([(await list(1, 4)).records.length, (await list(1, 4)).more], [4, true]);
    // Fewer than were answered cannot be the total.
    assert.equal((await list(1, 4)).total, undefined);
    assert.deepEqual(await list(2, 4), { records: [], more: false });
    const whole = await list(1, 2);
    assert.deepEqual([whole.records.length, whole.more, whole.total], [4, false, 4]);
  });

  it('shows no password that a desk gives away', async () => {
    const it = await deskWith({ add_tech: error('pass hunter22 is too short') });
    const { records } = await it.records.list('technicians', [], {}, { number: 1, size: 5 });
    assert.deepEqual(
      records[0]?.fields.map(each => each.name),
      ['uid', 'name'],
    );
    const failure = await failureFrom(it.records.create('technicians', [], { uid: 'x', pass: 'hunter22' }));
    assert.ok(failure.reason === 'refused' && !JSON.stringify(failure).includes('hunter22'));

    // Complaints are cut: the cut may not leave a part of it.
    for (const before of [280, 290, 294, 297]) {
      await desk?.close();
      await server?.stop();
      const cut = await deskWith({ add_tech: error(`${'x'.repeat(before)} hunter22 is too short`) });
      const { detail = '' } = await failureFrom(cut.records.create('technicians', [], { uid: 'x', pass: 'hunter22' }));
      assert.doesNotMatch(detail, /hu|nter/);
    }
  });

  it('examines on after failures, at the spelling that answers, with the names of the settings', async () => {
    const it = await deskWith(
      {
        get_tickets: '<t><k><tid>7</tid><headline_x>S</headline_x><odd>1</odd></k></t>',
        get_history: { status: 500, body: '<html><title>Runtime Error</title></html>' },
        get_attachments: ({ cid }) => (cid ? 'ticket_id=7&file_name=a.png' : error('cid is required')),
        get_time: '{"time": [',
        get_companies: '',
      },
      { at: '/readydesk/API/default.aspx', fieldNames: { tickets: { subject: ['Headline X'] } } },
    );
    const facts = await it.examine();
    assert.deepEqual([facts.flavour, facts.credentials], ['/readydesk/API/default.aspx', 'accepted']);
    const get = (name: string) => facts.actions.find(each => each.name === name);
    assert.deepEqual(get('get_tickets')?.recognised, [
      { meaning: 'number', name: 'tid' },
      { meaning: 'subject', name: 'headline_x' },
    ]);
    assert.deepEqual(get('get_tickets')?.unrecognised, ['odd']);
    assert.ok(get('get_tickets')?.notFound.includes('status'));
    assert.deepEqual([get('get_history')?.failure?.reason, get('get_history')?.format], ['serverError', 'html']);
    assert.deepEqual([get('get_attachments')?.records, get('get_attachments')?.format], [1, 'url']);
    assert.deepEqual([get('get_companies')?.records, get('get_companies')?.format], [0, 'empty']);
    assert.equal(get('get_kb_articles')?.failure?.reason, 'unsupported');
    assert.ok(facts.actions.every(each => each.skipped === undefined) && facts.actions.length === 14);
    assert.ok(of('get_tickets').every(query => query.count === '5' && query.tid === '*'));
    assert.ok(asked.every(query => query.action?.startsWith('get_')));
  });

  it('stops examining where nobody answers, and at once when it is cancelled', async () => {
    const it = await deskWith({});
    await server?.stop();
    server = undefined;
    const facts = await it.examine();
    assert.deepEqual([facts.credentials, facts.actions[0]?.failure?.reason], ['unknown', 'unreachable']);
    assert.ok(facts.actions.slice(1).every(each => each.skipped === 'notReached'));
    assert.equal((await failureFrom(it.examine(AbortSignal.abort()))).reason, 'cancelled');
  });
});

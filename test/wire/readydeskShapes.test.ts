import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import { readydesk } from '../../src/readydesk/connector.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

const KEY = 'A1b2-C3d4/E5';
const GROUPS =
  '<technician_groups><group><id>4</id><name>Field+Crew</name><status>New,Done,Done</status><category>Net</category><source>Email</source></group></technician_groups>';
const TECHS = '<techs><tech><uid>alee</uid><name>Ana+Lee</name></tech></techs>';

let server: LocalServer | undefined;
let desk: HelpDesk | undefined;
/** Query variables of each request but the key, oldest first. */
let asked: Record<string, string>[] = [];

type Action = string | ((query: Record<string, string>) => string | { status: number; body: string });

async function deskWith(actions: Record<string, Action>, at = '/API/', timeZone?: string): Promise<HelpDesk> {
  const known: Record<string, Action> = { get_tech_groups: GROUPS, get_techs: TECHS, ...actions };
  server = await startLocalServer((_, response, url) => {
    const { key, ...query } = Object.fromEntries(url.searchParams);
    asked.push(query);
    const action = url.pathname === at ? known[query.action ?? ''] : undefined;
    if (action === undefined) {
      const known = url.pathname === at;
      response
        .writeHead(known ? 200 : 404)
        .end(known ? '<response><error>Unknown action</error></response>' : '<html><title>404</title></html>');
      return;
    }
    const said =
      key !== KEY
        ? '<response><error>Invalid key</error></response>'
        : typeof action === 'string'
          ? action
          : action(query);
    if (typeof said === 'string') response.end(said);
    else response.writeHead(said.status).end(said.body);
  });
  desk = readydesk.open(
    { id: 'd', name: 'D', system: 'readydesk', address: server.url, ...(timeZone ? { timeZone } : {}) },
    KEY,
  );
  return desk;
}

afterEach(async () => {
  await desk?.close();
  await server?.stop();
  desk = undefined;
  server = undefined;
  asked = [];
});

const tickets = (ids: readonly number[], more = '') =>
  `<tickets>${ids.map(id => `<ticket><tid>${id}</tid><subject>T+${id}</subject><status>New</status>${more}</ticket>`).join('')}</tickets>`;

describe('ReadyDesk: recorded shapes', function () {
  this.timeout(30_000);

  it('finds the spelling of the address that answers', async () => {
    for (const at of ['/API/', '/API/default.aspx', '/readydesk/API/', '/readydesk/API/default.aspx']) {
      const it = await deskWith({}, at);
      const { address, technicians } = await it.check();
      assert.equal(address, `${server?.url}${at}`);
      assert.deepEqual(technicians, [{ id: 'alee', name: 'Ana Lee', active: true }]);
      await it.close();
      await server?.stop();
    }
  });

  it('goes on where the folder is forbidden, which says nothing of the key', async () => {
    server = await startLocalServer((_, response, url) => {
      if (url.pathname === '/API/') response.writeHead(403).end('<html><title>403 - Forbidden</title></html>');
      else response.end(url.searchParams.get('action') === 'get_techs' ? TECHS : GROUPS);
    });
    const { url } = server;
    desk = readydesk.open({ id: 'd', name: 'D', system: 'readydesk', address: `${url}/API/` }, KEY);
    assert.equal((await desk.check()).address, `${url}/API/default.aspx`);
  });

  it('takes the ticket that was asked for, whatever else is answered with it', async () => {
    const it = await deskWith({ get_tickets: tickets([1, 2, 3]) });
    assert.equal((await it.getTicket('2')).subject, 'T 2');
    assert.equal((await failureFrom(it.getTicket('4'))).reason, 'notFound');
  });

  it('says what it met at a wrong address and with a wrong key', async () => {
    const meet = async (body: string, status = 200) => {
      server = await startLocalServer((_, response) => response.writeHead(status).end(body));
      const it = readydesk.open({ id: 'd', name: 'D', system: 'readydesk', address: server.url }, KEY);
      const failure = await failureFrom(it.check());
      await it.close();
      await server.stop();
      server = undefined;
      assert.ok(!JSON.stringify(failure).includes(KEY));
      return failure;
    };
    const page = await meet('<!DOCTYPE html><html><head><title>Welcome to Acme</title></head></html>');
    assert.equal(page.reason, 'notAHelpDesk');
    assert.match(page.detail ?? '', /Welcome to Acme/);
    assert.equal((await meet('<rss><channel><title>x</title></channel></rss>')).reason, 'notAHelpDesk');
    assert.equal((await meet('')).reason, 'notAHelpDesk');
    assert.equal((await meet('{}')).reason, 'notAHelpDesk');
    assert.equal((await meet('Invalid API key')).reason, 'unauthorized');
    assert.equal(
      (await meet('<response><error>Address 1.2.3.4 is not in Allowed IPs</error></response>')).reason,
      'unauthorized',
    );
    const echoed = await meet(`<error>Bad thing in /API/?key=${encodeURIComponent(KEY)}&action=x</error>`);
    assert.equal(echoed.reason, 'refused');
    assert.ok(!echoed.detail?.includes('A1b2'));
    assert.equal((await meet('<html><title>Runtime Error</title></html>', 500)).reason, 'serverError');
    assert.equal((await meet('<html><title>403</title></html>', 403)).reason, 'unauthorized');
  });

  it('sends the documented filters and filters the rest here', async () => {
    const it = await deskWith({
      get_tickets: ({ count_only }) =>
        count_only ? '<response><count>7</count></response>' : tickets([3, 2], '<assigned_to></assigned_to>'),
    });
    const page = { number: 1, size: 2 };
    const list = await it.listTickets(
      { assigneeId: 'alee', groupName: 'Field Crew', status: 'New', text: 'crash' },
      page,
    );
    assert.deepEqual([list.tickets.map(t => t.subject), list.total, list.more], [['T 3', 'T 2'], 7, true]);
    const filters = {
      action: 'get_tickets',
      tid: '*',
      uid: 'alee',
      group: 'Field Crew',
      status: 'New',
      keyword: 'crash',
    };
    assert.deepEqual(asked.slice(-2), [
      { ...filters, count: '2', page: '1', order: 'ID DESC' },
      { ...filters, count_only: 'Y' },
    ]);
    const unassigned = await it.listTickets({ assigneeId: null, state: 'open' }, page);
    assert.deepEqual([unassigned.tickets.length, unassigned.total, unassigned.more], [2, undefined, true]);
  });

  it('ends with desks that do not page, do not count or do not know the order', async () => {
    const same = await deskWith({ get_tickets: ({ count_only }) => (count_only ? '<x>no</x>' : tickets([3, 2])) });
    const first = await same.listTickets({}, { number: 1, size: 2 });
    assert.deepEqual([first.tickets.length, first.more, first.total], [2, true, undefined]);
    assert.deepEqual(await same.listTickets({}, { number: 2, size: 2 }), { tickets: [], more: false });
    await same.close();
    await server?.stop();
    asked = [];

    const all = await deskWith({
      get_tickets: ({ order }) =>
        order ? '<response><error>Invalid column name ID</error></response>' : tickets([3, 2, 1]),
    });
    for (let times = 0; times < 2; times++) {
      const whole = await all.listTickets({}, { number: 1, size: 2 });
      assert.deepEqual([whole.tickets.length, whole.more, whole.total], [3, false, 3]);
    }
    assert.equal(asked.filter(query => query.order && query.count === '2').length, 1);
  });

  it('reads empty answers of every kind as no tickets', async () => {
    for (const empty of [
      '<tickets/>',
      '{"tickets":[]}',
      '',
      'No records found',
      '<response><message>No tickets found</message></response>',
    ]) {
      const it = await deskWith({ get_tickets: empty });
      assert.deepEqual(await it.listTickets({}, { number: 1, size: 5 }), { tickets: [], more: false, total: 0 }, empty);
      assert.equal((await failureFrom(it.getTicket('5'))).reason, 'notFound');
      await it.close();
      await server?.stop();
    }
  });

  it('never asks for all tickets by mistake', async () => {
    const it = await deskWith({ get_tickets: tickets([1]) });
    for (const id of ['*', '', '1,2', '-1']) assert.equal((await failureFrom(it.getTicket(id))).reason, 'badInput');
    assert.ok(asked.every(query => query.action !== 'get_tickets'));
  });

  it('asks for attachments as the example does, then as the table does, and keeps to the ticket', async () => {
    const files =
      '{"attachments": [ { "ticket_id" : "812", "file_name" : "error+screen.png", "file_size" : "7.5 kb", "file_date" : "10/2/2014 9:05:00 AM", }, { "ticket_id" : "813", "file_name" : "other.png", } ]}';
    const it = await deskWith({
      get_attachments: ({ cid }) => (cid ? files : '<response><error>cid is required</error></response>'),
    });
    assert.deepEqual(await it.attachments('812'), [
      { name: 'error screen.png', size: '7.5 kb', at: '2014-10-02T09:05:00.000Z' },
    ]);
  });

  it('writes with the documented variables, in the zone of the desk', async () => {
    const it = await deskWith(
      {
        get_tickets: tickets([12], '<cid>acme</cid>'),
        add_ticket: '<response><added_ticket>99</added_ticket></response>',
        add_line_item: '{"response":[{"added_line_item" : "77"}]}',
        add_history: 'added_history=5',
      },
      '/API/',
      'America/New_York',
    );
    const text = 'one & two=2\nü # + %';
    const made = await it.createTicket({
      subject: 'S',
      description: text,
      customerId: 'acme',
      assigneeId: 'alee',
      groupId: '4',
      statusId: 'New',
    });
    assert.deepEqual(made, { id: '99', number: '99' });
    const { open_date, ...ticket } = asked.at(-1) ?? {};
    assert.match(open_date ?? '', /^\d+\/\d+\/\d{4} \d\d:\d\d:\d\d$/);
    assert.deepEqual(ticket, {
      action: 'add_ticket',
      cid: 'acme',
      subject: 'S',
      description: text,
      assigned_to: 'alee',
      assigned_group: '4',
      status: 'New',
    });

    assert.deepEqual(
      await it.logTime('12', {
        minutes: 90,
        startedAt: '2025-07-03T13:05:00.000Z',
        notes: 'first\nsecond',
        technicianId: 'alee',
      }),
      { id: '77' },
    );
    assert.deepEqual(asked.at(-1), {
      action: 'add_line_item',
      uid: 'alee',
      tid: '12',
      cid: 'acme',
      date: '7/3/2025 09:05:00',
      title: 'first',
      duration: '90',
      time_unit: 'Minutes',
      notes: 'first\nsecond',
    });
    assert.deepEqual(await it.addNote('12', { text, visibility: 'plain', authorId: 'alee' }), { id: '5' });
    assert.equal(asked.at(-1)?.notes, text);
    assert.equal((await failureFrom(it.createTicket({ subject: 'S', description: '' }))).reason, 'badInput');
    for (const minutes of [0, -1, 1.5]) {
      assert.equal(
        (await failureFrom(it.logTime('12', { minutes, startedAt: '2025-07-03T13:05:00Z', notes: '' }))).reason,
        'badInput',
      );
    }
  });

  it('says when a desk lacks an action, refuses a value, takes no long text or does not say what it made', async () => {
    const it = await deskWith({
      add_ticket: ({ cid }) =>
        cid === 'none'
          ? '<response><error>The customer ID is not valid.</error></response>'
          : cid === 'mute'
            ? '<response/>'
            : { status: 404, body: '<html><title>404.15</title></html>' },
    });
    const create = (customerId: string, description: string) =>
      failureFrom(it.createTicket({ subject: 'S', description, customerId }));
    assert.equal((await failureFrom(it.addNote('1', { text: 'x', visibility: 'plain' }))).reason, 'unsupported');
    const refused = await create('none', '');
    assert.deepEqual([refused.reason, refused.detail], ['refused', 'The customer ID is not valid.']);
    assert.equal((await create('mute', '')).reason, 'unreadable');
    const long = await create('acme', 'x'.repeat(3000));
    assert.equal(long.reason, 'refused');
    assert.match(long.detail ?? '', /too long/);
  });

  it('reads tickets under other roots and names, in every format and with the usual defects', async () => {
    const lists = [
      '<helpdesk_calls><record><TICKET_NO>1</TICKET_NO><TITLE>S+1</TITLE></record><record><TICKET_NO>2</TICKET_NO><TITLE>S+2</TITLE></record></helpdesk_calls>',
      '<response><tickets><ticket><id>900</id><tid>1</tid><subject>S+1</subject></ticket><ticket><id>901</id><tid>2</tid><subject>S+2</subject></ticket></tickets></response>',
      '{"status":"success","data":[{"ticketNumber":1,"summary":"S 1"},{"ticketNumber":2,"summary":"S 2"}]}',
      '{"tickets":{"ticket":[{"id":"1","subject":"S 1"},{"id":"2","subject":"S 2"}]},"count":"2"}',
      '<answer><status>ok</status><count>2</count><tickets><ticket><tid>1</tid><subject>S+1</subject><a>1</a></ticket><ticket><tid>2</tid><subject>S+2</subject><a>2</a></ticket></tickets></answer>',
      '{"success":true,"result":{"tickets":[{"tid":"1","subject":"S 1"},{"tid":"2","subject":"S 2"}]}}',
      '[{"tid":"1","subject":"S 1"},{"tid":"2","subject":"S 2"}]',
      '{"tickets":[{"id" : "1"\n"subject" : "S 1"\n},{"id" : "2"\n"subject" : "S 2",\n}]}',
      'ticket_id=1&subject=S+1\n&status=New\nticket_id=2&subject=S+2\n&status=New',
    ];
    for (const list of lists) {
      const it = await deskWith({ get_tickets: list });
      const { tickets } = await it.listTickets({}, { number: 1, size: 5 });
      assert.deepEqual(
        tickets.map(ticket => [ticket.number, ticket.subject]),
        [
          ['1', 'S 1'],
          ['2', 'S 2'],
        ],
        list,
      );
      await it.close();
      await server?.stop();
    }
  });

  it('reads one ticket in any wrapping, and no half an answer', async () => {
    for (const one of [
      '<tickets><ticket><tid>1</tid><subject>S</subject></ticket></tickets>',
      '<ticket><id>1</id><subject>S</subject><status>New</status></ticket>',
      '{"tickets":{"id":"1","subject":"S"}}',
      '{"tickets":[{"tid":"1","subject":"S"}]}',
      'tid=1&subject=S',
    ]) {
      const it = await deskWith({ get_tickets: one });
      assert.equal((await it.getTicket('1')).subject, 'S', one);
      await it.close();
      await server?.stop();
    }
    const cut = await deskWith({ get_tickets: '{"tickets":[{"tid":"1","subject":"S"},{"tid":"2","subj' });
    assert.equal((await failureFrom(cut.listTickets({}, { number: 1, size: 5 }))).reason, 'unreadable');
  });

  it('takes a total from every answer to count_only that is one number, and none from others', async () => {
    const counts: [string, number | undefined][] = [
      ['<response><count>12</count></response>', 12],
      ['<tickets><total_records>12</total_records></tickets>', 12],
      ['{"response":[{"count":"12"}]}', 12],
      ['{"tickets":12}', 12],
      ['count=12', 12],
      ['12', 12],
      ['<response><count>12</count><pages>3</pages></response>', 12],
      ['{"tickets":[{"count":"12"}],"pages":"3"}', 12],
      ['<response><a>12</a><b>3</b></response>', undefined],
      ['<tickets><ticket><tid>12</tid><subject>not counted</subject></ticket></tickets>', undefined],
      ['<response><count>1</count></response>', undefined],
      ['<response><error>Unknown variable</error></response>', undefined],
      ['<html><title>x</title></html>', undefined],
      ['', undefined],
    ];
    for (const [answer, total] of counts) {
      const it = await deskWith({ get_tickets: ({ count_only }) => (count_only ? answer : tickets([1, 2])) });
      assert.equal((await it.listTickets({}, { number: 1, size: 2 })).total, total, answer);
      await it.close();
      await server?.stop();
    }
  });

  it('finds the number of a new ticket in any answer, and never takes success for a refusal', async () => {
    const answers: [string, string | undefined][] = [
      ['<response><added_ticket>9</added_ticket></response>', '9'],
      ['{"response":{"added_ticket":9}}', '9'],
      ['added_ticket=9', '9'],
      ['<response><ticket_number>9</ticket_number></response>', '9'],
      ['<response><status>success</status><ticket_id>9</ticket_id></response>', '9'],
      ['9', '9'],
      ['<response><message>The ticket was added</message></response>', undefined],
      ['Ticket added', undefined],
    ];
    for (const [answer, number] of answers) {
      const it = await deskWith({ add_ticket: answer });
      const create = it.createTicket({ subject: 's', description: '', customerId: 'acme' });
      if (number) assert.equal((await create).number, number, answer);
      else assert.match((await failureFrom(create)).detail ?? '', /Look there before trying again/, answer);
      await it.close();
      await server?.stop();
    }
  });
});

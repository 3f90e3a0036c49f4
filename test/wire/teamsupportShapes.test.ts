import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { HelpDesk } from '../../src/model/desk.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

const TOKEN = '11111111-2222-3333-4444-555555555555';
let server: LocalServer | undefined;
let desk: HelpDesk | undefined;

type Reply = { status?: number; type?: string; body?: string };

/** A desk whose paths (below `/api/xml/`, with query) answer as given; functions see the request's body. */
async function deskWith(
  replies: Record<string, Reply | string | ((body: string) => Reply | string)>,
  flavour: 'xml' | 'json' = 'xml',
): Promise<HelpDesk> {
  server = await startLocalServer((request, response, url, body) => {
    const path = decodeURIComponent(`${url.pathname}${url.search}`.replace(`/api/${flavour}/`, ''));
    const found = replies[`${request.method} ${path}`] ?? replies[path] ?? { status: 404, body: '' };
    const given = typeof found === 'function' ? found(body) : found;
    const { status = 200, type = '', body: text = '' } = typeof given === 'string' ? { body: given } : given;
    // Without words beside the status, as over HTTP/2.
    response.writeHead(status, '', { 'content-type': type }).end(text);
  });
  const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
  desk = openTeamSupport(config, TOKEN, flavour);
  return desk;
}

afterEach(async () => {
  await desk?.close();
  await server?.stop();
  desk = undefined;
  server = undefined;
});

const PAGE = { number: 1, size: 2 };
const PAGING = 'pageSize=2&pageNumber=1';

describe('TeamSupport: recorded shapes', function () {
  this.timeout(30_000);

  it('reads a JSON list and ticket with string scalars and nested collections', async () => {
    const ticket = {
      TicketNumber: '1042',
      Name: 'Printer  offline',
      Status: 'New',
      IsClosed: 'False',
      Severity: 'High',
      GroupName: 'Tier 1',
      GroupID: '12',
      UserName: 'Ana Lee',
      UserID: '9001',
      DateModified: '7/3/2025 9:05 AM',
      DueDate: '7/4/2025',
      HoursSpent: '0.083333',
      Customers: { Customer: { CustomerID: '2001', CustomerName: 'Acme' } },
      Contacts: {
        Contact: [
          { ContactID: '3001', ContactName: 'Bo Ray' },
          { ContactID: '3002', ContactName: 'Cy' },
        ],
      },
      Tags: { Tag: [{ Value: 'a' }, { Value: 'b' }] },
      Region: 'West',
      JiraKey: null,
    };
    const it = await deskWith(
      {
        [`tickets?${PAGING}`]: JSON.stringify({ Tickets: [{ ID: '500123', ...ticket }], TotalRecords: '1' }),
        'tickets/500123': JSON.stringify({ Ticket: { TicketID: '500123', ...ticket } }),
        'tickets/500123/actions': JSON.stringify({
          Actions: [
            {
              ID: '3',
              SystemActionTypeID: '0',
              DateCreated: '7/2/2025 9:05 AM',
              TimeSpent: '5',
              CreatorID: '9001',
              CreatorName: 'Ana Lee',
              Description: '&lt;p&gt;Done&lt;/p&gt;',
              IsVisibleOnPortal: 'False',
              ActionType: 'Comment',
            },
            {
              ID: '2',
              SystemActionTypeID: '3',
              DateCreated: '7/2/2025 9:05 AM',
              TimeSpent: null,
              CreatorID: '-1',
              Description: 'mail',
              IsVisibleOnPortal: 'True',
            },
            {
              ID: '1',
              SystemActionTypeID: '1',
              Name: 'Description',
              DateCreated: '7/1/2025 4:40 PM',
              CreatorID: '3001',
              Description: '&lt;p&gt;It says&amp;nbsp;5&lt;/p&gt;',
              IsVisibleOnPortal: 'False',
            },
          ],
        }),
        users: JSON.stringify({
          Users: [{ ID: '9001', FirstName: 'Ana', LastName: 'Lee', IsActive: 'True', OrganizationID: '100' }],
        }),
      },
      'json',
    );
    const { tickets, total, more } = await it.listTickets({}, PAGE);
    assert.deepEqual([total, more], [1, false]);
    const read = await it.getTicket(tickets[0]?.id ?? '');
    assert.deepEqual(read, {
      id: '500123',
      number: '1042',
      subject: 'Printer offline',
      state: 'open',
      status: 'New',
      urgency: 'high',
      priority: 'High',
      group: { id: '12', name: 'Tier 1' },
      assignee: { id: '9001', name: 'Ana Lee' },
      customer: { id: 'customer:2001', name: 'Acme' },
      contact: { id: 'contact:3001', name: 'Bo Ray' },
      linked: [
        { id: 'customer:2001', name: 'Acme', kind: 'company' },
        { id: 'contact:3001', name: 'Bo Ray', kind: 'person' },
        { id: 'contact:3002', name: 'Cy', kind: 'person' },
      ],
      changedAt: '2025-07-03T09:05:00.000Z',
      dueAt: '2025-07-04T23:59:59.000Z',
      minutesLogged: 5,
      description: { kind: 'html', body: '<p>It says&nbsp;5</p>', internal: true },
      otherFields: [
        { name: 'Region', value: 'West' },
        { name: 'Tags', value: 'a, b' },
      ],
    });
    const [history, time] = await Promise.all([it.history('500123'), it.timeEntries('500123')]);
    assert.deepEqual(
      history.map(entry => [entry.id, entry.role, entry.visibility, entry.body.body, entry.minutes]),
      [
        ['2', 'unknown', 'public', 'mail', undefined],
        ['3', 'technician', 'internal', '<p>Done</p>', 5],
      ],
    );
    assert.deepEqual(time, [
      {
        id: '3',
        minutes: 5,
        at: '2025-07-02T09:05:00.000Z',
        by: { id: '9001', name: 'Ana Lee' },
        category: 'Comment',
        notes: 'Done',
      },
    ]);
    // Text, history and time came from one request.
    assert.equal(server?.asked.filter(line => line.endsWith('/actions')).length, 1);
  });

  it('reads empty pages of both flavours, and a server that does not page', async () => {
    const empty = await deskWith(
      { [`tickets?${PAGING}`]: '{"Tickets":{"RecordsReturned":"0","NextPage":null,"TotalRecords":"0"}}' },
      'json',
    );
    assert.deepEqual(await empty.listTickets({}, PAGE), { tickets: [], more: false, total: 0 });
    await empty.close();
    await server?.stop();
    const tickets = [1, 2, 3].map(n => `<Ticket><TicketID>${n}</TicketID><Name>t</Name></Ticket>`).join('');
    const whole = await deskWith({
      [`tickets?${PAGING}`]: `<Tickets>${tickets}</Tickets>`,
      'tickets?pageSize=2&pageNumber=2': `<Tickets>${tickets}</Tickets>`,
      [`tickets?isClosed=False&${PAGING}`]: '<Tickets/>',
    });
    const first = await whole.listTickets({}, PAGE);
    assert.deepEqual([first.tickets.length, first.more, first.total], [3, false, 3]);
    assert.deepEqual(await whole.listTickets({}, { number: 2, size: 2 }), { tickets: [], more: false });
    assert.deepEqual(await whole.listTickets({ state: 'open' }, PAGE), { tickets: [], more: false, total: 0 });
  });

  it('reads lists with either key, of one or many, whatever stands around and beside them', async () => {
    const lists: ['xml' | 'json', string, number | undefined][] = [
      ['json', '{"Tickets":[{"TicketID":"1","TicketNumber":"5","Name":"a"}],"TotalRecords":7}', 7],
      ['json', '{"Tickets":{"ID":"1","TicketNumber":"5","Name":"a"},"TotalRecords":"1"}', 1],
      ['json', '{"Tickets":{"Ticket":{"ID":"1","TicketNumber":"5","Name":"a"},"TotalRecords":"1"}}', 1],
      ['json', '{"Tickets":{"Ticket":[{"ID":"1","TicketNumber":"5","Name":"a"}],"TotalRecords":"9"}}', 9],
      ['json', '[{"ID":1,"TicketNumber":5,"Name":"a","IsClosed":false,"Tags":null}]', 1],
      ['json', '{"Tickets":[{"ID":"1","TicketNumber":"5","Name":"a",}]}', 1],
      ['xml', '<Tickets><Ticket><ID>1</ID><TicketNumber>5</TicketNumber><Name>a</Name></Ticket></Tickets>', 1],
      [
        'xml',
        '<Page><TotalRecords>9</TotalRecords><Tickets><Ticket><TicketID>1</TicketID><TicketNumber>5</TicketNumber><Name>a</Name></Ticket></Tickets></Page>',
        9,
      ],
      [
        'xml',
        '<Tickets xmlns:i="x"><Ticket><TicketID>1</TicketID><TicketNumber>5</TicketNumber><Name>a</Name><UserName i:nil="true"/></Ticket></Tickets>',
        1,
      ],
    ];
    for (const [flavour, body, total] of lists) {
      const it = await deskWith({ [`tickets?${PAGING}`]: body, 'tickets/1': body, 'tickets/1/actions': '' }, flavour);
      const page = await it.listTickets({}, PAGE);
      assert.deepEqual(
        [page.tickets.map(ticket => [ticket.id, ticket.number, ticket.subject]), page.total],
        [[['1', '5', 'a']], total],
        body,
      );
      assert.equal((await it.getTicket('1')).number, '5', body);
      await it.close();
      await server?.stop();
    }
    for (const body of ['{"Message":"An error has occurred."}', '{"Tickets":[{"ID":"1","Na']) {
      const it = await deskWith({ [`tickets?${PAGING}`]: body }, 'json');
      assert.equal((await failureFrom(it.listTickets({}, PAGE))).reason, 'unreadable', body);
      await it.close();
      await server?.stop();
    }
  });

  it('does not show what an ignored filter let through', async () => {
    const row = (id: number, user: string) =>
      `<Ticket><TicketID>${id}</TicketID><Name>t</Name><UserID>${user}</UserID></Ticket>`;
    const it = await deskWith({
      [`tickets?UserID=9&${PAGING}`]: `<Tickets>${row(1, '9')}${row(2, '8')}<TotalRecords>50</TotalRecords></Tickets>`,
    });
    const page = await it.listTickets({ assigneeId: '9' }, PAGE);
    assert.deepEqual([page.tickets.map(t => t.id), page.more, page.total], [['1'], true, undefined]);
  });

  it('creates in two steps and says so when the second fails', async () => {
    const bodies: string[] = [];
    const picks = {
      'properties/tickettypes':
        '<TicketTypes><TicketType><TicketTypeID>7</TicketTypeID><Name>Support</Name></TicketType></TicketTypes>',
      'properties/ticketstatuses': `<TicketStatuses>${[
        [30, 'Done', 7, 'True', 0],
        [32, 'Later', 7, 'False', 2],
        [31, 'New', 7, 'False', 1],
        [41, 'New', 8, 'False', 0],
      ]
        .map(
          ([id, name, type, closed, at]) =>
            `<TicketStatus><TicketStatusID>${id}</TicketStatusID><Name>${name}</Name><TicketTypeID>${type}</TicketTypeID><IsClosed>${closed}</IsClosed><Position>${at}</Position></TicketStatus>`,
        )
        .join('')}</TicketStatuses>`,
    };
    const it = await deskWith({
      ...picks,
      'POST tickets': body => {
        bodies.push(body);
        return { status: 201, body: '<Ticket><TicketID>500</TicketID><TicketNumber>77</TicketNumber></Ticket>' };
      },
      'tickets/500/actions?SystemActionTypeID=1':
        '<Actions><Action><ActionID>9</ActionID><SystemActionTypeID>1</SystemActionTypeID><Description/></Action></Actions>',
      'PUT tickets/500/actions/9': body => {
        bodies.push(body);
        return { status: 500, body: 'boom' };
      },
    });
    const made = await it.createTicket({ subject: 'A <b> & c', description: 'one\ntwo', customerId: 'contact:3001' });
    assert.deepEqual([made.id, made.number, made.warning?.reason], ['500', '77', 'serverError']);
    assert.deepEqual(bodies, [
      '<Ticket><Name>A &lt;b&gt; &amp; c</Name><TicketTypeID>7</TicketTypeID><TicketStatusID>31</TicketStatusID><ContactID>3001</ContactID></Ticket>',
      '<Action><Description>&lt;p&gt;one&lt;br&gt;two&lt;/p&gt;</Description></Action>',
    ]);
    const wrong = await failureFrom(it.createTicket({ subject: 's', description: '', typeId: '7', statusId: '41' }));
    assert.equal(wrong.reason, 'badInput');
    assert.equal(server?.asked.filter(line => line.startsWith('POST')).length, 1);
  });

  it('gives every status its reason', async () => {
    const quota =
      '<html><title>403 - Forbidden</title><body>You do not have permission to view this directory or page.</body></html>';
    const cases: [Reply, string, RegExp][] = [
      [{ status: 401, body: '' }, 'unauthorized', /server name/],
      [{ status: 403, type: 'text/html', body: quota }, 'quotaSpent', /403/],
      [{ status: 403, body: '<html><title>nginx</title></html>' }, 'notAHelpDesk', /nginx/],
      [{ status: 404, body: '' }, 'notFound', /./],
      [{ status: 405, body: '' }, 'unsupported', /./],
      [{ status: 501, body: '' }, 'unsupported', /./],
      [{ status: 500, body: '<html><title>Runtime Error</title></html>' }, 'serverError', /Runtime Error/],
      [{ status: 400, body: '<Error><Message>Name is required</Message></Error>' }, 'refused', /Name is required/],
      [{ status: 418, body: '' }, 'refused', /^status 418$/],
      [{ status: 498, body: '' }, 'unauthorized', /^status 498$/],
      [{ status: 300, body: '' }, 'unreadable', /300/],
      [{ status: 304, body: '' }, 'unreadable', /304/],
      [{ status: 429, body: 'slow' }, 'quotaSpent', /slow/],
      [{ body: '<html><title>Sign in</title></html>' }, 'notAHelpDesk', /Sign in/],
      [{ body: '<Ticket><TicketID>5</Ticke' }, 'unreadable', /XML/],
      [
        { body: '<!DOCTYPE t [<!ENTITY a "b">]><Ticket><TicketID>&a;</TicketID></Ticket>' },
        'unreadable',
        /document type/,
      ],
    ];
    for (const [reply, reason, detail] of cases) {
      const it = await deskWith({ 'tickets/5': reply, 'tickets/5/actions': '<Actions/>' });
      const failure = await failureFrom(it.getTicket('5'));
      assert.equal(failure.reason, reason, JSON.stringify(reply));
      assert.match(failure.detail ?? '', detail);
      assert.ok(!JSON.stringify(failure).includes(TOKEN));
      await it.close();
      await server?.stop();
      server = undefined;
    }
  });

  it('says what it met at a wrong address', async () => {
    const page = await deskWith({ users: '<!DOCTYPE html><html><head><title>Welcome to Acme</title></head></html>' });
    const welcome = await failureFrom(page.check());
    assert.equal(welcome.reason, 'notAHelpDesk');
    assert.match(welcome.detail ?? '', /Welcome to Acme/);
    await page.close();
    await server?.stop();
    for (const users of [
      { status: 404, body: '<html><title>Not Found</title></html>' },
      '<rss><item><t>x</t></item></rss>',
      '',
      'hello',
    ]) {
      const other = await deskWith({ users });
      assert.equal((await failureFrom(other.check())).reason, 'notAHelpDesk', JSON.stringify(users));
      await other.close();
      await server?.stop();
    }
  });

  it('can be given up, without harm to another who asks the same', async () => {
    const controller = new AbortController();
    let first = true;
    const it = await deskWith({
      'tickets/5/actions': () => {
        if (first) controller.abort();
        first = false;
        return '<Actions><Action><ActionID>1</ActionID><TimeSpent>5</TimeSpent></Action></Actions>';
      },
    });
    const given = failureFrom(it.timeEntries('5', controller.signal));
    const kept = it.timeEntries('5');
    assert.equal((await given).reason, 'cancelled');
    assert.equal((await kept)[0]?.minutes, 5);
  });

  it('never lets an id leave its place in the path', async () => {
    const it = await deskWith({});
    for (const id of ['..', '.', '']) assert.equal((await failureFrom(it.getTicket(id))).reason, 'badInput');
    assert.equal((await failureFrom(it.getTicket('5/../../users'))).reason, 'notFound');
    assert.ok(server?.asked.every(line => line.includes('5%2F..%2F..%2Fusers')));
  });

  it('asks for the attachments of at most twelve actions', async () => {
    const action = (n: number) =>
      `<Action><ActionID>${n}</ActionID><SystemActionTypeID>${n === 1 ? 1 : 0}</SystemActionTypeID></Action>`;
    const ids = Array.from({ length: 20 }, (_, n) => n + 1);
    const it = await deskWith({
      'tickets/5/actions': `<Actions>${ids.map(action).join('')}</Actions>`,
      'tickets/5/actions/1/attachments':
        '<Attachments><Attachment><AttachmentID>8</AttachmentID><FileName>a.png</FileName><FileSize>1536</FileSize></Attachment></Attachments>',
    });
    assert.deepEqual(await it.attachments('5'), [{ id: '8', name: 'a.png', size: '1.5 KB', entryId: '1' }]);
    const asked = server?.asked.map(line => Number(/actions\/(\d+)/.exec(line)?.[1])).filter(Boolean);
    assert.deepEqual(
      asked?.sort((a, b) => a - b),
      [1, ...ids.slice(-11)],
    );
  });
});

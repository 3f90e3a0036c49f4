import assert from 'node:assert/strict';
import { XMLParser } from 'fast-xml-parser';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

/** Members that the tests look at; a value that may be missing is compared, never taken for granted. */
type Member =
  | 'ID'
  | 'TicketID'
  | 'TicketNumber'
  | 'Name'
  | 'Email'
  | 'DateCreated'
  | 'DateClosed'
  | 'DateModified'
  | 'HoursSpent'
  | 'IsClosed'
  | 'RegressionSuspected'
  | 'Environment'
  | 'EffortDays'
  | 'TicketStatusID'
  | 'TicketTypeID'
  | 'TicketTypeName'
  | 'Status'
  | 'Severity'
  | 'UserID'
  | 'UserName'
  | 'GroupName'
  | 'GroupID'
  | 'Description'
  | 'ActionType'
  | 'ActionTypeID'
  | 'TimeSpent'
  | 'CreatorName'
  | 'IsVisibleOnPortal'
  | 'TicketName'
  | 'DateStarted'
  | 'Actor'
  | 'PrimaryCustomer'
  | 'OrganizationID'
  | 'Organization'
  | 'ContactID'
  | 'ProductID'
  | 'ModifierID'
  | 'ModifierName'
  | 'FileSize'
  | 'FileType';
type Entity = { readonly [name in Member]: string } & {
  readonly Customers: unknown;
  readonly Contacts: unknown;
  readonly Tags: unknown;
};
type List =
  | 'Tickets'
  | 'Actions'
  | 'Attachments'
  | 'Contacts'
  | 'Customers'
  | 'Groups'
  | 'History'
  | 'Products'
  | 'ProductVersions'
  | 'TicketSeverities'
  | 'TicketStatuses'
  | 'TicketTypes'
  | 'Users';
type One = 'Action' | 'Contact' | 'Customer' | 'Product' | 'Ticket';
type Page = { readonly RecordsReturned: string; readonly NextPage: string; readonly TotalRecords: string };
type Json = { readonly [list in List]: [Entity, ...Entity[]] } & { readonly [one in One]: Entity } & Page;
type Xml = {
  readonly Tickets: Page & { readonly Ticket: readonly Entity[] };
  readonly Groups: { readonly Group: readonly { readonly GroupID: string }[] };
};

/** 120 tickets and 15 articles, which are tickets too. */
const whole = 135;

describe('sample desk: TeamSupport', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '120']);
  });
  after(() => desk.stop());

  const send = (path: string, init: RequestInit = {}) => {
    const { organizationId, token, url } = desk.teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    return fetch(`${url}${path}`, { ...init, headers: { authorization, ...init.headers } });
  };
  const json = async (path: string): Promise<Json> => {
    const answer = await send(`/api/json/${path}`);
    assert.equal(answer.status, 200, path);
    return (await answer.json()) as Json;
  };
  const xml = async (path: string): Promise<Xml> => {
    const answer = await send(`/api/xml/${path}`);
    assert.equal(answer.status, 200, path);
    return new XMLParser({ parseTagValue: false }).parse(await answer.text()) as Xml;
  };
  const write = async (method: string, path: string, body: unknown): Promise<{ status: number; body: Json }> => {
    const answer = await send(`/api/json/${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(answer.ok ? text : '{}') as Json };
  };
  /** What follows the flavour in a whole address. */
  const below = (address: string) => address.slice(address.indexOf('/api/json/') + '/api/json/'.length);
  const count = async (query: string): Promise<number> => (await json(`tickets?${query}`)).Tickets.length;

  it('gives the same tickets in both flavours, each with its own name for the key', async () => {
    const fromJson = (await json('tickets')).Tickets;
    const fromXml = (await xml('tickets')).Tickets.Ticket;
    assert.equal(fromJson.length, whole);
    assert.equal(fromXml.length, whole);
    for (const [at, ticket] of fromJson.entries()) {
      const { ID, Customers, Contacts, Tags, ...members } = ticket;
      const { TicketID, Customers: c, Contacts: k, Tags: t, ...others } = fromXml[at] ?? ticket;
      assert.equal(TicketID, ID);
      const blank = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? '']));
      assert.deepEqual(others, blank);
      assert.deepEqual([c, k, t], [Customers ?? '', Contacts ?? '', Tags ?? '']);
      for (const value of Object.values(members)) assert.ok(value === null || typeof value === 'string');
    }
    const [newest] = fromJson;
    const single = (await json(`tickets/${newest.ID}`)).Ticket;
    assert.equal(single.TicketID, newest.ID);
    assert.equal(single.ID, undefined);
    assert.deepEqual((await json(`tickets/${newest.TicketNumber}`)).Ticket, single);
  });

  it('writes scalars the way of the reference', async () => {
    const ticket = (await json('tickets/1042')).Ticket;
    assert.match(ticket.DateCreated, /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AP]M$/);
    assert.match(ticket.HoursSpent, /^\d+\.\d{6}$/);
    assert.ok(['True', 'False'].includes(ticket.IsClosed) && ['True', 'False'].includes(ticket.RegressionSuspected));
    assert.equal(ticket.DateClosed, null);
    const statuses = (await json('properties/TicketStatuses/')).TicketStatuses;
    const own = statuses.find(status => status.ID === ticket.TicketStatusID);
    assert.deepEqual([own?.Name, own?.TicketTypeID, own?.IsClosed], [ticket.Status, ticket.TicketTypeID, 'False']);
    assert.ok(statuses.filter(status => status.Name === 'New').length > 1);
  });

  it('pages tickets, contacts and customers when both parameters are there', async () => {
    const first = await json('tickets?pageSize=50&pageNumber=1');
    assert.deepEqual([first.Tickets.length, first.RecordsReturned, first.TotalRecords], [50, '50', String(whole)]);
    assert.equal(new URL(first.NextPage).searchParams.get('pageNumber'), '2');
    const second = await json(below(first.NextPage));
    const third = await json(below(second.NextPage));
    assert.deepEqual([third.RecordsReturned, third.NextPage], ['35', null]);
    const ids = [first, second, third].flatMap(page => page.Tickets.map((ticket: Entity) => ticket.ID));
    assert.equal(new Set(ids).size, whole);
    assert.deepEqual(await json('tickets?pageSize=50&pageNumber=4'), {
      Tickets: { RecordsReturned: '0', NextPage: null, TotalRecords: String(whole) },
    });
    const paged = (await xml('tickets?pageSize=50&pageNumber=1')).Tickets;
    assert.deepEqual([paged.Ticket.length, paged.RecordsReturned, paged.TotalRecords], [50, '50', String(whole)]);
    assert.equal(await count('pageSize=50'), whole);
    assert.equal((await json('customers?pageSize=5&pageNumber=2')).Customers.length, 5);
    const customer = (await json('tickets/1042/customers')).Customers[0].ID;
    assert.equal((await json(`customers/${customer}/tickets?pageSize=1&pageNumber=1`)).Tickets.length, 1);
    assert.equal((await json('users?pageSize=2&pageNumber=1')).Users.length, 12);
  });

  it('filters by every operator', async () => {
    const all = (await json('tickets')).Tickets;
    const open = all.filter(ticket => ticket.IsClosed === 'False');
    assert.equal(await count('isclosed=False'), open.length);
    assert.equal(await count('IsClosed[not]=true'), open.length);
    assert.equal(await count('ticketnumber[gt]=1100'), 20);
    assert.equal(await count('TicketNumber[gte]=1100&ticketNumber[lt]=1103'), 3);
    assert.equal(await count('TicketNumber%5Blte%5D=1002'), 17);
    assert.equal(await count('TicketNumber[bt]=1010&TicketNumber[bt]=1019'), 10);
    assert.equal(await count('TicketNumber=1001&TicketNumber=1002&TicketNumber=77'), 2);
    assert.equal(await count('DateClosed=[null]'), open.length);
    assert.equal(await count('DateClosed[not]=[null]'), whole - open.length);
    assert.equal(await count('Name[contains]=VOUCHER'), all.filter(ticket => /voucher/i.test(ticket.Name)).length);
    assert.equal(await count('UserID=[null]&isClosed=False'), open.filter(ticket => ticket.UserID === null).length);
    const mine = open.filter(ticket => ticket.UserName === 'Sam Rivera' && ticket.GroupName === 'Orders');
    assert.equal(await count(`UserID=${mine[0]?.UserID}&groupname=orders&isClosed=False`), mine.length);
    assert.equal(await count('Environment=test'), all.filter(ticket => ticket.Environment === 'Test').length);
    assert.equal(await count('NoSuchMember=1'), whole);
    assert.equal((await send('/api/json/tickets?DateModified=2026-01-01')).status, 400);
    assert.equal((await send('/api/json/tickets?Name[like]=x')).status, 400);
  });

  it('a bare date means later than, and [gte] includes the instant', async () => {
    const made = await write('POST', 'tickets', { Ticket: { Name: 'Just now' } });
    assert.equal(made.status, 201);
    const digits = (date: Date) => date.toISOString().replace(/\D/g, '').slice(0, 14);
    const soon = digits(new Date(Date.now() + 3_600_000));
    const before = digits(new Date(Date.now() - 30_000));
    assert.equal(await count(`DateCreated=${soon}`), 0);
    assert.equal(await count(`DateCreated=${before}`), 1);
    assert.equal(await count(`DateCreated[bt]=${before}&DateCreated[bt]=${soon}`), 1);
    assert.equal((await send(`/api/json/tickets/${made.body.Ticket.TicketID}`, { method: 'DELETE' })).status, 200);
    assert.equal((await send(`/api/json/tickets/${made.body.Ticket.TicketID}`)).status, 404);
  });

  it('creates a ticket with its Description action and takes text and time', async () => {
    const [type] = (await json('properties/tickettypes')).TicketTypes;
    const { Customers } = await json('customers?Name[contains]=Bergmann');
    const [user] = (await json('users?Email=srivera@quillbay.example')).Users;
    const made = await write('POST', 'tickets', {
      Whatever: {
        Name: 'Made <here>',
        TicketTypeID: type.ID,
        CustomerID: Customers[0].ID,
        Severity: 'high',
        UserID: user.ID,
        Environment: 'Test',
        HoursSpent: 9,
        Nonsense: 'x',
      },
    });
    assert.equal(made.status, 201);
    const ticket = made.body.Ticket;
    assert.deepEqual(
      [
        ticket.Name,
        ticket.TicketTypeName,
        ticket.Status,
        ticket.Severity,
        ticket.UserName,
        ticket.Environment,
        ticket.HoursSpent,
        ticket.PrimaryCustomer,
      ],
      ['Made <here>', type.Name, 'New', 'High', 'Sam Rivera', 'Test', '0.000000', Customers[0].Name],
    );
    assert.deepEqual(ticket.Customers, { Customer: { CustomerID: Customers[0].ID, CustomerName: Customers[0].Name } });

    const [description, ...others] = (await json(`tickets/${ticket.TicketNumber}/actions?SystemActionTypeID=1`))
      .Actions;
    assert.deepEqual(
      [others.length, description.Name, description.Description, description.ActionType],
      [0, 'Description', '', 'Description'],
    );
    const put = await send(`/api/xml/Tickets/${ticket.TicketNumber}/Actions/${description.ID}`, {
      method: 'PUT',
      body: '<?xml version="1.0"?><Action><Description><![CDATA[<p>5 &nbsp;<b>></b></p>]]></Description></Action>',
    });
    assert.equal(put.status, 200);
    const action = await write('POST', `tickets/${ticket.TicketID}/actions`, {
      TicketAction: {
        Description: 'Tested<br>twice',
        TimeSpent: 5,
        Hours: 3,
        IsVisibleOnPortal: false,
        CreatorID: user.ID,
        DateStarted: '3/14/2026 9:30 AM',
      },
    });
    assert.equal(action.status, 201);
    assert.deepEqual(
      [
        action.body.Action.TimeSpent,
        action.body.Action.HoursSpent,
        action.body.Action.CreatorName,
        action.body.Action.IsVisibleOnPortal,
        action.body.Action.TicketName,
        action.body.Action.DateStarted,
      ],
      ['5', '0.083333', 'Sam Rivera', 'False', 'Made <here>', '3/14/2026 9:30 AM'],
    );
    const actions = (await json(`tickets/${ticket.TicketID}/actions`)).Actions;
    assert.deepEqual(
      actions.map((one: Entity) => one.Description),
      ['Tested&lt;br&gt;twice', '&lt;p&gt;5 &amp;nbsp;&lt;b&gt;&gt;&lt;/b&gt;&lt;/p&gt;'],
    );
    assert.equal((await json(`tickets/${ticket.TicketID}`)).Ticket.HoursSpent, '0.083333');
    const history = (await json(`tickets/${ticket.TicketID}/history`)).History;
    assert.ok(
      history.some(
        (entry: Entity) => entry.Description === 'A private action was added.' && entry.Actor === 'Sam Rivera',
      ),
    );
  });

  it('updates in part, takes the whole ticket back, and holds status and type together', async () => {
    const before = (await json('tickets/1042')).Ticket;
    const statuses = (await json(`properties/ticketstatuses?TicketTypeID=${before.TicketTypeID}`)).TicketStatuses;
    const closed = statuses.find(status => status.Name === 'Closed');
    const done = await write('PUT', 'tickets/1042', {
      Contact: { TicketStatusID: Number(closed?.ID), EffortDays: '2.5' },
    });
    assert.equal(done.status, 200);
    assert.deepEqual(
      [done.body.Ticket.Status, done.body.Ticket.IsClosed, done.body.Ticket.EffortDays, done.body.Ticket.Name],
      ['Closed', 'True', '2.50', before.Name],
    );
    assert.ok(done.body.Ticket.DateClosed);
    const back = await write('PUT', 'tickets/1042', { Ticket: before });
    assert.equal(back.status, 200);
    const { DateModified, ModifierID, ModifierName, ...rest } = back.body.Ticket;
    const { DateModified: _, ModifierID: by, ModifierName: __, ...same } = before;
    assert.deepEqual(rest, same);
    assert.deepEqual([ModifierID, by === ModifierID], ['-1', false]);
    assert.ok(DateModified && ModifierName === null);
    const other = (await json('properties/ticketstatuses')).TicketStatuses.find(
      (status: Entity) => status.TicketTypeID !== before.TicketTypeID,
    );
    assert.equal((await write('PUT', 'tickets/1042', { Ticket: { TicketStatusID: other?.ID } })).status, 400);
    const moved = await write('PUT', 'tickets/1042', { Ticket: { TicketTypeID: other?.TicketTypeID } });
    assert.equal(moved.body.Ticket.TicketTypeID, other?.TicketTypeID);
    assert.equal((await write('PUT', 'tickets/1042', { Ticket: { UserID: null } })).body.Ticket.UserID, null);
  });

  it('answers people, products and pick-lists', async () => {
    const contact = (await json('contacts?Email[contains]=bergmann')).Contacts[0];
    const customer = (await json(`customers/${contact.OrganizationID}`)).Customer;
    assert.equal(customer.Name, contact.Organization);
    assert.ok(
      (await json(`customers/${customer.OrganizationID}/contacts`)).Contacts.some(
        (one: Entity) => one.ID === contact.ID,
      ),
    );
    assert.equal((await json(`contacts/${contact.ID}`)).Contact.ContactID, contact.ID);
    const [product] = (await json('products')).Products;
    assert.ok((await json(`products/${product.ID}/versions?IsReleased=True`)).ProductVersions.length > 1);
    assert.equal((await json(`products/${product.ID}`)).Product.ProductID, product.ID);
    assert.equal((await json('users?organization=quillbay software')).Users.length, 12);
    assert.equal((await json('groups')).Groups.length, 6);
    assert.equal((await json('properties/ticketseverities')).TicketSeverities.length, 4);
    assert.equal((await xml('groups')).Groups.Group[0]?.GroupID, (await json('groups')).Groups[0].ID);

    const made = await write('POST', 'contacts', {
      Contacts: { Email: 'new@bergmann.example', FirstName: 'New', OrganizationID: customer.OrganizationID },
    });
    assert.equal(made.status, 201);
    const id = made.body.Contact.ContactID;
    assert.equal((await write('POST', `tickets/1050/contacts/${id}`, { Contact: { ContactID: id } })).status, 201);
    assert.ok((await json('tickets/1050/contacts')).Contacts.some((one: Entity) => one.ID === id));
    assert.equal((await send(`/api/xml/tickets/1050/contacts/${id}`, { method: 'DELETE' })).status, 200);
    assert.ok(!(await json('tickets/1050/contacts')).Contacts.some((one: Entity) => one.ID === id));
    assert.equal((await send(`/api/json/contacts/${id}`, { method: 'DELETE' })).status, 200);
    assert.equal((await send(`/api/json/contacts/${id}`)).status, 404);
    assert.equal((await write('POST', 'customers', { Customer: { Website: 'x.example' } })).status, 400);
  });

  it('gives the bytes of an attachment whatever the flavour', async () => {
    const types = new Set<string>();
    for (let number = 1001; number <= 1120; number++) {
      const [description] = (await json(`tickets/${number}/actions?SystemActionTypeID=1`)).Actions;
      const path = `tickets/${number}/actions/${description.ID}/attachments`;
      for (const file of (await json(path)).Attachments) {
        const answer = await send(`/api/xml/${path}/${file.ID}`);
        assert.equal(answer.status, 200);
        const bytes = Buffer.from(await answer.arrayBuffer());
        assert.equal(String(bytes.length), file.FileSize);
        if (file.FileType === 'image/png') assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
        else assert.match(bytes.toString(), / error [0-9a-f]+ /);
        types.add(file.FileType);
      }
    }
    assert.deepEqual([...types].sort(), ['image/png', 'text/plain; charset=utf-8']);
  });

  it('accepts its paths in many spellings and refuses what is not there', async () => {
    for (const path of [
      '/API/JSON/Tickets/1050',
      '/json/tickets/1050.json',
      '/teamsupport/api/json//tickets//1050/',
      '/api/json/tickets/1050.JSON?x=1',
    ]) {
      const answer = await send(path);
      assert.equal(((await answer.json()) as Json).Ticket.TicketNumber, '1050', path);
    }
    for (const path of [
      'tickets/99999999',
      'nothing',
      'tickets/1050/nothing',
      'properties/constructor',
      'tickets/abc',
      'users/1/2',
    ]) {
      assert.equal((await send(`/api/json/${path}`)).status, 404, path);
    }
    const refused = await send('/api/json/users', { method: 'DELETE' });
    assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'GET']);
    assert.equal((await send('/api/json/tickets', { method: 'POST', body: '{"Ticket":' })).status, 400);
    assert.equal((await send('/api/xml/tickets', { method: 'POST', body: '<Ticket>' })).status, 400);
  });

  it('answers 401 with a page and a challenge to wrong credentials', async () => {
    for (const authorization of [
      '',
      'Basic AAAA',
      'Bearer x',
      `Basic ${Buffer.from(`${desk.teamsupport.organizationId}:wrong`).toString('base64')}`,
    ]) {
      const answer = await send('/api/json/tickets', { headers: { authorization } });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm=/);
      assert.match(await answer.text(), /<h1>401/);
    }
  });

  it('answers the page of a spent quota', async () => {
    const few = await startSampleDesk(['--tickets', '5', '--quota', '2']);
    try {
      const { url, organizationId, token } = few.teamsupport;
      const ask = (password: string) =>
        fetch(`${url}/api/json/groups`, {
          headers: { authorization: `Basic ${Buffer.from(`${organizationId}:${password}`).toString('base64')}` },
        });
      assert.equal((await ask('wrong')).status, 401);
      assert.deepEqual([(await ask(token)).status, (await ask(token)).status], [200, 200]);
      const spent = await ask(token);
      assert.equal(spent.status, 403);
      assert.match(await spent.text(), /You do not have permission to view this directory or page/);
    } finally {
      await few.stop();
    }
  });
});

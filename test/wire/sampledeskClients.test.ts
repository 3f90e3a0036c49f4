import assert from 'node:assert/strict';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

type Entity = Readonly<Record<string, string | null>>;

/** What clients of others do: they quote addresses their own way, and send back what they got. */
describe('sample desk: clients of other makers', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '40']);
  });
  after(() => desk.stop());

  const authorization = () =>
    `Basic ${Buffer.from(`${desk.teamsupport.organizationId}:${desk.teamsupport.token}`).toString('base64')}`;
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${desk.teamsupport.url}${path}`, {
      method,
      headers: { authorization: authorization(), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const one = async (method: string, path: string, body?: unknown): Promise<Entity> => {
    const answer = await send(method, `/api/json/${path}`, body);
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return Object.values((await answer.json()) as Record<string, Entity>)[0] ?? {};
  };
  const many = async (path: string) => (await one('GET', path)) as unknown as readonly Entity[];
  const readydesk = async (variables: Record<string, string>) => {
    const query = new URLSearchParams({ key: desk.readydesk.key, format: 'json', ...variables });
    const body = (await (await fetch(`${desk.readydesk.url}?${query}`)).json()) as Record<string, Entity[]>;
    return Object.values(body)[0] ?? [];
  };

  describe('ReadyDesk', () => {
    it('answers at its address, at its parts, and with the usual end put behind it once more', async () => {
      const root = new URL('/', desk.readydesk.url).href.replace(/\/$/, '');
      const asked = `?${new URLSearchParams({ key: desk.readydesk.key, action: 'get_tech_groups', id: '1' })}`;
      for (const address of [
        desk.readydesk.url,
        `${desk.readydesk.url}/`,
        `${desk.readydesk.url}/API/default.aspx`,
        `${desk.readydesk.url}/API/`,
        `${root}/readydesk`,
        `${root}/readydesk/`,
        `${root}/readydesk/API`,
        `${root}/API/default.aspx`,
        `${root}/`,
        root,
      ]) {
        const body = await (await fetch(address + asked)).text();
        assert.match(body, /^<\?xml version="1.0"\?>\s*<technician_groups>\s*<group>\s*<id>1<\/id>/, address);
      }
      assert.equal((await fetch(`${root}/readydesk/nothing${asked}`)).status, 404);
      assert.match(await (await fetch(`${root}/`)).text(), /^<!DOCTYPE html>/);
    });

    it('answers HEAD without a body', async () => {
      const asked = `${desk.readydesk.url}?key=${desk.readydesk.key}&action=get_tech_groups`;
      const answer = await fetch(asked, { method: 'HEAD' });
      assert.deepEqual([answer.status, await answer.text()], [200, '']);
    });

    it('takes a date alone as the whole day on both bounds', async () => {
      const technicians = await readydesk({ action: 'get_techs', uid: '*' });
      const added = technicians[1]?.date_added ?? '';
      const day = added.split(' ')[0] ?? '';
      assert.doesNotMatch(added, / 12:00:00 AM$/);
      const onDay = await readydesk({ action: 'get_techs', uid: '*', start_date: day, end_date: day });
      assert.deepEqual(
        onDay.map(each => each.uid),
        technicians.filter(each => each.date_added?.startsWith(`${day} `)).map(each => each.uid),
      );
      const atMidnight = { start_date: day, end_date: `${day} 00:00:00` };
      assert.deepEqual(await readydesk({ action: 'get_techs', uid: '*', ...atMidnight }), []);
    });
  });

  describe('TeamSupport', () => {
    it('answers below its address without a flavour, told by suffix, headers or neither', async () => {
      const cases: [string, Record<string, string>, RegExp][] = [
        ['/tickets', {}, /json/],
        ['/api/tickets', {}, /json/],
        ['/tickets.xml', { accept: 'application/json' }, /xml/],
        ['/users.json', { accept: 'application/xml' }, /json/],
        ['/properties/tickettypes/', { accept: 'application/xml' }, /xml/],
        ['/Groups', { accept: 'application/json' }, /json/],
      ];
      for (const [path, headers, type] of cases) {
        const answer = await send('GET', path, undefined, headers);
        assert.equal(answer.status, 200, path);
        assert.match(answer.headers.get('content-type') ?? '', type, path);
      }
      const xml = { 'content-type': 'application/xml' };
      const made = await send('POST', '/tickets', '<Ticket><Name>No flavour</Name></Ticket>', xml);
      assert.equal(made.status, 201);
      assert.match(await made.text(), /<Name>No flavour<\/Name>/);
      assert.equal((await fetch(`${desk.teamsupport.url}/tickets`)).status, 401);
    });

    it('leaves an action as it is when it comes back as it was answered, in both flavours', async () => {
      const [ticket] = await many('tickets');
      const path = `tickets/${ticket?.ID}/actions`;
      const description = '<p>1 &lt; 2 &amp; "so on"</p>';
      const made = await one('POST', path, { Action: { Description: description, TimeSpent: 5 } });
      const where = `${path}/${made.ActionID}`;
      const again = await one('PUT', where, { Action: made });
      assert.equal(again.Description, made.Description);
      const xml = await (await send('GET', `/api/xml/${where}`)).text();
      assert.equal((await send('PUT', `/api/xml/${where}`, xml)).status, 200);
      assert.equal((await one('GET', where)).Description, made.Description);
      const changed = await one('PUT', where, { Action: { ...made, Description: '<b>new</b>' } });
      assert.equal(changed.Description, '&lt;b&gt;new&lt;/b&gt;');
    });

    it('deletes an action with its time, but never the Description', async () => {
      const made = await one('POST', 'tickets', { Ticket: { Name: 'Time to go' } });
      const path = `tickets/${made.TicketID}/actions`;
      const action = await one('POST', path, { Action: { Description: 'x', TimeSpent: 30 } });
      assert.equal((await one('GET', `tickets/${made.TicketID}`)).HoursSpent, '0.500000');
      assert.equal((await one('DELETE', `${path}/${action.ActionID}`)).ActionID, action.ActionID);
      assert.equal((await one('GET', `tickets/${made.TicketID}`)).HoursSpent, '0.000000');
      const [description, ...others] = await many(path);
      assert.deepEqual([description?.SystemActionTypeID, others], ['1', []]);
      assert.equal((await send('DELETE', `/api/json/${path}/${description?.ID}`)).status, 400);
    });

    it('refuses numbers that are none and a ticket as its own parent, and writes nothing', async () => {
      const [ticket] = await many('tickets');
      const path = `tickets/${ticket?.ID}`;
      const before = await many(`${path}/actions`);
      for (const TimeSpent of ['abc', 1.5, -5]) {
        const answer = await send('POST', `/api/json/${path}/actions`, { Action: { Description: 'x', TimeSpent } });
        assert.equal(answer.status, 400, String(TimeSpent));
      }
      assert.equal((await many(`${path}/actions`)).length, before.length);
      for (const members of [{ GroupID: 'x' }, { ParentID: ticket?.ID }, { ParentID: 1 }]) {
        const answer = await send('PUT', `/api/json/${path}`, { Ticket: { Name: 'never', ...members } });
        assert.equal(answer.status, 400, JSON.stringify(members));
      }
      assert.equal((await one('GET', path)).Name, ticket?.Name);
    });

    it('answers 404 to a link with nobody, and 501 to what the product has outside of this API', async () => {
      const [ticket] = await many('tickets');
      const statuses: [string, string, number][] = [
        ['POST', `tickets/${ticket?.ID}/contacts/1`, 404],
        ['POST', `tickets/${ticket?.ID}/customers/1`, 404],
        ['DELETE', `tickets/${ticket?.ID}/customers/1`, 404],
        ['GET', 'wiki', 501],
        ['GET', `tickets/${ticket?.ID}/tags`, 501],
        ['POST', `tickets/${ticket?.ID}/subscribers/1`, 501],
        ['GET', 'properties/actiontypes', 501],
        ['GET', 'zapier/customers/1/tickets', 501],
        ['GET', 'nothing', 404],
        ['GET', 'wikis', 404],
      ];
      for (const [method, path, status] of statuses) {
        assert.equal((await send(method, `/api/json/${path}`)).status, status, `${method} ${path}`);
      }
    });

    it('lists the products of a customer and the statuses of versions', async () => {
      const ticket = (await many('tickets')).find(each => each.ProductID && each.ReportedVersionID);
      const customers = ticket?.Customers as unknown as { Customer: Entity | Entity[] };
      const customer = [customers.Customer].flat()[0]?.CustomerID;
      const answer = await send('GET', `/api/json/customers/${customer}/products`);
      const { OrganizationProducts: list } = (await answer.json()) as { OrganizationProducts: Entity[] };
      const product = list.find(each => each.ProductVersionID === ticket?.ReportedVersionID);
      assert.deepEqual(
        [product?.Product, product?.VersionNumber, product?.OrganizationID],
        [ticket?.ProductName, ticket?.ReportedVersion, customer],
      );
      const statuses = await many('properties/productversionstatuses');
      assert.deepEqual(
        statuses.map(status => [status.Name, status.IsShipping]),
        [
          ['Testing', 'False'],
          ['Released', 'True'],
        ],
      );
    });
  });
});

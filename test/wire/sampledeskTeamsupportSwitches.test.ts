import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Caller } from './teamsupportCaller.ts';

interface Page {
  readonly Tickets: readonly { readonly ID: string }[];
  readonly RecordsReturned: string;
  readonly NextPage: string | null;
  readonly TotalRecords: string;
}

describe("sample desk: switches of TeamSupport's side", function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  let json: Caller;
  let xml: Caller;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '40']);
    json = new Caller(desk, 'json');
    xml = new Caller(desk, 'xml');
  });
  afterEach(() => desk.control.usual());
  after(() => desk.stop());

  const text = async (caller: Caller, path: string) => await (await caller.send('GET', path)).text();
  const page = async (query: string) => JSON.parse(await text(json, `tickets?${query}`)) as Page;

  it('an empty page is an object or a list', async () => {
    const paging = { RecordsReturned: '0', NextPage: null, TotalRecords: '55' };
    assert.deepEqual(await page('pageSize=20&pageNumber=9'), { Tickets: paging });
    await desk.control.set({ emptyPage: 'list' });
    assert.deepEqual(await page('pageSize=20&pageNumber=9'), { Tickets: [], ...paging });
    const empty =
      /<Tickets><RecordsReturned>0<\/RecordsReturned><NextPage \/><TotalRecords>55<\/TotalRecords><\/Tickets>$/;
    assert.match(await text(xml, 'tickets?pageSize=20&pageNumber=9'), empty);
  });

  it('pages may be smaller than asked for, and still lead to everything', async () => {
    await desk.control.set({ pageSizeLimit: 20 });
    const ids: string[] = [];
    const sizes: string[] = [];
    let next: string | null = 'tickets?pageSize=500&pageNumber=1';
    while (next) {
      const found: Page = await page(next.slice(next.indexOf('?') + 1));
      ids.push(...found.Tickets.map(ticket => ticket.ID));
      sizes.push(found.RecordsReturned);
      next = found.NextPage;
    }
    assert.deepEqual(sizes, ['20', '20', '15']);
    assert.equal(new Set(ids).size, 55);
    assert.equal((await json.list('tickets', 'Tickets', 'Ticket', 'TicketID')).length, 55);
  });

  it('writes and reads dates in the order and zone of the account, and filters in UTC', async () => {
    const made = await json.one('POST', 'tickets', 'Ticket', {
      Name: 'Dated',
      DueDate: '3/4/2031',
      GoLiveDate: '12/31/2031',
    });
    const path = `tickets/${made.TicketID}`;
    const started = { Description: 'x', DateStarted: '7/3/2026 11:30 PM' };
    const action = await json.one('POST', `${path}/actions`, 'Action', started);
    const digits = '20260703233000';
    await desk.control.set({ dateOrder: 'dmy', timeZone: 'Europe/Berlin' });

    const shown = await xml.one('GET', path, 'Ticket');
    assert.deepEqual([shown.DueDate, shown.GoLiveDate], ['4/3/2031', '31/12/2031']);
    const where = `${path}/actions/${action.ActionID}`;
    assert.equal((await xml.one('GET', where, 'Action')).DateStarted, '4/7/2026 1:30 AM');
    const between = `${path}/actions?DateStarted[gte]=${digits}&DateStarted[lte]=${digits}`;
    assert.equal((await json.list(between, 'Actions', 'Action', 'ActionID')).length, 1);

    const whole = await json.one('PUT', path, 'Ticket', shown);
    assert.deepEqual([whole.DueDate, whole.GoLiveDate], ['4/3/2031', '31/12/2031']);
    const winter = await json.one('PUT', where, 'Action', { DateStarted: '25/12/2026 00:15' });
    assert.equal(winter.DateStarted, '25/12/2026 12:15 AM');
    assert.equal(await json.status('PUT', path, { DueDate: '3/25/2031' }), 400);
    await desk.control.usual();
    assert.equal((await json.one('GET', where, 'Action')).DateStarted, '12/24/2026 11:15 PM');
    assert.equal((await json.one('GET', path, 'Ticket')).DueDate, '3/4/2031');
  });

  it('escapes HTML as often as told, or holds it in CDATA, and takes it back unchanged', async () => {
    const html = '<p>a &amp; b ]]> <b>"c"</b></p>';
    const once = '&lt;p&gt;a &amp;amp; b ]]&gt; &lt;b&gt;&quot;c&quot;&lt;/b&gt;&lt;/p&gt;';
    const { TicketID } = await json.one('POST', 'tickets', 'Ticket', { Name: 'Marked up' });
    const made = await xml.one('POST', `tickets/${TicketID}/actions`, 'Action', { Description: html });
    const path = `tickets/${TicketID}/actions/${made.ActionID}`;
    const wanted = [html, once, once.replaceAll('&', '&amp;')];
    for (const htmlEscapes of [0, 1, 2] as const) {
      await desk.control.set({ htmlEscapes });
      for (const caller of [json, xml]) {
        const shown = await caller.one('GET', path, 'Action');
        assert.equal(shown.Description, wanted[htmlEscapes]);
        const back = await caller.one('PUT', path, 'Action', shown);
        assert.equal(back.Description, wanted[htmlEscapes]);
      }
    }
    await desk.control.set({ cdata: true, htmlEscapes: 1 });
    assert.match(
      await text(xml, path),
      /<Description><!\[CDATA\[<p>a &amp; b \]\]\]\]><!\[CDATA\[> <b>"c"<\/b><\/p>\]\]><\/Description>/,
    );
    assert.equal((await json.one('GET', path, 'Action')).Description, once);
    await desk.control.set({ htmlEscapes: 2 });
    assert.ok((await text(xml, path)).includes(`<Description><![CDATA[${once}]]></Description>`));
  });

  it('answers what it is told to, so many times', async () => {
    const names = async () =>
      (await json.list('tickets?Name[contains]=On demand', 'Tickets', 'Ticket', 'TicketID')).length;
    const create = () => json.send('POST', 'tickets', { root: 'Ticket', members: { Name: 'On demand' } });

    await desk.control.set({ failNext: { status: 202, count: 1 } });
    const accepted = await create();
    assert.deepEqual([accepted.status, await accepted.text(), await names()], [202, '', 1]);

    for (const status of [300, 304, 429, 500, 503]) {
      await desk.control.set({ failNext: { status, count: 2, retryAfter: 7 } });
      const statuses: number[] = [];
      for (let asked = 0; asked < 2; asked++) {
        const answer = await create();
        statuses.push(answer.status);
        assert.equal(answer.headers.get('retry-after'), '7');
        assert.equal((await answer.text()) === '', status === 304);
      }
      assert.deepEqual(statuses, [status, status]);
      assert.equal(await names(), 1);
    }

    await desk.control.set({ failNext: { status: 403, count: 1 } });
    assert.match(await text(json, 'tickets'), /You do not have permission to view this directory or page/);
    await desk.control.set({ failNext: { status: 503, count: 9 } });
    const stranger = await fetch(`${desk.teamsupport.url}/api/json/tickets`);
    assert.equal(stranger.status, 401);
    await desk.control.set({ failNext: null });
    assert.equal(await json.status('GET', 'groups'), 200);
  });

  it('counts requests over a restart, and lets them through again when the quota is raised', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sampledesk-test-'));
    try {
      const args = ['--data', folder, '--tickets', '3', '--quota', '3'];
      const first = await startSampleDesk(args);
      for (let asked = 0; asked < 2; asked++) assert.equal(await new Caller(first, 'xml').status('GET', 'groups'), 200);
      await first.stop();
      const second = await startSampleDesk(args);
      try {
        const caller = new Caller(second, 'xml');
        assert.deepEqual([await caller.status('GET', 'groups'), await caller.status('GET', 'groups')], [200, 403]);
        await second.control.set({ quota: 4 });
        assert.deepEqual([await caller.status('GET', 'groups'), await caller.status('GET', 'groups')], [200, 403]);
        await second.control.set({ quota: null });
        // Without a switch it is the usual one again: none.
        assert.equal(await caller.status('GET', 'groups'), 200);
      } finally {
        await second.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

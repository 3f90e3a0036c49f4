import assert from 'node:assert/strict';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

type Record_ = Record<string, string>;

describe('sample desk: ReadyDesk’s switches', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '60']);
  });
  after(() => desk.stop());
  afterEach(() => desk.control.usual());

  const fetched = (on: SampleDesk, variables: Record_, headers: Record_ = {}) =>
    fetch(`${on.readydesk.url}?${new URLSearchParams({ key: on.readydesk.key, ...variables })}`, { headers });
  const ask = async (variables: Record_, headers: Record_ = {}) => (await fetched(desk, variables, headers)).text();
  const list = async (variables: Record_): Promise<Record_[]> =>
    Object.values(JSON.parse(await ask({ format: 'json', ...variables })) as Record<string, Record_[]>)[0] ?? [];

  it('the format when the request names none', async () => {
    const asked = { action: 'get_techs', uid: 'srivera' };
    for (const [format, shape, refused] of [
      ['json', /^\{\n\t"technicians"/, /"error" : "The API key/],
      ['url', /^id=1&uid=srivera&/, /^error=The API key/],
      ['xml', /^<\?xml/, /<error>The API key/],
    ] as const) {
      await desk.control.set({ format });
      assert.match(await ask(asked), shape);
      assert.match(await ask({ ...asked, key: 'wrong' }), refused);
      assert.match(await ask({ ...asked, format: 'xml' }), /^<\?xml/);
      assert.match(await ask(asked, { accept: 'application/json' }), /^\{/);
    }
  });

  it('defective JSON, switched while it runs', async () => {
    const asked = { action: 'get_tech_groups', format: 'json' };
    JSON.parse(await ask(asked));
    await desk.control.set({ defectiveJson: true });
    const broken = await ask(asked);
    assert.throws(() => JSON.parse(broken));
    await desk.control.set({ defectiveJson: null });
    JSON.parse(await ask(asked));
  });

  it('wrapped lines', async () => {
    const asked = { action: 'get_techs', uid: '*', format: 'url' };
    const plain = await ask(asked);
    assert.equal(plain.trimEnd().split('\n').length, 12);
    await desk.control.set({ wrappedUrl: true });
    const wrapped = await ask(asked);
    const lines = wrapped.trimEnd().split('\n');
    assert.equal(lines.length, 24);
    assert.ok(lines.every((line, at) => line.startsWith('&') === (at % 2 === 1)));
    assert.equal(wrapped.replaceAll('\n&', '&'), plain);
    assert.equal(await ask({ action: 'get_techs', count_only: 'Y', format: 'url' }), 'count=12\n');
  });

  it('errors as HTML', async () => {
    await desk.control.set({ htmlErrors: true });
    const refused = await fetched(desk, { action: 'get_<b>' });
    assert.equal(refused.status, 500);
    assert.match(refused.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await refused.text(), /<p>There is no action &quot;get_&lt;b&gt;&quot;\.<\/p>/);
    assert.equal((await fetched(desk, { action: 'get_techs', key: 'x' })).status, 401);
    assert.equal((await fetched(desk, { action: 'get_techs' })).status, 200);
  });

  it('the largest page', async () => {
    await desk.control.set({ pageSizeLimit: 7 });
    const ids = async (variables: Record_) =>
      (await list({ action: 'get_tickets', tid: '*', ...variables })).map(one => Number(one.id));
    const first = [1001, 1002, 1003, 1004, 1005, 1006, 1007];
    assert.deepEqual(await ids({}), first);
    assert.deepEqual(await ids({ count: '50' }), first);
    assert.deepEqual(
      await ids({ count: '50', page: '2' }),
      first.map(id => id + 7),
    );
    assert.deepEqual(await ids({ count: '3', page: '2' }), [1004, 1005, 1006]);
    assert.deepEqual(await list({ action: 'get_tickets', count_only: 'Y' }), [{ count: '60' }]);
  });

  it('the order and zone of dates, out and in', async () => {
    const open = async () => (await list({ action: 'get_tickets', tid: '1030' }))[0]?.open_date ?? '';
    const utc = new Date(`${await open()} UTC`);
    await desk.control.set({ dateOrder: 'dmy', timeZone: 'Asia/Kolkata' });
    const there = new Date(utc.getTime() + 5.5 * 3_600_000);
    const hours = there.getUTCHours();
    const two = (value: number) => String(value).padStart(2, '0');
    const day = `${there.getUTCDate()}/${there.getUTCMonth() + 1}/${there.getUTCFullYear()}`;
    const shown = await open();
    assert.equal(
      shown,
      `${day} ${hours % 12 || 12}:${two(there.getUTCMinutes())}:${two(there.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`,
    );
    const found = await list({ action: 'get_tickets', start_date: shown, end_date: shown });
    assert.ok(found.some(one => one.id === '1030'));
    const thatDay = await list({ action: 'get_tickets', start_date: day, end_date: day });
    assert.ok(thatDay.some(one => one.id === '1030'));
    assert.ok(thatDay.every(one => one.open_date?.startsWith(`${day} `)));
    const [item] = await list({ action: 'add_line_item', tid: '1030', date: '31/12/2025 23:00', title: 'x' });
    await desk.control.usual();
    assert.equal(
      (await list({ action: 'get_line_items', id: item?.added_line_item ?? '' }))[0]?.date,
      '12/31/2025 5:30:00 PM',
    );
  });

  it('from the command line, all of them', async () => {
    const args =
      '--tickets 12 --format url --defective-json --wrapped-url --html-errors --page-limit 4 --empty-page list --quota 9 --latency 1 --slow 1000000 --date-order dmy --time-zone Europe/Berlin --html-escapes 2 --cdata';
    const other = await startSampleDesk(args.split(' '));
    try {
      const { switches } = await other.control.state();
      assert.deepEqual(switches, {
        latency: 1,
        slow: 1_000_000,
        pageSizeLimit: 4,
        dateOrder: 'dmy',
        timeZone: 'Europe/Berlin',
        format: 'url',
        defectiveJson: true,
        wrappedUrl: true,
        htmlErrors: true,
        quota: 9,
        emptyPage: 'list',
        htmlEscapes: 2,
        cdata: true,
        dropNext: 0,
        loseNext: 0,
        writeFault: null,
        faultyWrites: 0,
        soundWrites: 0,
        faultPause: 1000,
        offline: false,
        failNext: null,
      });
      const body = await (await fetched(other, { action: 'get_techs' })).text();
      assert.equal(body.split('\n').filter(line => line.startsWith('id=')).length, 4);
      await other.control.set({ pageSizeLimit: 2 });
      await other.control.usual();
      assert.equal((await other.control.state()).switches.pageSizeLimit, 4);
    } finally {
      await other.stop();
    }
    for (const wrong of [
      '--format yaml',
      '--time-zone Nowhere',
      '--slow 0',
      '--page-limit x',
      '--empty-page',
      '--cdata=1',
    ]) {
      await assert.rejects(startSampleDesk(['--tickets', '3', ...wrong.split(' ')]), /ended with 2 /, wrong);
    }
  });
});

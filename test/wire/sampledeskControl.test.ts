import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Asks with headers that fetch would not send: Host, Origin, Cookie. */
async function raw(url: string, method = 'GET', headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  const asked = request(url, { method, headers });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += piece;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: text };
}

describe('sample desk: control page', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '30']);
  });
  after(() => desk.stop());
  beforeEach(async () => {
    await desk.control.usual();
    await desk.control.forget();
  });

  const form = 'application/x-www-form-urlencoded';
  const readydesk = (variables: Record<string, string>) =>
    fetch(`${desk.readydesk.url}?${new URLSearchParams({ key: desk.readydesk.key, ...variables })}`);
  const teamsupport = (path: string) => {
    const { organizationId, token } = desk.teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    return fetch(`${desk.teamsupport.url}/api/json/${path}`, { headers: { authorization } });
  };
  const origin = () => new URL(desk.control.url).origin;
  const latency = async () => (await desk.control.state()).switches.latency;

  describe('keeps others out', () => {
    const change = (headers: Record<string, string>, body = '{"latency":1}', type = 'application/json') =>
      raw(`${desk.control.url}/switches`, 'POST', { 'content-type': type, ...headers }, body);

    it('without the token, or with another one', async () => {
      for (const headers of [{}, { 'x-control-token': 'x' }, { 'x-control-token': `${desk.control.token}x` }]) {
        assert.equal((await change(headers as Record<string, string>)).status, 403);
      }
      assert.equal((await change({}, 'latency=1&token=wrong', form)).status, 403);
      assert.equal(await latency(), 0);
      assert.equal((await change({ 'x-control-token': desk.control.token })).status, 200);
      assert.equal(await latency(), 1);
    });

    it('pages elsewhere, even when they know the token', async () => {
      const known = { 'x-control-token': desk.control.token };
      for (const from of ['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1']) {
        assert.equal((await change({ ...known, origin: from })).status, 403, from);
        assert.equal((await change({ origin: from }, `latency=1&token=${desk.control.token}`, form)).status, 403, from);
      }
      assert.equal((await change({ ...known, 'sec-fetch-site': 'cross-site' })).status, 403);
      assert.equal((await change({ ...known, 'sec-fetch-site': 'same-site' })).status, 403);
      assert.equal(await latency(), 0);
      assert.equal((await change({ ...known, origin: origin() })).status, 200);
    });

    it('other names of this machine', async () => {
      for (const path of ['', '/state', '/switches']) {
        const method = path === '/switches' ? 'POST' : 'GET';
        const headers = {
          host: 'evil.example',
          'x-control-token': desk.control.token,
          'content-type': 'application/json',
        };
        assert.equal((await raw(desk.control.url + path, method, headers)).status, 403);
      }
    });

    it('a cookie without an origin, and with one of elsewhere', async () => {
      const entered = await raw(
        `${desk.control.url}/unlock`,
        'POST',
        { 'content-type': form, origin: origin() },
        `token=${desk.control.token}`,
      );
      assert.equal(entered.status, 303);
      const [set = ''] = entered.headers['set-cookie'] ?? [];
      assert.match(set, /; HttpOnly; SameSite=Strict; Path=\/control$/);
      const cookie = set.split(';')[0] ?? '';
      assert.ok(!cookie.includes(desk.control.token));
      assert.equal((await change({ cookie }, 'latency=1', form)).status, 403);
      assert.equal((await change({ cookie, origin: 'http://evil.example' }, 'latency=1', form)).status, 403);
      assert.equal((await change({ cookie: `${cookie}x`, origin: origin() }, 'latency=1', form)).status, 403);
      assert.equal(await latency(), 0);
      assert.equal((await change({ cookie, origin: origin() }, 'latency=1', form)).status, 303);
      assert.equal(await latency(), 1);
    });

    it('changes by GET, other bodies and unknown changes', async () => {
      const known = { 'x-control-token': desk.control.token };
      assert.equal((await raw(`${desk.control.url}/switches?latency=1`, 'GET', known)).status, 405);
      assert.equal((await change(known, 'latency=1', 'text/plain')).status, 415);
      assert.equal((await raw(`${desk.control.url}/toString`, 'POST', known)).status, 404);
      assert.equal((await raw(desk.control.url, 'OPTIONS', { origin: 'http://evil.example' })).status, 405);
      assert.equal(await latency(), 0);
    });
  });

  it('shows no secret, runs nothing and sends its forms nowhere else', async () => {
    await (await readydesk({ action: 'add_customer', cid: 'with.secret', pass: 'hunter2-xyz' })).text();
    await (await teamsupport('tickets?pageSize=1&pageNumber=1')).text();
    await (await fetch(`${desk.teamsupport.url}/api/json/${desk.teamsupport.token}?x=${desk.readydesk.key}`)).text();
    const page = await raw(desk.control.url);
    assert.equal(page.status, 200);
    assert.match(
      String(page.headers['content-security-policy']),
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    assert.doesNotMatch(page.body, /<script|javascript:| on\w+=/i);
    const state = await raw(`${desk.control.url}/state`);
    for (const secret of [desk.readydesk.key, desk.teamsupport.token, desk.control.token, 'hunter2-xyz']) {
      assert.ok(!page.body.includes(secret));
      assert.ok(!state.body.includes(secret));
      assert.ok(!JSON.stringify([page.headers, state.headers]).includes(secret));
    }
    assert.equal(state.headers['access-control-allow-origin'], undefined);
    assert.match(page.body, /action=add_customer&amp;cid=with\.secret&amp;pass=…/);
  });

  it('tells what it holds, with the newest tickets and their pages', async () => {
    const { holds } = await desk.control.state();
    assert.equal(holds.readydesk.counts.tickets, 30);
    assert.equal(holds.readydesk.newest[0]?.number, 1030);
    const page = await (await fetch(desk.control.url)).text();
    for (const system of ['readydesk', 'teamsupport'] as const) {
      const { newest } = holds[system];
      assert.equal(newest.length, 10);
      assert.ok(page.includes(`href="${newest[0]?.page}"`));
      assert.equal((await fetch(origin() + newest[0]?.page)).status, 200);
    }
  });

  it('tells what it was asked: system, action, status, time and bytes', async () => {
    const body = await (await readydesk({ action: 'get_techs', uid: '*' })).text();
    await (await readydesk({ action: 'get_techs', key: 'wrong' })).text();
    await (await teamsupport('users')).text();
    const requests = await desk.control.requests();
    assert.deepEqual(
      requests.map(({ system, method, action, status }) => [system, method, action, status]),
      [
        ['readydesk', 'GET', 'get_techs', 200],
        ['readydesk', 'GET', 'get_techs', 401],
        ['teamsupport', 'GET', undefined, 200],
      ],
    );
    assert.equal(requests[0]?.bytes, Buffer.byteLength(body));
    assert.equal(requests[0]?.address, '/readydesk/API/default.aspx?key=…&action=get_techs&uid=*');
    assert.ok((requests[0]?.ms ?? -1) >= 0);
    await desk.control.forget();
    assert.deepEqual(await desk.control.requests(), []);
  });

  it('keeps the last three hundred requests', async () => {
    for (let at = 0; at < 310; at++) await (await fetch(`${origin()}/nothing/${at}`)).arrayBuffer();
    const requests = await desk.control.requests();
    assert.equal(requests.length, 300);
    assert.equal(requests.at(-1)?.address, '/nothing/309');
  });

  it('keeps little of what anybody sends, and no part of a secret', async () => {
    const { key } = desk.readydesk;
    const long = `${'n'.repeat(75)}${key}`;
    const body = new URLSearchParams([
      [long, 'x'],
      ['uid', long],
      ...Array.from({ length: 5_000 }, (_, at) => [`v${at}`, long]),
    ]);
    await (await fetch(desk.readydesk.url, { method: 'POST', body })).arrayBuffer();
    await (await fetch(`${origin()}/${'p'.repeat(10_000)}`)).arrayBuffer();
    for (const { address } of await desk.control.requests()) {
      assert.ok(address.length <= 2_001, String(address.length));
      assert.ok(!address.includes(key.slice(0, 5)), address);
    }
  });

  it('refuses values that a switch does not take, and changes nothing then', async () => {
    for (const wrong of [
      { latency: -1 },
      { latency: 'soon' },
      { format: 'yaml' },
      { timeZone: 'Mars/Olympus' },
      { offline: 'maybe' },
      { slow: 0 },
      { failNext: { status: 99 } },
      { failNext: { count: 2 } },
      { nothing: 1 },
    ]) {
      await assert.rejects(desk.control.set({ wrappedUrl: true, ...wrong } as never), /does not switches: \{"error":/);
    }
    const bad = await raw(
      `${desk.control.url}/switches`,
      'POST',
      { 'content-type': 'application/json', 'x-control-token': desk.control.token },
      '[1',
    );
    assert.equal(bad.status, 400);
    assert.equal((await desk.control.state()).switches.wrappedUrl, false);
  });

  it('fails the next requests of either system with a status', async () => {
    await desk.control.set({ failNext: { status: 503, count: 2, retryAfter: 7 } });
    const failed = await readydesk({ action: 'get_techs' });
    assert.deepEqual([failed.status, failed.headers.get('retry-after')], [503, '7']);
    assert.equal((await teamsupport('users')).status, 503);
    assert.equal((await readydesk({ action: 'get_techs' })).status, 200);
    assert.equal((await desk.control.state()).switches.failNext, null);
  });

  it('cuts connections: the next ones, or all while it is offline', async () => {
    await desk.control.set({ dropNext: 1 });
    await assert.rejects(readydesk({ action: 'add_company', name: 'Never Made', address: 'x' }));
    assert.match(
      await (await readydesk({ action: 'get_companies', name: 'Never Made' })).text(),
      /<companies>\n<\/companies>/,
    );
    await desk.control.set({ offline: true });
    await assert.rejects(readydesk({ action: 'get_techs' }));
    await assert.rejects(teamsupport('users'));
    assert.equal((await desk.control.requests()).at(-1)?.status, 0);
    await desk.control.set({ offline: null });
    assert.equal((await teamsupport('users')).status, 200);
  });

  it('loses the answer of a write that was carried out', async () => {
    await desk.control.set({ loseNext: 1 });
    await assert.rejects(readydesk({ action: 'add_company', name: 'Made All The Same', address: 'x' }));
    const found = await (await readydesk({ action: 'get_companies', name: 'Made All The Same' })).text();
    assert.match(found, /<name>Made\+All\+The\+Same<\/name>/);
  });

  it('waits, and lets answers trickle', async () => {
    const timed = async () => {
      const before = performance.now();
      const body = await (await readydesk({ action: 'get_techs', uid: 'srivera' })).text();
      return { ms: performance.now() - before, body };
    };
    const { body } = await timed();
    await desk.control.set({ latency: 120 });
    assert.ok((await timed()).ms >= 115);
    await desk.control.set({ latency: 0, slow: Buffer.byteLength(body) * 4 });
    const slow = await timed();
    assert.equal(slow.body, body);
    assert.ok(slow.ms >= 200, String(slow.ms));
  });

  it('makes all data anew and keeps the credentials', async () => {
    await (await readydesk({ action: 'add_company', name: 'Gone Soon', address: 'x' })).text();
    await (await readydesk({ action: 'update_ticket', tid: '1005', subject: 'Changed' })).text();
    const subject = async () =>
      /<subject>(.*)<\/subject>/.exec(await (await readydesk({ action: 'get_tickets', tid: '1005' })).text())?.[1];
    assert.equal(await subject(), 'Changed');
    await desk.control.reset();
    assert.match(
      await (await readydesk({ action: 'get_companies', name: 'Gone Soon' })).text(),
      /<companies>\n<\/companies>/,
    );
    assert.notEqual(await subject(), 'Changed');
    assert.equal((await desk.control.state()).holds.readydesk.counts.tickets, 30);
    assert.match(await (await teamsupport('users')).text(), /Rivera/);
  });

  it('takes the form of its page: boxes, choices, failures', async () => {
    const send = (body: string, path = 'switches') =>
      raw(`${desk.control.url}/${path}`, 'POST', { 'content-type': form }, `token=${desk.control.token}&${body}`);
    assert.equal((await send('latency=3&format=url&wrappedUrl=on&failCount=1&failStatus=500')).status, 303);
    const { switches } = await desk.control.state();
    assert.deepEqual(
      [switches.latency, switches.format, switches.wrappedUrl, switches.cdata, switches.failNext],
      [3, 'url', true, false, { status: 500, count: 1 }],
    );
    const wrong = await send('latency=%3Cb%3E');
    assert.equal(wrong.status, 400);
    assert.match(wrong.body, /role="alert">latency takes a whole number up to 60000, not &quot;&lt;b&gt;&quot;/);
    assert.equal((await send('', 'usual')).status, 303);
    assert.equal((await desk.control.state()).switches.failNext, null);
  });
});

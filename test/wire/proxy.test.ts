import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { defaultNetwork, type NetworkSettings, type RequestEntry } from '../../src/model/network.ts';
import { HttpClient, type HttpOptions } from '../../src/wire/http.ts';
import { fetchImage } from '../../src/wire/image.ts';
import { failureFrom } from './localServer.ts';
import { type ProxyOptions, startProxy, type TestProxy } from './proxyServer.ts';
import { type Authority, makeAuthority, startWebServer, type WebServer } from './tlsServer.ts';

const HOST = 'help.example.test';
const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap(name => [name, name.toUpperCase()]);

describe('wire: proxies', function () {
  this.timeout(30_000);
  const authority: Authority = makeAuthority('Deskside Test Authority');
  const clients: HttpClient[] = [];
  const proxies: TestProxy[] = [];
  const environment = { ...process.env };
  let secure: WebServer;
  let plain: WebServer;
  let folder: string;
  let caFile: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskside-proxy-'));
    caFile = join(folder, 'ca.pem');
    await writeFile(caFile, authority.pem);
    const answer = (request: { url?: string | undefined; headers: object }, response: { end(text: string): void }) =>
      response.end(`${request.url} ${JSON.stringify(request.headers)}`);
    secure = await startWebServer(answer, authority.issue({ names: [HOST, 'localhost', '127.0.0.1'] }));
    plain = await startWebServer(answer);
    for (const name of variables) delete process.env[name];
  });

  afterEach(async () => {
    for (const each of clients.splice(0)) await each.close();
    for (const each of proxies.splice(0)) await each.stop();
    for (const name of variables) delete process.env[name];
  });

  after(async () => {
    Object.assign(process.env, environment);
    await secure.stop();
    await plain.stop();
    await rm(folder, { recursive: true });
  });

  async function proxy(options: Partial<ProxyOptions> = {}): Promise<TestProxy> {
    const made = await startProxy({ hosts: { [`${HOST}:443`]: secure.port, [`${HOST}:80`]: plain.port }, ...options });
    proxies.push(made);
    return made;
  }

  function client(network: Partial<NetworkSettings>, origin = `https://${HOST}`, more: Partial<HttpOptions> = {}) {
    const all = { ...defaultNetwork, caFile, ...network };
    const made = new HttpClient({ origin: new URL(origin), secrets: [], network: all, ...more });
    clients.push(made);
    return made;
  }

  const get = (http: HttpClient, url = `https://${HOST}/x?y=1`, signal?: AbortSignal) =>
    http.send({ method: 'GET', url: new URL(url), writes: false }, signal);

  const text = async (answer: ReturnType<typeof get>) => Buffer.from((await answer).body).toString();

  it('tunnel what is encrypted, and keep the tunnel', async () => {
    const one = await proxy();
    const http = client({ proxy: `http://127.0.0.1:${one.port}` });
    const before = secure.connections();
    for (let time = 0; time < 3; time++) assert.match(await text(get(http)), /^\/x\?y=1/);
    assert.deepEqual(one.asked, [`CONNECT ${HOST}:443`]);
    assert.equal(secure.connections() - before, 1);
  });

  it('pass on what is not encrypted, and never see the desk’s headers as theirs', async () => {
    const one = await proxy({ authorization: `Basic ${Buffer.from('me:p@ss/w').toString('base64')}` });
    const http = client({ proxy: `http://me:p%40ss%2Fw@127.0.0.1:${one.port}` }, `http://${HOST}`);
    const seen = await text(get(http, `http://${HOST}/x?y=1`));
    assert.match(seen, /^\/x\?y=1/);
    assert.ok(!seen.includes('proxy-authorization'));
    assert.deepEqual(one.asked, [`GET http://${HOST}/x?y=1`]);
  });

  it('get the user and password of their address, or the whole header of the setting instead', async () => {
    const basic = `Basic ${Buffer.from('me:p@ss/w').toString('base64')}`;
    const one = await proxy({ authorization: basic });
    assert.match(await text(get(client({ proxy: `http://me:p%40ss%2Fw@127.0.0.1:${one.port}` }))), /^\/x/);
    const other = await proxy({ authorization: 'Bearer abc-def' });
    const network = { proxy: `http://me:other@127.0.0.1:${other.port}`, proxyAuthorization: 'Bearer abc-def' };
    const seen = await text(get(client(network)));
    assert.match(seen, /^\/x/);
    assert.ok(!/proxy-|authorization/.test(seen), 'the desk sees nothing of the sign-in at the proxy');
    assert.deepEqual([...one.authorizations, ...other.authorizations], [basic, 'Bearer abc-def']);
  });

  it('are spoken to over https, with the same certificates', async () => {
    const one = await proxy({ credentials: authority.issue({ names: ['localhost'] }) });
    assert.match(await text(get(client({ proxy: `https://localhost:${one.port}` }))), /^\/x/);
    const plainHttp = client({ proxy: `https://localhost:${one.port}` }, `http://${HOST}`);
    assert.match(await text(get(plainHttp, `http://${HOST}/x`)), /^\/x/);
    const { caFile: _, ...unknown } = { ...defaultNetwork, proxy: `https://localhost:${one.port}` };
    const wary = new HttpClient({ origin: new URL(`https://${HOST}`), secrets: [], network: unknown });
    clients.push(wary);
    const failure = await failureFrom(get(wary));
    assert.equal(failure.reason, 'unreachable');
    assert.match(failure.detail ?? '', /^the proxy localhost:\d+ could not be reached: certificate problem/);
    const lax = new HttpClient({
      origin: new URL(`https://${HOST}`),
      secrets: [],
      network: { ...unknown, strictSsl: false },
    });
    clients.push(lax);
    assert.match(await text(get(lax)), /^\/x/);
  });

  it('that want a sign-in are told from desks that do, are asked once, and nothing secret is told', async () => {
    for (const origin of [`https://${HOST}`, `http://${HOST}`]) {
      const one = await proxy({ authorization: 'Basic right' });
      const entries: RequestEntry[] = [];
      const onRequest = (entry: RequestEntry) => entries.push(entry);
      const asks = await failureFrom(
        get(client({ proxy: `http://127.0.0.1:${one.port}` }, origin, { onRequest }), `${origin}/`),
      );
      assert.equal(asks.reason, 'unreachable');
      assert.equal(asks.notSent, true);
      assert.match(asks.detail ?? '', new RegExp(`^the proxy 127.0.0.1:${one.port} asks for a sign-in \\(407`));
      assert.equal(one.asked.length, 1);
      const network = { proxy: `http://me:wr0ng-pass@127.0.0.1:${one.port}`, proxyAuthorization: 'Basic wr0ng-header' };
      const refused = await failureFrom(get(client(network, origin, { onRequest }), `${origin}/`));
      assert.match(refused.detail ?? '', /refused the sign-in that is set \(407/);
      assert.ok(!/wr0ng/.test(JSON.stringify([asks, refused, entries])));
      assert.equal(entries.length, 2);
    }
  });

  it('name the kinds of sign-in that they take', async () => {
    const one = await proxy({ authorization: 'Basic right' });
    const failure = await failureFrom(get(client({ proxy: `http://127.0.0.1:${one.port}` })));
    assert.match(failure.detail ?? '', /\(407, Negotiate\/Basic\)$/);
  });

  it('redact their secrets in whatever is told', async () => {
    const network = { proxy: 'http://me:p%40ss-w0rd@127.0.0.1:9', proxyAuthorization: 'Basic c2VjcmV0LWhlYWRlcg==' };
    const told = client(network).error(
      'serverError',
      'p@ss-w0rd p%40ss-w0rd c2VjcmV0LWhlYWRlcg== secret-header http://me:p@ss-w0rd@127.0.0.1:9/',
    );
    assert.ok(!/p@ss|p%40ss|c2Vj|w0rd/.test(told.failure.detail ?? ''), told.failure.detail);
  });

  it('that are down, silent or in trouble are named, and reads are tried again where that may help', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as { port: number };
    gone.close();
    await once(gone, 'close');
    for (const origin of [`https://${HOST}`, `http://${HOST}`]) {
      const entries: RequestEntry[] = [];
      const http = client({ proxy: `http://127.0.0.1:${port}` }, origin, { onRequest: entry => entries.push(entry) });
      const failure = await failureFrom(get(http, `${origin}/`));
      assert.match(failure.detail ?? '', /^the proxy 127.0.0.1:\d+ could not be reached: the connection was refused/);
      assert.equal(failure.notSent, true);
      assert.deepEqual(
        entries.map(entry => entry.attempt),
        [1, 2, 3],
      );
    }
    const busy = await proxy({ status: 503 });
    const failure = await failureFrom(get(client({ proxy: `http://127.0.0.1:${busy.port}` })));
    assert.match(failure.detail ?? '', /did not let the request through \(503\)/);
    assert.equal(busy.asked.length, 3);
    const forbids = await proxy({ status: 403 });
    const forbidden = await failureFrom(get(client({ proxy: `http://127.0.0.1:${forbids.port}` })));
    assert.match(forbidden.detail ?? '', /did not let the request through \(403\)/);
    assert.equal(forbids.asked.length, 1);
    const silent = await proxy({ silent: true });
    const giveUp = new AbortController();
    const waiting = failureFrom(get(client({ proxy: `http://127.0.0.1:${silent.port}` }), undefined, giveUp.signal));
    while (silent.asked.length === 0) await new Promise(setImmediate);
    giveUp.abort();
    assert.equal((await waiting).reason, 'cancelled');
  });

  it('a write goes again only when the proxy has not let it through', async () => {
    const busy = await proxy({ status: 503 });
    const http = client({ proxy: `http://127.0.0.1:${busy.port}` });
    const url = new URL(`https://${HOST}/`);
    const failure = await failureFrom(http.send({ method: 'POST', url, body: 'x', writes: true }));
    assert.equal(failure.notSent, true);
    assert.equal(busy.asked.length, 3);
    // Unencrypted, the proxy has got the request: its 503 may be the desk's own.
    const open = client({ proxy: `http://127.0.0.1:${busy.port}` }, `http://${HOST}`);
    const answer = await open.send({ method: 'POST', url: new URL(`http://${HOST}/`), body: 'x', writes: true });
    assert.equal(answer.status, 503);
    assert.equal(busy.asked.length, 4);
  });

  it('come from the environment where none is set, and lose to the setting', async () => {
    const one = await proxy();
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY', 'all_proxy']) {
      process.env[name] = `127.0.0.1:${one.port}`;
      assert.match(await text(get(client({}))), /^\/x/, name);
      delete process.env[name];
    }
    assert.equal(one.asked.length, 5);
    process.env.HTTPS_PROXY = 'http://127.0.0.1:9';
    assert.match(await text(get(client({ proxy: `http://127.0.0.1:${one.port}` }))), /^\/x/);
    assert.equal(one.asked.length, 6);
  });

  it('are left aside for this machine, for the exceptions, and when they are switched off', async () => {
    const dead = { proxy: 'http://127.0.0.1:9' };
    for (const host of ['localhost', '127.0.0.1']) {
      assert.match(
        await text(get(client(dead, `https://${host}:${secure.port}`), `https://${host}:${secure.port}/x`)),
        /^\/x/,
      );
    }
    // What is asked directly has a name that nobody knows.
    for (const network of [
      { ...dead, noProxy: ['.example.test'] },
      { ...dead, useProxy: false },
    ]) {
      assert.match((await failureFrom(get(client(network)))).detail ?? '', /^the host name (?!.*proxy)/);
    }
    process.env.NO_PROXY = HOST;
    assert.match((await failureFrom(get(client(dead)))).detail ?? '', /^the host name/);
  });

  it('carry images too', async () => {
    const one = await proxy();
    const network = { ...defaultNetwork, caFile, proxy: `http://127.0.0.1:${one.port}` };
    const failure = await failureFrom(fetchImage(`https://${HOST}/a.png`, 'https://other.test', network));
    assert.equal(failure.detail, 'not an image (no type)');
    assert.deepEqual(one.asked, [`CONNECT ${HOST}:443`]);
  });
});

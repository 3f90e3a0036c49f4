import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { defaultNetwork, type NetworkSettings } from '../../src/model/network.ts';
import { HttpClient } from '../../src/wire/http.ts';
import { examineNetwork } from '../../src/wire/networkFacts.ts';
import { failureFrom } from './localServer.ts';
import { startProxy, type TestProxy } from './proxyServer.ts';
import { makeAuthority, startWebServer, type WebServer } from './tlsServer.ts';

const HOST = 'help.example.test';

describe('wire: certificates', function () {
  this.timeout(30_000);
  const authority = makeAuthority('Deskside Test Authority');
  const other = makeAuthority('Another Authority');
  const good = authority.issue({ names: [HOST, 'localhost', '127.0.0.1'] });
  const asked: string[] = [];
  const servers: WebServer[] = [];
  const clients: HttpClient[] = [];
  const proxies: TestProxy[] = [];
  let folder: string;
  let caFile: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskside-ca-'));
    caFile = join(folder, 'company.pem');
    await writeFile(caFile, `Our authorities\n${other.pem}\r\n# and\n${authority.pem}`);
  });

  afterEach(async () => {
    asked.length = 0;
    for (const each of clients.splice(0)) await each.close();
    for (const each of proxies.splice(0)) await each.stop();
    for (const each of servers.splice(0)) await each.stop();
  });

  after(() => rm(folder, { recursive: true }));

  async function serve(credentials = good): Promise<WebServer> {
    const server = await startWebServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('here');
    }, credentials);
    servers.push(server);
    return server;
  }

  function send(url: string, network: Partial<NetworkSettings>, kept?: HttpClient) {
    const made =
      kept ?? new HttpClient({ origin: new URL(url), secrets: [], network: { ...defaultNetwork, ...network } });
    clients.push(made);
    return made.send({ method: 'GET', url: new URL(url), writes: false });
  }

  it('of unknown authorities are refused before anything is sent, unless a file or the setting says otherwise', async () => {
    const url = `https://localhost:${(await serve()).port}/`;
    const failure = await failureFrom(send(url, {}));
    assert.equal(failure.reason, 'unreachable');
    assert.match(failure.detail ?? '', /^certificate problem: its authority is not trusted/);
    assert.equal(failure.notSent, true);
    assert.deepEqual(asked, []);
    assert.equal((await send(url, { caFile })).status, 200);
    assert.equal((await send(url, { caFile, useSystemCertificates: false })).status, 200);
    assert.equal((await send(url, { strictSsl: false })).status, 200);
  });

  it('for other names, and old ones, are refused however well known the authority is', async () => {
    const elsewhere = await serve(authority.issue({ names: ['elsewhere.example.test'] }));
    const old = await serve(authority.issue({ names: ['localhost'], validDays: -2 }));
    for (const [server, words] of [
      [elsewhere, /made for another host name/],
      [old, /has expired/],
    ] as const) {
      const url = `https://localhost:${server.port}/`;
      assert.match((await failureFrom(send(url, { caFile }))).detail ?? '', words);
      const { tls } = await examineNetwork(url, { ...defaultNetwork, caFile });
      assert.equal(tls?.trusted, false);
      assert.match(tls?.failure?.detail ?? '', words);
      assert.equal(tls?.chain.length, 2);
    }
    assert.deepEqual(asked, []);
  });

  it('in a file that cannot be used end in a failure that names the file, and nothing that is in it', async () => {
    const url = `https://localhost:${(await serve()).port}/`;
    const content: Record<string, string> = {
      'empty.pem': '',
      'key.pem': good.key,
      'broken.pem': `${authority.pem}${authority.pem.replace(/[A-Za-z0-9]{60}/, 'secret-ish')}`,
      'cut.pem': authority.pem.slice(0, 300),
    };
    for (const [name, text] of Object.entries(content)) await writeFile(join(folder, name), text);
    await mkdir(join(folder, 'folder.pem'));
    for (const name of [...Object.keys(content), 'folder.pem', 'none.pem']) {
      const file = join(folder, name);
      const failure = await failureFrom(send(url, { caFile: file }));
      assert.equal(failure.reason, 'badInput', name);
      assert.ok(failure.detail?.includes(file), failure.detail);
      assert.ok(!/secret-ish|BEGIN|MII/.test(JSON.stringify(failure)), name);
      const facts = await examineNetwork(url, { ...defaultNetwork, caFile: file });
      assert.deepEqual(facts.extraAuthorities, {
        file,
        count: 0,
        failure: { reason: 'badInput', detail: failure.detail },
      });
      assert.equal(facts.tls?.trusted, false);
    }
    assert.equal((await failureFrom(send(url, { caFile: 'relative.pem' }))).reason, 'badInput');
    assert.deepEqual(asked, []);
  });

  it('are read again when the file has changed, by a client that is in use', async () => {
    const url = `https://localhost:${(await serve()).port}/`;
    const file = join(folder, 'changing.pem');
    await writeFile(file, other.pem);
    const kept = new HttpClient({ origin: new URL(url), secrets: [], network: { ...defaultNetwork, caFile: file } });
    assert.match((await failureFrom(send(url, {}, kept))).detail ?? '', /not trusted/);
    await writeFile(file, authority.pem + other.pem);
    assert.equal((await send(url, {}, kept)).status, 200);
    await rm(file);
    assert.equal((await failureFrom(send(url, {}, kept))).reason, 'badInput');
    await writeFile(file, `${other.pem}\n`);
    assert.match((await failureFrom(send(url, {}, kept))).detail ?? '', /not trusted/);
  });

  it('are told with their whole chain, directly', async () => {
    const server = await serve();
    const facts = await examineNetwork(`https://localhost:${server.port}/api?key=x`, { ...defaultNetwork, caFile });
    const { dns, tls, ...rest } = facts;
    assert.deepEqual(rest, {
      host: 'localhost',
      port: server.port,
      encrypted: true,
      loopback: true,
      proxyBypassed: false,
      extraAuthorities: { file: caFile, count: 2 },
    });
    assert.ok(dns?.addresses.includes('127.0.0.1') && dns.milliseconds >= 0);
    assert.equal(tls?.protocol, 'TLSv1.3');
    assert.equal(tls?.trusted, true);
    assert.equal(tls?.unchecked, false);
    assert.equal(tls?.failure, undefined);
    assert.deepEqual(
      tls?.chain.map(each => [each.subject, each.issuer]),
      [
        [`CN=${HOST}`, 'CN=Deskside Test Authority'],
        ['CN=Deskside Test Authority', 'CN=Deskside Test Authority'],
      ],
    );
    assert.equal(tls?.chain[1]?.fingerprint, authority.fingerprint);
    assert.ok(Date.parse(tls?.chain[0]?.validTo ?? '') > Date.now());
    assert.deepEqual(asked, [], 'nothing was asked of the desk');

    const lax = await examineNetwork(`https://localhost:${server.port}`, { ...defaultNetwork, strictSsl: false });
    assert.equal(lax.tls?.trusted, false);
    assert.equal(lax.tls?.unchecked, true);
    assert.match(lax.tls?.failure?.detail ?? '', /not trusted/);
    const plain = await examineNetwork(`http://127.0.0.1:${server.port}`, defaultNetwork);
    assert.equal(plain.tls, undefined);
    assert.deepEqual(plain.dns, { addresses: ['127.0.0.1'], milliseconds: 0 });
  });

  it('are told through a proxy, which looks up the name itself', async () => {
    const server = await serve();
    const hosts = { [`${HOST}:443`]: server.port };
    const proxy = await startProxy({ hosts, authorization: `Basic ${Buffer.from('me:pw-123').toString('base64')}` });
    proxies.push(proxy);
    const address = `http://127.0.0.1:${proxy.port}`;
    const network = { ...defaultNetwork, caFile, proxy: `http://me:pw-123@127.0.0.1:${proxy.port}` };
    const facts = await examineNetwork(`https://${HOST}`, network);
    assert.equal(facts.dns, undefined);
    assert.deepEqual(facts.proxy, { address, from: 'settings', authorized: true });
    assert.equal(facts.tls?.trusted, true);
    assert.deepEqual(proxy.asked, [`CONNECT ${HOST}:443`]);
    assert.deepEqual(asked, []);
    assert.ok(!JSON.stringify(facts).includes('pw-123'));

    const encrypted = await startProxy({ hosts, credentials: authority.issue({ names: ['localhost'] }) });
    proxies.push(encrypted);
    const byTls = await examineNetwork(`https://${HOST}`, { ...network, proxy: `https://localhost:${encrypted.port}` });
    assert.deepEqual([byTls.proxy?.failure, byTls.tls?.trusted], [undefined, true]);
    const wary = { ...defaultNetwork, proxy: `https://localhost:${encrypted.port}` };
    const untrusted = await examineNetwork(`https://${HOST}`, wary);
    assert.match(untrusted.proxy?.failure?.detail ?? '', /^the proxy localhost:\d+ could not be reached: certificate/);
    const refused = await examineNetwork(`https://${HOST}`, { ...network, proxy: address });
    assert.match(refused.proxy?.failure?.detail ?? '', /asks for a sign-in \(407/);
    assert.equal(refused.tls, undefined);
    const past = await examineNetwork(`https://localhost:${server.port}`, network);
    assert.equal(past.proxyBypassed, true);
    assert.equal(past.proxy, undefined);
    const odd = await examineNetwork(`https://${HOST}`, { ...network, proxy: 'socks5://me:pw-123@127.0.0.1:9' });
    assert.match(odd.proxy?.failure?.detail ?? '', /"socks5"; only http and https/);
    assert.ok(!JSON.stringify(odd).includes('pw-123'));
  });

  it('that never come, and names that nobody knows, are told in words; a check-up can be given up', async () => {
    const unknown = await examineNetwork('https://nobody.invalid', defaultNetwork);
    assert.match(unknown.dns?.failure?.detail ?? '', /host name/);
    assert.equal(unknown.tls, undefined);
    const silent = createServer(socket => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const giveUp = new AbortController();
    const waiting = failureFrom(examineNetwork(`https://127.0.0.1:${port}`, defaultNetwork, giveUp.signal));
    await once(silent, 'connection');
    giveUp.abort();
    assert.deepEqual(await waiting, { reason: 'cancelled' });
    silent.close();
    const closing = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
    await once(closing, 'listening');
    const { port: shut } = closing.address() as { port: number };
    const facts = await examineNetwork(`https://127.0.0.1:${shut}`, defaultNetwork);
    assert.match(facts.tls?.failure?.detail ?? '', /the connection was cut/);
    closing.close();
  });
});

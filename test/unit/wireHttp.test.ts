import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { isLoopback, originOf } from '../../src/model/address.ts';
import { DeskError } from '../../src/model/errors.ts';
import { parseAddress, requireEncryption } from '../../src/wire/address.ts';
import { networkReport, networkWords, reasonOfStatus, retryAfter } from '../../src/wire/failures.ts';
import { HttpClient, type HttpOptions } from '../../src/wire/http.ts';
import { failureFrom, type LocalServer, startLocalServer } from '../wire/localServer.ts';

const SECRET = 'k3y-with/odd+signs';
const opened: { close(): Promise<void> }[] = [];
const servers: LocalServer[] = [];

async function serve(...args: Parameters<typeof startLocalServer>): Promise<LocalServer> {
  const server = await startLocalServer(...args);
  servers.push(server);
  return server;
}

function client(url: string, more: Partial<HttpOptions> = {}): HttpClient {
  const made = new HttpClient({ origin: new URL(url), secrets: [SECRET], ...more });
  opened.push(made);
  return made;
}

const get = (url: string) => ({ method: 'GET', url: new URL(url), writes: false }) as const;

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  for (const each of servers.splice(0)) await each.stop();
});

describe('wire: addresses', function () {
  this.timeout(30_000);

  it('completes what is left out, and drops what must not stay', () => {
    const cases: [string, string][] = [
      ['help.example.com', 'https://help.example.com/'],
      ['help.example.com:8443/desk', 'https://help.example.com:8443/desk'],
      ['localhost:8080/x', 'http://localhost:8080/x'],
      ['127.0.0.1', 'http://127.0.0.1/'],
      [' https://u:p@h/x?key=1#y ', 'https://h/x'],
      ['HTTP://H/', 'http://h/'],
    ];
    for (const [text, address] of cases) assert.equal(parseAddress(text).href, address);
    for (const text of ['', 'ftp://x', 'http://', 'a b', 'javascript:alert(1)', 'https://[x']) {
      assert.throws(
        () => parseAddress(text),
        (e: unknown) => e instanceof DeskError && e.failure.reason === 'badInput',
        text,
      );
    }
  });

  it('has one origin however it is written', () => {
    for (const [text, origin] of [
      ['help.example.com/readydesk', 'https://help.example.com'],
      ['https://Help.Example.com:443/API/', 'https://help.example.com'],
      ['localhost:8080/x', 'http://localhost:8080'],
      ['no address', 'no address'],
    ] as const) {
      assert.equal(originOf(text), origin);
    }
    assert.notEqual(originOf('http://help.example.com'), originOf('https://help.example.com'));
  });

  it('asks for encryption but to this machine', () => {
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST.'])
      assert.ok(isLoopback(host), host);
    for (const host of ['127.0.0.1.evil.com', 'localhost.evil.com', '10.0.0.1', '[::2]', '128.0.0.1']) {
      assert.ok(!isLoopback(host), host);
      const plain = new URL(`http://${host}/`);
      assert.throws(
        () => requireEncryption(plain, false),
        (e: unknown) => e instanceof DeskError && e.failure.reason === 'plainHttp',
      );
      requireEncryption(plain, true);
      requireEncryption(new URL(`https://${host}/`), undefined);
    }
  });
});

describe('wire: HTTP', function () {
  this.timeout(30_000);

  it('follows redirects within the origin only', async () => {
    const server = await serve((_, response, url) => {
      if (url.pathname === '/a') response.writeHead(301, { location: '/a/?key=1' }).end();
      else if (url.pathname === '/circle') response.writeHead(302, { location: '/circle' }).end();
      else response.end('here');
    });
    const answer = await client(server.url).send(get(`${server.url}/a`));
    assert.equal(Buffer.from(answer.body).toString(), 'here');
    const failure = await failureFrom(client(server.url).send(get(`${server.url}/circle`)));
    assert.equal(failure.reason, 'notAHelpDesk');
    assert.equal(server.asked.length, 6);
  });

  it('never goes to another origin, and says where it was sent, without the query', async () => {
    const other = await serve((_, response) => response.end('stolen'));
    const server = await serve((_, response) => {
      response.writeHead(302, { location: `${other.url}/there?key=${encodeURIComponent(SECRET)}` }).end();
    });
    const failure = await failureFrom(
      client(server.url, { headers: { authorization: 'Basic x' } }).send(get(`${server.url}/?key=1`)),
    );
    assert.equal(failure.reason, 'wrongServer');
    assert.match(failure.detail ?? '', new RegExp(`${other.url}/there`));
    assert.ok(!JSON.stringify(failure).includes('key='));
    assert.deepEqual(other.asked, []);
  });

  it('knows login pages, and does not repeat what it sends', async () => {
    const server = await serve((request, response) => {
      const location = request.method === 'POST' ? '/new' : `/Account/Login.aspx?ReturnUrl=%2f%3fkey%3d${SECRET}`;
      response.writeHead(302, { location }).end();
    });
    const login = await failureFrom(client(server.url).send(get(server.url)));
    assert.equal(login.reason, 'notAHelpDesk');
    assert.match(login.detail ?? '', /login page \(\/Account\/Login\.aspx\)/);
    const url = new URL(server.url);
    const sent = await failureFrom(client(server.url).send({ method: 'POST', url, body: 'x', writes: true }));
    assert.equal(sent.reason, 'notAHelpDesk');
    assert.equal(server.asked.length, 2);
  });

  it('stops at the size limit', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(100_000)));
    const failure = await failureFrom(client(server.url, { maxBytes: 5000 }).send(get(server.url)));
    assert.equal(failure.reason, 'unreadable');
  });

  it('gives up when told to, before the head and in the middle of the body', async () => {
    for (const start of [false, true]) {
      const controller = new AbortController();
      const server = await serve((_, response) => {
        if (start) response.write('half');
        controller.abort();
      });
      const failure = await failureFrom(client(server.url).send(get(server.url), controller.signal));
      assert.deepEqual(failure, { reason: 'cancelled' });
    }
    const before = await failureFrom(client('http://127.0.0.1:1').send(get('http://127.0.0.1:1'), AbortSignal.abort()));
    assert.equal(before.reason, 'cancelled');
  });

  it('waits only so long', async () => {
    const server = await serve(() => undefined);
    const failure = await failureFrom(client(server.url, { headersTimeout: 50 }).send(get(server.url)));
    assert.equal(failure.reason, 'unreachable');
    assert.match(failure.detail ?? '', /in time/);
  });

  it('waits only so long for the end of an answer that trickles', async () => {
    let trickle: NodeJS.Timeout | undefined;
    const server = await serve((_, response) => {
      trickle = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(trickle));
    });
    const failure = await failureFrom(client(server.url, { wholeTimeout: 200 }).send(get(server.url)));
    clearInterval(trickle);
    assert.equal(failure.reason, 'unreachable');
    assert.match(failure.detail ?? '', /did not end in time/);
  });

  it('lets go of the caller’s signal', async () => {
    const server = await serve((_, response) => response.end('here'));
    const { signal } = new AbortController();
    await client(server.url).send(get(server.url), signal);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('says what is wrong with the network, with the host and never the query', async () => {
    const server = await serve(() => undefined);
    await server.stop();
    servers.length = 0;
    const refused = await failureFrom(client(server.url).send(get(`${server.url}/?key=${SECRET}`)));
    assert.equal(refused.reason, 'unreachable');
    assert.equal(refused.host, new URL(server.url).host);
    // The code is for the log: words alone are shown.
    assert.equal(refused.detail, 'the connection was refused');
    assert.equal(refused.code, 'ECONNREFUSED');
    assert.ok(!JSON.stringify(refused).includes(SECRET));
    const certificate = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    assert.match(networkWords(new Error('fetch failed', { cause: certificate })), /^certificate problem/);
    assert.match(networkWords(Object.assign(new Error('x'), { code: 'ENOTFOUND' })), /host name is not known/);
    const closed = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    assert.equal(
      networkWords(new Error('fetch failed', { cause: closed })),
      'the connection was closed before an answer came',
    );
    const unknown = Object.assign(new Error('connect EADDRNOTAVAIL 127.0.0.1:1'), { code: 'EADDRNOTAVAIL' });
    assert.equal(networkWords(unknown), 'the connection failed');
    assert.equal(networkReport(unknown), 'the connection failed (EADDRNOTAVAIL)');
  });

  it('asks once more after a connection that broke before the answer, but never writes twice', async () => {
    for (const [writes, times] of [
      [false, 2],
      [true, 1],
    ] as const) {
      let connections = 0;
      const server = createServer(socket => {
        connections++;
        socket.once('data', () => {
          if (connections === 1) socket.resetAndDestroy();
          else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        });
        socket.on('error', () => undefined);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      assert.ok(address && typeof address === 'object');
      const url = `http://127.0.0.1:${address.port}`;
      const sent = client(url).send({ method: writes ? 'POST' : 'GET', url: new URL(url), writes });
      if (writes) assert.equal((await failureFrom(sent)).reason, 'unreachable');
      else assert.equal((await sent).status, 200);
      assert.equal(connections, times);
      server.close();
    }
  });

  it('reads a cut answer as unreachable, not as whole', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('<tickets>', () => response.destroy());
    });
    const failure = await failureFrom(client(server.url).send(get(server.url)));
    assert.equal(failure.reason, 'unreachable');
  });

  it('reads statuses and waiting times', () => {
    assert.equal(reasonOfStatus(204), undefined);
    assert.equal(reasonOfStatus(503), 'serverError');
    assert.equal(reasonOfStatus(429), 'quotaSpent');
    assert.equal(reasonOfStatus(498), 'unauthorized');
    assert.deepEqual(retryAfter('120', 0), { retryAfterSeconds: 120 });
    assert.deepEqual(retryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 0), { retryAfterSeconds: 60 });
    assert.deepEqual(retryAfter('soon', 0), {});
    for (const far of ['99999999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT']) {
      assert.deepEqual(retryAfter(far, 0), { retryAfterSeconds: 86_400 }, far);
    }
  });
});

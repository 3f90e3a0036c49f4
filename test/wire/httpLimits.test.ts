import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createTcp } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import type { RequestEntry } from '../../src/model/network.ts';
import { HttpClient, type HttpOptions } from '../../src/wire/http.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

describe('wire: answers and attempts', function () {
  this.timeout(30_000);
  const servers: LocalServer[] = [];
  const clients: HttpClient[] = [];
  const entries: RequestEntry[] = [];

  afterEach(async () => {
    entries.length = 0;
    for (const each of clients.splice(0)) await each.close();
    for (const each of servers.splice(0)) await each.stop();
  });

  async function serve(handler: Parameters<typeof startLocalServer>[0]): Promise<LocalServer> {
    const server = await startLocalServer(handler);
    servers.push(server);
    return server;
  }

  function client(server: { url: string }, more: Partial<HttpOptions> = {}): HttpClient {
    const onRequest = (entry: RequestEntry) => entries.push(entry);
    const made = new HttpClient({ origin: new URL(server.url), secrets: ['s3cret-key'], onRequest, ...more });
    clients.push(made);
    return made;
  }

  const read = (url: string) => ({ method: 'GET', url: new URL(url), writes: false }) as const;
  const write = (url: string) => ({ method: 'POST', url: new URL(url), writes: true, body: 'x' }) as const;

  it('are decompressed, however they are compressed, and asked for so', async () => {
    const text = Buffer.from('tickets '.repeat(1000));
    const encodings: Record<string, [string, Uint8Array]> = {
      gzip: ['gzip', gzipSync(text)],
      old: ['x-gzip', gzipSync(text)],
      upper: ['GZIP', gzipSync(text)],
      br: ['br', brotliCompressSync(text)],
      deflate: ['deflate', deflateSync(text)],
      raw: ['deflate', deflateRawSync(text)],
      twice: ['gzip, br', brotliCompressSync(gzipSync(text))],
      none: ['identity', text],
      error: ['gzip', gzipSync(text)],
    };
    let accepted: string | undefined;
    const server = await serve((request, response, url) => {
      accepted = String(request.headers['accept-encoding']);
      const [encoding, body] = encodings[url.pathname.slice(1)] ?? ['', Buffer.alloc(0)];
      response.writeHead(url.pathname === '/error' ? 500 : 200, { 'content-encoding': encoding }).end(body);
    });
    for (const name of Object.keys(encodings)) {
      const answer = await client(server).send(read(`${server.url}/${name}`));
      assert.deepEqual(Buffer.from(answer.body), text, name);
      assert.equal(entries.at(-1)?.bytes, text.length);
    }
    assert.equal(accepted, 'gzip, deflate, br');
    assert.equal((await client(server).send(read(`${server.url}/nothing`))).body.length, 0);
  });

  it('that are small on the way and huge when unpacked are not unpacked', async () => {
    const bomb = Buffer.alloc(20_000_000);
    const bodies: Record<string, [string, Uint8Array]> = {
      gzip: ['gzip', gzipSync(bomb)],
      br: ['br', brotliCompressSync(bomb)],
      deflate: ['deflate', deflateSync(bomb)],
      twice: ['gzip, gzip', gzipSync(gzipSync(bomb))],
      often: ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(bomb)))],
      unknown: ['zstd', Buffer.from('x')],
      broken: ['gzip', gzipSync('some text').subarray(0, 20)],
      lie: ['gzip', Buffer.from('plain text')],
      prototype: ['constructor', Buffer.from('x')],
    };
    const server = await serve((_, response, url) => {
      const [encoding, body] = bodies[url.pathname.slice(1)] ?? ['', ''];
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    for (const name of Object.keys(bodies)) {
      const failure = await failureFrom(client(server, { maxBytes: 1_000_000 }).send(read(`${server.url}/${name}`)));
      assert.equal(failure.reason, 'unreadable', name);
    }
    assert.equal(server.asked.length, Object.keys(bodies).length, 'none is asked for again');
  });

  it('that say that the server is busy are asked for again when read, and counted', async () => {
    for (const status of [429, 502, 503, 504]) {
      let times = 0;
      const server = await serve((_, response) => response.writeHead(++times < 3 ? status : 200).end());
      assert.equal((await client(server).send(read(server.url))).status, 200);
      assert.deepEqual(
        entries.splice(0).map(entry => [entry.attempt, entry.status, entry.failure]),
        [
          [1, status, undefined],
          [2, status, undefined],
          [3, 200, undefined],
        ],
      );
      times = -10;
      assert.equal((await client(server).send(read(server.url))).status, status);
      assert.equal(entries.splice(0).length, 3, 'three times at most');
      times = 0;
      assert.equal((await client(server).send(write(server.url))).status, status);
      assert.equal(entries.splice(0).length, 1, 'a write goes once');
    }
    for (const status of [200, 400, 401, 403, 404, 500]) {
      const server = await serve((_, response) => response.writeHead(status).end());
      await client(server).send(read(server.url));
      assert.equal(server.asked.length, 1, `${status} is an answer`);
    }
  });

  it('that name a time are asked for after it when it is short, and not at all when it is long', async () => {
    const times: number[] = [];
    const server = await serve((_, response, url) => {
      times.push(performance.now());
      const after = url.searchParams.get('after') ?? '';
      if (times.length > 1) response.end('here');
      else response.writeHead(503, { 'retry-after': after }).end();
    });
    assert.equal((await client(server).send(read(`${server.url}/?after=1`))).status, 200);
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 990, 'the second is waited for');
    for (const [after, seconds] of [
      ['120', 120],
      [new Date(Date.now() + 3_600_000).toUTCString(), 3600],
    ] as const) {
      times.length = 0;
      const answer = await client(server).send(read(`${server.url}/?after=${encodeURIComponent(after)}`));
      assert.equal(answer.status, 503);
      assert.ok(Math.abs((answer.retryAfterSeconds ?? 0) - seconds) < 5);
      assert.equal(times.length, 1);
    }
  });

  it('that are waited for can be given up, and end with the client', async () => {
    const server = await serve((_, response) => response.writeHead(503, { 'retry-after': '4' }).end());
    const giveUp = new AbortController();
    const onRequest = () => setImmediate(() => giveUp.abort());
    const begun = performance.now();
    const given = await failureFrom(client(server, { onRequest }).send(read(server.url), giveUp.signal));
    assert.deepEqual(given, { reason: 'cancelled' });
    const closed: HttpClient = client(server, { onRequest: () => setImmediate(() => void closed.close()) });
    assert.deepEqual(await failureFrom(closed.send(read(server.url))), { reason: 'cancelled' });
    assert.deepEqual(await failureFrom(closed.send(read(server.url))), { reason: 'cancelled' });
    assert.ok(performance.now() - begun < 3_900, 'nobody waited for the four seconds');
    assert.equal(server.asked.length, 2);
  });

  it('a write is sent again when there certainly was no connection, and never when there was one', async () => {
    const gone = createTcp().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as { port: number };
    gone.close();
    await once(gone, 'close');
    const url = `http://127.0.0.1:${port}`;
    const failure = await failureFrom(client({ url }).send(write(url)));
    assert.equal(failure.notSent, true);
    assert.deepEqual(
      entries.splice(0).map(entry => [entry.attempt, entry.failure?.reason]),
      [
        [1, 'unreachable'],
        [2, 'unreachable'],
        [3, 'unreachable'],
      ],
    );
    const server = await serve((_, response) => response.destroy());
    const cut = await failureFrom(client(server).send(write(server.url)));
    assert.equal(cut.notSent, undefined);
    assert.equal(server.asked.length, 1);
    const read503 = await failureFrom(client(server).send(read(server.url)));
    assert.equal(read503.reason, 'unreachable');
    assert.equal(server.asked.length, 4);
  });

  it('come by few connections, which are kept', async () => {
    let most = 0;
    let now = 0;
    const made = new Set<unknown>();
    const server = await serve((request, response) => {
      made.add(request.socket);
      most = Math.max(most, ++now);
      setImmediate(() => {
        now--;
        response.end();
      });
    });
    const http = client(server);
    await Promise.all(Array.from({ length: 40 }, () => http.send(read(server.url))));
    for (let time = 0; time < 5; time++) await http.send(read(server.url));
    assert.ok(most > 1 && made.size <= 6, `${made.size} connections`);
    assert.equal(server.asked.length, 45);
  });

  it('tell the desk’s clock', async () => {
    const server = await serve((_, response, url) => {
      response.sendDate = false;
      const date = url.searchParams.get('date');
      if (date) response.setHeader('date', date);
      response.end();
    });
    const ask = async (date: string) => (await client(server).send(read(`${server.url}/?date=${date}`))).serverDate;
    assert.equal(await ask('Sun, 22 Nov 2026 01:02:03 GMT'), '2026-11-22T01:02:03.000Z');
    assert.equal(await ask('soon'), undefined);
    assert.equal(await ask(''), undefined);
  });

  it('are told without secrets and without what people wrote', async () => {
    const server = await serve((_, response, url) => {
      if (url.pathname === '/moved') response.writeHead(302, { location: '/there?key=s3cret-key' }).end();
      else response.end('12345');
    });
    const query =
      'action=get_tickets&key=s3cret-key&API_Key=x1&user_password=pw&notes=Dear+Jane,+hi&email=j@x.org&tid=12&d=1/2/2026';
    await client(server).send(read(`${server.url}/moved?${query}`));
    assert.deepEqual(
      entries.map(({ method, address, status, bytes }) => [method, address.replace(server.url, ''), status, bytes]),
      [
        [
          'GET',
          '/moved?action=get_tickets&key=***&API_Key=***&user_password=***&notes=…&email=…&tid=12&d=1/2/2026',
          302,
          0,
        ],
        ['GET', '/there?key=***', 200, 5],
      ],
    );
    assert.ok(Date.parse(entries[0]?.at ?? '') > 0 && entries.every(entry => entry.milliseconds >= 0));
    const path = await client(server).send(read(`${server.url}/s3cret-key/x?tid=s3cret-key&action=s3cret-key`));
    assert.equal(path.status, 200);
    assert.equal(entries.at(-1)?.address, `${server.url}/***/x?tid=…&action=***`);
  });

  it('never carry a credential to another origin: another scheme, port or host, nor from an answer to a write', async () => {
    const other = await serve((_, response) => response.end('stolen'));
    const targets = [
      other.url,
      other.url.replace('127.0.0.1', 'localhost'),
      `//127.0.0.1:${new URL(other.url).port}/x`,
    ];
    for (const location of [...targets, 'https://127.0.0.1:1/', 'file:///etc/passwd', 'javascript:1', 'http://[x']) {
      for (const status of [301, 302, 303, 307, 308]) {
        const server = await serve((_, response) => response.writeHead(status, { location }).end());
        const headers = { authorization: 'Basic abcdef' };
        for (const message of [read(server.url), write(server.url)]) {
          const failure = await failureFrom(client(server, { headers }).send(message));
          assert.ok(['wrongServer', 'notAHelpDesk'].includes(failure.reason), location);
        }
        assert.equal(server.asked.length, 2);
      }
    }
    assert.deepEqual(other.asked, []);
  });
});

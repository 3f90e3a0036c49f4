import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError } from '../../src/model/errors.ts';
import { defaultNetwork, type RequestEntry } from '../../src/model/network.ts';
import { Quota } from '../../src/teamsupport/quota.ts';
import { Rest } from '../../src/teamsupport/rest.ts';
import { HttpClient } from '../../src/wire/http.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

interface Seen {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('what is put into a request stays in its place', () => {
  const seen: Seen[] = [];
  let server: LocalServer;
  let rest: Rest;
  const last = (): Seen => {
    const request = seen.at(-1);
    assert.ok(request);
    return request;
  };

  before(async () => {
    server = await startLocalServer(({ url = '', headers }, response, _, body) => {
      seen.push({ target: url, headers, body });
      response.end('{"Attachment":{"ID":"1"}}');
    });
    rest = new Rest({
      base: new URL(server.url),
      organizationId: '1\r\nX-Injected: 1',
      token: 't\r\nX-Injected: 2',
      flavour: 'json',
      quota: new Quota({}),
    });
  });
  after(async () => {
    await rest.close();
    await server.stop();
  });

  it('ids are one step of a path, whatever a desk calls things', async () => {
    for (const id of ['../users', 'a/b', 'a?b=c', 'a#b', '%2e%2e', 'a\r\nX-Injected: 1', '..;', '.\t.', '\ud800']) {
      await rest.one(['tickets', id, 'actions'], undefined);
      const { target, headers } = last();
      assert.match(target, /^\/api\/json\/tickets\/[^/?#\s]+\/actions$/, JSON.stringify(id));
      assert.equal(headers['x-injected'], undefined);
    }
    const before = seen.length;
    for (const id of ['', '.', '..']) {
      assert.equal((await failureFrom(rest.one(['tickets', id, 'actions'], undefined))).reason, 'badInput');
    }
    assert.equal(seen.length, before);
  });

  it('names and values of a filter are one variable', async () => {
    await rest.list(['tickets'], [['a&b=c', 'x&y=1\r\n\ud800']], undefined);
    const variables = [...new URL(last().target, server.url).searchParams];
    assert.deepEqual(variables, [['a&b=c', 'x&y=1\r\n\ufffd']]);
  });

  it('the name and type of a file make no header and no part of their own', async () => {
    for (const name of ['a"\r\nContent-Type: text/html\r\n\r\n<b>', '"; filename="b', '--\r\n--', 'a\0b\ud800']) {
      for (const contentType of ['text/plain', 'text/plain\r\nX-Injected: 1']) {
        await rest.upload(['tickets', '1'], { name, contentType, bytes: Buffer.from('content') }, undefined);
        const lines = last().body.trimEnd().split('\r\n');
        assert.equal(lines.length, 6, JSON.stringify(lines));
        assert.match(lines[1] ?? '', /^Content-Disposition: form-data; name="file"; filename="[^"\r\n]*"$/);
        assert.match(lines[2] ?? '', /^Content-Type: [\w/-]+$/);
        assert.deepEqual(lines.slice(3, 5), ['', 'content']);
      }
    }
  });

  it('credentials and the organization make no further header', () => {
    const { headers } = last();
    assert.equal(headers['x-injected'], undefined);
    assert.match(headers['user-agent'] ?? '', /^Deskside \(organization [\w-]+\)$/);
    assert.match(headers.authorization ?? '', /^Basic [\w+/=]+$/);
  });

  it('a sign-in for the proxy that is no header is not sent, and not told', async () => {
    const heard: IncomingHttpHeaders[] = [];
    const proxy = createServer((request, response) => {
      heard.push(request.headers);
      response.end('{}');
    });
    proxy.on('connect', (request, socket) => {
      heard.push(request.headers);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    try {
      for (const scheme of ['http', 'https']) {
        const entries: RequestEntry[] = [];
        const client = new HttpClient({
          origin: new URL(`${scheme}://desk.example/`),
          secrets: [],
          network: {
            ...defaultNetwork,
            proxy: `http://127.0.0.1:${port}`,
            proxyAuthorization: 'Basic c2VjcmV0\r\nX-Injected: 1',
          },
          onRequest: entry => entries.push(entry),
        });
        const thrown = await client
          .send({ method: 'GET', url: new URL(`${scheme}://desk.example/`), writes: false })
          .catch((error: unknown) => error);
        await client.close();
        assert.ok(thrown instanceof DeskError);
        assert.equal(thrown.failure.reason, 'unreachable');
        assert.doesNotMatch(JSON.stringify([thrown.failure, entries]), /c2VjcmV0|Injected/);
      }
      assert.deepEqual(heard, []);
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  });
});

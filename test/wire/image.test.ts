import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { defaultNetwork } from '../../src/model/network.ts';
import { fetchImage } from '../../src/wire/image.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';

describe('wire: images of tickets', function () {
  this.timeout(30_000);
  const servers: LocalServer[] = [];

  afterEach(async () => {
    for (const each of servers.splice(0)) await each.stop();
  });

  async function serve(...args: Parameters<typeof startLocalServer>): Promise<LocalServer> {
    const server = await startLocalServer(...args);
    servers.push(server);
    return server;
  }

  it('come over http from the desk itself only: other servers on this machine are not to be reached by a ticket', async () => {
    const server = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('png'));
    assert.equal(await fetchImage(`${server.url}/a.png`, server.url, defaultNetwork), 'data:image/png;base64,cG5n');
    const failure = await failureFrom(fetchImage(`${server.url}/restart`, 'https://help.example.com', defaultNetwork));
    assert.equal(failure.reason, 'badInput');
    assert.deepEqual(server.asked, ['GET /a.png']);
  });

  it('are images, follow no redirect, and can be given up', async () => {
    const server = await serve((_, response, url) => {
      if (url.pathname === '/moved') response.writeHead(302, { location: '/a.png' }).end();
      else if (url.pathname === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
      else if (url.pathname === '/drawing') response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>');
      else if (url.pathname === '/large') {
        response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(6 * 1024 * 1024));
      } else response.writeHead(200, { 'content-type': 'image/png' }).write('half');
    });
    for (const path of ['moved', 'page', 'drawing', 'large']) {
      assert.equal(
        (await failureFrom(fetchImage(`${server.url}/${path}`, server.url, defaultNetwork))).reason,
        'refused',
        path,
      );
    }
    const giveUp = new AbortController();
    const asked = fetchImage(`${server.url}/slow`, server.url, defaultNetwork, giveUp.signal);
    setImmediate(() => giveUp.abort());
    assert.equal((await failureFrom(asked)).reason, 'cancelled');
  });
});

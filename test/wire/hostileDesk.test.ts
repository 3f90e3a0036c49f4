import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import { connectors } from '../../src/engine/connectors.ts';
import type { DeskConfig, HelpDesk } from '../../src/model/desk.ts';
import { DeskError } from '../../src/model/errors.ts';
import { type LocalServer, startLocalServer } from './localServer.ts';

const SECRET = 'Zx9-hostile/secret';

const bombs = Array.from({ length: 12 }, (_, at) => `<!ENTITY b${at} "${`&b${at - 1};`.repeat(10)}">`).join('');

/** What a server may answer that means harm, or is no desk. */
const answers: Readonly<Record<string, string | Uint8Array>> = {
  nothing: '',
  blanks: ' \r\n\t ',
  'only NULs': '\0\0\0\0',
  'a byte order mark': '\ufeff',
  'invalid UTF-8': Buffer.from([0x3c, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0x3e]),
  'half of UTF-16': Buffer.from([0xff, 0xfe, 0x3c]),
  gzip: gzipSync('<tickets><ticket><id>1</id></ticket></tickets>'),
  'deep XML': '<a>'.repeat(100_000),
  'deep JSON': `${'['.repeat(100_000)}1${']'.repeat(100_000)}`,
  'deep unfinished JSON': '{"a":'.repeat(100_000),
  'an entity bomb': `<!DOCTYPE a [<!ENTITY b-1 "x">${bombs}]><a>&b11;</a>`,
  'an entity of a file':
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><tickets><ticket><id>&x;</id></ticket></tickets>',
  'prototype keys in JSON':
    '{"__proto__":{"polluted":"yes"},"tickets":[{"id":"1","__proto__":{"polluted":"yes"},"constructor":"x","toString":"y","hasOwnProperty":"z"}]}',
  'prototype keys in XML':
    '<r><t><id>1</id><__proto__><polluted>yes</polluted></__proto__><constructor>x</constructor><toString>y</toString></t></r>',
  'prototype keys in pairs': 'id=1&__proto__=x&constructor=y&toString=z\nid=2&__proto__=x',
  'a login page': '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>',
  'the secret': `<error>${SECRET} ${encodeURIComponent(SECRET)} ${Buffer.from(`4711:${SECRET}`).toString('base64')}</error>`,
  'a number': '42',
  'JSON of nothing': 'null',
  'a lone surrogate': '{"tickets":[{"id":"1","TicketID":"1","subject":"\\ud800","Name":"\\udc00"}]}',
};

const statuses = [200, 204, 400, 401, 403, 500];

describe('a hostile desk', function () {
  this.timeout(60_000);
  const servers: LocalServer[] = [];
  const desks: HelpDesk[] = [];

  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
    for (const server of servers.splice(0)) await server.stop();
  });

  async function open(system: string, handler: Parameters<typeof startLocalServer>[0]) {
    const server = await startLocalServer(handler);
    servers.push(server);
    const factory = connectors.find(each => each.info.system === system);
    assert.ok(factory);
    const config: DeskConfig = { id: 'x', name: 'X', system, address: server.url, organizationId: '4711' };
    const desk = factory.open(config, SECRET);
    desks.push(desk);
    return { desk, server };
  }

  for (const { info } of connectors) {
    for (const [name, body] of Object.entries(answers)) {
      it(`${info.label}: ${name} ends in data or a failure without the secret, and changes nothing here`, async () => {
        for (const status of statuses) {
          const { desk } = await open(info.system, (_, response) => {
            response.writeHead(status, { 'content-type': 'text/xml; charset=nonsense' }).end(body);
          });
          const draft = { subject: 's', description: 'd', customerId: '1' };
          const asked: (() => Promise<unknown>)[] = [
            () => desk.check(),
            () => desk.listTickets({ state: 'open' }, { number: 1, size: 10 }),
            () => desk.getTicket('1'),
            () => desk.findTicket('1'),
            () => desk.history('1'),
            () => desk.attachments('1'),
            () => desk.timeEntries('1'),
            () => desk.groups(),
            () => desk.customers('a', 5),
            () => desk.pickLists(),
            () => desk.createTicket(draft),
            () => desk.addNote('1', { text: 'note \ud800', visibility: 'plain' }),
            () => desk.logTime('1', { minutes: 5, startedAt: '2026-01-02T03:04:05Z', notes: 'n' }),
          ];
          for (const ask of asked) {
            try {
              JSON.stringify(await ask());
            } catch (thrown) {
              assert.ok(thrown instanceof DeskError, `${status}: ${String(thrown)}`);
              const told = `${thrown.message} ${thrown.stack} ${JSON.stringify(thrown.failure)} ${thrown.cause}`;
              for (const form of [
                SECRET,
                encodeURIComponent(SECRET),
                Buffer.from(`4711:${SECRET}`).toString('base64'),
              ]) {
                assert.ok(!told.includes(form), `${status}: ${told}`);
              }
              assert.ok((thrown.failure.detail ?? '').length <= 400);
            }
          }
          await desk.close();
        }
        assert.equal(Reflect.get({}, 'polluted'), undefined);
      });
    }
  }

  it('does not get a note twice by sending it round in a circle', async () => {
    const { desk, server } = await open('readydesk', (request, response) => {
      response.writeHead(302, { location: request.url ?? '/' }).end();
    });
    await assert.rejects(desk.addNote('1', { text: 'x', visibility: 'plain' }), DeskError);
    assert.equal(server.asked.length, 1);
  });
});

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { HelpDesk, Surroundings } from '../../src/model/desk.ts';
import { defaultNetwork, type RequestEntry, type RequestUsage } from '../../src/model/network.ts';
import { CATALOGUE } from '../../src/teamsupport/catalogue.ts';
import { openTeamSupport, teamsupport } from '../../src/teamsupport/connector.ts';
import { failureFrom, type LocalServer, startLocalServer } from './localServer.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

let sample: SampleDesk | undefined;
let server: LocalServer | undefined;
let desk: HelpDesk | undefined;

afterEach(async () => {
  await desk?.close();
  await sample?.stop();
  await server?.stop();
  desk = sample = server = undefined;
});

/** What a connector tells those around it. */
function around(usage?: RequestUsage) {
  const requests: RequestEntry[] = [];
  const usages: RequestUsage[] = [];
  const surroundings: Surroundings = {
    network: defaultNetwork,
    onRequest: entry => requests.push(entry),
    onUsage: told => usages.push(told),
    ...(usage ? { usage } : {}),
  };
  return { requests, usages, surroundings };
}

async function sampleDesk(
  args: readonly string[],
  flavour: 'xml' | 'json',
  surroundings?: Surroundings,
  secret?: string,
) {
  sample = await startSampleDesk(['--tickets', '40', ...args]);
  const { url: address, organizationId, token } = sample.teamsupport;
  const config = { id: 't', name: 'T', system: 'teamsupport', address, organizationId, flavour };
  desk = teamsupport.open(config, secret ?? token, surroundings);
  return desk;
}

/** A desk that always answers the same. */
async function answering(
  status: number,
  body: string,
  headers: Record<string, string> = {},
  surroundings?: Surroundings,
) {
  server = await startLocalServer((_request, response) => response.writeHead(status, headers).end(body));
  const config = { id: 'd', name: 'D', system: 'teamsupport', address: server.url, organizationId: '100' };
  desk = openTeamSupport(config, 'token', 'xml', surroundings);
  return desk;
}

const reads = CATALOGUE.flatMap(({ paths }) => paths.filter(({ verbs }) => verbs.GET).map(({ path }) => `GET ${path}`));
const used = (usage: RequestUsage | undefined) =>
  Object.values(usage?.hours ?? {}).reduce((sum, count) => sum + count, 0);

describe('TeamSupport: check-up', function () {
  this.timeout(30_000);
  for (const flavour of ['xml', 'json'] as const) {
    it(`asks every path once and tells what came, ${flavour}`, async () => {
      const { requests, usages, surroundings } = around();
      const facts = await (await sampleDesk([], flavour, surroundings)).examine();
      assert.deepEqual(facts.actions.map(({ name }) => name).sort(), [...reads].sort());
      assert.deepEqual(
        [facts.flavour, facts.credentials, facts.dates?.order],
        [flavour.toUpperCase(), 'accepted', 'mdy'],
      );
      assert.ok(Math.abs(facts.clockSkewSeconds ?? 99) <= 2);
      const asked = facts.actions.filter(({ skipped }) => !skipped);
      assert.deepEqual(
        facts.actions.filter(({ skipped }) => skipped).map(({ name, skipped }) => [name, skipped]),
        facts.actions
          .filter(
            ({ name }) =>
              name.endsWith('/notes/{id}') ||
              (name.endsWith('/attachments/{id}') && !asked.some(each => each.name === name)),
          )
          .map(({ name }) => [name, 'nothingToAskAbout']),
      );
      for (const { name, status, format, milliseconds, bytes, failure } of asked) {
        assert.deepEqual([status, failure], [200, undefined], name);
        if (!name.endsWith('/attachments/{id}')) assert.equal(format, flavour, name);
        assert.ok((milliseconds ?? -1) >= 0 && (bytes ?? 0) > 0, name);
      }
      const tickets = facts.actions.find(({ name }) => name === 'GET tickets');
      assert.equal(tickets?.records, 1);
      assert.ok(tickets?.recognised.some(each => each.meaning === 'subject' && each.name === 'Name'));
      assert.deepEqual(tickets?.notFound, []);
      assert.ok(tickets?.unrecognised.includes('Environment') && !tickets.unrecognised.includes('Name'));
      assert.equal(requests.length, asked.length);
      assert.deepEqual(
        [facts.quota?.used, facts.quota?.limit, facts.quota?.limitFrom],
        [asked.length, 25_000, 'usual'],
      );
      await desk?.close();
      assert.equal(used(usages.at(-1)), asked.length);
    });
  }

  it('stops at once when the credentials are refused', async () => {
    const facts = await (await sampleDesk([], 'xml', undefined, 'wrong')).examine();
    const [first, ...rest] = facts.actions;
    assert.deepEqual(
      [facts.credentials, first?.name, first?.status, first?.failure?.reason],
      ['refused', 'GET users', 401, 'unauthorized'],
    );
    assert.ok(rest.length === reads.length - 1 && rest.every(({ skipped }) => skipped === 'notReached'));
  });

  it('says what the quota left out, and since when it is spent', async () => {
    const facts = await (await sampleDesk(['--quota', '4'], 'json')).examine();
    assert.deepEqual(
      facts.actions.slice(0, 4).map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.deepEqual([facts.actions[4]?.status, facts.actions[4]?.failure?.reason], [403, 'quotaSpent']);
    assert.ok(facts.actions.slice(5).every(({ skipped }) => skipped === 'quota'));
    assert.ok(facts.quota?.spentSince && facts.quota.tryAgainAt && facts.quota.used === 5);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const open = await sampleDesk(['--latency', '50'], 'xml', {
      ...around().surroundings,
      onRequest: () => controller.abort(),
    });
    assert.equal((await failureFrom(open.examine(controller.signal))).reason, 'cancelled');
  });

  it('tells failures of single paths and goes on', async () => {
    const facts = await (await answering(404, '')).examine();
    assert.ok(
      facts.actions.every(({ failure, skipped }) => failure?.reason === 'notFound' || skipped === 'nothingToAskAbout'),
    );
    assert.ok(facts.actions.filter(({ failure }) => failure).length > 8);
    assert.equal(facts.credentials, 'unknown');
  });
});

describe('TeamSupport: quota over HTTP', function () {
  this.timeout(30_000);
  it('asks nothing more once it is spent, says when it will, and remembers it', async () => {
    const { requests, usages, surroundings } = around();
    const open = await sampleDesk(['--quota', '2'], 'xml', surroundings);
    await open.groups();
    await open.technicians();
    const first = await failureFrom(open.listTickets({}, { number: 1, size: 1 }));
    assert.deepEqual([first.reason, first.status], ['quotaSpent', 403]);
    assert.equal(requests.length, 3);
    for (const work of [
      open.listTickets({}, { number: 1, size: 1 }),
      open.addNote('1', { text: 'x', visibility: 'public' }),
    ]) {
      const failure = await failureFrom(work);
      assert.deepEqual([failure.reason, failure.notSent], ['quotaSpent', true]);
      assert.ok((failure.retryAfterSeconds ?? 0) > 800 && (failure.retryAfterSeconds ?? 0) <= 900);
    }
    assert.equal(requests.length, 3);
    const remembered = usages.at(-1);
    assert.ok(remembered?.spentSince && used(remembered) === 3);
    const { url: address, organizationId, token } = sample?.teamsupport ?? { url: '', organizationId: '', token: '' };
    const again = openTeamSupport(
      { id: 't', name: 'T', system: 'teamsupport', address, organizationId },
      token,
      'xml',
      around(remembered).surroundings,
    );
    assert.deepEqual((await failureFrom(again.groups())).notSent, true);
    await again.close();
    // When the time has come a single request tries, and one that succeeds lets all through.
    const past = { ...remembered, tryAgainAt: new Date(Date.now() - 1000).toISOString() };
    const tried = around(past);
    const trial = openTeamSupport(
      { id: 't', name: 'T', system: 'teamsupport', address, organizationId },
      token,
      'xml',
      tried.surroundings,
    );
    const results = await Promise.allSettled([trial.groups(), trial.technicians(), trial.customers('', 5)]);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    assert.equal(tried.requests.length, 1);
    await trial.close();
  });

  it('goes on after a trial that is answered', async () => {
    const spent = { hours: {}, spentSince: '2026-01-01T00:00:00.000Z', tryAgainAt: '2026-01-01T00:15:00.000Z' };
    const { usages, surroundings } = around(spent);
    const open = await sampleDesk([], 'json', surroundings);
    assert.ok((await open.groups()).length > 0 && (await open.technicians()).length > 0);
    assert.equal(usages.at(-1)?.spentSince, undefined);
  });

  it('keeps to the time that the page names', async () => {
    const { surroundings, usages } = around();
    const page = '<html><title>403</title>You do not have permission to view this directory or page.</html>';
    const open = await answering(403, page, { 'content-type': 'text/html', 'retry-after': '7200' }, surroundings);
    const failure = await failureFrom(open.groups());
    assert.deepEqual([failure.reason, failure.retryAfterSeconds], ['quotaSpent', 7200]);
    const wait = Date.parse(usages.at(-1)?.tryAgainAt ?? '') - Date.now();
    assert.ok(wait > 7_000_000 && wait <= 7_200_000);
    assert.equal(server?.asked.length, 1);
  });

  it('does not take any other 403 for a spent quota', async () => {
    const open = await answering(403, 'Not for you.');
    assert.deepEqual(
      [(await failureFrom(open.groups())).reason, (await failureFrom(open.groups())).reason],
      ['refused', 'refused'],
    );
    assert.equal(server?.asked.length, 2);
  });

  it('slows down near the limit, which can be cancelled and ends when the desk is closed', async () => {
    server = await startLocalServer((_request, response) => response.end('<Groups/>'));
    const hour = new Date().toISOString().slice(0, 13);
    const config = {
      id: 'd',
      name: 'D',
      system: 'teamsupport',
      address: server.url,
      organizationId: '100',
      dailyRequests: 100,
    };
    desk = openTeamSupport(config, 'token', 'xml', around({ hours: { [hour]: 100 } }).surroundings);
    await desk.groups();
    desk.forgetDirectory();
    const controller = new AbortController();
    const [given, closed] = [failureFrom(desk.groups(controller.signal)), failureFrom(desk.groups())];
    controller.abort();
    assert.equal((await given).reason, 'cancelled');
    await desk.close();
    assert.equal((await closed).reason, 'cancelled');
    assert.equal(server.asked.length, 1);
  });
});

describe('TeamSupport: writes that are taken without an answer', function () {
  this.timeout(30_000);
  it('says so of a note and of time, and does not take them for failures', async () => {
    const open = await answering(202, '');
    const note = await open.addNote('5', { text: 'x', visibility: 'public' });
    assert.deepEqual([note.id, note.warning?.reason, note.warning?.status], ['', 'unreadable', 202]);
    assert.match(note.warning?.detail ?? '', /202/);
    const made = await open.records.create('products', [], { Name: 'x' });
    assert.match(made.warning?.detail ?? '', /accepted/);
    await open.records.update('products', ['5'], { Name: 'y' });
    await open.records.remove('products', ['5']);
    await open.linkCustomer('5', 'contact:7');
    assert.deepEqual(server?.asked.slice(-3), [
      'PUT /api/xml/products/5',
      'DELETE /api/xml/products/5',
      'POST /api/xml/tickets/5/contacts/7',
    ]);
  });

  it('says where a field stayed as it was', async () => {
    const ticket =
      '<Ticket><TicketID>5</TicketID><Name>old</Name><GroupID>3</GroupID><DueDate>7/4/2025</DueDate></Ticket>';
    const open = await answering(200, ticket);
    await open.updateTicket('5', { Name: 'old', DueDate: '2025-07-04' });
    const failure = await failureFrom(open.updateTicket('5', { Name: 'old', GroupID: '4', UserID: null }));
    assert.deepEqual([failure.reason, failure.detail], ['refused', 'The desk left as it was: GroupID.']);
    assert.equal(
      (await failureFrom(open.updateTicket('5', { DueDate: null }))).detail,
      'The desk left as it was: DueDate.',
    );
  });
});

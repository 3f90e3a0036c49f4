import assert from 'node:assert/strict';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { defaultNetwork, type RequestUsage } from '../../src/model/network.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

interface Side {
  readonly config: DeskConfig;
  readonly secret: string;
}

let sample: SampleDesk;
let engine: TestEngine;

function got<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.failure));
  return result.value;
}

function side(system: string): Side {
  const { readydesk, teamsupport } = sample;
  const desk = { id: system, name: system, system };
  if (system === 'readydesk') return { config: { ...desk, address: readydesk.url }, secret: readydesk.key };
  const { url, organizationId, token } = teamsupport;
  return { config: { ...desk, address: url, organizationId }, secret: token };
}

before(async function () {
  this.timeout(60_000);
  sample = await startSampleDesk(['--tickets', '80']);
  engine = new TestEngine();
  for (const system of ['readydesk', 'teamsupport']) {
    const { config, secret } = side(system);
    got(await engine.open(config, secret));
  }
});

after(async () => {
  await engine.dispose();
  await sample.stop();
});

for (const system of ['readydesk', 'teamsupport']) {
  describe(`The engine and all that ${system} has beside tickets`, function () {
    this.timeout(30_000);

    const openTickets = async (): Promise<readonly TicketSummary[]> =>
      (await engine.tickets(system, { state: 'open' }, 200)).tickets;

    it('shows the card of a customer with company and lists', async () => {
      const { cardParts } = got(await engine.open(side(system).config, side(system).secret));
      const filled = new Set<string>();
      for (const { customer } of await openTickets()) {
        if (!customer?.id || filled.size === cardParts.length) continue;
        const card = got(await engine.customerCard(system, customer.id, 20));
        assert.deepEqual(card.missing, []);
        assert.ok(card.customer.name);
        for (const part of cardParts) if (card[part]?.length) filled.add(part);
      }
      assert.deepEqual([...filled].sort(), [...cardParts].sort());
    });

    it('finds articles and shows one', async () => {
      const [first] = got(await engine.articles(system, '', 5));
      assert.ok(first);
      const word = first.title.split(' ').find(each => each.length > 4) ?? first.title;
      const found = got(await engine.articles(system, word, 20));
      assert.ok(found.some(({ id }) => id === first.id));
      const article = got(await engine.article(system, first.id));
      assert.equal(article.title, first.title);
      assert.ok(article.body.body.length > 20);
    });

    it('changes a field to one of its choices, and tickets are then found by it', async () => {
      const [ticket] = await openTickets();
      assert.ok(ticket);
      const fields = got(await engine.ticketFields(system, ticket.id));
      const field = fields.find(({ role }) => role === (system === 'readydesk' ? 'category' : 'priority'));
      const choice = field?.choices?.find(({ id, name }) => id !== field.value && name !== field.shown);
      assert.ok(field && choice);
      got(await engine.updateTicket(system, ticket.id, { [field.name]: choice.id }));
      const now = got(await engine.ticketFields(system, ticket.id)).find(({ name }) => name === field.name);
      assert.equal(now?.shown ?? now?.value, choice.name);
      const same = await engine.tickets(system, { fields: { [field.name]: choice.id } }, 500);
      assert.ok(same.tickets.some(({ id }) => id === ticket.id));
      assert.ok(same.tickets.length < (await engine.tickets(system, {}, 500)).tickets.length);
    });

    it('writes a note and time', async () => {
      const [ticket] = await openTickets();
      assert.ok(ticket);
      const visibility = system === 'readydesk' ? 'plain' : 'internal';
      const before = got(await engine.details(system, ticket.id)).details;
      got(await engine.addNote(system, ticket.id, { text: 'A note from the engine', visibility }));
      const time = { minutes: 7, startedAt: new Date().toISOString(), notes: 'Seven minutes' };
      got(await engine.logTime(system, ticket.id, time));
      const { details } = got(await engine.details(system, ticket.id));
      assert.ok(details.history.some(({ body }) => body.body.includes('A note from the engine')));
      assert.equal(details.totalMinutes, before.totalMinutes + 7);
      if (system === 'readydesk') assert.deepEqual(details.missing, []);
    });

    it('creates a ticket', async () => {
      const [customer] = got(await engine.customers(system, '', 1));
      assert.ok(customer);
      const draft = { subject: 'Made by the engine', description: 'With text', customerId: customer.id };
      const made = got(await engine.createTicket(system, draft));
      const found = got(await engine.find(system, made.number ?? ''));
      assert.equal(found.subject, draft.subject);
    });

    it('is examined from the name of its host to each reading action', async () => {
      const { config, secret } = side(system);
      const { network, desk, failure } = got(await engine.examine(config, secret));
      assert.equal(failure, undefined);
      assert.equal(network.loopback, true);
      assert.equal(desk?.credentials, 'accepted');
      assert.deepEqual(
        desk?.actions.filter(action => action.failure || action.skipped === 'notReached'),
        [],
      );
      assert.ok((desk?.actions.length ?? 0) >= 13);
      const text = JSON.stringify(desk);
      assert.ok(!text.includes(secret));
    });
  });
}

describe('The engine and customers of a TeamSupport ticket', () => {
  it('links and unlinks them', async () => {
    const [ticket] = (await engine.tickets('teamsupport', { state: 'open' }, 1)).tickets;
    assert.ok(ticket);
    const read = async () => got(await engine.details('teamsupport', ticket.id)).details.ticket.linked ?? [];
    const linked = new Set((await read()).map(({ id }) => id));
    const all = got(await engine.customers('teamsupport', '', 200)).filter(({ id }) => !linked.has(id));
    for (const kind of ['contact:', 'customer:']) {
      const other = all.find(({ id }) => id.startsWith(kind));
      assert.ok(other);
      got(await engine.linkCustomer('teamsupport', ticket.id, other.id));
      assert.ok((await read()).some(({ id }) => id === other.id));
      got(await engine.unlinkCustomer('teamsupport', ticket.id, other.id));
      assert.ok(!(await read()).some(({ id }) => id === other.id));
    }
  });
});

describe('The engine and what it tells of its requests', () => {
  it('names desk, address and outcome of each, without its secret', async () => {
    const told: string[] = [];
    const stop = engine.onRequest((deskId, entry) => told.push(JSON.stringify([deskId, entry])));
    await engine.forget('readydesk');
    got(await engine.groups('readydesk'));
    stop();
    assert.ok(told.some(line => line.includes('get_tech_groups') && line.includes('"status":200')));
    assert.ok(told.every(line => line.startsWith('["readydesk"') && !line.includes(sample.readydesk.key)));
  });

  it('counts what an open desk and its check-up ask together, and tells it when the desk is closed', async () => {
    const own = new TestEngine();
    await own.configure(defaultNetwork);
    const told: RequestUsage[] = [];
    own.onUsage((_, usage) => told.push(usage));
    const { config, secret } = side('teamsupport');
    got(await own.open(config, secret, { hours: {} }));
    got(await own.groups(config.id));
    const { desk } = got(await own.examine(config, secret));
    const used = desk?.quota?.used ?? 0;
    assert.ok(used > 20);
    await own.dispose();
    const counted = Object.values(told.at(-1)?.hours ?? {}).reduce((sum, hour) => sum + hour, 0);
    assert.equal(counted, used);
  });
});

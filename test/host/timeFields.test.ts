import assert from 'node:assert/strict';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('more fields of logged time', () => {
  let api: TestApi;
  let person: Person;

  const ticketOf = async (deskId: string): Promise<TicketSummary> => {
    const search = { terms: [{ kind: 'is', is: 'open', not: false }] } as const;
    return await until('a ticket', async () => (await api.engine.list(deskId, search, newestFirst, 1)).tickets[0]);
  };
  const logTime = (deskId: string, ticket: TicketSummary) => {
    const row = { kind: 'ticket', key: 'row', deskId, ticket };
    person.run('deskside.logTime', row);
  };
  const entry = async (deskId: string, { id }: TicketSummary, notes: string) => {
    const answer = await api.engine.details(deskId, id, { fresh: true });
    assert.ok(answer.ok);
    return answer.value.details.timeEntries.find(each => each.notes?.includes(notes));
  };

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) {
      await api.desks.add(config, secret);
      await until('the tickets', async () => (await api.engine.sync(config.id)).ok);
    }
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('are asked for when they are wanted: a category typed or seen before, and a cost', async () => {
    const desk = 'test-readydesk';
    const ticket = await ticketOf(desk);
    logTime(desk, ticket);
    await person.write('Log Time', '20m');
    (await person.box('Log Time')).value = 'Drove to the customer';
    await person.pressButton('More Fields…');
    (await person.pick('Log Time')).value = 'On-site';
    await person.choose('Log Time', 'Use “On-site”');
    await person.write('Log Time', 'much');
    assert.equal(await person.problem('Log Time'), 'Not an amount. Write it like 45 or 45.50.');
    await person.write('Log Time', '45,50');
    await person.running;
    const first = await entry(desk, ticket, 'Drove to the customer');
    assert.deepEqual([first?.minutes, first?.category], [20, 'On-site']);
    const card = await api.engine.customerCard(desk, ticket.customer?.id ?? '', 1000);
    assert.ok(card.ok);
    assert.equal(card.value.lineItems?.find(each => each.title === 'Drove to the customer')?.cost, '45.50');

    // The short path has two questions, as before.
    logTime(desk, ticket);
    await person.write('Log Time', '10m');
    await person.write('Log Time', 'Called them');
    await person.running;
    assert.equal((await entry(desk, ticket, 'Called them'))?.category, undefined);

    logTime(desk, ticket);
    await person.write('Log Time', '15m');
    (await person.box('Log Time')).value = 'Drove there again';
    await person.pressButton('More Fields…');
    await person.choose('Log Time', 'On-site');
    await person.write('Log Time', '');
    await person.running;
    assert.equal((await entry(desk, ticket, 'Drove there again'))?.category, 'On-site');
  });

  it('are those that were seen where the desk takes no other', async () => {
    const desk = 'test-teamsupport';
    const { tickets } = await api.engine.list(desk, { terms: [] }, newestFirst, 30);
    const read = await api.engine.readTime(
      desk,
      tickets.map(each => each.id),
    );
    assert.ok(read.ok);
    const seen = await api.engine.timeCategories(desk);
    assert.ok(seen.ok);
    const kind = seen.value.find(each => each.id && each.name !== 'Comment');
    assert.ok(kind);
    const ticket = await ticketOf(desk);
    logTime(desk, ticket);
    await person.write('Log Time', '25m');
    (await person.box('Log Time')).value = 'Looked it up';
    await person.pressButton('More Fields…');
    const rows = await person.rows('Log Time');
    assert.deepEqual(
      rows.map(each => each.label),
      ['No Category', ...seen.value.filter(each => each.id).map(each => each.name)],
    );
    await person.choose('Log Time', kind.name);
    await person.choose('Log Time', 'Internal');
    await person.running;
    const made = await entry(desk, ticket, 'Looked it up');
    assert.deepEqual([made?.minutes, made?.category], [25, kind.name]);
  });
});

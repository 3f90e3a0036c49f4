import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { Queries } from '../../src/engine/search/queries.ts';
import { Store } from '../../src/engine/store/store.ts';
import { nameFields, newestFirst, type Search, sortFields } from '../../src/model/search.ts';
import { readSearch } from '../../src/model/searchLanguage.ts';
import type { Ticket } from '../../src/model/ticket.ts';

const now = Date.UTC(2026, 5, 15, 12);

function ticket(number: number, subject: string, more: Partial<Ticket> = {}): Ticket {
  return {
    id: `id${number}`,
    number: String(number),
    subject,
    state: 'open',
    status: 'New',
    urgency: 'normal',
    changedAt: new Date(now - number * 60_000).toISOString(),
    otherFields: [],
    ...more,
  };
}

const tickets: readonly Ticket[] = [
  ticket(1, 'The printer is on fire', {
    customer: { id: 'c1', name: 'Acme Corp' },
    assignee: { id: 'p1', name: 'Ann' },
  }),
  ticket(2, 'Panic in the parser of C++ code', { group: { id: 'g1', name: 'Level 2' }, priority: 'High' }),
  ticket(3, 'Mail to jörg.müller@example.com bounces', { group: { id: 'g2', name: 'Level 10' } }),
  ticket(4, 'Call of foo::bar in /var/log/app.log', { state: 'closed', status: 'Closed' }),
  ticket(5, 'שלום עולם 😀 日本語', { otherFields: [{ name: 'Browser', value: 'Chrome 126' }] }),
  ticket(6, 'Printing', {
    customer: { id: 'c2', name: 'Printer World' },
    otherFields: [{ name: 'Root cause', value: '' }],
  }),
  ticket(7, '1', { assignee: { name: 'Bob' }, state: 'waiting', dueAt: new Date(now - 1000).toISOString() }),
];
const said = `${'First of all, thank you. '.repeat(12)}Then the toner cartridge exploded\nwith a bang. ${'More words. '.repeat(40)}`;

describe('queries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskside-queries-'));
  let store: Store;
  let queries: Queries;

  before(async () => {
    ({ store } = Store.open(folder, 'desk', 'origin'));
    await store.keepPage({ tickets }, {});
    const body = { kind: 'text' as const, body: said };
    await store.keepDepths([
      { ticketId: 'id1', history: [{ id: 'h1', role: 'customer', visibility: 'public', body }] },
      { ticketId: 'id4', description: { kind: 'html', body: '<p>A <b>bold</b> printer</p>' }, history: [] },
    ]);
    queries = new Queries(store, { technicianId: 'p1' }, () => now);
  });

  after(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const searchOf = (text: string): Search => readSearch(text).search;
  const found = (text: string) =>
    queries.find(searchOf(text), 50, Number.POSITIVE_INFINITY).hits.map(hit => Number(hit.ticket.number));
  const listed = (text: string) =>
    queries.list(searchOf(text), newestFirst, 50).tickets.map(({ number }) => Number(number));

  const searches: readonly (readonly [text: string, ...numbers: number[]])[] = [
    // The subject, then fields of the list, then what was said.
    ['printer', 1, 6, 4],
    ['print', 1, 6, 4],
    ['fire pri', 1],
    ['toner', 1],
    ['"toner cartridge exploded"', 1],
    ['"cartridge toner"'],
    ['bold', 4],
    ['foo::bar', 4],
    ['foo::baz'],
    ['/var/log/app.log', 4],
    ['jorg.muller@example.com', 3],
    ['שלום', 5],
    ['日本', 5],
    ['本'],
    ['printer -fire', 6, 4],
    ['printer customer:acme', 1],
    ['printer browser:chrome'],
    ['browser:chrome', 5],
    ['group:"level 2"', 2],
    ['is:mine', 1],
    ['is:overdue', 7],
    ['fire printer toner zzz'],
  ];
  for (const [text, ...numbers] of searches) {
    it(`find ${text}`, () => assert.deepEqual(found(text), numbers));
    it(`list ${text}`, () => assert.deepEqual(listed(text).toSorted(), numbers.toSorted()));
  }

  it('puts the ticket of a number first, then what begins with it', () => {
    assert.deepEqual(found('1')[0], 1);
    assert.ok(found('1').includes(7));
    assert.deepEqual(found('#4')[0], 4);
    assert.deepEqual(found('4 foo'), [4]);
    assert.deepEqual(found('4 fire'), [], 'it has to have the other words too');
  });

  it('finds C++ by its letter', () => assert.equal(found('c++')[0], 2));

  it('marks the subject, and shows the place where the subject does not tell', () => {
    const [first] = queries.find(searchOf('toner fire'), 5, 1000).hits;
    assert.ok(first?.excerpt);
    assert.deepEqual(cut(first.ticket.subject, first.marks), ['fire']);
    assert.deepEqual(cut(first.excerpt.text, first.excerpt.marks), ['toner']);
    assert.ok(first.excerpt.text.startsWith('…') && first.excerpt.text.endsWith('…'), first.excerpt.text);
    assert.ok(first.excerpt.text.length <= 125, first.excerpt.text);
    assert.ok(first.excerpt.text.includes('exploded with a bang'));
  });

  it('shows the field that was hit, and nothing more when the subject tells all', () => {
    const hits = queries.find(searchOf('printer'), 5, 1000).hits;
    assert.deepEqual(
      hits.map(({ excerpt }) => excerpt?.text),
      [undefined, 'Printer World', 'A bold printer'],
    );
  });

  it('lists nothing beyond the limit and tells how many there are', () => {
    const { tickets: some, total } = queries.list({ terms: [] }, { by: 'number', descending: false }, 3);
    assert.deepEqual(
      some.map(({ number }) => number),
      ['1', '2', '3'],
    );
    assert.equal(total, 7);
    assert.deepEqual(Object.keys(some[0] ?? {}).includes('otherFields'), false);
  });

  it('sorts numbers in names by their value', () =>
    assert.deepEqual(
      queries.groups({ terms: [] }, 'group').map(({ name, count }) => [name, count]),
      [
        ['Level 2', 1],
        ['Level 10', 1],
        [undefined, 5],
      ],
    ));

  it('tells what tickets of a status are', () =>
    assert.deepEqual(queries.groups({ terms: [] }, 'status'), [
      { name: 'New', count: 6, state: 'open' },
      { name: 'Closed', count: 1, state: 'closed' },
    ]));

  it('puts statuses in the order of the desk, priorities by urgency and others by name', async () => {
    const ordered = mkdtempSync(join(tmpdir(), 'deskside-order-'));
    const { store: own } = Store.open(ordered, 'desk', 'origin');
    try {
      const statuses = ['Aged', 'Done', 'Waiting', 'New', 'Begun'].map((status, at) =>
        ticket(at, 'x', {
          status,
          state: status === 'Done' ? 'closed' : status === 'Waiting' ? 'waiting' : 'open',
          ...(at === 0 ? { priority: 'A trifle' } : at === 1 ? { priority: 'Low' } : {}),
          ...(at === 2 ? { priority: 'P1', urgency: 'urgent' } : at === 3 ? { priority: 'Soon', urgency: 'high' } : {}),
          ...(at > 2 ? { product: `Part ${13 - at}` } : {}),
        }),
      );
      await own.keepPage({ tickets: statuses }, {});
      const asked = new Queries(own, {}, () => now);
      const names = (field: 'status' | 'priority' | 'product') =>
        asked.groups({ terms: [] }, field).map(({ name }) => name);
      assert.deepEqual(names('status'), ['Aged', 'Begun', 'New', 'Waiting', 'Done']);
      assert.deepEqual(names('priority'), ['P1', 'Soon', 'A trifle', 'Low', undefined]);
      assert.deepEqual(names('product'), ['Part 9', 'Part 10', undefined]);
      const choices = (...all: string[]) => all.map(name => ({ id: name, name }));
      const rest = { types: [], categories: [], products: [], sources: [] };
      const lists = { statuses: choices('new', 'Begun', 'Waiting', 'Done'), priorities: choices('Low'), ...rest };
      own.remember('pickLists', lists, '2026-01-01T00:00:00Z');
      assert.deepEqual(names('status'), ['New', 'Begun', 'Waiting', 'Done', 'Aged']);
      assert.deepEqual(names('priority'), ['P1', 'Soon', 'Low', 'A trifle', undefined]);
    } finally {
      own.close();
      rmSync(ordered, { recursive: true, force: true });
    }
  });

  it('completes names by the beginning of any of their words, the most frequent first', () => {
    assert.deepEqual(queries.names('status', '', 9), ['New', 'Closed']);
    assert.deepEqual(queries.names('customer', 'wo', 9), ['Printer World']);
    assert.deepEqual(queries.names('group', 'lev', 1).length, 1);
    assert.deepEqual(queries.names('contact', '', 9), []);
  });

  it('knows the names of further fields', () =>
    assert.deepEqual([...queries.furtherFields()].sort(), ['Browser', 'Root cause']));

  it('says that it ran out of time, and finds the rest when given it', async () => {
    const search = searchOf('printer');
    assert.equal(queries.find(search, 50, 0).partial, true);
    assert.equal((await queries.findThoroughly(search, 50)).length, 3);
  });

  it('goes on where a piece ended, and shows what one piece found when there is no more time', async () => {
    const later = Array.from({ length: 60 }, (_, at) => ticket(100 + at, `Slow lorry ${at}`));
    await store.keepPage({ tickets: later }, {});
    // A clock that goes on with each look at it: pieces end after so many looks, on any machine.
    let clock = 0;
    const { now: real } = performance;
    performance.now = () => clock++;
    try {
      const search = searchOf('"slow lorry"');
      const some = queries.find(search, 200, 10);
      assert.ok(some.partial && some.hits.length > 0 && some.hits.length < 60, `${some.hits.length} hits`);
      const all = await queries.findThoroughly(search, 200);
      assert.deepEqual(
        all.map(({ ticket: { id } }) => id),
        later.map(({ id }) => id),
      );
    } finally {
      performance.now = real;
      store.remove(later.map(({ id }) => id));
    }
  });

  it('takes a name that no ticket has any more for the beginning of others', async () => {
    const customer = (name: string) => ticket(8, 'Moved', { customer: { name } });
    await store.keepPage({ tickets: [customer('Printer')] }, {});
    assert.deepEqual(listed('customer:printer'), [8]);
    await store.keepPage({ tickets: [customer('Acme Corp')] }, {});
    assert.deepEqual(listed('customer:printer'), [6]);
    store.remove(['id8']);
  });

  it('knows the user by name on tickets that tell no id', () => {
    // Letter case counts for nothing, in ids neither.
    const named = new Queries(store, { technicianId: 'P1', technicianName: 'bob' }, () => now);
    const { tickets: mine } = named.list(searchOf('is:mine'), newestFirst, 50);
    assert.deepEqual(
      mine.map(({ number }) => number),
      ['1', '7'],
    );
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const under = queries.findThoroughly(searchOf('printer'), 50, stop.signal);
    stop.abort();
    await assert.rejects(under, { name: 'AbortError' });
    await assert.rejects(queries.findThoroughly(searchOf(''), 50, stop.signal), { name: 'AbortError' });
  });

  it('sees what was kept meanwhile, names and remembered answers too', async () => {
    assert.equal(queries.count(searchOf('group:new')), 0);
    const hasBrowser: Search = { terms: [{ kind: 'field', name: 'browser', value: '', not: true }] };
    assert.equal(queries.count(hasBrowser), 1);
    await store.keepPage({ tickets: [ticket(8, 'Later', { group: { name: 'New one' } })] }, {});
    assert.equal(queries.count(searchOf('group:new')), 1);
    assert.deepEqual(queries.names('group', 'new', 5), ['New one']);
    store.remove(['id8']);
    assert.equal(queries.count(searchOf('group:new')), 0);
    assert.deepEqual(queries.names('group', 'new', 5), []);
  });

  it('takes any text', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc
        .array(
          fc.constantFrom(
            '"',
            '*',
            '(',
            ')',
            'AND',
            'NOT',
            'NEAR(',
            ':',
            '^',
            '-',
            '+',
            '{',
            "'",
            '\0',
            ' ',
            'a',
            'É',
            '\u0301',
          ),
          { maxLength: 10 },
        )
        .map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, fc.boolean(), fc.boolean(), (text, phrase, not) => {
        const search: Search = {
          terms: [
            { kind: 'text', text, phrase, not },
            { kind: 'field', name: text, value: text, not },
            { kind: 'name', field: 'group', names: [text], not },
            { kind: 'number', number: text, not },
          ],
        };
        for (const terms of [search.terms, search.terms.slice(0, 1)]) {
          queries.find({ terms }, 5, 1000);
          queries.count({ terms });
        }
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);

  it('asks nothing that reads every text for lists, counts and groups', () => {
    const asked: string[] = [];
    const spy = {
      exec: (sql: string) => store.reader.exec(sql),
      prepare: (sql: string) => {
        asked.push(sql);
        return store.reader.prepare(sql);
      },
    };
    const spied = new Queries({ reader: spy }, { technicianId: 'p1' }, () => now);
    for (const text of ['', 'is:open', 'is:mine is:open', 'is:unassigned is:open', 'status:new', 'group:level']) {
      spied.count(searchOf(text));
      for (const by of sortFields) spied.list(searchOf(text), { by, descending: true }, 5);
    }
    for (const field of nameFields) spied.groups({ terms: [] }, field);
    const plans = asked.filter(sql => sql.includes('FROM tickets t')).map(sql => [sql, planOf(store, sql)] as const);
    assert.ok(plans.length > 20);
    for (const [sql, plan] of plans) assert.doesNotMatch(plan, /bodies|conversations/, sql);
    const of = (part: string) =>
      plans.find(([sql]) => sql.includes('count(*) AS total') && sql.includes(part))?.[1] ?? '';
    assert.match(of('t."status" = ?'), /COVERING INDEX tickets_status/);
    assert.match(of('t.assignee = 0'), /COVERING INDEX tickets_assignee \(assignee=\? AND state<\?\)/);
    assert.match(of('t."assignee" = ?'), /COVERING INDEX tickets_assignee \(assignee=\? AND state<\?\)/);
    const grouped = plans.flatMap(([sql, plan]) =>
      /t\."(?:status|group|assignee|customer)" AS name/.test(sql) ? [plan] : [],
    );
    assert.equal(grouped.length, 4);
    for (const plan of grouped) assert.match(plan, /^SCAN t USING COVERING INDEX tickets_\w+$/);
  });
});

function planOf(store: Store, sql: string): string {
  const values = Array.from(sql.matchAll(/\?/g), () => 1);
  const steps = store.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return steps.map(({ detail }) => detail).join('; ');
}

function cut(text: string, marks: readonly (readonly [number, number])[]): string[] {
  return marks.map(([start, end]) => text.slice(start, end));
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Queries } from '../../src/engine/search/queries.ts';
import { nameFields, newestFirst } from '../../src/model/search.ts';
import { Naive } from './queriesNaive.ts';
import { now, searches, sorts, tickets, wordSearches } from './queriesRandom.ts';
import { MadeStore } from './queriesStore.ts';

const asker = fc.constantFrom({ technicianId: '1', technicianName: 'Zoë' }, { technicianName: 'acme corp' }, {});

describe('queries answer what a look at every ticket answers', () => {
  it('in lists, counts and groups', () => {
    fc.assert(
      fc.property(
        tickets,
        asker,
        searches,
        sorts,
        fc.constantFrom(...nameFields),
        (given, who, search, sort, field) => {
          const store = new MadeStore(given);
          try {
            const queries = new Queries(store, who, () => now);
            const naive = new Naive(given, who, now, id => store.doc(id));
            const wanted = naive.list(search, sort);
            const all = queries.list(search, sort, 100);
            assert.deepEqual(
              all.tickets.map(({ id }) => id),
              wanted,
            );
            assert.equal(all.total, wanted.length);
            const few = queries.list(search, sort, 2);
            assert.deepEqual(few, { tickets: all.tickets.slice(0, 2), total: wanted.length });
            assert.equal(queries.count(search), wanted.length);
            const groups = queries.groups(search, field).map(({ name, count }) => [name?.toLowerCase() ?? '', count]);
            assert.deepEqual(Object.fromEntries(groups), naive.groups(search, field));
          } finally {
            store.reader.close();
          }
        },
      ),
      { numRuns: 400 },
    );
  }).timeout(60_000);

  it('in searches, in order of rank', async () => {
    await fc.assert(
      fc.asyncProperty(tickets, asker, wordSearches, async (given, who, search) => {
        const store = new MadeStore(given);
        try {
          const queries = new Queries(store, who, () => now);
          const naive = new Naive(given, who, now, id => store.doc(id));
          const { hits, partial } = queries.find(search, 100, Number.POSITIVE_INFINITY);
          const ids = hits.map(({ ticket }) => ticket.id);
          assert.equal(partial, false);
          assert.deepEqual(ids.toSorted(), naive.list(search, newestFirst).toSorted());
          const exact = new Set(search.terms.flatMap(term => (term.kind === 'text' && !term.not ? term.text : [])));
          const ranked = search.terms.some(
            term => term.kind === 'text' && !term.not && /[\p{L}\p{N}]/u.test(term.text),
          );
          if (ranked) {
            const ranks = ids.map(id => {
              const one = given.find(({ ticket }) => ticket.id === id);
              return !one || exact.has(one.ticket.number) ? 0 : naive.rank(one, search);
            });
            assert.deepEqual(
              ranks,
              ranks.toSorted((a, b) => a - b),
            );
          }
          assert.deepEqual(await queries.findThoroughly(search, 100), hits);
          assert.deepEqual(queries.find(search, 3, Number.POSITIVE_INFINITY).hits.length, Math.min(3, hits.length));
        } finally {
          store.reader.close();
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { excerptText } from '../../src/editor/search/excerptText.ts';
import { type DeskHit, mergeHits } from '../../src/editor/search/mergeHits.ts';
import { typedNumber } from '../../src/editor/search/typed.ts';
import { readSearch } from '../../src/model/searchLanguage.ts';
import { marksIn } from '../../src/model/searchMarks.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';

const hit = (deskId: string, id: string, rest: Partial<TicketSummary> = {}, marked = false): DeskHit => ({
  deskId,
  hit: {
    ticket: { id, number: id, subject: '', state: 'open', status: 'Open', urgency: 'normal', ...rest },
    marks: marked ? [[0, 1]] : [],
  },
});
const ids = (hits: readonly DeskHit[]) => hits.map(({ hit: { ticket } }) => ticket.id).join(' ');
const search = (text: string) => readSearch(text).search;

describe('hits of several desks', () => {
  it('stand by what the subject shows, then by age', () => {
    const a = [
      hit('a', 'a1', { changedAt: '2026-03-01T00:00:00Z' }, true),
      hit('a', 'a2', { changedAt: '2026-01-01T00:00:00Z' }, true),
      hit('a', 'a3', { changedAt: '2026-09-01T00:00:00Z' }),
    ];
    const b = [
      hit('b', 'b1', { changedAt: '2026-02-01T00:00:00Z' }, true),
      hit('b', 'b2', { openedAt: '2026-10-01T00:00:00Z' }),
    ];
    assert.equal(ids(mergeHits([a, b], search('x'))), 'a1 b1 a2 b2 a3');
    assert.equal(ids(mergeHits([b, a], search('x'))), 'a1 b1 a2 b2 a3');
    assert.equal(ids(mergeHits([[a[2] ?? hit('a', '')], b], search('is:open'))), 'a3 b1 b2');
  });

  it('stand in the order that the search names; those without a value last', () => {
    const a = [hit('a', 'a1', { dueAt: '2026-01-01T00:00:00Z' }), hit('a', 'a2')];
    const b = [hit('b', 'b1', { dueAt: '2026-02-01T00:00:00Z' }), hit('b', 'b2')];
    assert.equal(ids(mergeHits([b, a], search('sort:due'))), 'a1 b1 b2 a2');
    assert.equal(ids(mergeHits([a, b], search('sort:-due'))), 'b1 a1 a2 b2');
    const numbered = [hit('a', '9'), hit('a', '70')];
    assert.equal(ids(mergeHits([numbered, [hit('b', '10')]], search('sort:number'))), '9 10 70');
    const named = [hit('a', 'x', { group: { name: 'Älpha' } })];
    assert.equal(ids(mergeHits([[hit('b', 'y', { group: { name: 'Beta' } })], named], search('sort:group'))), 'x y');
  });

  it('are all there, each once, in the order of each desk', () => {
    const list = (desk: string) =>
      fc
        .array(fc.record({ marked: fc.boolean(), changedAt: fc.constantFrom('2026-01', '2026-02', '2026-03') }))
        .map(all => all.map(({ marked, changedAt }, index) => hit(desk, `${desk}${index}`, { changedAt }, marked)));
    fc.assert(
      fc.property(
        list('a'),
        list('b'),
        list('c'),
        fc.constantFrom('', 'x', 'sort:changed', 'sort:-group'),
        (a, b, c, text) => {
          const merged = mergeHits([a, b, c], search(text));
          assert.equal(merged.length, a.length + b.length + c.length);
          for (const each of [a, b, c]) {
            assert.deepEqual(
              merged.filter(({ deskId }) => deskId === each[0]?.deskId),
              each,
            );
          }
        },
      ),
    );
  });
});

describe('an excerpt in a row', () => {
  const shown = (text: string, typed: string) => excerptText({ text, marks: marksIn(text, search(typed)) }, typed);

  it('is as it is where the editor marks what was typed', () => {
    assert.equal(shown('the Basket total', 'basket'), 'the Basket total');
    assert.equal(shown('the Basket total', ' basket tot'), 'the Basket total');
  });

  it('sets the words off where it does not', () => {
    assert.equal(shown('the Basket total', 'total basket'), 'the ‹Basket› ‹total›');
    assert.equal(shown('the Basket total', 'basket is:open'), 'the ‹Basket› total');
    assert.equal(shown('die Größe fehlt', 'grosse größe -x'), 'die ‹Größe› fehlt');
    assert.equal(shown('nothing', 'basket'), 'nothing');
  });
});

describe('a number that was typed', () => {
  it('stands alone, with or without its sign', () => {
    assert.equal(typedNumber(' #1042 '), '1042');
    assert.equal(typedNumber('1042'), '1042');
    for (const other of ['', '#', '1042 panic', '10:42', '#10a', '-1042']) assert.equal(typedNumber(other), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shouldFold } from '../../src/webview/panel/fold.ts';
import { formatsFor } from '../../src/webview/panel/format.ts';
import { Memory } from '../../src/webview/panel/memory.ts';

const now = new Date(2026, 5, 17, 15, 0).getTime();
const at = (...[year, month, day, hours, minutes]: [number, number, number, number, number]) =>
  new Date(year, month, day, hours, minutes).toISOString();

describe('dates in the panel', () => {
  const en = formatsFor('en');

  it('are relative for a week and dates after that', () => {
    const said: [string, string][] = [
      [at(2026, 5, 17, 15, 0), 'just now'],
      [at(2026, 5, 17, 14, 1), '59 minutes ago'],
      [at(2026, 5, 17, 20, 0), 'in 5 hours'],
      [at(2026, 5, 16, 15, 30), '23 hours ago'],
      [at(2026, 5, 16, 9, 0), 'yesterday'],
      [at(2026, 5, 18, 23, 0), 'tomorrow'],
      [at(2026, 5, 11, 23, 0), '6 days ago'],
      [at(2026, 5, 10, 15, 0), 'Jun 10'],
      [at(2025, 11, 31, 12, 0), 'Dec 31, 2025'],
    ];
    for (const [iso, words] of said) assert.equal(en.relative(iso, now), words);
  });

  it('follow the locale, and the default one when the tag is none', () => {
    assert.equal(formatsFor('de').relative(at(2026, 5, 16, 9, 0), now), 'gestern');
    assert.equal(formatsFor('de').number(12345), '12.345');
    assert.equal(typeof formatsFor('not a tag').exact(at(2026, 5, 16, 9, 0)), 'string');
  });

  it('are given back as they are when they are none', () => {
    assert.equal(en.relative('soon', now), 'soon');
    assert.equal(en.exact('soon'), 'soon');
  });

  it('never name a bigger unit by its smaller one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 }), off => {
        assert.doesNotMatch(en.relative(new Date(now + off).toISOString(), now), /\b(60 minutes|24 hours|7 days)\b/);
      }),
    );
  });
});

describe('durations in the panel', () => {
  it('are hours and minutes', () => {
    const { duration } = formatsFor('en');
    assert.equal(duration(80), '1 h 20 min');
    assert.equal(duration(60), '1 h');
    assert.equal(duration(5), '5 min');
    assert.equal(duration(0), '0 min');
    assert.equal(duration(59.6), '1 h');
    assert.equal(duration(100_000), '1,666 h 40 min');
  });
});

describe('folding', () => {
  it('folds what is well over 20 lines', () => {
    assert.equal(shouldFold(20 * 18, 18), false);
    assert.equal(shouldFold(23 * 18, 18), false);
    assert.equal(shouldFold(24 * 18, 18), true);
    assert.equal(shouldFold(1000, Number.NaN), false);
  });
});

describe('what the page remembers', () => {
  const seed = { deskId: 'd', ticketId: '77', number: '1042' };
  const keeper = (state: unknown) => {
    const kept = {
      state,
      getState: () => kept.state,
      setState: (next: unknown) => void Object.assign(kept, { state: next }),
    };
    return kept;
  };

  it('is written at once, so that a reload at any time tells the ticket', () => {
    const kept = keeper(undefined);
    const memory = new Memory(kept, seed);
    assert.deepEqual(kept.state, { ...seed, draft: '', sending: false, scroll: 0, customerOpen: false });
    memory.change({ draft: 'Hi', visibility: 'public' });
    assert.deepEqual(kept.state, {
      ...seed,
      draft: 'Hi',
      visibility: 'public',
      sending: false,
      scroll: 0,
      customerOpen: false,
    });
  });

  it('is taken up again, but not by another ticket', () => {
    const old = { ...seed, draft: 'Grüße', visibility: 'internal', sending: true, scroll: 12, customerOpen: true };
    assert.deepEqual(new Memory(keeper(old), seed).now, old);
    assert.equal(new Memory(keeper(old), { ...seed, ticketId: '78' }).now.draft, '');
  });

  it('survives a state of any shape', () => {
    fc.assert(
      fc.property(fc.anything(), state => {
        assert.equal(typeof new Memory(keeper(state), seed).now.draft, 'string');
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  type AttentionFacts,
  attentionKinds,
  comparePressing,
  reasonsChange,
  reasonsOf,
} from '../../src/model/attention.ts';

const hour = 3600;
const day = 24 * hour;
const now = Date.parse('2026-11-22T10:00:00Z') / 1000;

/** An open ticket that was answered yesterday and is not due. */
const calm: AttentionFacts = {
  state: 'open',
  urgency: 0,
  opened: now - 5 * day,
  changed: now - day,
  due: undefined,
  talk: { answered: now - 4 * day, spoke: now - day, by: 'technician', old: false },
  given: false,
};
const talk = (also: Partial<NonNullable<AttentionFacts['talk']>>) => ({
  talk: { answered: now - 4 * day, spoke: now - day, by: 'technician' as const, old: false, ...also },
});
const kinds = (also: Partial<AttentionFacts>) => reasonsOf({ ...calm, ...also }, now).map(({ kind }) => kind);

describe('what wants the user', () => {
  it('is nothing where the customer has an answer, it is not due, and something happened lately', () => {
    assert.deepEqual(kinds({}), []);
  });

  it('is what is due: a day before, and from then on; a ticket that waits only once its time has passed', () => {
    assert.deepEqual(kinds({ due: now + day + 1 }), []);
    assert.deepEqual(kinds({ due: now + day }), ['dueSoon']);
    assert.deepEqual(kinds({ due: now }), ['overdue']);
    assert.deepEqual(kinds({ due: now + hour, state: 'waiting' }), []);
    assert.deepEqual(kinds({ due: now - hour, state: 'waiting' }), ['overdue']);
  });

  it('is a customer who said the last word, since then', () => {
    const spoke = now - 3 * hour;
    const facts = { ...calm, changed: spoke, ...talk({ spoke, by: 'customer' }) };
    assert.deepEqual(reasonsOf(facts, now), [{ kind: 'customerWaits', at: spoke }]);
  });

  it('is a customer whom nobody has answered, since they asked', () => {
    const asked = talk({ answered: undefined, spoke: now - 2 * day, by: 'customer' });
    assert.deepEqual(reasonsOf({ ...calm, ...asked }, now), [{ kind: 'unanswered', at: calm.opened }]);
    assert.deepEqual(kinds(talk({ answered: undefined, spoke: undefined, by: undefined })), ['unanswered']);
  });

  it('is no customer of a ticket that was made to wait after their last word, unless they just said it', () => {
    const customer = talk({ spoke: now - 2 * day, by: 'customer' });
    assert.deepEqual(kinds({ state: 'waiting', changed: now - day, ...customer }), []);
    assert.deepEqual(kinds({ state: 'waiting', changed: now - 2 * day + 60, ...customer }), ['customerWaits']);
  });

  it('is what waits or lies still for a week', () => {
    const technician = talk({ spoke: now - 7 * day });
    assert.deepEqual(kinds({ state: 'waiting', changed: now - day, ...technician }), ['waitingLong']);
    assert.deepEqual(kinds({ state: 'waiting', changed: now - day }), []);
    assert.deepEqual(kinds({ changed: now - 7 * day }), ['untouched']);
    assert.deepEqual(kinds({ changed: now - 7 * day + 1 }), []);
  });

  it('is each open ticket of whose conversation nothing is known, or nothing of who said what', () => {
    const { talk: _, ...unknown } = calm;
    assert.deepEqual(
      reasonsOf(unknown, now).map(({ kind }) => kind),
      ['open'],
    );
    assert.deepEqual(kinds(talk({ by: undefined })), ['open']);
    assert.deepEqual(kinds(talk({ old: true })), ['open']);
    assert.deepEqual(kinds({ state: 'waiting', ...talk({ by: undefined }) }), []);
  });

  it('stays as it was for some minutes after a change whose conversation is being read', () => {
    const just = (also: Partial<AttentionFacts>) => kinds({ changed: now - 60, ...also });
    const silent = { answered: undefined, spoke: undefined, by: undefined };
    assert.deepEqual(just(talk({ old: true })), []);
    assert.deepEqual(just(talk({ old: true, by: 'customer' })), ['customerWaits']);
    assert.deepEqual(just(talk({ old: true, ...silent })), ['unanswered']);
    assert.deepEqual(just({ state: 'waiting', ...talk({ old: true, spoke: now - 9 * day }) }), ['waitingLong']);
    assert.deepEqual(kinds({ changed: now - 600, ...talk({ old: true }) }), ['open']);
    assert.equal(reasonsChange({ ...calm, changed: now - 60, ...talk({ old: true }) }, now), now + 540);
  });

  it('is what came to the user until they look, beside the rest', () => {
    assert.deepEqual(kinds({ given: true }), ['given']);
    assert.deepEqual(kinds({ given: true, due: now - 1 }), ['overdue', 'given']);
  });

  it('comes with the most pressing reason, then urgency, then the longest wait first', () => {
    const ticket = (kind: (typeof attentionKinds)[number], urgency: number, at: number) => ({
      urgency,
      reasons: [{ kind, at }],
    });
    const rows = [
      ticket('open', 2, 1),
      ticket('customerWaits', 0, 5),
      ticket('customerWaits', 0, 3),
      ticket('customerWaits', 2, 9),
      ticket('overdue', 0, 9),
    ];
    assert.deepEqual(
      rows.toSorted(comparePressing).map(({ reasons: [first], urgency }) => [first?.kind, urgency, first?.at]),
      [
        ['overdue', 0, 9],
        ['customerWaits', 2, 9],
        ['customerWaits', 0, 3],
        ['customerWaits', 0, 5],
        ['open', 2, 1],
      ],
    );
  });

  it('changes by time alone at no other moments than it says', () => {
    const moment = fc.oneof(
      fc.integer({ min: -20, max: 20 }).map(hours => now + hours * 12 * hour),
      fc.integer({ min: -20, max: 20 }).map(minutes => now + minutes * 60),
    );
    const time = fc.option(moment, { nil: undefined });
    const any: fc.Arbitrary<AttentionFacts> = fc.record({
      state: fc.constantFrom('open' as const, 'waiting' as const),
      urgency: fc.constant(0),
      ...{ opened: time, changed: time, due: time, given: fc.boolean() },
      talk: fc.record({
        ...{ answered: time, spoke: time, old: fc.boolean() },
        by: fc.constantFrom('customer' as const, 'technician' as const, undefined),
      }),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 40 }), (facts, hours) => {
        const until = reasonsChange(facts, now) ?? Number.POSITIVE_INFINITY;
        const later = Math.min(now + hours * 6 * hour, until - 1);
        if (later < now) return;
        assert.deepEqual(reasonsOf(facts, later), reasonsOf(facts, now));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has its reasons in order of weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.boolean(), fc.boolean(), (hours, given, old) => {
        const found = kinds({ due: now + hours * hour, given, changed: now - 9 * day, ...talk({ old }) });
        assert.deepEqual(
          found,
          found.toSorted((a, b) => attentionKinds.indexOf(a) - attentionKinds.indexOf(b)),
        );
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { covers, inScope, readScope, scopeOf, writeScope } from '../../src/engine/sync/scope.ts';
import type { MirrorScope } from '../../src/model/sync.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const day = 86_400_000;

const scopes: fc.Arbitrary<MirrorScope> = fc.oneof(
  fc.constantFrom({ kind: 'open' } as const, { kind: 'all' } as const),
  fc.nat(400).map(days => ({ kind: 'recent', since: new Date(now - days * day).toISOString() }) as const),
);

const dates = fc.option(
  fc.nat(800).map(days => new Date(now - days * day).toISOString()),
  { nil: undefined },
);
const tickets: fc.Arbitrary<TicketSummary> = fc
  .record({ state: fc.constantFrom('open', 'waiting', 'closed'), openedAt: dates, changedAt: dates, closedAt: dates })
  .map(({ state, ...times }) => ({
    ...{ id: '1', number: '1', subject: '', status: '', urgency: 'normal', state },
    ...Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined)),
  }));

describe('sync: which tickets are kept', () => {
  it('follows the settings, and days begin at midnight', () => {
    assert.deepEqual(scopeOf({ tickets: 'open', days: 90, notices: true }, now), { kind: 'open' });
    assert.deepEqual(scopeOf({ tickets: 'all', days: 90, notices: true }, now), { kind: 'all' });
    assert.deepEqual(scopeOf({ tickets: 'recent', days: 2, notices: true }, now), {
      kind: 'recent',
      since: '2026-11-20T00:00:00.000Z',
    });
    assert.deepEqual(scopeOf({ tickets: 'recent', days: 1e9, notices: true }, now), {
      kind: 'recent',
      since: '1970-01-01T00:00:00.000Z',
    });
  });

  it('is written down and read again', () => {
    fc.assert(fc.property(scopes, scope => assert.deepEqual(readScope(writeScope(scope)), scope)));
    for (const text of [undefined, '', '{', 'null', '[]', '{"kind":"some"}', '{"kind":"recent"}', '7']) {
      assert.equal(readScope(text), undefined, text);
    }
  });

  it('covers another scope only when every ticket of that is in it', () => {
    fc.assert(
      fc.property(scopes, scopes, tickets, (whole, part, ticket) => {
        if (covers(whole, part) && inScope(ticket, part)) assert.ok(inScope(ticket, whole));
      }),
    );
    assert.ok(!covers({ kind: 'open' }, { kind: 'recent', since: '2026-01-01T00:00:00.000Z' }));
    assert.ok(!covers({ kind: 'recent', since: '2026-01-01T00:00:00.000Z' }, { kind: 'all' }));
    assert.ok(
      !covers(
        { kind: 'recent', since: '2026-02-01T00:00:00.000Z' },
        { kind: 'recent', since: '2026-01-01T00:00:00.000Z' },
      ),
    );
  });

  it('goes by the last change of a closed ticket, else by its end; one that tells neither is kept', () => {
    const since = { kind: 'recent', since: '2026-11-20T00:00:00.000Z' } as const;
    const before = '2026-11-19T23:59:59.000Z';
    const closed = { id: '1', number: '1', subject: '', status: '', urgency: 'normal', state: 'closed' } as const;
    assert.ok(inScope({ ...closed, changedAt: since.since, closedAt: before }, since));
    assert.ok(!inScope({ ...closed, changedAt: before, closedAt: since.since }, since));
    assert.ok(inScope({ ...closed, closedAt: since.since }, since));
    assert.ok(!inScope({ ...closed, closedAt: before }, since));
    assert.ok(inScope(closed, since));
  });

  it('always holds tickets that are not closed', () => {
    fc.assert(
      fc.property(scopes, tickets, (scope, ticket) => {
        if (ticket.state !== 'closed') assert.ok(inScope(ticket, scope));
      }),
    );
  });
});

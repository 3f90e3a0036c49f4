import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byRecency, matches } from '../../src/model/query.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';

const ticket = (changes: Partial<TicketSummary> = {}): TicketSummary => ({
  id: '7',
  number: '1042',
  subject: 'Checkout fails with a currency mismatch',
  state: 'open',
  status: 'Open',
  urgency: 'normal',
  assignee: { id: 'alee', name: 'Ana Lee' },
  group: { name: 'Orders' },
  customer: { id: 'acme', name: 'Acme Corp' },
  openedAt: '2026-03-01T10:00:00.000Z',
  changedAt: '2026-03-05T10:00:00.000Z',
  ...changes,
});
const unassigned = (): TicketSummary => {
  const { assignee: _, ...rest } = ticket();
  return rest;
};

describe('ticket queries', () => {
  it('without terms keep every ticket', () => assert.ok(matches({}, ticket({ state: 'closed' }))));
  it('open leaves out closed tickets and keeps waiting ones', () => {
    assert.ok(!matches({ state: 'open' }, ticket({ state: 'closed' })));
    assert.ok(matches({ state: 'open' }, ticket({ state: 'waiting' })));
  });
  it('know who has a ticket, whatever the letter case', () => {
    assert.ok(matches({ assigneeId: 'ALEE' }, ticket()));
    assert.ok(!matches({ assigneeId: 'bray' }, ticket()));
    assert.ok(!matches({ assigneeId: 'alee' }, unassigned()));
  });
  it('null asks for tickets that nobody has', () => {
    assert.ok(matches({ assigneeId: null }, unassigned()));
    assert.ok(!matches({ assigneeId: null }, ticket()));
  });
  it('compare groups and statuses by name', () => {
    assert.ok(matches({ groupName: 'orders', status: 'OPEN' }, ticket()));
    assert.ok(!matches({ groupName: 'Billing' }, ticket()));
    assert.ok(!matches({ status: 'Closed' }, ticket()));
  });
  it('leave words and customers to the desk', () => {
    assert.ok(matches({ text: 'refund', customerId: 'other', fields: { Name: 'other' } }, ticket()));
  });

  it('order by the newest change, else by opening, else by the highest number', () => {
    const { changedAt: _, ...opened } = ticket({ number: '1', openedAt: '2026-03-07T10:00:00.000Z' });
    const { openedAt: __, ...undated } = opened;
    const list = [
      { ...undated, number: '9' },
      ticket({ number: '2', changedAt: '2026-03-06T10:00:00.000Z' }),
      { ...undated, number: '10' },
      opened,
      ticket({ number: '3', changedAt: '2026-03-08T10:00:00.000Z' }),
    ];
    assert.deepEqual(
      list.sort(byRecency).map(each => each.number),
      ['3', '1', '2', '10', '9'],
    );
  });

  it('order by recency is a total order', () => {
    const some = fc.array(
      fc.record({
        number: fc.nat(99_999).map(String),
        changedAt: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
      }),
    );
    fc.assert(
      fc.property(some, list => {
        const tickets = list.map(ticket).sort(byRecency);
        for (const [i, one] of tickets.entries()) {
          for (const other of tickets.slice(i)) assert.ok(byRecency(one, other) <= 0);
        }
      }),
    );
  });
});

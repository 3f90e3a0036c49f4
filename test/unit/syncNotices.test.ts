import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changeNotices, dueNotice, onePerTicket } from '../../src/engine/sync/notices.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const hour = 3_600_000;
const me = { technicianId: 'SRivera', technicianName: 'Sam Rivera' };
const sam = { id: 'srivera', name: 'Sam Rivera' };
const lee = { id: 'lwong', name: 'Lee Wong' };

function ticket(more: Partial<TicketSummary> = {}): TicketSummary {
  const words = { id: '7', number: '107', subject: 'Printer on fire', state: 'open', status: 'New' } as const;
  return { ...words, urgency: 'normal', assignee: sam, changedAt: '2026-11-22T09:00:00.000Z', ...more };
}

const later = '2026-11-22T09:30:00.000Z';
const reasons = (before: TicketSummary | undefined, after: TicketSummary, newcomers = true) =>
  changeNotices([{ ...(before ? { before } : {}), now: after }], me, newcomers).map(({ reason }) => reason);

describe('sync: notices', () => {
  it('tell of a ticket that was given to the user', () => {
    assert.deepEqual(reasons(ticket({ assignee: lee }), ticket({ changedAt: later })), ['assigned']);
    const { assignee: _, ...nobodys } = ticket();
    assert.deepEqual(reasons(nobodys, ticket({ changedAt: later })), ['assigned']);
  });

  it('tell of a new ticket of the user, but not where an old one may merely have been unknown', () => {
    assert.deepEqual(reasons(undefined, ticket()), ['assigned']);
    assert.deepEqual(reasons(undefined, ticket(), false), []);
    assert.deepEqual(reasons(undefined, ticket({ state: 'closed' })), []);
  });

  it("tell of a change of the user's ticket, its end too", () => {
    assert.deepEqual(reasons(ticket(), ticket({ changedAt: later })), ['changed']);
    assert.deepEqual(reasons(ticket(), ticket({ status: 'Waiting' })), ['changed']);
    assert.deepEqual(reasons(ticket(), ticket({ state: 'closed', status: 'Closed', changedAt: later })), ['changed']);
  });

  it('tell nothing of what a list does not show', () => {
    assert.deepEqual(reasons(ticket(), ticket()), []);
    assert.deepEqual(reasons(ticket(), ticket({ assignee: { ...sam, name: 'Samuel Rivera' } })), []);
  });

  it("tell nothing of others' tickets, nor of one that was given away", () => {
    assert.deepEqual(reasons(ticket({ assignee: lee }), ticket({ assignee: lee, changedAt: later })), []);
    assert.deepEqual(reasons(ticket(), ticket({ assignee: lee, changedAt: later })), []);
    assert.deepEqual(changeNotices([{ now: ticket() }], {}, true), []);
  });

  it('know the user by name where a list tells no ids', () => {
    const named = { assignee: { name: 'SAM RIVERA' } };
    assert.deepEqual(reasons(ticket({ assignee: { name: 'Lee Wong' } }), ticket(named)), ['assigned']);
    assert.deepEqual(reasons(undefined, ticket({ assignee: { id: 'other', name: 'Sam Rivera' } })), []);
  });

  it('tell four hours before a ticket is due, and when it is', () => {
    const due = (milliseconds: number, more: Partial<TicketSummary> = {}) =>
      dueNotice(ticket({ dueAt: new Date(now + milliseconds).toISOString(), ...more }), now)?.reason;
    assert.equal(due(4 * hour + 1000), undefined);
    assert.equal(due(4 * hour), 'dueSoon');
    assert.equal(due(1), 'dueSoon');
    assert.equal(due(0), 'overdue');
    assert.equal(due(-100 * hour), 'overdue');
    assert.equal(due(-hour, { state: 'closed' }), undefined);
    assert.deepEqual([due(hour, { state: 'waiting' }), due(-hour, { state: 'waiting' })], [undefined, 'overdue']);
    assert.equal(dueNotice(ticket(), now), undefined);
    assert.equal(dueNotice(ticket({ dueAt: 'soon' }), now), undefined);
  });

  it('are about something: the same due time is told once, another one again', () => {
    const about = (dueAt: string) => dueNotice(ticket({ dueAt }), now)?.about;
    assert.equal(about('2026-11-22T10:30:00.000Z'), about('2026-11-22T10:30:00.000Z'));
    assert.notEqual(about('2026-11-22T10:30:00.000Z'), about('2026-11-22T10:31:00.000Z'));
  });

  it('are one a ticket, the weightiest', () => {
    const overdue = dueNotice(ticket({ dueAt: '2026-11-22T09:00:00.000Z' }), now);
    const [given] = changeNotices([{ now: ticket() }], me, true);
    const [changed] = changeNotices([{ before: ticket(), now: ticket({ changedAt: later }) }], me, true);
    assert.ok(overdue && given && changed);
    const other = { ...changed, ticketId: '8' };
    const told = onePerTicket([changed, other, overdue, given]);
    assert.deepEqual(
      told.map(({ ticketId, reason }) => [ticketId, reason]),
      [
        ['7', 'assigned'],
        ['8', 'changed'],
      ],
    );
    assert.deepEqual(Object.keys(told[0] ?? {}), ['ticketId', 'number', 'subject', 'reason']);
  });
});

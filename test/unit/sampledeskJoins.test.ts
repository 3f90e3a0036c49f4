import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { neededOf } from '../../src/sampledesk/joins.ts';
import { ticketFrom } from '../../src/sampledesk/teamsupport/tickets/tables.ts';

describe("the sample desk's joins", () => {
  it('leaves out those that no condition and no order names', () => {
    assert.equal(neededOf(ticketFrom, ' WHERE (t.modified >= ?)', 't.id DESC'), 'ts_tickets t');
    assert.equal(
      neededOf(ticketFrom, ' WHERE (s.name = ? COLLATE NOCASE)'),
      'ts_tickets t JOIN ts_statuses s ON s.id = t.status_id',
    );
  });

  it('keeps one that another one hangs on', () => {
    const from =
      'rd_invoices i LEFT JOIN rd_customers c ON c.cid = i.cid LEFT JOIN rd_companies o ON o.id = c.company_id';
    assert.equal(neededOf(from, ' WHERE o.name = ?'), from);
    assert.equal(neededOf(from, ' WHERE i.id = ?'), 'rd_invoices i');
  });

  it('leaves alone what is no plain join', () => {
    const from = '(SELECT a.id FROM ts_a a JOIN (SELECT 1) b ON 1) y';
    assert.equal(neededOf(from, 'y.id'), from);
  });
});

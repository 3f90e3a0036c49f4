import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TicketState, Urgency } from '../../src/model/ticket.ts';
import { stateOfWord, urgencyOfWord } from '../../src/wire/words.ts';

describe('wire: words of desks', () => {
  it('statuses', () => {
    const cases: [string, TicketState | undefined][] = [
      ['Closed', 'closed'],
      ['Closed - pending invoice', 'closed'],
      ['Auto-closed', 'closed'],
      ['Gelöst', 'closed'],
      ['RESUELTO', 'closed'],
      ['Not resolved', 'open'],
      ['Unresolved', 'open'],
      ['Nicht gelöst', 'open'],
      ['Awating response', 'waiting'],
      ['On Hold', 'waiting'],
      ['on-hold', 'waiting'],
      ['Waiting to be closed', 'waiting'],
      ['Wartet auf Kunden', 'waiting'],
      ['En espera', 'waiting'],
      ['Reopened', 'open'],
      ['In Progress', 'open'],
      ['Level 7', undefined],
      ['', undefined],
    ];
    for (const [status, state] of cases) assert.equal(stateOfWord(status), state, status);
  });

  it('priorities', () => {
    const cases: [string | undefined, Urgency][] = [
      ['Urgent', 'urgent'],
      ['1 - Critical', 'urgent'],
      ['P1', 'urgent'],
      ['1', 'urgent'],
      ['2', 'high'],
      ['3', 'normal'],
      ['10', 'normal'],
      ['Hoch', 'high'],
      ['Alta', 'high'],
      ['Dringend', 'urgent'],
      ['Not urgent', 'normal'],
      ['Medium', 'normal'],
      [undefined, 'normal'],
    ];
    for (const [priority, urgency] of cases) assert.equal(urgencyOfWord(priority), urgency, priority);
  });
});

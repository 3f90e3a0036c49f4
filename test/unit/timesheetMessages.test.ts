import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusal } from '../../src/editor/timesheet/timesheetMessages.ts';

const call = (m: string, ...a: unknown[]) => ({ t: 'q', m, a, i: '1' });
const span = { from: '2026-07-06T00:00:00.000Z', to: '2026-07-13T00:00:00.000Z' };

describe('messages of the timesheet’s page', () => {
  it('are taken when they are calls of it', () => {
    for (const one of [
      call('ready'),
      call('look', { span, whose: 'mine' }),
      call('openTicket', 'rd', '7', '1042', ''),
      call('changeEntry', 'rd', '7', 'x', { minutes: 90, notes: '' }),
      call('changeUnsent', 'rd', 3, { startedAt: span.from }),
      call('chooseUnsent', 'rd', 3, 'discard'),
      call('saveCsv', 'timesheet-2026-07-06-2026-07-12.csv', 'Day'),
      call('act', 'connect', null),
    ])
      assert.equal(refusal(one), undefined, one.m);
  });

  it('are refused when they are none, or carry what they must not', () => {
    for (const one of [
      call('look', { span: { from: 'now', to: span.to }, whose: 'mine' }),
      call('look', { span, whose: 'theirs' }),
      call('changeEntry', 'rd', '7', 'x', { minutes: 0.5 }),
      call('changeEntry', 'rd', '7', 'x', { minutes: 1441 }),
      call('changeEntry', 'rd', '7', '', {}),
      call('changeEntry', 'rd', '7', 'x', { technicianId: 'other' }),
      call('chooseUnsent', 'rd', 3, 'arrived'),
      call('saveCsv', '../../.bashrc', ''),
      call('saveCsv', 'a.csv.exe', ''),
      call('act', 'workbench.action.quit', null),
      call('readTime', 'more'),
      call('constructor'),
      { t: 's', i: '1', r: 1 },
    ])
      assert.ok(refusal(one), JSON.stringify(one));
    fc.assert(fc.property(fc.anything(), message => assert.ok(refusal(message))));
  });
});

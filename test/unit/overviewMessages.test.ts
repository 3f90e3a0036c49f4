import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusal } from '../../src/editor/overview/overviewMessages.ts';

const call = (m: string, ...a: unknown[]) => ({ t: 'q', m, a, i: '1' });
const days = ['2026-07-06T00:00:00.000Z', '2026-07-07T00:00:00.000Z', '2026-07-08T00:00:00.000Z'];
const span = { from: days[0], to: days[2] };
const part = (one: unknown) => call('openPart', one, null, 'Open by Age · 1–3 d: 4 tickets');

describe('messages of the overview’s page', () => {
  it('are taken when they are calls of it', () => {
    for (const one of [
      call('ready'),
      call('look', { days }),
      call('look', { days, deskId: 'rd' }),
      part({ kind: 'open' }),
      part({ kind: 'names', field: 'group', names: ['Orders', null], not: true }),
      part({ kind: 'age', age: { to: 86_400 } }),
      part({ kind: 'age', age: 'undated' }),
      part({ kind: 'opened', ...span }),
      part({ kind: 'worked', ...span }),
      part({ kind: 'answered', ...span, least: 60, below: 240 }),
      part({ kind: 'resolved', ...span, least: 10_080 }),
      call('openPart', { kind: 'open' }, 'rd', ''),
      call('openTicket', 'rd', '7', '1042', ''),
      call('saveCsv', 'overview-2026-07-06-2026-07-07.csv', 'Figure'),
      call('act', 'connect', null),
    ])
      assert.equal(refusal(one), undefined, JSON.stringify(one));
  });

  it('are refused when they are none, or carry what they must not', () => {
    for (const one of [
      call('look', { days: days.slice(0, 1) }),
      call('look', { days: days.toReversed() }),
      call('look', { days: ['today', 'tomorrow'] }),
      call('look', { days: Array.from({ length: 500 }, (_, at) => new Date(at * 86_400_000).toISOString()) }),
      part({ kind: 'names', field: 'customer', names: ['x'], not: false }),
      part({ kind: 'names', field: 'group', names: [], not: false }),
      part({ kind: 'age', age: { from: 1, to: 2 } }),
      part({ kind: 'opened', from: 'now', to: days[1] }),
      part({ kind: 'answered', ...span, least: -1 }),
      part({ kind: 'text', text: 'is:open' }),
      call('openPart', { kind: 'open' }, null),
      call('saveCsv', '../../.bashrc', ''),
      call('act', 'workbench.action.quit', null),
      call('constructor'),
      { t: 's', i: '1', r: 1 },
    ])
      assert.ok(refusal(one), JSON.stringify(one));
    fc.assert(fc.property(fc.anything(), message => assert.ok(refusal(message))));
  });
});

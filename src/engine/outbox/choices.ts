import { DeskError } from '../../model/errors.ts';
import type { OutboxChoice } from '../../model/outbox.ts';
import { said } from '../../model/said.ts';
import type { KeptState, Unsent, UnsentChange } from '../store/outbox.ts';
import { resolve } from './merge.ts';

/** What a choice makes of a write: another standing, or its end. */
export type Chosen = { readonly change: UnsentChange } | { readonly ends: 'sent' | 'discarded' };

/** Where a write must stand for a choice. */
const possible: Readonly<Record<OutboxChoice['kind'], readonly KeptState[]>> = {
  send: ['held', 'waiting', 'failed', 'checking'],
  discard: ['held', 'waiting', 'failed', 'checking', 'conflict', 'unclear'],
  edit: ['held', 'waiting', 'failed', 'conflict'],
  arrived: ['unclear'],
  keepMine: ['conflict'],
};

/** To be sent as if it never had been. */
const anew: UnsentChange = {
  state: 'waiting',
  due: undefined,
  failure: undefined,
  conflicts: undefined,
  looked: 0,
  tries: 0,
};

/** @throws DeskError `badInput` when the write does not stand as it must */
export function chosen(row: Unsent, choice: OutboxChoice): Chosen {
  if (!possible[choice.kind].includes(row.state)) {
    throw new DeskError({
      reason: 'badInput',
      detail: said`a write that is "${row.state}" cannot be chosen to ${choice.kind}`,
    });
  }
  switch (choice.kind) {
    case 'send':
      // Whether it arrived is asked now; how often it was asked already counts.
      if (row.state === 'checking') return { change: { due: row.looked > 0 ? row.due : undefined } };
      return { change: anew };
    case 'discard':
      return { ends: 'discarded' };
    case 'edit':
      if (row.state === 'held') return { change: { write: choice.write } };
      return { change: { ...anew, write: choice.write, sent: undefined, others: [] } };
    case 'arrived':
      return choice.arrived ? { ends: 'sent' } : { change: anew };
    case 'keepMine': {
      const { write, conflicts = [] } = row;
      if (write.kind !== 'updateTicket') throw new DeskError({ reason: 'badInput' });
      const left = resolve(write, conflicts, choice.fields);
      if (Object.keys(left.changes).length === 0) return { ends: 'discarded' };
      return { change: { ...anew, write: left, sent: undefined } };
    }
  }
}

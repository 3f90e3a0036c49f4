import type { Created } from '../../model/desk.ts';
import type { OutboxEntry, WriteState } from '../../model/outbox.ts';
import type { Unsent } from '../store/outbox.ts';

/** A write as views see it. */
export function entryOf(deskId: string, unsent: Unsent): OutboxEntry {
  const { id, write, state, at, due, failure, conflicts } = unsent;
  return {
    deskId,
    id,
    write,
    state,
    at,
    ...(due === undefined ? {} : { dueAt: new Date(due).toISOString() }),
    ...(failure ? { failure } : {}),
    ...(conflicts ? { conflicts } : {}),
  };
}

/** A write that has ended, as it is told once. */
export function endedEntry(
  { deskId, id, write, at }: OutboxEntry,
  state: Extract<WriteState, 'sent' | 'discarded'>,
  made?: Created,
): OutboxEntry {
  return { deskId, id, write, at, state, ...(made ? { made } : {}) };
}

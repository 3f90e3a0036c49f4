import type { HelpDesk } from '../../model/desk.ts';
import { asResult, DeskError, type DeskFailure } from '../../model/errors.ts';
import type { Arrival, FieldConflict, Write } from '../../model/outbox.ts';
import type { Unsent } from '../store/outbox.ts';
import { merge } from './merge.ts';
import { outcomeOf } from './outcome.ts';

/** What is to be sent; `undefined` when the desk has it as wanted. */
export type Prepared =
  | { readonly write: Write | undefined }
  | { readonly conflicts: readonly FieldConflict[] }
  | { readonly failure: DeskFailure };

/** Looks how the fields stand on the desk that a write is based on. */
export async function prepare(desk: HelpDesk, write: Write, signal: AbortSignal): Promise<Prepared> {
  if (write.kind !== 'updateTicket' || Object.keys(write.base ?? {}).length === 0) return { write };
  const fields = await asResult(() => desk.ticketFields(write.ticketId, signal));
  if (!fields.ok) return { failure: fields.failure };
  const { send, conflicts } = merge(write, fields.value);
  if (conflicts.length > 0) return { conflicts };
  return { write: Object.keys(send).length === 0 ? undefined : { ...write, changes: send } };
}

/**
 * Asks the desk whether a write arrived that was sent; a ticket that was made in part is completed.
 * @throws DeskError
 */
export async function lookFor(
  desk: HelpDesk,
  { write, sent, at, others }: Unsent,
  beside: readonly string[],
  signal: AbortSignal,
): Promise<Arrival> {
  const found = await desk.arrived({ write, sentAt: sent ?? at, others: new Set([...others, ...beside]) }, signal);
  if (found.arrived !== 'yes' || !found.warning || write.kind !== 'createTicket' || !desk.complete) return found;
  const { warning: _, ...whole } = found;
  const { id = '' } = found;
  const { complete } = desk;
  const completed = await asResult(() => complete.call(desk, id, write.draft, signal));
  if (completed.ok) return whole;
  if (outcomeOf(completed.failure) === 'refused') return { ...whole, warning: completed.failure };
  throw new DeskError(completed.failure);
}

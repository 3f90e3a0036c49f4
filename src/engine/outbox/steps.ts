import type { HelpDesk } from '../../model/desk.ts';
import { asResult, type DeskFailure } from '../../model/errors.ts';
import type { Arrival, FieldConflict, Write } from '../../model/outbox.ts';
import type { Unsent } from '../store/outbox.ts';
import { merge } from './merge.ts';

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

/** Asks the desk whether a write arrived that was sent. @throws DeskError */
export function lookFor(desk: HelpDesk, row: Unsent, beside: readonly string[], signal: AbortSignal): Promise<Arrival> {
  const { write, sent, at, others } = row;
  return desk.arrived({ write, sentAt: sent ?? at, others: new Set([...others, ...beside]) }, signal);
}

import { said } from '../model/said.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import { idOf } from './mapping.ts';

/**
 * The ticket of an id. The same place of a path takes numbers too, and which of both counts where one ticket's id is
 * another's number is a gap: the other one is refused, so that nobody reads it for this one or writes to it.
 * @throws DeskError `unreadable` for another ticket
 */
export async function ticketById(
  client: TeamSupportClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<DataRecord> {
  const record = await client.ticket(id, signal);
  const answered = idOf(record, 'Ticket');
  if (answered === undefined || answered === id) return record;
  const number = fieldOf(record, 'TicketNumber') ?? answered;
  throw client.error('unreadable', said`Instead of the ticket with the id ${id} the desk answered ticket ${number}.`);
}

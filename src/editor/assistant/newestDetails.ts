import type { DetailsAnswer, Engine } from '../../engine/engine.ts';
import type { Result } from '../../model/errors.ts';
import type { TicketRef } from '../../model/ticket.ts';

/** A ticket as the desk has it now: what is at hand is enough where it is not being asked for newer details. */
export async function newestDetails(
  engine: Pick<Engine, 'details'>,
  { deskId, ticketId }: Pick<TicketRef, 'deskId' | 'ticketId'>,
  signal: AbortSignal,
): Promise<Result<DetailsAnswer>> {
  const known = await engine.details(deskId, ticketId, {}, signal);
  return known.ok && known.value.refreshing ? engine.details(deskId, ticketId, { fresh: true }, signal) : known;
}

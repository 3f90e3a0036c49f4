import type { OutboxEntry } from '../../model/outbox.ts';
import type { CommandParts } from '../registerCommands.ts';

/** `#1042` of the ticket that a write is for, when it is known on this machine; a write knows only the desk's id. */
export async function ticketName(
  { engine }: Pick<CommandParts, 'engine'>,
  { deskId, write }: Pick<OutboxEntry, 'deskId' | 'write'>,
): Promise<string | undefined> {
  if (!('ticketId' in write)) return undefined;
  const answer = await engine.details(deskId, write.ticketId);
  return answer.ok ? `#${answer.value.details.ticket.number}` : undefined;
}

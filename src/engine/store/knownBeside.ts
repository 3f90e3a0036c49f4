import type { DatabaseSync } from 'node:sqlite';
import type { Write } from '../../model/outbox.ts';
import type { Conversations } from './conversations.ts';

/** Tickets that cannot be one that is made now. */
const newestIds = 'SELECT id FROM tickets ORDER BY doc DESC LIMIT ?';
const newestKnown = 200;

/** Ids of all that stands where a write would come to stand. */
export function knownBeside(reader: DatabaseSync, conversations: Conversations, write: Write): string[] {
  if (write.kind === 'createTicket') {
    return reader
      .prepare(newestIds)
      .all(newestKnown)
      .map(({ id }) => String(id));
  }
  // Of its own kind alone: ids of one kind may well be those of another (ReadyDesk's line items and history entries).
  const parts = conversations.get(write.ticketId)?.parts;
  return (write.kind === 'logTime' ? parts?.timeEntries : parts?.history)?.map(({ id }) => id) ?? [];
}

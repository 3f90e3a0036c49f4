import type { Created, HelpDesk } from '../../model/desk.ts';
import { DeskError } from '../../model/errors.ts';
import type { Write } from '../../model/outbox.ts';
import { said } from '../../model/said.ts';

/** Sends a write. @returns what the desk made, of kinds that make something @throws DeskError */
export async function sendWrite(desk: HelpDesk, write: Write, signal?: AbortSignal): Promise<Created | undefined> {
  switch (write.kind) {
    case 'createTicket': {
      const made = await desk.createTicket(write.draft, signal);
      // What it lacks is written when it is found there.
      if (made.warning && desk.complete)
        throw new DeskError({ reason: 'unreadable', detail: said`It was made in part.` });
      return made;
    }
    case 'addNote':
      return desk.addNote(write.ticketId, write.note, signal);
    case 'logTime':
      return desk.logTime(write.ticketId, write.time, signal);
    case 'attach':
      return desk.attach(write.ticketId, write.file, signal);
    case 'updateTicket':
      await desk.updateTicket(write.ticketId, write.changes, signal);
      return undefined;
    case 'linkCustomer':
      await desk.linkCustomer(write.ticketId, write.customerId, signal);
      return undefined;
    case 'unlinkCustomer':
      await desk.unlinkCustomer(write.ticketId, write.customerId, signal);
      return undefined;
  }
}

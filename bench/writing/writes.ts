import type { Write } from '../../src/model/outbox.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import type { System } from '../desks.ts';

/** What is written. `of every kind`: notes, logged time and subjects, which need a look at the ticket before. */
export const mixes = ['notes', 'of every kind'] as const;
export type Mix = (typeof mixes)[number];

const began = Date.UTC(2026, 5, 1, 9);

/** So many writes to these tickets in turn: what a person, or some of them, may have left behind offline. */
export function writesOf(system: System, mix: Mix, tickets: readonly TicketSummary[], count: number): readonly Write[] {
  const subjects = new Map<string, string>();
  return Array.from({ length: count }, (_, at): Write => {
    const ticket = tickets[at % tickets.length];
    if (!ticket) throw new Error('there is no ticket to write to');
    const round = Math.floor(at / tickets.length);
    const what = mix === 'notes' ? 0 : (at + round) % 4;
    const text = `Written ${at} while the desk was out of reach.\nThe order page stays empty for the customer.`;
    if (what < 2) {
      const visibility = system === 'readydesk' ? 'plain' : round % 2 ? 'internal' : 'public';
      return { kind: 'addNote', ticketId: ticket.id, note: { text, visibility } };
    }
    if (what === 2) {
      const startedAt = new Date(began + at * 60_000).toISOString();
      return { kind: 'logTime', ticketId: ticket.id, time: { minutes: 15, startedAt, notes: text } };
    }
    const field = system === 'readydesk' ? 'subject' : 'Name';
    const changes = { [field]: `Subject ${at}` };
    const base = { [field]: subjects.get(ticket.id) ?? ticket.subject };
    subjects.set(ticket.id, `Subject ${at}`);
    return { kind: 'updateTicket', ticketId: ticket.id, changes, base };
  });
}

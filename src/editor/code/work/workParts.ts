import { newestFirst } from '../../../model/search.ts';
import type { TicketSummary } from '../../../model/ticket.ts';
import type { CommandParts } from '../../registerCommands.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';

/** What starting and finishing work works with. */
export type WorkParts = Pick<CommandParts, 'engine' | 'desks' | 'writes' | 'panels' | 'time' | 'log'>;

/** The ticket as it is known on this machine, else as the desk tells; what nobody tells is empty. */
export async function summaryOf({ engine }: WorkParts, ref: FoundTicket, signal: AbortSignal): Promise<TicketSummary> {
  const terms = [{ kind: 'number', number: ref.number, not: false }] as const;
  const { tickets } = await engine.list(ref.deskId, { terms }, newestFirst, 5, signal);
  const kept = tickets.find(({ id }) => id === ref.ticketId);
  if (kept) return kept;
  const answer = await engine.details(ref.deskId, ref.ticketId, {}, signal);
  if (answer.ok) return answer.value.details.ticket;
  const { number, subject = '' } = ref;
  return { id: ref.ticketId, number, subject, state: 'open', status: '', urgency: 'normal' };
}

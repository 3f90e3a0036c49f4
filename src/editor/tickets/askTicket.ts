import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskFailure } from '../../model/errors.ts';
import { newestFirst } from '../../model/search.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import type { TicketRef, TicketSummary } from '../../model/ticket.ts';
import type { Desks, ReadyDesk } from '../desks/desks.ts';
import { readyDesks } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, type ChoiceItem, type FlowPlace, type Remark } from '../input.ts';
import { openTickets, ownTickets, typedNumber } from '../search/typed.ts';

/** Tickets shown of each desk. */
const shown = 30;

/** A ticket and enough to show it at once. */
export type FoundTicket = TicketRef & { readonly subject?: string };

/** What asking for a ticket needs of the rest. */
export interface AskTicketParts {
  readonly engine: Engine;
  readonly desks: Desks;
  /** The ticket whose panel is in front, or another one that is offered first, and why. */
  active(): (FoundTicket & { readonly why?: string }) | undefined;
}

/**
 * Lets the user pick a ticket: first the one in front and one's own, then whatever is typed is searched on all desks; a
 * number finds that ticket.
 * @param among the desks whose tickets count; all when absent
 * @throws Abandoned when the user gives up, CommandFailed when no desk can be asked.
 */
export async function askTicket(
  parts: AskTicketParts,
  place: FlowPlace,
  among?: readonly ReadyDesk[],
): Promise<FoundTicket> {
  const { t } = vscode.l10n;
  const desks = among ?? (await readyDesks(parts.desks));
  return askChoice<FoundTicket>(place, {
    placeholder: t('Number, words, or for example status:open customer:acme'),
    nothing: t('No ticket found'),
    items: async (typed, signal) => {
      const found = await Promise.all(desks.map(desk => look(parts, desk, typed, signal)));
      const items = found.flatMap(({ desk, tickets }) => tickets.map(each => ticketItem(each, desk, desks.length > 1)));
      const silent = found.flatMap(({ desk, failure }) => (failure ? [remark(desk, failure)] : []));
      const active = typed ? undefined : parts.active();
      const front = desks.some(({ config }) => config.id === active?.deskId) ? active : undefined;
      if (!front) return [...items, ...silent];
      const rest = items.filter(({ value }) => value.deskId !== front.deskId || value.ticketId !== front.ticketId);
      const first: ChoiceItem<FoundTicket> = {
        label: `#${front.number} ${front.subject ?? ''}`.trim(),
        description: front.why ?? t('open in front'),
        value: front,
      };
      return [first, ...rest, ...silent];
    },
  });
}

/** What a desk found, and why that may not be all. */
interface Found {
  readonly desk: ReadyDesk;
  readonly tickets: readonly TicketSummary[];
  readonly failure?: DeskFailure;
}

/** The tickets of one desk that what was typed may mean, this machine's copy first: most of what is typed is found there. */
async function look({ engine }: AskTicketParts, desk: ReadyDesk, typed: string, signal: AbortSignal): Promise<Found> {
  const { id, technicianId } = desk.config;
  const number = typedNumber(typed);
  if (number) {
    const found = await engine.find(id, number, signal);
    if (found.ok) return { desk, tickets: [found.value] };
    return { desk, tickets: [], ...(found.failure.reason === 'notFound' ? {} : { failure: found.failure }) };
  }
  if (!typed) {
    const { tickets, failure } = await engine.list(
      id,
      technicianId === undefined ? openTickets : ownTickets,
      newestFirst,
      shown,
      signal,
    );
    return { desk, tickets, ...(failure ? { failure } : {}) };
  }
  const { search } = readSearch(typed);
  const quick = await engine.search(id, search, shown, {}, signal);
  const enough = !quick.partial || quick.hits.length >= shown || signal.aborted;
  const { hits, failure } = enough ? quick : await engine.search(id, search, shown, { thorough: true }, signal);
  return { desk, tickets: hits.map(({ ticket }) => ticket), ...(failure ? { failure } : {}) };
}

/** A desk that did not answer is named, so that its silence is not taken for "nothing found". */
function remark({ config }: ReadyDesk, failure: DeskFailure): Remark {
  const { message, headline } = describeFailure(failure, config.name);
  return { label: config.name, description: headline, detail: message, iconPath: new vscode.ThemeIcon('warning') };
}

/** A ticket as a choice. */
export function ticketItem(ticket: TicketSummary, desk: ReadyDesk, namesDesk: boolean): ChoiceItem<FoundTicket> {
  const facts = [ticket.status, ticket.customer?.name, ticket.assignee?.name ?? vscode.l10n.t('Unassigned')];
  return {
    label: `#${ticket.number} ${ticket.subject}`,
    description: [namesDesk ? desk.config.name : undefined, ...facts].filter(Boolean).join(' · '),
    value: { deskId: desk.config.id, ticketId: ticket.id, number: ticket.number, subject: ticket.subject },
  };
}

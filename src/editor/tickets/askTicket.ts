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

/** Milliseconds that are waited for the ticket of the branch. */
const patience = 1_500;

/** A ticket and enough to show it at once. */
export type FoundTicket = TicketRef & { readonly subject?: string };

/** What asking for a ticket needs of the rest. */
export interface AskTicketParts {
  readonly engine: Engine;
  readonly desks: Desks;
  /** The ticket whose panel is in front. */
  active(): FoundTicket | undefined;
  /** The tickets that the branches which are checked out may be about. */
  ofBranch(): Promise<readonly FoundTicket[]>;
}

/**
 * Lets the user pick a ticket: first the one in front, that of the branch and one's own, then whatever is typed is searched on all desks; a
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
      const branch = typed ? [] : inTime(parts.ofBranch());
      const found = await Promise.all(desks.map(desk => look(parts, desk, typed, signal)));
      const items = found.flatMap(({ desk, tickets }) => tickets.map(each => ticketItem(each, desk, desks.length > 1)));
      const silent = found.flatMap(({ desk, failure }) => (failure ? [remark(desk, failure)] : []));
      const active = typed ? undefined : parts.active();
      const likely = [
        ...(active ? [{ ticket: active, why: t('open in front') }] : []),
        ...(await branch).map(ticket => ({ ticket, why: t('active ticket from branch') })),
      ].filter(({ ticket }) => desks.some(({ config }) => config.id === ticket.deskId));
      const first = likely
        .filter(({ ticket }, at) => likely.findIndex(other => isSame(other.ticket, ticket)) === at)
        .map(({ ticket, why }) => {
          const desk = desks.length > 1 ? parts.desks.nameOf(ticket.deskId) : undefined;
          return {
            label: `#${ticket.number} ${ticket.subject ?? ''}`.trim(),
            description: [desk, why].filter(Boolean).join(' · '),
            value: ticket,
          };
        });
      const rest = items.filter(({ value }) => !first.some(each => isSame(each.value, value)));
      return [...first, ...rest, ...silent];
    },
  });
}

/** What stands first may help, and is not waited for long. */
async function inTime(tickets: Promise<readonly FoundTicket[]>): Promise<readonly FoundTicket[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[]>(resolve => {
    timer = setTimeout(() => resolve([]), patience);
  });
  try {
    return await Promise.race([tickets, late]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function isSame(one: FoundTicket, other: FoundTicket): boolean {
  return one.deskId === other.deskId && one.ticketId === other.ticketId;
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

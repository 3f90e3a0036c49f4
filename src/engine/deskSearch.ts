import type { DeskConfig } from '../model/desk.ts';
import { asResult, DeskError, type DeskFailure } from '../model/errors.ts';
import { byRecency, type TicketQuery } from '../model/query.ts';
import type { Condition, DateField, NameField, Search, SearchHit, SearchTerm } from '../model/search.ts';
import { marksIn } from '../model/searchMarks.ts';
import type { TicketSummary } from '../model/ticket.ts';
import type { MirrorSettings, SearchAnswer } from './engine.ts';
import { isMe } from './me.ts';
import type { OpenDesk } from './openDesk.ts';
import { secondsOf } from './search/moments.ts';

/** What a search as it is typed may take, in milliseconds. */
const quick = 12;
/** Tickets of the desk's own search that are merged at most. */
const fromDesk = 100;

interface Answered {
  readonly hits: readonly SearchHit[];
  /** The desk has, or may have, more. */
  readonly more: boolean;
  readonly failure?: DeskFailure;
}
const nothing: Answered = { hits: [], more: false };

/** The best of a desk's tickets: from the copy, and where that is only a part and time is given, from the desk itself. */
export async function searchDesk(
  desk: OpenDesk,
  settings: MirrorSettings,
  search: Search,
  limit: number,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<SearchAnswer> {
  const { mirror } = desk;
  const query = isWhole(desk, settings) ? undefined : queryOf(search, desk.config);
  if (!thorough) {
    const { hits, partial } = await mirror.use(({ queries }) => queries.find(search, limit, quick));
    return { hits, partial: partial || query !== undefined };
  }
  const unindexed = await mirror.use(({ store }) => store.hasUnindexed());
  const [hits, asked] = await Promise.all([
    mirror.use(({ queries }) => queries.findThoroughly(search, limit, signal)),
    query ? askDesk(desk, query, search, signal) : nothing,
  ]);
  if (signal?.aborted) throw new DeskError({ reason: 'cancelled' });
  const known = new Set(hits.map(hit => hit.ticket.id));
  const more = asked.hits.filter(hit => !known.has(hit.ticket.id));
  return {
    hits: [...hits, ...more].slice(0, limit),
    partial: unindexed || asked.more,
    ...(asked.failure ? { failure: asked.failure } : {}),
  };
}

async function askDesk(
  { helpDesk, config, typed }: OpenDesk,
  query: TicketQuery,
  search: Search,
  signal?: AbortSignal,
): Promise<Answered> {
  const ask = () => helpDesk.listTickets(query, { number: 1, size: fromDesk }, signal);
  const asked = await asResult(() => typed.once(JSON.stringify(query), ask, signal));
  if (!asked.ok) return { hits: [], more: true, failure: asked.failure };
  const now = Date.now();
  const fitting = asked.value.tickets.filter(ticket => search.terms.every(term => holds(term, ticket, config, now)));
  const hits = fitting.sort(byRecency).map(ticket => ({ ticket, marks: marksIn(ticket.subject, search) }));
  return { hits, more: asked.value.more };
}

/** Whether the copy has all that the desk has. */
function isWhole({ mirror }: OpenDesk, settings: MirrorSettings): boolean {
  return settings.tickets === 'all' && mirror.state.syncedAt !== undefined;
}

/** The search as far as a desk takes it; nothing when it has no words, which desks do not search by. */
function queryOf({ terms }: Search, { technicianId }: DeskConfig): TicketQuery | undefined {
  const wanted = terms.filter(term => !term.not);
  const text = wanted.flatMap(term => (term.kind === 'text' ? [term.text] : [])).join(' ');
  if (!text.trim()) return undefined;
  const is = (condition: Condition) => wanted.some(term => term.kind === 'is' && term.is === condition);
  const only = (field: NameField) => {
    const term = wanted.find(each => each.kind === 'name' && each.field === field);
    const [name, ...others] = term?.kind === 'name' ? term.names : [];
    return others.length === 0 ? (name ?? undefined) : undefined;
  };
  const [groupName, status] = [only('group'), only('status')];
  const assigneeId = is('unassigned') ? null : is('mine') ? technicianId : undefined;
  return {
    text,
    ...(is('open') || is('waiting') ? { state: 'open' as const } : {}),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(groupName === undefined ? {} : { groupName }),
    ...(status === undefined ? {} : { status }),
  };
}

/**
 * Whether a ticket that the desk found is what is asked for. That it has the words the desk says; what further fields
 * hold is not known, so a search for one is not answered by the desk.
 */
function holds(term: SearchTerm, ticket: TicketSummary, me: DeskConfig, now: number): boolean {
  const found = (): boolean => {
    switch (term.kind) {
      case 'text':
        return !term.not || ticket.subject.toLocaleLowerCase().includes(term.text.toLocaleLowerCase());
      case 'is':
        return isSo(term.is, ticket, me, now);
      case 'name': {
        const name = nameIn(ticket, term.field);
        return term.names.some(each => (each === null ? !name : same(each, name)));
      }
      case 'date': {
        const at = dateIn(ticket, term.field);
        if (at === undefined) return false;
        const { from, to } = term;
        return (!from || at >= secondsOf(from, now) * 1000) && (!to || at < secondsOf(to, now) * 1000);
      }
      case 'number':
        return ticket.number === term.number;
      case 'field':
        return term.not;
    }
  };
  return found() !== term.not;
}

function isSo(condition: Condition, ticket: TicketSummary, me: DeskConfig, now: number): boolean {
  switch (condition) {
    case 'open':
      return ticket.state !== 'closed';
    case 'waiting':
      return ticket.state === 'waiting';
    case 'closed':
      return ticket.state === 'closed';
    case 'mine':
      return ticket.assignee !== undefined && isMe(me, ticket.assignee.id, ticket.assignee.name);
    case 'unassigned':
      return !ticket.assignee;
    // Which ones are known here is asked of the store; what the desk finds beside it is not the user's, or closed.
    case 'needsme':
      return false;
    case 'overdue':
      return ticket.state !== 'closed' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < now;
    case 'urgent':
      return ticket.urgency === 'urgent';
  }
}

function nameIn(ticket: TicketSummary, field: NameField): string | undefined {
  const value = ticket[field];
  return typeof value === 'object' ? value.name : value;
}

function dateIn(ticket: TicketSummary, field: DateField): number | undefined {
  const at = { opened: ticket.openedAt, changed: ticket.changedAt, closed: ticket.closedAt, due: ticket.dueAt }[field];
  return at === undefined ? undefined : Date.parse(at);
}

function same(a: string, b: string | undefined): boolean {
  return a.toLocaleLowerCase() === b?.toLocaleLowerCase();
}

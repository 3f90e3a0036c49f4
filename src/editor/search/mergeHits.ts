import type { Search, SearchHit, SortField } from '../../model/search.ts';
import type { TicketSummary } from '../../model/ticket.ts';

/** A hit and the desk that has it. */
export interface DeskHit {
  readonly deskId: string;
  readonly hit: SearchHit;
}

/**
 * The hits of several desks as one list. Each desk's own order stays as it is; between desks the better one comes first:
 * what the subject shows before what stands elsewhere, then the newer one, or what the search's own order says.
 */
export function mergeHits(lists: readonly (readonly DeskHit[])[], search: Search): readonly DeskHit[] {
  const heads = lists.map(list => ({ list, next: 0 }));
  const merged: DeskHit[] = [];
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const each of heads) {
      const mine = each.list[each.next];
      const theirs = best?.list[best.next];
      if (mine && (!theirs || compare(mine.hit, theirs.hit, search) < 0)) best = each;
    }
    const hit = best?.list[best.next];
    if (!best || !hit) return merged;
    merged.push(hit);
    best.next++;
  }
}

function compare(a: SearchHit, b: SearchHit, { terms, sort }: Search): number {
  if (sort) {
    const [x, y] = [shownValue(a.ticket, sort.by), shownValue(b.ticket, sort.by)];
    if (x === undefined || y === undefined) return x === y ? newer(a, b) : x === undefined ? 1 : -1;
    const order = x.localeCompare(y, undefined, { numeric: true, sensitivity: 'base' });
    return (sort.descending ? -order : order) || newer(a, b);
  }
  const words = terms.some(term => term.kind === 'text' && !term.not);
  const shown = (hit: SearchHit) => (words && hit.marks.length > 0 ? 0 : 1);
  return shown(a) - shown(b) || newer(a, b);
}

function newer(a: SearchHit, b: SearchHit): number {
  const when = ({ ticket }: SearchHit) => ticket.changedAt ?? ticket.openedAt ?? '';
  return when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0;
}

function shownValue(ticket: TicketSummary, by: SortField): string | undefined {
  switch (by) {
    case 'opened':
      return ticket.openedAt;
    case 'changed':
      return ticket.changedAt ?? ticket.openedAt;
    case 'closed':
      return ticket.closedAt;
    case 'due':
      return ticket.dueAt;
    case 'number':
    case 'subject':
    case 'status':
    case 'priority':
    case 'type':
    case 'category':
    case 'product':
      return ticket[by];
    case 'group':
    case 'assignee':
    case 'customer':
    case 'contact':
      return ticket[by]?.name;
  }
}

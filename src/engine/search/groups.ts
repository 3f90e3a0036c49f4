import type { PickLists } from '../../model/directory.ts';
import type { NameField, Search } from '../../model/search.ts';
import type { TicketState } from '../../model/ticket.ts';
import type { TicketGroup } from '../engine.ts';
import type { Me } from '../me.ts';
import { compile, conditionOn } from './compile.ts';
import { compareNames } from './nameOrder.ts';
import type { Reading } from './reading.ts';

const states: readonly TicketState[] = ['open', 'waiting', 'closed'];

interface Counted {
  readonly group: { name?: string; count: number; state?: TicketState };
  /** The most urgent ticket's urgency, 0 to 2. */
  urgency: number;
}

/**
 * The tickets of a search by their names in a field: statuses in the desk's order, priorities the most urgent first, others
 * in the order of the names; those without one last.
 */
export function groups(reading: Reading, me: Me, search: Search, field: NameField, now: number): TicketGroup[] {
  const condition = conditionOn(reading, compile(reading, me, search, now));
  const known = new Map(reading.names(field).map(each => [each.id, each]));
  const counted = new Map<string, Counted>();
  // The newest ticket of a status tells what tickets of it are.
  const more = { status: ', max(t.doc) AS doc', priority: ', max(t.urgency) AS urgency' };
  const rows = reading.all(
    `SELECT t."${field}" AS name, count(*) AS count${field === 'status' || field === 'priority' ? more[field] : ''}
     FROM tickets t WHERE ${condition.sql} GROUP BY 1`,
    condition.values,
  );
  for (const row of rows) {
    const name = known.get(Number(row.name));
    const key = name?.folded ?? '';
    const found = counted.get(key) ?? { group: { ...(name?.name ? { name: name.name } : {}), count: 0 }, urgency: 0 };
    found.group.count += Number(row.count);
    found.urgency = Math.max(found.urgency, Number(row.urgency ?? 0));
    if (field === 'status') {
      const state = states[Number(reading.first('SELECT state FROM tickets WHERE doc = ?', [Number(row.doc)])?.state)];
      if (state) found.group.state = state;
    }
    counted.set(key, found);
  }
  const order = field === 'status' || field === 'priority' ? deskOrder(reading, field) : new Map<string, number>();
  const placeOf = ({ group, urgency }: Counted): readonly number[] => {
    const listed = order.get(group.name?.toLowerCase() ?? '') ?? Number.MAX_SAFE_INTEGER;
    if (field === 'priority') return [-urgency, listed];
    return [listed, states.indexOf(group.state ?? 'open')];
  };
  return [...counted.values()].sort((a, b) => compare(a, b, placeOf)).map(({ group }) => group);
}

function compare(a: Counted, b: Counted, placeOf: (of: Counted) => readonly number[]): number {
  if (a.group.name === undefined) return 1;
  if (b.group.name === undefined) return -1;
  const [one, other] = [placeOf(a), placeOf(b)];
  for (const [at, place] of one.entries()) {
    const apart = place - (other[at] ?? 0);
    if (apart !== 0) return apart;
  }
  return compareNames(a.group.name, b.group.name);
}

/** Places of names in the desk's own pick-list, as far as it was ever asked for. */
function deskOrder(reading: Reading, field: 'status' | 'priority'): ReadonlyMap<string, number> {
  return reading.remembered(`order ${field}`, () => {
    const order = new Map<string, number>();
    const row = reading.first("SELECT json FROM memory WHERE key = 'pickLists'", []);
    const lists = row ? (JSON.parse(String(row.json)) as Partial<PickLists> | null) : undefined;
    for (const { name } of (field === 'status' ? lists?.statuses : lists?.priorities) ?? []) {
      const folded = name.toLowerCase();
      if (!order.has(folded)) order.set(folded, order.size);
    }
    return order;
  });
}

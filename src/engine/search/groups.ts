import type { NameField, Search } from '../../model/search.ts';
import type { TicketState } from '../../model/ticket.ts';
import type { TicketGroup } from '../engine.ts';
import { type Asker, compile, conditionOn } from './compile.ts';
import type { Reading } from './reading.ts';

const states: readonly TicketState[] = ['open', 'waiting', 'closed'];

const inOrder = new Intl.Collator(undefined, { numeric: true });

/** The tickets of a search by their names in a field, in the order of the names; those without one last. */
export function groups(reading: Reading, asker: Asker, search: Search, field: NameField, now: number): TicketGroup[] {
  const condition = conditionOn(reading, compile(reading, asker, search, now));
  const known = new Map(reading.names(field).map(each => [each.id, each]));
  const counted = new Map<string, { name?: string; count: number; state?: TicketState }>();
  // The newest ticket of a status tells what tickets of it are.
  const newest = field === 'status' ? ', max(t.doc) AS doc' : '';
  const rows = reading.all(
    `SELECT t."${field}" AS name, count(*) AS count${newest} FROM tickets t WHERE ${condition.sql} GROUP BY 1`,
    condition.values,
  );
  for (const row of rows) {
    const name = known.get(Number(row.name));
    const key = name?.folded ?? '';
    const group = counted.get(key) ?? { ...(name?.name ? { name: name.name } : {}), count: 0 };
    group.count += Number(row.count);
    if (field === 'status') {
      const state = states[Number(reading.first('SELECT state FROM tickets WHERE doc = ?', [Number(row.doc)])?.state)];
      if (state) group.state = state;
    }
    counted.set(key, group);
  }
  return [...counted.values()].sort(({ name: a }, { name: b }) =>
    a === undefined ? 1 : b === undefined ? -1 : inOrder.compare(a, b),
  );
}

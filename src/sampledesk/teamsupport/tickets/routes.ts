import { bodyOf, type Call, list, one, type Route, remove, within } from '../call.ts';
import { NotFound } from '../failures.ts';
import { contacts, customers } from '../people/tables.ts';
import type { Resource } from '../table.ts';
import { history, tickets } from './tables.ts';
import { createTicket, linkContact, linkCustomer, updateTicket } from './write.ts';

/** The ticket in the address, by its id or, as people know it, its number (reference 3). @throws NotFound */
export function ticketOf({ db, ids }: Call): number {
  const asked = ids[0] ?? -1;
  const found = db.get('SELECT id FROM ts_tickets WHERE id = ?1 OR number = ?1 ORDER BY id = ?1 DESC', asked);
  if (!found) throw new NotFound();
  return Number(found.id);
}

/** People of a ticket: listed, linked by POST and unlinked by DELETE. */
function links(kind: 'contact' | 'customer', table: Resource): Route[] {
  const link = `ts_ticket_${kind}s`;
  return [
    {
      path: `tickets/{}/${kind}s`,
      GET: call => {
        const sql = `${table.id} IN (SELECT ${kind}_id FROM ${link} WHERE ticket_id = ?)`;
        return list(call, { ...table, pageable: false }, { sql, values: [ticketOf(call)] });
      },
    },
    {
      path: `tickets/{}/${kind}s/{}`,
      POST: call => {
        const [ticket, id] = [ticketOf(call), call.ids[1] ?? -1];
        const reply = one(call, table, id, 201);
        call.db.transaction(() => (kind === 'contact' ? linkContact : linkCustomer)(call.db, ticket, id));
        return reply;
      },
      DELETE: call => {
        const [ticket, id] = [ticketOf(call), call.ids[1] ?? -1];
        const linked = `FROM ${link} WHERE ticket_id = ? AND ${kind}_id = ?`;
        if (!call.db.get(`SELECT 1 ${linked}`, ticket, id)) throw new NotFound();
        call.db.run(`DELETE ${linked}`, ticket, id);
        return one(call, table, id);
      },
    },
  ];
}

export const ticketRoutes: readonly Route[] = [
  {
    path: 'tickets',
    GET: call => list(call, tickets),
    POST: call => {
      const id = call.db.transaction(() => createTicket(call, bodyOf(call)));
      return one(call, tickets, id, 201);
    },
  },
  {
    path: 'tickets/{}',
    GET: call => one(call, tickets, ticketOf(call)),
    PUT: call => {
      const id = ticketOf(call);
      call.db.transaction(() => updateTicket(call, id, bodyOf(call)));
      return one(call, tickets, id);
    },
    DELETE: call => remove(call, tickets, ticketOf(call)),
  },
  ...links('contact', contacts),
  ...links('customer', customers),
  { path: 'tickets/{}/history', GET: call => list(call, history, within('h.ticket_id', ticketOf(call))) },
];

import { wholeMember } from '../body.ts';
import {
  bodyOf,
  type Call,
  change,
  create,
  firstId,
  list,
  one,
  ownerId,
  type Route,
  resource,
  within,
} from '../call.ts';
import { BadRequest, NotFound } from '../failures.ts';
import { tickets } from '../tickets/tables.ts';
import { addresses, contacts, customerProducts, customers, groups, notes, users } from './tables.ts';

const customerOf = (call: Call) => ownerId(call, 'ts_customers');
const contactOf = (call: Call) => ownerId(call, 'ts_contacts');

/** One of a contact's addresses. @throws NotFound */
function addressOf(call: Call, id = call.ids[1] ?? -1): number {
  const found = call.db.get('SELECT id FROM ts_addresses WHERE id = ? AND contact_id = ?', id, contactOf(call));
  if (!found) throw new NotFound();
  return id;
}

/** The address that a PUT without its id means: the one its body names, else the contact's only one. @throws BadRequest, NotFound */
function meantAddress(call: Call): number {
  const named = wholeMember(bodyOf(call), 'AddressID');
  if (typeof named === 'number') return addressOf(call, named);
  const own = call.db.all('SELECT id FROM ts_addresses WHERE contact_id = ?', contactOf(call));
  if (own.length > 1) throw new BadRequest('The contact has several addresses: AddressID must name one.');
  return addressOf(call, Number(own[0]?.id ?? -1));
}

export const peopleRoutes: readonly Route[] = [
  ...resource('customers', customers),
  {
    path: 'customers/{}/contacts',
    GET: call => list(call, { ...contacts, pageable: false }, within('k.customer_id', customerOf(call))),
  },
  {
    path: 'customers/{}/products',
    GET: call => list(call, customerProducts, within('x.customer_id', customerOf(call))),
  },
  {
    path: 'customers/{}/tickets',
    GET: call => {
      const sql = 't.id IN (SELECT ticket_id FROM ts_ticket_customers WHERE customer_id = ?)';
      return list(call, tickets, { sql, values: [customerOf(call)] });
    },
  },
  { path: 'customers/{}/notes', GET: call => list(call, notes, within('n.customer_id', customerOf(call))) },
  {
    path: 'customers/{}/notes/{}',
    GET: call => {
      const id = call.ids[1] ?? -1;
      const sql = 'SELECT id FROM ts_notes WHERE id = ? AND customer_id = ?';
      if (!call.db.get(sql, id, customerOf(call))) throw new NotFound();
      return one(call, notes, id);
    },
  },
  ...resource('contacts', contacts),
  {
    path: 'contacts/{}/addresses',
    GET: call => list(call, addresses, within('d.contact_id', contactOf(call))),
    POST: call => create(call, addresses, { contact_id: contactOf(call) }),
    PUT: call => change(call, addresses, meantAddress(call)),
  },
  {
    path: 'contacts/{}/addresses/{}',
    GET: call => one(call, addresses, addressOf(call)),
    PUT: call => change(call, addresses, addressOf(call)),
  },
  { path: 'users', GET: call => list(call, users) },
  { path: 'users/{}', GET: call => one(call, users, firstId(call)) },
  { path: 'groups', GET: call => list(call, groups) },
  { path: 'groups/{}', GET: call => one(call, groups, firstId(call)) },
];

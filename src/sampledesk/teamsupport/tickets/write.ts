import type { Columns, Database, Row } from '../../database.ts';
import { now } from '../../dates.ts';
import { type BodyMembers, textMember, wholeMember } from '../body.ts';
import type { Desk } from '../call.ts';
import { BadRequest } from '../failures.ts';
import { authorOf, columnsOf, log, logged, referred, rowOf, system } from '../write.ts';
import { tickets } from './tables.ts';

/** Makes a ticket and its Description action (reference 1.6). @throws BadRequest */
export function createTicket(desk: Desk, body: BodyMembers): number {
  const { db } = desk;
  const at = now();
  const values = ticketValues(desk, body);
  const typeId = Number(values.type_id ?? db.number('SELECT id FROM ts_types ORDER BY position LIMIT 1'));
  const statusId = Number(
    values.status_id ?? db.number('SELECT id FROM ts_statuses WHERE type_id = ? ORDER BY position LIMIT 1', typeId),
  );
  const creator = authorOf(db, body);
  const closed = isClosed(db, statusId);
  const stamp = { created: at, modified: at, creator_id: creator, modifier_id: creator };
  const id = db.insert('ts_tickets', {
    ...tickets.fresh,
    severity_id: db.get('SELECT id FROM ts_severities ORDER BY position DESC LIMIT 1')?.id ?? null,
    ...values,
    type_id: typeId,
    status_id: statusId,
    number: Math.max(1001, db.next('ts_tickets', 'number')),
    is_closed: closed ? 1 : 0,
    closed: closed ? at : null,
    closer_id: closed ? creator : null,
    ...stamp,
  });
  const description = { ticket_id: id, system_type: 1, name: 'Description', description: '', is_visible: 1, is_kb: 0 };
  db.insert('ts_actions', { ...description, ...stamp });
  for (const contact of idsOf(body, 'contactid', 'contact')) linkContact(db, id, contact);
  for (const customer of idsOf(body, 'customerid', 'customer')) linkCustomer(db, id, customer);
  log(db, id, logged.insert, 'The ticket was created through the API.', creator);
  return id;
}

/** Changes what the body names and nothing else; who did it cannot be said (reference 1.7, 2.2). @throws BadRequest */
export function updateTicket(desk: Desk, id: number, body: BodyMembers): void {
  const { db } = desk;
  const before = rowOf(db, 'ts_tickets', id);
  const values = ticketValues(desk, body, before);
  const at = now();
  if (values.status_id !== undefined && values.status_id !== before.status_id) {
    const closed = isClosed(db, Number(values.status_id));
    Object.assign(values, {
      is_closed: closed ? 1 : 0,
      closed: closed ? (before.closed ?? at) : null,
      closer_id: closed ? system : null,
    });
    const name = db.get('SELECT name FROM ts_statuses WHERE id = ?', values.status_id)?.name;
    log(db, id, logged.update, `The status was changed to ${name}.`, system);
  }
  if (values.user_id !== undefined && values.user_id !== before.user_id) {
    const name = values.user_id === null ? 'nobody' : rowOf(db, 'ts_users', Number(values.user_id)).name;
    log(db, id, logged.update, `The ticket was assigned to ${name}.`, system);
  }
  db.update('ts_tickets', id, { ...values, modified: at, modifier_id: system });
}

/** Ties a contact, and the contact's customer, to a ticket. @throws BadRequest */
export function linkContact(db: Database, ticketId: number, contactId: number): void {
  const contact = referred(db, 'ts_contacts', 'ContactID', contactId);
  db.run('INSERT OR IGNORE INTO ts_ticket_contacts(ticket_id, contact_id) VALUES (?, ?)', ticketId, contactId);
  if (contact.customer_id) linkCustomer(db, ticketId, Number(contact.customer_id));
}

/** @throws BadRequest */
export function linkCustomer(db: Database, ticketId: number, customerId: number): void {
  referred(db, 'ts_customers', 'CustomerID', customerId);
  db.run('INSERT OR IGNORE INTO ts_ticket_customers(ticket_id, customer_id) VALUES (?, ?)', ticketId, customerId);
}

function ticketValues(desk: Desk, body: BodyMembers, before?: Row): Columns {
  const { db } = desk;
  const values = columnsOf(desk, tickets, body);
  if (before && values.parent_id === before.id) throw new BadRequest('A ticket cannot be its own parent.');
  const severity = textMember(body, 'Severity');
  if (severity && values.severity_id === undefined) {
    const found = db.get('SELECT id FROM ts_severities WHERE name = ? COLLATE NOCASE', severity);
    if (!found) throw new BadRequest(`There is no severity "${severity}".`);
    values.severity_id = found.id ?? null;
  }
  const chosen = typeAndStatus(db, wholeMember(body, 'TicketTypeID'), wholeMember(body, 'TicketStatusID'), before);
  return { ...values, ...chosen };
}

/** A status belongs to one type: either is found from the other, and both together must agree. */
function typeAndStatus(
  db: Database,
  type: number | null | undefined,
  status: number | null | undefined,
  before: Row | undefined,
): Columns {
  if (typeof type === 'number') referred(db, 'ts_types', 'TicketTypeID', type);
  if (typeof status === 'number') {
    const owner = referred(db, 'ts_statuses', 'TicketStatusID', status).type_id ?? null;
    const wanted = typeof type === 'number' ? type : (before?.type_id ?? owner);
    if (owner !== wanted) throw new BadRequest(`TicketStatusID ${status} belongs to another ticket type.`);
    return { type_id: owner, status_id: status };
  }
  if (typeof type !== 'number') return {};
  if (!before || before.type_id === type) return { type_id: type };
  // The type alone changes: the status of the same name, else the type's first.
  const moved = db.get(
    `SELECT id FROM ts_statuses WHERE type_id = ?1
      ORDER BY name = (SELECT name FROM ts_statuses WHERE id = ?2) DESC, position LIMIT 1`,
    type,
    before.status_id ?? null,
  );
  return { type_id: type, status_id: moved?.id ?? null };
}

/** Ids named by a member of their own, or inside a nested one. */
function idsOf(body: BodyMembers, member: string, nested: string): number[] {
  const own = wholeMember(body, member);
  if (typeof own === 'number') return [own];
  const inner = body.get(nested);
  if (typeof inner !== 'object' || inner === null) return [];
  const members = new Map(Object.entries(inner).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  const id = wholeMember(members, member);
  return typeof id === 'number' ? [id] : [];
}

function isClosed(db: Database, statusId: number): boolean {
  return db.number('SELECT is_closed FROM ts_statuses WHERE id = ?', statusId) === 1;
}

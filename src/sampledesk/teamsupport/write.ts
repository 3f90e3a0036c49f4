import type { Columns, Database, Row, Value } from '../database.ts';
import { now, readDate } from '../dates.ts';
import { escapeHtml } from '../http.ts';
import { type BodyMembers, flagMember, textMember, wholeMember } from './body.ts';
import { BadRequest } from './filter.ts';

/** Who writes when the body names nobody: the token itself (reference 1.3). */
const system = -1;

/** `ActionLogType` of this desk's history; the real code list is unknown. */
const logged = { insert: 1, update: 2, remove: 3 } as const;

/** Makes a ticket and its Description action (reference 1.6). @throws BadRequest */
export function createTicket(db: Database, body: BodyMembers): number {
  const at = now();
  const values = ticketValues(db, body);
  const typeId = Number(values.type_id ?? db.number('SELECT id FROM ts_types ORDER BY position LIMIT 1'));
  const statusId = Number(
    values.status_id ?? db.number('SELECT id FROM ts_statuses WHERE type_id = ? ORDER BY position LIMIT 1', typeId),
  );
  const creator = authorOf(db, body);
  const closed = isClosed(db, statusId);
  const id = db.insert('ts_tickets', {
    name: '',
    is_visible: 1,
    is_kb: 0,
    source: 'API',
    severity_id: db.get('SELECT id FROM ts_severities ORDER BY position DESC LIMIT 1')?.id ?? null,
    ...values,
    type_id: typeId,
    status_id: statusId,
    number: db.number('SELECT coalesce(max(number), 1000) + 1 FROM ts_tickets'),
    is_closed: closed ? 1 : 0,
    closed: closed ? at : null,
    closer_id: closed ? creator : null,
    created: at,
    modified: at,
    creator_id: creator,
    modifier_id: creator,
  });
  db.insert('ts_actions', {
    ticket_id: id,
    type_id: null,
    system_type: 1,
    name: 'Description',
    description: '',
    is_visible: 1,
    is_kb: 0,
    created: at,
    modified: at,
    creator_id: creator,
    modifier_id: creator,
  });
  for (const contact of idsOf(body, 'contactid', 'contact')) linkContact(db, id, contact);
  for (const customer of idsOf(body, 'customerid', 'customer')) linkCustomer(db, id, customer);
  log(db, id, logged.insert, 'The ticket was created through the API.', creator);
  return id;
}

/** Columns what the body names and nothing else; who did it cannot be said (reference 1.7, 2.2). @throws BadRequest */
export function updateTicket(db: Database, id: number, body: BodyMembers): void {
  const before = rowOf(db, 'ts_tickets', id);
  const values = ticketValues(db, body, before);
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

/** Adds an action; `TimeSpent` counts into the ticket's hours (reference 3). @throws BadRequest */
export function createAction(db: Database, ticketId: number, body: BodyMembers): number {
  const at = now();
  const creator = authorOf(db, body);
  const id = db.insert('ts_actions', {
    description: '',
    is_visible: 0,
    is_kb: 0,
    type_id: db.get('SELECT id FROM ts_action_types ORDER BY id LIMIT 1')?.id ?? null,
    ...actionValues(db, body),
    ticket_id: ticketId,
    system_type: 0,
    name: null,
    created: at,
    modified: at,
    creator_id: creator,
    modifier_id: creator,
  });
  touch(db, ticketId, creator);
  const visible = db.number('SELECT is_visible FROM ts_actions WHERE id = ?', id);
  log(db, ticketId, logged.insert, `A ${visible ? 'public' : 'private'} action was added.`, creator);
  return id;
}

/** @throws BadRequest */
export function updateAction(db: Database, ticketId: number, id: number, body: BodyMembers): void {
  const values = actionValues(db, body);
  // The whole entity may come back as it was answered (reference 1.7): its escapes must not become text.
  const answered = escapeHtml(String(rowOf(db, 'ts_actions', id).description));
  if (String(values.description).trim() === answered.trim()) delete values.description;
  db.update('ts_actions', id, { ...values, modified: now(), modifier_id: system });
  touch(db, ticketId, system);
}

/** Takes an action away, and its time with it. @throws BadRequest for the Description, which every ticket has */
export function removeAction(db: Database, ticketId: number, id: number): void {
  if (rowOf(db, 'ts_actions', id).system_type === 1) throw new BadRequest('The Description stays with its ticket.');
  db.run('DELETE FROM ts_actions WHERE id = ?', id);
  touch(db, ticketId, system);
  log(db, ticketId, logged.remove, 'An action was deleted.', system);
}

/** @throws BadRequest */
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

/** Creates or changes a customer, contact or product. @throws BadRequest */
export function saveEntity(
  db: Database,
  kind: 'customers' | 'contacts' | 'products',
  body: BodyMembers,
  id?: number,
): number {
  const at = now();
  const values = entityValues[kind](db, body);
  if (id !== undefined) {
    db.update(`ts_${kind}`, id, { ...values, modified: at });
    return id;
  }
  const must = kind === 'contacts' ? 'email' : 'name';
  if (!values[must]) throw new BadRequest(`${kind === 'contacts' ? 'Email' : 'Name'} is required.`);
  return db.insert(`ts_${kind}`, { ...fresh[kind], ...values, created: at, modified: at });
}

const fresh: Record<'customers' | 'contacts' | 'products', Columns> = {
  customers: { is_active: 1, portal: 0, creator_id: system },
  contacts: { is_active: 1, is_portal: 0 },
  products: {},
};

const entityValues: Record<'customers' | 'contacts' | 'products', (db: Database, body: BodyMembers) => Columns> = {
  customers: (_db, body) =>
    clean({
      name: textMember(body, 'Name') ?? undefined,
      description: textMember(body, 'Description'),
      website: textMember(body, 'Website'),
      domains: textMember(body, 'Domains'),
      tier: textMember(body, 'AccountTier'),
      is_active: flagMember(body, 'IsActive'),
      portal: flagMember(body, 'HasPortalAccess'),
    }),
  contacts: (db, body) => {
    const customer = wholeMember(body, 'OrganizationID');
    if (typeof customer === 'number') referred(db, 'ts_customers', 'OrganizationID', customer);
    return clean({
      first_name: textMember(body, 'FirstName'),
      middle_name: textMember(body, 'MiddleName'),
      last_name: textMember(body, 'LastName'),
      email: textMember(body, 'Email'),
      title: textMember(body, 'Title'),
      customer_id: customer,
      is_active: flagMember(body, 'IsActive'),
      is_portal: flagMember(body, 'IsPortalUser'),
    });
  },
  products: (_db, body) =>
    clean({ name: textMember(body, 'Name') ?? undefined, description: textMember(body, 'Description') }),
};

function ticketValues(db: Database, body: BodyMembers, before?: Row): Columns {
  const ids: Columns = {};
  for (const [member, column, table] of references) {
    const id = wholeMember(body, member);
    if (id === undefined) continue;
    if (id !== null) referred(db, table, member, id);
    ids[column] = id;
  }
  if (before && typeof ids.parent_id === 'number' && ids.parent_id === before.id) {
    throw new BadRequest('A ticket cannot be its own parent.');
  }
  const severity = textMember(body, 'Severity');
  if (severity && ids.severity_id === undefined) {
    const found = db.get('SELECT id FROM ts_severities WHERE name = ? COLLATE NOCASE', severity);
    if (!found) throw new BadRequest(`There is no severity "${severity}".`);
    ids.severity_id = found.id ?? null;
  }
  const due = textMember(body, 'DueDate');
  const dueDate = due ? readDate(due) : due;
  if (due && dueDate === undefined) throw new BadRequest('DueDate is not a date.');
  const effort = textMember(body, 'EffortDays');
  if (effort && !/^\d+(\.\d+)?$/.test(effort)) throw new BadRequest('EffortDays is not a number.');
  const name = textMember(body, 'Name');
  return clean({
    ...typeAndStatus(db, wholeMember(body, 'TicketTypeID'), wholeMember(body, 'TicketStatusID'), before),
    ...ids,
    name: name === null ? '' : name,
    is_visible: flagMember(body, 'IsVisibleOnPortal'),
    is_kb: flagMember(body, 'IsKnowledgeBase'),
    due: dueDate,
    environment: textMember(body, 'Environment'),
    regression: flagMember(body, 'RegressionSuspected'),
    effort_days: effort ? Number(effort) : effort,
  });
}

const references = [
  ['TicketSeverityID', 'severity_id', 'ts_severities'],
  ['ProductID', 'product_id', 'ts_products'],
  ['ReportedVersionID', 'reported_id', 'ts_versions'],
  ['SolvedVersionID', 'solved_id', 'ts_versions'],
  ['GroupID', 'group_id', 'ts_groups'],
  ['UserID', 'user_id', 'ts_users'],
  ['ParentID', 'parent_id', 'ts_tickets'],
] as const;

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

function actionValues(db: Database, body: BodyMembers): Columns {
  const minutes = wholeMember(body, 'TimeSpent');
  if (typeof minutes === 'number' && minutes < 0) throw new BadRequest('TimeSpent must not be negative.');
  const started = textMember(body, 'DateStarted');
  const startedAt = started ? readDate(started) : started;
  if (started && startedAt === undefined) throw new BadRequest('DateStarted is not a date.');
  const type = wholeMember(body, 'ActionTypeID');
  const known = typeof type === 'number' && db.get('SELECT id FROM ts_action_types WHERE id = ?', type);
  const description = textMember(body, 'Description');
  return clean({
    description: description === null ? '' : description,
    minutes,
    started: startedAt,
    is_visible: flagMember(body, 'IsVisibleOnPortal'),
    is_kb: flagMember(body, 'IsKnowledgeBase'),
    // Callers bring the action types of their own account with them: an unknown one is left out, not refused.
    type_id: known ? type : undefined,
  });
}

/** `CreatorID` is honoured when it is a user or a contact. */
function authorOf(db: Database, body: BodyMembers): number {
  const id = wholeMember(body, 'CreatorID');
  if (typeof id !== 'number') return system;
  return db.get('SELECT id FROM ts_users WHERE id = ?1 UNION SELECT id FROM ts_contacts WHERE id = ?1', id)
    ? id
    : system;
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

function touch(db: Database, ticketId: number, modifier: number): void {
  db.run(
    `UPDATE ts_tickets SET modified = ?1, modifier_id = ?2,
      minutes = (SELECT coalesce(sum(minutes), 0) FROM ts_actions WHERE ticket_id = ?3) WHERE id = ?3`,
    now(),
    modifier,
    ticketId,
  );
}

function log(db: Database, ticketId: number, action: number, description: string, actor: number): void {
  const name = db.get('SELECT name FROM ts_users WHERE id = ?', actor)?.name ?? null;
  db.insert('ts_history', { ticket_id: ticketId, action, description, created: now(), actor_id: actor, actor: name });
}

function referred(db: Database, table: string, member: string, id: number): Row {
  const found = db.get(`SELECT * FROM ${table} WHERE id = ?`, id);
  if (!found) throw new BadRequest(`${member} ${id} is unknown.`);
  return found;
}

function rowOf(db: Database, table: string, id: number): Row {
  return db.get(`SELECT * FROM ${table} WHERE id = ?`, id) ?? {};
}

function clean(values: Record<string, Value | undefined>): Columns {
  const kept: Columns = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value;
  return kept;
}

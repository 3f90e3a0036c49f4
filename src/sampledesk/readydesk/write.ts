import type { Columns, Database } from '../database.ts';
import { now } from '../dates.ts';
import { closedStatuses, ticketSources, ticketStatuses } from './choices.ts';
import { type Inputs, Refusal } from './inputs.ts';
import {
  type Change,
  companyOf,
  customerOf,
  groupOf,
  oneOf,
  required,
  requiredWhole,
  technician,
  texts,
  ticketOf,
} from './values.ts';
import { peopleChanges } from './writePeople.ts';
import { recordChanges } from './writeRecords.ts';

export const changes: Readonly<Record<string, Change>> = {
  ...peopleChanges,
  ...recordChanges,

  add_ticket: (db, inputs) => {
    const values = ticketValues(db, inputs);
    const customer = customerOf(db, required(inputs, 'cid'));
    const opened = Number(values.open_date ?? now());
    const status = String(values.status ?? 'New');
    const id = db.insert('rd_tickets', {
      subject: '',
      description: '',
      source: 'API',
      priority: 'Normal',
      escalation_level: 'None',
      company_id: customer.company_id ?? null,
      contact: customer.contact ?? null,
      phone: customer.phone ?? null,
      email: customer.email ?? null,
      ...values,
      cid: customer.cid ?? null,
      status,
      open_date: opened,
      close_date: values.close_date ?? (closedStatuses.has(status) ? opened : null),
      last_updated: now(),
    });
    note(db, id, `Ticket opened by ${customer.contact ?? customer.cid} (API)`);
    return ['added_ticket', id];
  },

  update_ticket: (db, inputs) => {
    const id = inputs.whole('tid') ?? inputs.whole('id');
    if (id === undefined) throw new Refusal('tid is required.');
    const before = ticketOf(db, id);
    const values = ticketValues(db, inputs);
    if (values.status !== undefined && values.close_date === undefined) {
      const closed = closedStatuses.has(String(values.status));
      values.close_date = closed ? (before.close_date ?? now()) : null;
    }
    db.update('rd_tickets', id, { ...values, last_updated: now() });
    if (values.status !== undefined && values.status !== before.status) {
      note(db, id, `Status changed from ${before.status} to ${values.status}`);
    }
    if (values.assigned_to !== undefined && values.assigned_to !== before.assigned_to) {
      note(db, id, values.assigned_to ? `Assigned to ${values.assigned_to}` : 'Assignment removed');
    }
    return ['updated_ticket', id];
  },

  // The reference knows no action that writes history: name and variables are this desk's own (docs/sample-desk.md).
  add_history: (db, inputs) => {
    const tid = requiredWhole(inputs, 'tid');
    ticketOf(db, tid);
    const notes = required(inputs, 'notes', Number.POSITIVE_INFINITY);
    const uid = technician(db, inputs, 'uid');
    const internal = inputs.flag('internal') ?? false;
    const name = uid ? (db.get('SELECT name FROM rd_techs WHERE uid = ?', uid)?.name ?? null) : null;
    const at = now();
    const id = db.insert('rd_history', {
      tid,
      date_added: at,
      added_by: uid ?? null,
      name,
      type: 'Technician',
      internal: internal ? 'Y' : 'N',
      notes,
    });
    db.update('rd_tickets', tid, { last_updated: at });
    return ['added_history', id];
  },

  add_line_item: (db, inputs) => {
    const values = lineItemValues(db, inputs);
    const id = db.insert('rd_line_items', { date: now(), ...values });
    if (values.tid) db.update('rd_tickets', Number(values.tid), { last_updated: now() });
    return ['added_line_item', id];
  },

  update_line_item: (db, inputs) => {
    const id = requiredWhole(inputs, 'id');
    if (!db.get('SELECT id FROM rd_line_items WHERE id = ?', id)) throw new Refusal(`There is no line item ${id}.`);
    db.update('rd_line_items', id, lineItemValues(db, inputs));
    return ['updated_line_item', id];
  },

  add_customer: (db, inputs) => {
    const cid = required(inputs, 'cid');
    if (db.get('SELECT id FROM rd_customers WHERE cid = ?', cid)) throw new Refusal(`Customer ${cid} exists already.`);
    const { support = 'Y', chat = 'Y', ...rest } = customerValues(db, inputs);
    const id = db.insert('rd_customers', { portal: portals[0], ...rest, cid, support, chat, date_added: now() });
    return ['added_customer', id];
  },

  update_customer: (db, inputs) => {
    const id = Number(customerOf(db, required(inputs, 'cid')).id);
    db.update('rd_customers', id, customerValues(db, inputs));
    return ['updated_customer', id];
  },

  add_company: (db, inputs) => {
    const name = required(inputs, 'name');
    required(inputs, 'address');
    if (companyOf(db, name)) throw new Refusal(`Company ${name} exists already.`);
    return ['added_company', db.insert('rd_companies', companyValues(inputs))];
  },

  // Which variable names the company to change is not documented: this desk takes `id`, else the name.
  update_company: (db, inputs) => {
    const found = companyOf(db, inputs.text('id') ?? required(inputs, 'name'));
    if (!found) throw new Refusal('There is no such company.');
    db.update('rd_companies', Number(found.id), companyValues(inputs));
    return ['updated_company', Number(found.id)];
  },
};

const portals: readonly [string, string] = ['Customer Portal', 'Partner Portal'];

function ticketValues(db: Database, inputs: Inputs): Columns {
  const values = texts(inputs, [
    'contact',
    'phone',
    'email',
    'category',
    'sub_category',
    'escalation_level',
    'priority',
    'customer_group',
    'subject',
  ]);
  const description = inputs.given('description');
  if (description !== undefined) values.description = description;
  for (const name of ['open_date', 'close_date', 'due_date']) {
    const instant = inputs.date(name);
    if (instant !== undefined) values[name] = instant;
    else if (inputs.given(name) !== undefined && name !== 'open_date') values[name] = null;
  }
  const source = inputs.text('source');
  if (source !== undefined) values.source = oneOf('source', ticketSources, source);
  const status = inputs.text('status');
  if (status !== undefined) values.status = oneOf('status', ticketStatuses, status);
  const cid = inputs.text('cid');
  if (cid !== undefined) values.cid = customerOf(db, cid).cid ?? null;
  const company = inputs.text('company');
  if (company !== undefined) {
    const found = companyOf(db, company);
    if (!found) throw new Refusal(`There is no company "${company}".`);
    values.company_id = found.id ?? null;
  }
  if (inputs.given('assigned_to') !== undefined) values.assigned_to = technician(db, inputs, 'assigned_to') ?? null;
  if (inputs.given('assigned_group') !== undefined) values.assigned_group = groupOf(db, inputs.text('assigned_group'));
  return values;
}

function lineItemValues(db: Database, inputs: Inputs): Columns {
  const values: Columns = { ...texts(inputs, ['title']), ...texts(inputs, ['category'], 50) };
  const tid = inputs.whole('tid');
  if (tid !== undefined) {
    values.cid = ticketOf(db, tid).cid ?? null;
    values.tid = tid;
  }
  const cid = inputs.text('cid');
  if (cid !== undefined) values.cid = customerOf(db, cid).cid ?? null;
  const uid = technician(db, inputs, 'uid');
  if (uid !== undefined) values.uid = uid;
  const date = inputs.date('date');
  if (date !== undefined) values.date = date;
  for (const name of ['cost', 'notes']) {
    const value = inputs.given(name);
    if (value !== undefined) values[name] = value;
  }
  const duration = inputs.text('duration');
  if (duration !== undefined) {
    if (!/^\d+(\.\d+)?$|^\.\d+$/.test(duration)) throw new Refusal('duration must be a decimal number.');
    values.duration = Number(duration);
  }
  const unit = inputs.text('time_unit');
  if (unit !== undefined) {
    if (!['Minutes', 'Hours', 'Days'].includes(unit)) throw new Refusal('time_unit must be Minutes, Hours or Days.');
    values.time_unit = unit;
  }
  return values;
}

function customerValues(db: Database, inputs: Inputs): Columns {
  // Nobody signs in here, so a password is looked at and not kept.
  texts(inputs, ['pass']);
  const values = texts(inputs, ['contact', 'email', 'phone', 'contracts']);
  const company = inputs.text('company');
  if (company?.toLowerCase() === 'create_new') {
    const name = required(inputs, 'new_company');
    values.company_id = companyOf(db, name)?.id ?? db.insert('rd_companies', { name });
  } else if (company !== undefined) {
    const found = db.get('SELECT id FROM rd_companies WHERE name = ?', company);
    if (!found) throw new Refusal(`There is no company "${company}".`);
    values.company_id = found.id ?? null;
  }
  for (const name of ['support', 'chat']) {
    const given = inputs.text(name);
    if (given !== undefined) values[name] = given.toUpperCase() === 'N' ? 'N' : 'Y';
  }
  const portal = inputs.text('portal');
  if (portal !== undefined) {
    values.portal =
      portals.find((name, at) => name.toLowerCase() === portal.toLowerCase() || String(at + 1) === portal) ??
      portals[0] ??
      null;
  }
  return values;
}

function companyValues(inputs: Inputs): Columns {
  const values = texts(inputs, ['name', 'address', 'city', 'state', 'zip', 'country', 'phone', 'email']);
  const portal = inputs.whole('portal');
  return portal === undefined ? values : { ...values, portal };
}

function note(db: Database, tid: number, notes: string): void {
  db.insert('rd_history', {
    tid,
    date_added: now(),
    added_by: null,
    name: null,
    type: 'System',
    internal: 'Y',
    notes,
  });
}

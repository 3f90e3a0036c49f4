import type { Columns, Database } from '../database.ts';
import { now } from '../dates.ts';
import { ticketSources, ticketStatuses } from './choices.ts';
import { type Inputs, Refusal } from './inputs.ts';
import { type Change, groupOf, items, oneOf, required, technician, texts } from './values.ts';

/** Technicians and their groups (reference 2.1.2 and 2.4.2). */
export const peopleChanges: Readonly<Record<string, Change>> = {
  add_tech: (db, inputs) => {
    const uid = required(inputs, 'uid');
    if (technicianId(db, uid) !== undefined) throw new Refusal(`Technician ${uid} exists already.`);
    const usual = { name: uid, rights: 'User', viewable_tickets: 'ALL', groups: '' };
    return ['added_tech', db.insert('rd_techs', { ...usual, ...techValues(db, inputs), uid, date_added: now() })];
  },

  update_tech: (db, inputs) => {
    const uid = required(inputs, 'uid');
    const id = technicianId(db, uid);
    if (id === undefined) throw new Refusal(`There is no technician "${uid}".`);
    db.update('rd_techs', id, techValues(db, inputs));
    return ['updated_tech', id];
  },

  add_group: (db, inputs) => {
    const name = required(inputs, 'name');
    if (groupNamed(db, name) !== undefined) throw new Refusal(`Technician group ${name} exists already.`);
    const all = { status: ticketStatuses.join(','), category: '', source: ticketSources.join(',') };
    return ['added_group', db.insert('rd_groups', { ...all, ...groupValues(inputs), name })];
  },

  // The page is not available: which variable names the group to change is this desk's choice.
  update_group: (db, inputs) => {
    const named = inputs.whole('id');
    const id = named ?? groupNamed(db, required(inputs, 'name'));
    if (id === undefined || !db.get('SELECT id FROM rd_groups WHERE id = ?', id)) {
      throw new Refusal('There is no such technician group.');
    }
    const { name, ...values } = groupValues(inputs);
    const other = name ? groupNamed(db, String(name)) : undefined;
    if (other !== undefined && other !== id) throw new Refusal(`Technician group ${name} exists already.`);
    db.update('rd_groups', id, named !== undefined && name ? { ...values, name } : values);
    return ['updated_group', id];
  },
};

function techValues(db: Database, inputs: Inputs): Columns {
  const { pass: _, ...values } = texts(inputs, ['name', 'pass', 'phone', 'email', 'extension']);
  const groups = items(inputs, 'group');
  if (groups) {
    for (const id of groups) {
      if (!/^\d{1,15}$/.test(id)) throw new Refusal('group takes the ID numbers of technician groups.');
      groupOf(db, id);
    }
    values.groups = groups.join(',');
  }
  for (const name of ['customer_groups', 'chat_queues']) {
    const ids = items(inputs, name);
    if (ids?.some(id => !/^\d{1,15}$/.test(id))) throw new Refusal(`${name} takes ID numbers.`);
    if (ids) values[name] = ids.join(',');
  }
  if (inputs.given('supervisor') !== undefined) values.supervisor = technician(db, inputs, 'supervisor') ?? '';
  const rights = inputs.text('rights');
  if (rights !== undefined) values.rights = oneOf('rights', ['Admin', 'User', 'Power User'], rights);
  const viewable = inputs.text('viewable_tickets');
  if (viewable !== undefined) values.viewable_tickets = oneOf('viewable_tickets', ['ALL', 'OWN'], viewable);
  return values;
}

function groupValues(inputs: Inputs): Columns {
  const values = texts(inputs, ['name']);
  const [status, category, source] = ['status', 'category', 'source'].map(name => items(inputs, name));
  if (status) values.status = status.map(each => oneOf('status', ticketStatuses, each)).join(',');
  if (category) values.category = category.join(',');
  if (source) values.source = source.map(each => oneOf('source', ticketSources, each)).join(',');
  return values;
}

function technicianId(db: Database, uid: string): number | undefined {
  const found = db.get('SELECT id FROM rd_techs WHERE uid = ?', uid);
  return found && Number(found.id);
}

function groupNamed(db: Database, name: string): number | undefined {
  const found = db.get('SELECT id FROM rd_groups WHERE name = ? COLLATE NOCASE', name);
  return found && Number(found.id);
}

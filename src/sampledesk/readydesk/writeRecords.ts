import type { Columns, Database } from '../database.ts';
import { now } from '../dates.ts';
import { assetDataTypes, assetFieldTypes, intervalUnits, scheduleStatuses } from './choices.ts';
import { type Inputs, lastInstant, Refusal } from './inputs.ts';
import {
  type Change,
  customerOf,
  flags,
  groupOf,
  items,
  oneOf,
  required,
  requiredWhole,
  texts,
  ticketOf,
  uidOf,
} from './values.ts';

/** Invoices, schedules and asset fields (reference 2.9, 2.12 and 2.13). */
export const recordChanges: Readonly<Record<string, Change>> = {
  add_invoice: (db, inputs) => {
    const cid = String(customerOf(db, required(inputs, 'cid')).cid);
    const from = inputs.date('from_date');
    const until = required(inputs, 'to_date');
    if (from === undefined) throw new Refusal('from_date is required.');
    const to = lastInstant('to_date', until, inputs.style);
    if (to < from) throw new Refusal('to_date is before from_date.');
    const found = db.all(
      'SELECT id, cost FROM rd_line_items WHERE cid = ? AND date BETWEEN ? AND ? AND invoice_id IS NULL',
      cid,
      from,
      to,
    );
    // What the real one does then is not documented.
    if (found.length === 0) throw new Refusal(`Customer ${cid} has no line items to invoice in that period.`);
    const total = found.reduce((sum, item) => sum + (Number(item.cost) || 0), 0).toFixed(2);
    const id = db.insert('rd_invoices', { cid, date: now(), from_date: from, to_date: to, total, status: 'Open' });
    for (const item of found) db.update('rd_line_items', Number(item.id), { invoice_id: id });
    return ['added_invoice', id];
  },

  add_schedule: (db, inputs) => {
    required(inputs, 'title');
    required(inputs, 'start_date');
    const values = scheduleValues(db, inputs, {});
    return ['added_schedule', db.insert('rd_schedules', { status: 'A', recurring: 'N', ...values })];
  },

  update_schedule: (db, inputs) => {
    const id = requiredWhole(inputs, 'id');
    const before = db.get('SELECT * FROM rd_schedules WHERE id = ?', id);
    if (!before) throw new Refusal(`There is no schedule ${id}.`);
    db.update('rd_schedules', id, scheduleValues(db, inputs, before));
    return ['updated_schedule', id];
  },

  add_asset_field: (db, inputs) => {
    for (const name of ['label', 'type', 'data_type']) required(inputs, name);
    const usual = { visible: '', customer_viewable: 'N', required: 'N', default_state: '', display_overview: 'N' };
    return ['added_asset_field', db.insert('rd_asset_fields', { ...usual, ...assetFieldValues(db, inputs) })];
  },

  update_asset_field: (db, inputs) => {
    const id = requiredWhole(inputs, 'id');
    const before = db.get('SELECT * FROM rd_asset_fields WHERE id = ?', id);
    if (!before) throw new Refusal(`There is no asset field ${id}.`);
    db.update('rd_asset_fields', id, assetFieldValues(db, inputs, id, String(before.type)));
    return ['updated_asset_field', id];
  },
};

function scheduleValues(db: Database, inputs: Inputs, before: Columns): Columns {
  const values: Columns = { ...texts(inputs, ['title', 'category']), ...flags(inputs, ['recurring']) };
  if (values.title === '') throw new Refusal('title is required.');
  const status = inputs.text('status');
  if (status !== undefined) values.status = oneOf('status', scheduleStatuses, status);
  // The readable rows have no ticket; get_schedules selects by it, so this desk takes it.
  const tid = inputs.whole('tid');
  if (tid !== undefined) values.tid = Number(ticketOf(db, tid).id);
  const cids = items(inputs, 'cids');
  if (cids) values.cids = cids.map(cid => customerOf(db, cid).cid).join(',');
  const uids = items(inputs, 'uids');
  if (uids) values.uids = uids.map(uid => uidOf(db, uid)).join(',');
  const groups = items(inputs, 'groups');
  if (groups) values.groups = groups.map(name => groupName(db, name)).join(',');
  for (const name of ['start_date', 'end_date', 'date_completed']) {
    const instant = inputs.date(name);
    if (instant !== undefined) values[name] = instant;
    else if (inputs.given(name) !== undefined && name !== 'start_date') values[name] = null;
  }
  const after = { ...before, ...values };
  if (typeof after.end_date === 'number' && after.end_date < Number(after.start_date)) {
    throw new Refusal('end_date is before start_date.');
  }
  const kind = inputs.text('recurrence_type');
  if (kind !== undefined) values.recurrence_type = oneOf('recurrence_type', ['I', 'W'], kind);
  const interval = inputs.whole('interval');
  if (interval !== undefined) values.interval = interval;
  const unit = inputs.text('interval_unit');
  if (unit !== undefined) values.interval_unit = oneOf('interval_unit', intervalUnits, unit);
  const weekdays = items(inputs, 'weekdays');
  // Which number is which day is not shown: both usual ways of counting are taken.
  if (weekdays?.some(number => !/^[0-7]$/.test(number))) throw new Refusal('weekdays takes numbers of days.');
  if (weekdays) values.weekdays = weekdays.join(',');
  return values;
}

function assetFieldValues(db: Database, inputs: Inputs, own?: number, was = ''): Columns {
  const values: Columns = {
    ...texts(inputs, ['label', 'type'], 50),
    ...texts(inputs, ['visible', 'default_state', 'data_type']),
    ...flags(inputs, ['customer_viewable', 'required', 'display_overview']),
  };
  if (values.label === '') throw new Refusal('label is required.');
  const twin = values.label && db.get('SELECT id FROM rd_asset_fields WHERE label = ?', values.label)?.id;
  if (twin && twin !== own) throw new Refusal(`Asset field ${values.label} exists already.`);
  if (values.type !== undefined) values.type = oneOf('type', assetFieldTypes, String(values.type));
  if (values.data_type !== undefined) values.data_type = oneOf('data_type', assetDataTypes, String(values.data_type));
  for (const name of ['visible', 'default_state']) {
    if (values[name]) values[name] = oneOf(name, ['visible'], String(values[name]));
  }
  const type = values.type ?? was;
  for (const [name, only] of Object.entries(sizes)) {
    const size = inputs.whole(name);
    if (size === undefined) continue;
    if (type !== only) throw new Refusal(`${name} is only for type=${only}.`);
    values[name] = size;
  }
  return values;
}

const sizes = { size: 'text', max_size: 'text', rows: 'textarea', cols: 'textarea' };

function groupName(db: Database, name: string): string {
  return String(db.get('SELECT name FROM rd_groups WHERE id = ?', groupOf(db, name))?.name);
}

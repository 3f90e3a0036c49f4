import type { Database } from '../database.ts';
import { dateRange, keyword, member, number, numberRange, numbers, text, textRange } from './inputs.ts';
import { date, type Listing, no, type Output, yes } from './listing.ts';

/**
 * Invoices, articles, schedules and assets. Documented are the inputs, and the first five outputs of `get_assets`; names,
 * roots and encodings of the rest are this desk's own choice (docs/sample-desk.md), and of articles the inputs too.
 */
export const recordListings: Readonly<Record<string, Listing>> = {
  get_invoices: {
    root: 'invoices',
    record: 'invoice',
    from: 'rd_invoices i LEFT JOIN rd_customers c ON c.cid = i.cid LEFT JOIN rd_companies o ON o.id = c.company_id',
    id: 'i.id',
    outputs: [
      no('id', 'i.id'),
      no('cid', 'i.cid'),
      yes('company', 'o.name'),
      date('date', 'i.date'),
      date('from_date', 'i.from_date'),
      date('to_date', 'i.to_date'),
      no(
        'line_items',
        '(SELECT group_concat(id) FROM (SELECT id FROM rd_line_items WHERE invoice_id = i.id ORDER BY id))',
      ),
      no('total', 'i.total'),
      no('status', 'i.status'),
    ],
    filters: {
      cid: text('i.cid'),
      // Invoice ids, despite the name.
      ...numberRange('tid', 'i.id'),
      ...textRange('cid', 'i.cid'),
      ...dateRange('i.date'),
    },
  },
  get_kb_articles: {
    root: 'kb_articles',
    record: 'article',
    from: 'rd_articles a',
    id: 'a.id',
    outputs: [
      no('id', 'a.id'),
      yes('title', 'a.title'),
      no('category', 'a.category'),
      yes('keywords', 'a.keywords'),
      date('date_added', 'a.date_added'),
      date('last_updated', 'a.last_updated'),
      no('added_by', 'a.added_by'),
      no('customer_viewable', 'a.customer_viewable'),
      yes('content', 'a.content'),
    ],
    filters: {
      id: numbers('a.id'),
      keyword: keyword('a.title', 'a.keywords', 'a.content'),
      category: text('a.category'),
      uid: text('a.added_by'),
      ...dateRange('a.last_updated'),
    },
  },
  get_schedules: {
    root: 'schedules',
    record: 'schedule',
    from: 'rd_schedules s',
    id: 's.id',
    outputs: [
      no('id', 's.id'),
      yes('title', 's.title'),
      no('category', 's.category'),
      no('status', 's.status'),
      no('ticket_id', 's.tid'),
      no('cids', 's.cids'),
      no('uids', 's.uids'),
      no('groups', 's.groups'),
      date('start_date', 's.start_date'),
      date('end_date', 's.end_date'),
      date('date_completed', 's.date_completed'),
      no('recurring', 's.recurring'),
      no('recurrence_type', 's.recurrence_type'),
      no('interval', 's.interval'),
      no('interval_unit', 's.interval_unit'),
      no('weekdays', 's.weekdays'),
    ],
    filters: {
      id: numbers('s.id'),
      tid: numbers('s.tid'),
      cid: member('s.cids'),
      uid: member('s.uids'),
      groups: member('s.groups'),
    },
    pagedBy: ['id'],
  },
  get_assets: {
    root: 'assets',
    record: 'asset',
    from: 'rd_assets a',
    id: 'a.id',
    outputs: [
      no('id', 'a.id'),
      // A number, and flagged as encoded all the same (reference 3.2).
      yes('ticket_number', 'a.tid'),
      date('date_added', 'a.date_added'),
      no('added_by', 'a.added_by'),
      date('last_updated', 'a.last_updated'),
      no('cid', 'a.cid'),
    ],
    more: assetOutputs,
    filters: { id: number('a.id'), tid: number('a.tid'), cid: text('a.cid') },
    pagedBy: ['id', 'tid'],
  },
  get_asset_fields: {
    root: 'asset_fields',
    record: 'field',
    from: 'rd_asset_fields f',
    id: 'f.id',
    outputs: [
      no('id', 'f.id'),
      yes('label', 'f.label'),
      no('type', 'f.type'),
      no('visible', 'f.visible'),
      no('customer_viewable', 'f.customer_viewable'),
      no('required', 'f.required'),
      no('size', 'f.size'),
      no('max_size', 'f.max_size'),
      no('rows', 'f.rows'),
      no('cols', 'f.cols'),
      no('default_state', 'f.default_state'),
      no('display_overview', 'f.display_overview'),
      no('data_type', 'f.data_type'),
    ],
    filters: { id: number('f.id'), label: text('f.label'), ...textRange('name', 'f.label') },
    // The row of `page` calls the variable `label` by another name.
    pagedBy: ['id', 'label', 'field_label'],
  },
};

/** One output for each asset field, called after its label. */
function assetOutputs(db: Database): Output[] {
  const taken = new Set(recordListings.get_assets?.outputs.map(output => output.name));
  return db.all('SELECT id, label, data_type FROM rd_asset_fields ORDER BY id').map(field => {
    const id = Number(field.id);
    const label = String(field.label)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const plain = /^[a-z]/.test(label) ? label : `field_${label || id}`;
    const name = taken.has(plain) ? `${plain}_${id}` : plain;
    taken.add(name);
    const sql = `(SELECT value FROM rd_asset_values WHERE asset_id = a.id AND field_id = ${id})`;
    return field.data_type === 'Date/Time' ? date(name, sql) : yes(name, sql);
  });
}

import {
  dateRange,
  day,
  exactNumber,
  type Filter,
  keyword,
  list,
  number,
  numberRange,
  text,
  textRange,
} from './inputs.ts';

/** One output variable. */
export interface Output {
  readonly name: string;
  readonly sql: string;
  /** The table's *URL Encoded* column. */
  readonly encoded?: boolean;
  readonly kind?: 'date' | 'size' | 'number';
}

/** A `get_*` action: where its records are, what selects them and what they show. */
export interface Listing {
  readonly root: string;
  readonly record: string;
  readonly from: string;
  /** The record's own id, which also breaks ties of order. */
  readonly id: string;
  readonly outputs: readonly Output[];
  readonly filters: Readonly<Record<string, Filter>>;
  /** The action takes `count` only (get_attachments, reference 1.8). */
  readonly countOnly?: boolean;
}

const yes = (name: string, sql: string): Output => ({ name, sql, encoded: true });
const no = (name: string, sql: string): Output => ({ name, sql });
const date = (name: string, sql: string): Output => ({ name, sql, kind: 'date' });

/**
 * Every list the sample desk answers. Of `get_tech_groups` and `get_attachments` the output tables are documented;
 * names, roots and encodings of all others are this desk's own choice (docs/sample-desk.md).
 */
export const listings: Readonly<Record<string, Listing>> = {
  get_tech_groups: {
    root: 'technician_groups',
    record: 'group',
    from: 'rd_groups g',
    id: 'g.id',
    outputs: [
      no('id', 'g.id'),
      yes('name', 'g.name'),
      no('status', 'g.status'),
      no('category', 'g.category'),
      no('source', 'g.source'),
    ],
    filters: { id: number('g.id'), name: text('g.name'), ...textRange('name', 'g.name') },
  },
  get_techs: {
    root: 'technicians',
    record: 'technician',
    from: 'rd_techs u',
    id: 'u.id',
    outputs: [
      no('id', 'u.id'),
      no('uid', 'u.uid'),
      yes('name', 'u.name'),
      no('group', 'u.groups'),
      no('phone', 'u.phone'),
      no('extension', 'u.extension'),
      no('email', 'u.email'),
      no('supervisor', 'u.supervisor'),
      no('rights', 'u.rights'),
      no('viewable_tickets', 'u.viewable_tickets'),
      date('date_added', 'u.date_added'),
    ],
    filters: { id: number('u.id'), uid: list('u.uid'), ...textRange('uid', 'u.uid'), ...dateRange('u.date_added') },
  },
  get_companies: {
    root: 'companies',
    record: 'company',
    from: 'rd_companies o',
    id: 'o.id',
    outputs: [
      no('id', 'o.id'),
      yes('name', 'o.name'),
      yes('address', 'o.address'),
      yes('city', 'o.city'),
      yes('state', 'o.state'),
      no('zip', 'o.zip'),
      yes('country', 'o.country'),
      no('phone', 'o.phone'),
      no('email', 'o.email'),
      no('portal', 'o.portal'),
    ],
    filters: { id: number('o.id'), name: text('o.name'), ...textRange('name', 'o.name') },
  },
  get_customers: {
    root: 'customers',
    record: 'customer',
    from: 'rd_customers c LEFT JOIN rd_companies o ON o.id = c.company_id',
    id: 'c.id',
    outputs: [
      no('id', 'c.id'),
      no('cid', 'c.cid'),
      yes('company', 'o.name'),
      yes('contact', 'c.contact'),
      no('email', 'c.email'),
      no('phone', 'c.phone'),
      no('portal', 'c.portal'),
      no('support', 'c.support'),
      no('chat', 'c.chat'),
      no('contracts', 'c.contracts'),
      date('date_added', 'c.date_added'),
    ],
    filters: {
      id: exactNumber('c.id'),
      cid: list('c.cid'),
      ...textRange('cid', 'c.cid'),
      ...dateRange('c.date_added'),
    },
  },
  get_tickets: {
    root: 'tickets',
    record: 'ticket',
    from: 'rd_tickets t LEFT JOIN rd_companies o ON o.id = t.company_id LEFT JOIN rd_groups g ON g.id = t.assigned_group',
    id: 't.id',
    outputs: [
      no('id', 't.id'),
      no('cid', 't.cid'),
      yes('company', 'o.name'),
      yes('contact', 't.contact'),
      no('phone', 't.phone'),
      no('email', 't.email'),
      no('source', 't.source'),
      date('open_date', 't.open_date'),
      date('close_date', 't.close_date'),
      date('due_date', 't.due_date'),
      date('last_updated', 't.last_updated'),
      no('category', 't.category'),
      no('sub_category', 't.sub_category'),
      no('assigned_to', 't.assigned_to'),
      yes('assigned_group', 'g.name'),
      no('escalation_level', 't.escalation_level'),
      no('status', 't.status'),
      no('priority', 't.priority'),
      yes('subject', 't.subject'),
      yes('description', 't.description'),
      yes('customer_group', 't.customer_group'),
    ],
    filters: {
      tid: number('t.id'),
      keyword: keyword('t.subject', 't.description', 't.contact', 'o.name'),
      source: text('t.source'),
      category: text('t.category'),
      sub_category: text('t.sub_category'),
      priority: text('t.priority'),
      escalation: text('t.escalation_level'),
      due_date: day('t.due_date'),
      ...ofTicket(),
      ...textRange('cid', 't.cid'),
    },
  },
  get_history: {
    root: 'ticket_history',
    record: 'history',
    from: 'rd_history h JOIN rd_tickets t ON t.id = h.tid LEFT JOIN rd_groups g ON g.id = t.assigned_group',
    id: 'h.id',
    outputs: [
      no('id', 'h.id'),
      no('ticket_id', 'h.tid'),
      date('date_added', 'h.date_added'),
      no('added_by', 'h.added_by'),
      yes('name', 'h.name'),
      no('type', 'h.type'),
      no('internal', 'h.internal'),
      yes('notes', 'h.notes'),
    ],
    filters: { tid: number('h.tid'), keyword: keyword('h.notes'), ...ofTicket() },
  },
  get_attachments: {
    root: 'attachments',
    record: 'file',
    from: 'rd_attachments f JOIN rd_tickets t ON t.id = f.tid',
    id: 'f.id',
    outputs: [
      no('ticket_id', 'f.tid'),
      yes('file_name', 'f.file_name'),
      { name: 'file_size', sql: 'f.bytes', kind: 'size' },
      date('file_date', 'f.file_date'),
    ],
    filters: { tid: number('f.tid'), cid: text('t.cid'), ...numberRange('tid', 'f.tid') },
    countOnly: true,
  },
  get_line_items: {
    root: 'line_items',
    record: 'line_item',
    from: 'rd_line_items l',
    id: 'l.id',
    outputs: [
      no('id', 'l.id'),
      no('ticket_id', 'l.tid'),
      no('uid', 'l.uid'),
      no('cid', 'l.cid'),
      no('cost', 'l.cost'),
      date('date', 'l.date'),
      yes('title', 'l.title'),
      no('category', 'l.category'),
      { name: 'duration', sql: 'l.duration', kind: 'number' },
      no('time_unit', 'l.time_unit'),
      yes('notes', 'l.notes'),
    ],
    filters: {
      tid: number('l.tid'),
      id: number('l.id'),
      uid: text('l.uid'),
      cid: text('l.cid'),
      keyword: keyword('l.title', 'l.notes', 'l.category'),
      ...numberRange('tid', 'l.id'),
      ...textRange('cid', 'l.cid'),
      ...dateRange('l.date'),
    },
  },
  get_time: {
    root: 'time_entries',
    record: 'time_entry',
    from: 'rd_time e',
    id: 'e.id',
    outputs: [
      no('id', 'e.id'),
      no('ticket_id', 'e.tid'),
      no('uid', 'e.uid'),
      no('cid', 'e.cid'),
      date('date', 'e.date'),
      { name: 'duration', sql: 'e.duration', kind: 'number' },
      no('time_unit', 'e.time_unit'),
      yes('notes', 'e.notes'),
    ],
    filters: { id: number('e.id'), cid: text('e.cid'), ...textRange('cid', 'e.cid'), ...dateRange('e.date') },
  },
};

/** What tickets and their history are both selected by; dates are those on which tickets were opened. */
function ofTicket(): Record<string, Filter> {
  return {
    status: text('t.status'),
    uid: text('t.assigned_to'),
    group: text('g.name'),
    cid: text('t.cid'),
    ...numberRange('tid', 't.id'),
    ...dateRange('t.open_date'),
  };
}

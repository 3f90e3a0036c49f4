import type { AddInvoice, AddLineItem, GetInvoices, GetLineItems, GetTime, UpdateLineItem } from '../inputs/billing.ts';
import {
  adding,
  choice,
  free,
  inferred,
  listing,
  moment,
  one,
  oneOrAll,
  type Rule,
  type Rules,
  required,
  text,
  updating,
  whole,
  wholeOrAll,
} from './action.ts';

const day: Rule = { type: 'date', form: 'day' };

export const getLineItems = listing<GetLineItems>({
  name: 'get_line_items',
  section: '2.8.1',
  certainty: 'documented',
  kind: 'lineItems',
  inputs: {
    tid: wholeOrAll,
    id: one,
    uid: one,
    cid: one,
    keyword: { type: 'text', words: true },
    start_tid: one,
    end_tid: one,
    start_cid: free,
    end_cid: free,
    start_date: inferred(moment),
    end_date: inferred(moment),
  },
  inferredRows: ['count_only', 'page', 'order', 'order_direction'],
  pageBy: ['tid'],
  id: 'id',
  everything: { tid: '*' },
});

const LINE_ITEM: Rules<AddLineItem> = {
  uid: text,
  tid: whole,
  cid: text,
  cost: free,
  date: moment,
  title: text,
  category: { type: 'text', longest: 50 },
  duration: { type: 'decimal' },
  time_unit: choice('Minutes', 'Hours', 'Days'),
  notes: { type: 'longText' },
};

export const addLineItem = adding<AddLineItem>({
  name: 'add_line_item',
  section: '2.8.2',
  certainty: 'inferred',
  kind: 'lineItems',
  inputs: LINE_ITEM,
});

export const updateLineItem = updating<UpdateLineItem>({
  name: 'update_line_item',
  section: '2.8.2',
  certainty: 'inferred',
  kind: 'lineItems',
  id: 'id',
  inputs: { ...LINE_ITEM, id: inferred(whole) },
});

export const getInvoices = listing<GetInvoices>({
  name: 'get_invoices',
  section: '2.9.1',
  certainty: 'documented',
  kind: 'invoices',
  inputs: {
    cid: required(oneOrAll),
    start_tid: one,
    end_tid: one,
    start_cid: free,
    end_cid: free,
    start_date: moment,
    end_date: moment,
  },
  inferredRows: ['count_only', 'page', 'order', 'order_direction'],
  pageBy: ['cid'],
  everything: { cid: '*' },
});

export const addInvoice = adding<AddInvoice>({
  name: 'add_invoice',
  section: '2.9.2',
  certainty: 'documented',
  kind: 'invoices',
  inputs: { cid: required({ type: 'text' }), from_date: required(day), to_date: required(day) },
});

export const getTime = listing<GetTime>({
  name: 'get_time',
  section: '2.10.1',
  certainty: 'documented',
  kind: 'time',
  inputs: {
    id: wholeOrAll,
    cid: required(oneOrAll),
    start_cid: free,
    end_cid: free,
    start_date: moment,
    end_date: moment,
  },
  inferredRows: ['page', 'order', 'order_direction'],
  pageBy: ['id', 'cid'],
  id: 'id',
  everything: { id: '*', cid: '*' },
});

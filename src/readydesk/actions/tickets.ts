import type { AddHistory, AddTicket, GetAttachments, GetHistory, GetTickets, UpdateTicket } from '../inputs/tickets.ts';
import {
  adding,
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

const words: Rule = { type: 'text', words: true };
const longText: Rule = { type: 'longText' };

export const getTickets = listing<GetTickets>({
  name: 'get_tickets',
  section: '2.5.1',
  certainty: 'documented',
  kind: 'tickets',
  inputs: {
    tid: wholeOrAll,
    keyword: words,
    status: free,
    source: free,
    category: free,
    sub_category: free,
    priority: free,
    escalation: free,
    due_date: { type: 'date', form: 'day' },
    uid: one,
    group: free,
    cid: one,
    start_tid: whole,
    end_tid: whole,
    start_cid: free,
    end_cid: inferred(free),
    start_date: inferred(moment),
    end_date: inferred(moment),
  },
  inferredRows: ['count_only', 'page', 'order', 'order_direction'],
  pageBy: ['tid'],
  id: 'tid',
  everything: { tid: '*' },
});

const TICKET: Rules<AddTicket> = {
  cid: required(text),
  company: free,
  contact: text,
  phone: text,
  email: text,
  source: text,
  open_date: moment,
  close_date: moment,
  category: text,
  sub_category: text,
  assigned_to: text,
  assigned_group: free,
  escalation_level: text,
  status: text,
  subject: text,
  customer_group: text,
  description: inferred(longText),
  priority: inferred(text),
  due_date: inferred(moment),
};

export const addTicket = adding<AddTicket>({
  name: 'add_ticket',
  section: '2.5.2',
  certainty: 'documented',
  kind: 'tickets',
  inputs: TICKET,
});

export const updateTicket = updating<UpdateTicket>({
  name: 'update_ticket',
  section: '2.5.2',
  certainty: 'documented',
  kind: 'tickets',
  id: 'tid',
  inputs: { ...TICKET, tid: inferred(whole) },
});

export const getHistory = listing<GetHistory>({
  name: 'get_history',
  section: '2.6.1',
  certainty: 'documented',
  kind: 'history',
  inputs: {
    tid: wholeOrAll,
    keyword: words,
    status: free,
    uid: one,
    group: free,
    cid: one,
    start_tid: whole,
    end_tid: whole,
    start_date: moment,
    end_date: moment,
  },
  inferredRows: ['count_only', 'page', 'order', 'order_direction'],
  pageBy: ['tid'],
  everything: { tid: '*' },
});

export const addHistory = adding<AddHistory>({
  name: 'add_history',
  section: 'gap 9',
  certainty: 'inferred',
  kind: 'history',
  inputs: { tid: inferred(required(whole)), uid: inferred(text), notes: inferred(required(longText)) },
});

export const getAttachments = listing<GetAttachments>({
  name: 'get_attachments',
  section: '2.7.1',
  certainty: 'documented',
  kind: 'attachments',
  inputs: { tid: wholeOrAll, cid: oneOrAll, start_tid: whole, end_tid: whole },
  plan: { encoded: ['file_name'], raw: ['ticket_id', 'file_size', 'file_date'] },
  common: 'countAlone',
  pageBy: [],
  everything: { tid: '*' },
});

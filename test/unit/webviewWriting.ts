import type { Editable, PanelField, PanelWrite, Written } from '../../src/webview/messages.ts';
import { ago } from './webviewTicket.ts';

const clearable = { clearable: true };

/** Fields of a ticket, one of each type. */
export const fields: readonly PanelField[] = [
  { name: 'subject', role: 'subject', label: 'Subject', type: 'text', value: 'Checkout fails', clearable: false },
  {
    ...{ name: 'StatusID', role: 'status', label: 'Status', type: 'choice', value: '1', shown: 'Open' },
    choices: [
      { id: '1', name: 'Open' },
      { id: '2', name: 'Waiting on Customer' },
      { id: '3', name: 'Closed', closed: true },
    ],
    clearable: false,
  },
  {
    ...{ name: 'UserID', role: 'assignee', label: 'Assignee', type: 'choice', value: 'u5' },
    choices: Array.from({ length: 300 }, (_, at) => ({ id: `u${at}`, name: `Person ${at}` })),
    ...clearable,
  },
  { name: 'DueDate', role: 'dueAt', label: 'Due', type: 'date', ...clearable },
  { name: 'Hours', role: 'custom', label: 'Hours', type: 'number', value: '3', shown: '3', ...clearable },
  { name: 'Vip', role: 'custom', label: 'Vip', type: 'flag', value: 'false', shown: 'No', clearable: false },
];

/** That all of them can be changed. */
export const editable: Editable = {
  roles: fields.map(field => field.role).filter(role => role !== 'custom'),
  fields: fields.map(field => field.name),
};

/** A write that waits for its turn. */
export function write(written: Written, over: Partial<PanelWrite> = {}): PanelWrite {
  return { id: 7, state: 'waiting', at: ago(2_000), written, ...over };
}

/** A change of the status to another one. */
export function statusWrite(over: Partial<PanelWrite> = {}): PanelWrite {
  const field = {
    name: 'StatusID',
    role: 'status',
    label: 'Status',
    value: '3',
    shown: 'Closed',
    closed: true,
  } as const;
  return write({ kind: 'updateTicket', fields: [field] }, over);
}

/** A reply to the customer. */
export const reply: Written = { kind: 'addNote', text: 'We are on it.\nToday.', visibility: 'public' };

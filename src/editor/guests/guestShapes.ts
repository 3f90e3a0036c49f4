import * as v from 'valibot';
import type { Created } from '../../model/desk.ts';
import type { Choice, Customer, Technician } from '../../model/directory.ts';
import type { NewTicketField, TicketField } from '../../model/fields.ts';
import type { Arrival } from '../../model/outbox.ts';
import type { SyncPage, TicketDepth } from '../../model/sync.ts';
import type { Ticket } from '../../model/ticket.ts';

/** What comes of a guest's answer is what the model has for it. */
type Makes<T> = v.GenericSchema<unknown, T>;

/** So deep goes what guests answer. */
const deepest = 12;

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const text = v.string();
const optional = v.exactOptional;

/** A date as anybody writes it in ISO 8601, as the house does. */
const date = v.pipe(
  v.string(),
  v.check(value => /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)), 'no date in ISO 8601'),
  v.transform(value => new Date(value).toISOString()),
);
const minutes = v.pipe(v.number(), v.minValue(0), v.transform(Math.round));
const named = v.object({ id: optional(id), name: text });
const rich = v.object({ kind: v.picklist(['html', 'text']), body: text });

export const ticket = v.object({
  id,
  number: id,
  subject: text,
  state: v.picklist(['open', 'waiting', 'closed']),
  status: text,
  urgency: v.picklist(['normal', 'high', 'urgent']),
  priority: optional(text),
  type: optional(text),
  category: optional(text),
  product: optional(text),
  group: optional(named),
  assignee: optional(named),
  customer: optional(named),
  contact: optional(named),
  openedAt: optional(date),
  changedAt: optional(date),
  closedAt: optional(date),
  dueAt: optional(date),
  description: optional(rich),
  minutesLogged: optional(minutes),
  otherFields: v.optional(v.array(v.object({ name: text, value: text })), []),
}) satisfies Makes<Ticket>;
export const tickets = v.array(ticket);

export const page = v.object({
  tickets,
  gone: optional(v.array(id)),
  cursor: v.pipe(v.string(), v.maxLength(10_000)),
  complete: v.boolean(),
  expected: optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
}) satisfies Makes<SyncPage>;

export const conversation = v.pipe(
  v.object({
    history: v.array(
      v.object({
        id,
        at: optional(date),
        author: optional(named),
        role: v.picklist(['customer', 'technician', 'system', 'unknown']),
        visibility: v.picklist(['public', 'internal', 'unknown']),
        body: rich,
        minutes: optional(minutes),
      }),
    ),
    attachments: v.optional(
      v.array(v.object({ id: optional(id), name: text, size: optional(text), at: optional(date) })),
      [],
    ),
    time: v.optional(
      v.array(v.object({ id, minutes, at: optional(date), by: optional(named), notes: optional(text) })),
      [],
    ),
  }),
  v.transform(({ history, attachments, time }) => ({ history, attachments, timeEntries: time })),
) satisfies Makes<Omit<TicketDepth, 'ticketId'>>;

export const technicians = v.array(
  v.object({ id, name: text, email: optional(text), active: v.optional(v.boolean(), true) }),
) satisfies Makes<Technician[]>;
export const check = v.object({
  address: optional(
    v.pipe(
      v.string(),
      v.check(value => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'no address'),
    ),
  ),
  technicians,
});

export const choices = v.array(v.object({ id, name: text, closed: optional(v.boolean()) })) satisfies Makes<Choice[]>;
export const customers = v.array(
  v.object({ id, name: text, company: optional(text), email: optional(text) }),
) satisfies Makes<Customer[]>;
export const created = v.object({ id, number: optional(id) }) satisfies Makes<Created>;

const roles = [
  'subject',
  'status',
  'priority',
  'type',
  'category',
  'source',
  'assignee',
  'group',
  'product',
  'dueAt',
  'phone',
  'email',
  'company',
  'custom',
] as const;

export const ticketFields = v.array(
  v.object({
    name: id,
    role: v.fallback(v.picklist(roles), 'custom'),
    type: v.picklist(['text', 'number', 'date', 'flag', 'choice']),
    value: optional(text),
    shown: optional(text),
    choices: optional(choices),
    clearable: v.boolean(),
  }),
) satisfies Makes<TicketField[]>;

export const newTicketFields = v.array(
  v.object({
    name: id,
    role: v.fallback(v.picklist([...roles, 'customer', 'description']), 'custom'),
    type: v.picklist(['text', 'longText', 'number', 'integer', 'date', 'flag', 'choice']),
    required: v.boolean(),
    choices: optional(choices),
  }),
) satisfies Makes<NewTicketField[]>;

export const arrival = v.variant('arrived', [
  v.object({ arrived: v.literal('yes'), id: optional(id), number: optional(id) }),
  v.object({ arrived: v.literal('no') }),
  v.object({ arrived: v.literal('unclear'), detail: v.optional(text, '') }),
]) satisfies Makes<Arrival>;

/**
 * A copy in plain data, without members that have no value: what a guest gives may be an object of its own making.
 * @throws RangeError when it goes too deep
 */
export function plain(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new RangeError('it goes too deep');
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(each => plain(each, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined || each === null || typeof each === 'function' ? [] : [[name, plain(each, depth + 1)]],
    ),
  );
}

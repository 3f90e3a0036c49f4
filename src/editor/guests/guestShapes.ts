import * as v from 'valibot';
import type { Created } from '../../model/desk.ts';
import type { Choice, Customer, Technician } from '../../model/directory.ts';
import type { NewTicketField, TicketField } from '../../model/fields.ts';
import type { Arrival } from '../../model/outbox.ts';
import type { SyncPage, TicketDepth } from '../../model/sync.ts';
import type { Ticket } from '../../model/ticket.ts';

/** What comes of a guest's answer is what the model has for it. */
type Makes<T> = v.GenericSchema<unknown, T>;

/** So much text an answer holds at most, in characters: all desks share the memory of the thread that takes it. */
const mostText = 16_000_000;
/** What a member or an element takes beside its text, in characters. */
const perMember = 16;

/**
 * An object of a guest's own making: of it the members that are named here are read, and what has no value is absent.
 * Whatever else hangs on it, and be it the whole of a database, is not looked at.
 */
function members<E extends v.ObjectEntries>(entries: E) {
  const names = Object.keys(entries);
  return v.pipe(
    v.unknown(),
    v.transform(value => valuesOf(value, names)),
    v.object(entries),
  );
}

function valuesOf(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    names.flatMap(name => {
      const each: unknown = Reflect.get(value, name);
      return each === undefined || each === null ? [] : [[name, each]];
    }),
  );
}

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const text = v.string();
/** What lists show. */
const line = v.pipe(
  v.string(),
  v.transform(value => value.replace(/\s+/g, ' ').trim()),
);
const optional = v.exactOptional;

/** A date as anybody writes it in ISO 8601, as the house does. */
const date = v.pipe(
  v.unknown(),
  v.transform(value => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value)),
  v.string(),
  v.check(value => /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)), 'no date in ISO 8601'),
  v.transform(value => new Date(value).toISOString()),
);
const minutes = v.pipe(v.number(), v.finite(), v.minValue(0), v.transform(Math.round));
const named = members({ id: optional(id), name: line });
const rich = members({ kind: v.picklist(['html', 'text']), body: text });

export const ticket = members({
  id,
  number: id,
  subject: line,
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
  otherFields: v.optional(v.array(members({ name: text, value: text })), []),
}) satisfies Makes<Ticket>;
export const tickets = v.array(ticket);

export const page = members({
  tickets,
  gone: optional(v.array(id)),
  cursor: v.pipe(v.string(), v.maxLength(10_000)),
  complete: v.boolean(),
  expected: optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
}) satisfies Makes<SyncPage>;

export const conversation = v.pipe(
  members({
    history: v.array(
      members({
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
      v.array(members({ id: optional(id), name: text, size: optional(text), at: optional(date) })),
      [],
    ),
    time: v.optional(
      v.array(members({ id, minutes, at: optional(date), by: optional(named), notes: optional(text) })),
      [],
    ),
  }),
  v.transform(({ history, attachments, time }) => ({ history, attachments, timeEntries: time })),
) satisfies Makes<Omit<TicketDepth, 'ticketId'>>;

export const technicians = v.array(
  members({ id, name: text, email: optional(text), active: v.optional(v.boolean(), true) }),
) satisfies Makes<Technician[]>;
export const check = members({
  address: optional(
    v.pipe(
      v.string(),
      v.check(value => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'no address'),
    ),
  ),
  technicians,
});

export const choices = v.array(members({ id, name: text, closed: optional(v.boolean()) })) satisfies Makes<Choice[]>;
export const customers = v.array(
  members({ id, name: text, company: optional(text), email: optional(text) }),
) satisfies Makes<Customer[]>;
export const created = members({ id, number: optional(id) }) satisfies Makes<Created>;

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
  members({
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
  members({
    name: id,
    role: v.fallback(v.picklist([...roles, 'customer', 'description']), 'custom'),
    type: v.picklist(['text', 'longText', 'number', 'integer', 'date', 'flag', 'choice']),
    required: v.boolean(),
    choices: optional(choices),
  }),
) satisfies Makes<NewTicketField[]>;

export const arrival = v.pipe(
  v.unknown(),
  v.transform(value => valuesOf(value, ['arrived', 'id', 'number', 'detail'])),
  v.variant('arrived', [
    v.object({ arrived: v.literal('yes'), id: optional(id), number: optional(id) }),
    v.object({ arrived: v.literal('no') }),
    v.object({ arrived: v.literal('unclear'), detail: v.optional(text, '') }),
  ]),
) satisfies Makes<Arrival>;

/** Whether plain data is more than the engine is to be burdened with. */
export function isTooMuch(value: unknown): boolean {
  let left = mostText;
  const take = (each: unknown): void => {
    left -= typeof each === 'string' ? each.length + perMember : perMember;
    if (left < 0 || typeof each !== 'object' || each === null) return;
    for (const inner of Object.values(each)) take(inner);
  };
  take(value);
  return left < 0;
}

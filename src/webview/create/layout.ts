import type { NewTicketValues } from '../../model/newTicket.ts';
import type { FormField } from '../createMessages.ts';

/** The parts of the form, each in the order in which people look for its fields. */
export interface Layout {
  /** What must be given, then whom it is for and what happens. */
  readonly first: readonly FormField[];
  readonly usual: readonly FormField[];
  /** Everything else, the desk's own fields last. */
  readonly further: readonly FormField[];
}

const usualRoles: readonly FormField['role'][] = [
  ...(['type', 'status', 'priority', 'assignee', 'group', 'category', 'subCategory', 'source'] as const),
  ...(['product', 'reportedVersion', 'dueAt'] as const),
];

/** Puts fields in their parts; a choice without choices that needs nothing else first has no place. */
export function layoutOf(fields: readonly FormField[]): Layout {
  const shown = fields.filter(each => each.type !== 'choice' || each.needs || (each.choices?.length ?? 0) > 0);
  const of = (...roles: FormField['role'][]) => shown.filter(each => roles.includes(each.role));
  const required = shown.filter(each => each.required && !['subject', 'customer', 'description'].includes(each.role));
  const first = [...of('subject'), ...required, ...of('customer'), ...of('description')];
  const usual = usualRoles.flatMap(role => of(role)).filter(each => !first.includes(each));
  const further = shown.filter(each => !first.includes(each) && !usual.includes(each));
  const known = further.filter(each => each.role !== 'custom');
  return { first, usual, further: [...known, ...further.filter(each => each.role === 'custom')] };
}

/** Whether any of these fields holds something. */
export function isFilled(fields: readonly FormField[], values: NewTicketValues): boolean {
  return fields.some(each => (values[each.name] ?? '') !== '');
}

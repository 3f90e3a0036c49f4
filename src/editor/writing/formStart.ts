import type { NewTicketField } from '../../model/fields.ts';
import { choicesNow, type NewTicketValues, withValue } from '../../model/newTicket.ts';

/** Roles that belong to the single ticket: the next one begins without them. */
const own: ReadonlySet<NewTicketField['role']> = new Set(['status', 'priority', 'reportedVersion', 'solvedVersion']);

/** What of a ticket's values the next one begins with: what was chosen of lists that are the same for many tickets. */
export function rememberedOf(fields: readonly NewTicketField[], values: NewTicketValues): NewTicketValues {
  const kept = fields.filter(({ type, role }) => type === 'choice' && !own.has(role));
  return Object.fromEntries(kept.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : [])));
}

/**
 * The values that a form begins with: those of the template, else those of the ticket before, as far as the desk still
 * has them to choose. Customers are given apart from these.
 * @param template values by a field's role, the API's own name or its label; choices by name or id
 */
export function startValues(
  fields: readonly (NewTicketField & { readonly label: string })[],
  template: Readonly<Record<string, unknown>>,
  before: NewTicketValues,
): { readonly values: NewTicketValues; readonly lastUsed: boolean } {
  let values: NewTicketValues = {};
  let lastUsed = false;
  // What others depend on comes first.
  const order = fields.toSorted((a, b) => rank(a) - rank(b));
  for (const field of order) {
    if (field.role === 'customer') continue;
    const wanted = templateValue(field, template);
    const found = wanted === undefined ? undefined : valueIn(field, wanted, fields, values);
    const last = found === undefined ? before[field.name] : undefined;
    const old = last === undefined ? undefined : valueIn(field, last, fields, values);
    const value = found ?? old;
    if (value === undefined || value === '') continue;
    lastUsed ||= found === undefined;
    values = withValue(values, fields, field.name, value);
  }
  return { values, lastUsed };
}

/** What a template says of a field: by its role, the API's own name or its label, whatever the letter case. */
export function templateValue(
  { role, name, label }: NewTicketField & { readonly label: string },
  template: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = [role === 'custom' ? name : role, name, label].map(each => each.toLowerCase());
  const entries = Object.entries(template).map(([key, value]) => [key.toLowerCase(), value] as const);
  const value = names.map(each => entries.find(([key]) => key === each)?.[1]).find(each => each !== undefined);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function rank({ role }: NewTicketField): number {
  return role === 'type' || role === 'group' || role === 'product' ? 0 : 1;
}

function valueIn(
  field: NewTicketField,
  wanted: string,
  fields: readonly NewTicketField[],
  values: NewTicketValues,
): string | undefined {
  if (field.type !== 'choice') return wanted;
  const choices = choicesNow(field, fields, values);
  const lower = wanted.toLowerCase();
  return (choices.find(each => each.id === wanted) ?? choices.find(each => each.name.toLowerCase() === lower))?.id;
}

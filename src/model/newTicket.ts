import type { TicketDraft } from './desk.ts';
import type { Choice } from './directory.ts';
import type { NewTicketField } from './fields.ts';

/** What a new ticket is given, by field name: an id for a choice or customer, `true` or `false` for a flag. */
export type NewTicketValues = Readonly<Record<string, string>>;

/** The place that a role has of its own in a draft. */
const places: Partial<Record<NewTicketField['role'], Exclude<keyof TicketDraft, 'fields'>>> = {
  subject: 'subject',
  description: 'description',
  customer: 'customerId',
  type: 'typeId',
  status: 'statusId',
  priority: 'priorityId',
  category: 'categoryId',
  product: 'productId',
  group: 'groupId',
  assignee: 'assigneeId',
  source: 'sourceId',
};

/** What can be chosen for a field as long as the others are as they are; all of it for a field that goes by no other. */
export function choicesNow(
  field: NewTicketField,
  fields: readonly NewTicketField[],
  values: NewTicketValues,
): readonly Choice[] {
  const of = (role: NewTicketField['role']) => {
    const name = fields.find(each => each.role === role)?.name;
    return (name === undefined ? undefined : values[name]) || undefined;
  };
  const [type, group] = [of('type'), of('group')];
  return (field.choices ?? []).filter(
    // Where statuses go by type there is none to choose before the type.
    ({ typeId, groupIds }) =>
      (typeId === undefined || typeId === type) &&
      (group === undefined || groupIds === undefined || groupIds.includes(group)),
  );
}

/** The values with another one; what depends on it and no longer fits goes: a status of another type, say. */
export function withValue(
  values: NewTicketValues,
  fields: readonly NewTicketField[],
  name: string,
  value: string,
): NewTicketValues {
  const role = fields.find(each => each.name === name)?.role;
  const next = { ...values, [name]: value };
  if (role !== 'type' && role !== 'group' && role !== 'product') return next;
  const kept = Object.entries(next).filter(([other, chosen]) => {
    const field = fields.find(each => each.name === other);
    if (!field || other === name || !chosen) return true;
    if (field.role === 'reportedVersion' || field.role === 'solvedVersion') return role !== 'product';
    return field.type !== 'choice' || choicesNow(field, fields, next).some(each => each.id === chosen);
  });
  return Object.fromEntries(kept);
}

/** The draft of these values; fields that are left empty are left to the desk. */
export function draftOf(fields: readonly NewTicketField[], values: NewTicketValues): TicketDraft {
  const given = fields.flatMap(({ name, role, type }) => {
    const value = values[name] ?? '';
    const kept = type === 'longText' ? value.trim() && value.trimEnd() : value.trim();
    return kept ? [{ place: places[role], name, value: kept }] : [];
  });
  const placed = given.flatMap(({ place, value }) => (place ? [[place, value] as const] : []));
  const others = given.flatMap(({ place, name, value }) => (place ? [] : [[name, value] as const]));
  return {
    subject: '',
    description: '',
    ...Object.fromEntries(placed),
    ...(others.length > 0 ? { fields: Object.fromEntries(others) } : {}),
  };
}

/** The values that make this draft, as far as the desk still has the fields. */
export function valuesOf(fields: readonly NewTicketField[], draft: TicketDraft): NewTicketValues {
  const pairs = fields.flatMap(({ name, role }) => {
    const place = places[role];
    const value = place ? draft[place] : draft.fields?.[name];
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

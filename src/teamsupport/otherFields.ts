import type { OtherField } from '../model/ticket.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';

/** All values of a record by the desk's own names and in its order; a nested collection is one line of its items. */
export function fieldsOf(record: DataRecord): OtherField[] {
  const fields = Object.entries(record.values).map(([name, value]) => ({ name, value: value.trim() }));
  for (const [name, items] of Object.entries(record.groups)) {
    const words = items.map(item =>
      fieldOf(item, 'Value', 'Name', 'CustomerName', 'ContactName', ...Object.keys(item.values)),
    );
    fields.push({ name, value: words.filter(Boolean).join(', ') });
  }
  return fields;
}

/** The values that have no place in the model: all that are not empty but those of `placed` (lower case). */
export function otherFieldsOf(record: DataRecord, placed: ReadonlySet<string>): OtherField[] {
  return fieldsOf(record).filter(({ name, value }) => value && !placed.has(name.toLowerCase()));
}

import type { OtherField } from '../model/ticket.ts';
import type { Names } from '../wire/names.ts';
import { type DataRecord, fieldOf, hasText, Row } from '../wire/records.ts';

/** All values of a record by the desk's own names and in its order; a nested collection is one line of its items. */
export function fieldsOf(record: DataRecord): OtherField[] {
  const fields = Object.entries(record.values).map(([name, value]) => ({ name, value: value.trim() }));
  for (const [name, items] of Object.entries(record.groups)) fields.push({ name, value: lineOf(items) });
  return fields;
}

/** The values that have no place in the model: all that are not empty but those of `placed` (lower case). */
export function otherFieldsOf(record: DataRecord, placed: ReadonlySet<string>): OtherField[] {
  if (!(record instanceof Row)) {
    return fieldsOf(record).filter(({ name, value }) => value && !placed.has(name.toLowerCase()));
  }
  const fields: OtherField[] = [];
  const collections: OtherField[] = [];
  // Lists have thousands of records with the same names.
  for (const index of unplaced(record.names, placed)) {
    const name = record.names.list[index] ?? '';
    const text = record.text(index);
    if (text === undefined) collections.push({ name, value: lineOf(record.group(index) ?? []) });
    else if (hasText(text)) fields.push({ name, value: text.trim() });
  }
  for (const each of collections) if (each.value) fields.push(each);
  return fields;
}

const known = new WeakMap<Names, { readonly placed: ReadonlySet<string>; readonly indexes: readonly number[] }>();

/** Where the names stand that are none of `placed`; found out once for all records with the same names. */
function unplaced(names: Names, placed: ReadonlySet<string>): readonly number[] {
  const before = known.get(names);
  if (before?.placed === placed) return before.indexes;
  const indexes = names.list.flatMap((name, index) => (placed.has(name.toLowerCase()) ? [] : [index]));
  known.set(names, { placed, indexes });
  return indexes;
}

function lineOf(items: readonly DataRecord[]): string {
  const words = items.map(item =>
    fieldOf(item, 'Value', 'Name', 'CustomerName', 'ContactName', ...Object.keys(item.values)),
  );
  return words.filter(Boolean).join(', ');
}

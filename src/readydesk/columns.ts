import type { ActionFacts } from '../model/examination.ts';
import type { DataRecord } from '../wire/records.ts';
import { likeness } from './likeness.ts';

/**
 * Which of a table's fields are in the columns of an answer, and which columns mean nothing. A field takes the first of
 * its names that has a value somewhere, else the first that is there at all; what it takes, no later one can.
 */
export function matchColumns(
  table: Readonly<Record<string, string>>,
  records: readonly DataRecord[],
): Pick<ActionFacts, 'recognised' | 'unrecognised' | 'notFound'> {
  const columns = new Map<string, { name: string; filled: boolean }>();
  for (const { values } of records) {
    for (const [name, value] of Object.entries(values)) {
      const key = likeness(name);
      const filled = value.trim() !== '';
      const known = columns.get(key);
      if (!known) columns.set(key, { name, filled });
      else if (filled) known.filled = true;
    }
  }
  if (columns.size === 0) return { recognised: [], unrecognised: [], notFound: [] };
  const taken = new Map<string, string>();
  for (const onlyFilled of [true, false]) {
    for (const [meaning, names] of Object.entries(table)) {
      if ([...taken.values()].includes(meaning)) continue;
      const key = names.split(' ').find(each => {
        const column = columns.get(each);
        return column !== undefined && !taken.has(each) && (column.filled || !onlyFilled);
      });
      if (key !== undefined) taken.set(key, meaning);
    }
  }
  const found = new Set(taken.values());
  return {
    recognised: [...columns].flatMap(([key, { name }]) => {
      const meaning = taken.get(key);
      return meaning === undefined ? [] : [{ meaning, name }];
    }),
    unrecognised: [...columns].filter(([key]) => !taken.has(key)).map(([, { name }]) => name),
    notFound: Object.keys(table).filter(meaning => !found.has(meaning)),
  };
}

import type { DeskDates } from '../wire/deskDates.ts';
import type { Names } from '../wire/names.ts';
import { type DataRecord, Row } from '../wire/records.ts';
import { type Entity, type MemberType, TICKET } from './entities.ts';

/** What a custom field seems to hold. */
export type CustomType = 'text' | 'number' | 'date' | 'flag';

/** Enough for any account; an end for answers that never repeat a name. */
const MOST_FIELDS = 1000;
const DATE = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T].*)?$/;

/**
 * The custom fields of one kind of record (1.13). There is no catalogue of them: each member that no table knows is one,
 * and its type is told by the values that came so far.
 */
export class CustomFields {
  readonly #types = new Map<string, CustomType | undefined>();
  readonly #dates: DeskDates;
  readonly #entity: Entity;

  constructor(dates: DeskDates, entity: Entity = TICKET) {
    this.#dates = dates;
    this.#entity = entity;
  }

  learn(records: readonly DataRecord[]): void {
    // Lists have thousands of records with the same names.
    const custom = new Map<Names, readonly number[]>();
    for (const record of records) {
      const row = Row.of(record);
      const { names } = row;
      const indexes = custom.get(names) ?? this.#customIn(names);
      custom.set(names, indexes);
      for (const index of indexes) {
        const value = row.text(index);
        if (value !== undefined) this.#see(names.list[index] ?? '', value.trim());
      }
    }
  }

  #customIn({ list }: Names): number[] {
    return list.flatMap((name, index) => (this.#entity.members.has(name.toLowerCase()) ? [] : [index]));
  }

  /** The API field names of a record that are custom ones, in the desk's order. */
  static namesIn(record: DataRecord, entity: Entity = TICKET): string[] {
    return Object.keys(record.values).filter(name => !entity.members.has(name.toLowerCase()));
  }

  /** Text where nothing tells otherwise. */
  typeOf(name: string): CustomType {
    return this.#types.get(name.toLowerCase()) ?? 'text';
  }

  /** The type of a body's member of that name. */
  memberTypeOf(name: string): MemberType {
    const type = this.typeOf(name);
    return type === 'number' ? 'decimal' : type;
  }

  #see(name: string, value: string): void {
    const key = name.toLowerCase();
    const before = this.#types.get(key);
    if (before === 'text' || (before === undefined && !this.#types.has(key) && this.#types.size >= MOST_FIELDS)) return;
    const now = value === '' ? before : typeOfValue(value, this.#dates);
    this.#types.set(key, before === undefined || before === now ? now : 'text');
  }
}

function typeOfValue(value: string, dates: DeskDates): CustomType {
  if (/^(?:true|false)$/i.test(value)) return 'flag';
  if (/^-?\d{1,15}(?:\.\d+)?$/.test(value) && !/^-?0\d/.test(value)) return 'number';
  return DATE.test(value) && dates.read(value) !== undefined ? 'date' : 'text';
}

import type { Customer, Group, Technician } from '../model/directory.ts';
import type { NamedRef, PersonRef } from '../model/ticket.ts';
import type { DataRecord } from '../wire/records.ts';
import { remembered } from '../wire/remembered.ts';
import { FieldReader, type Tables } from './fields.ts';

/** What desks write where nobody is assigned. */
const NOBODY =
  /^(?:0|-1|-|–|none|nobody|unassigned|not assigned|n\/a|null|nicht zugewiesen|niemand|sin asignar|nadie)$/i;
const YES = /^(?:y|yes|true|1|t|ja|s[ií])$/i;
const NO = /^(?:n|no|false|0|f|nein)$/i;

/** `undefined` for what is neither yes nor no. */
export function flag(value: string | undefined): boolean | undefined {
  const clean = value?.trim() ?? '';
  return YES.test(clean) ? true : NO.test(clean) ? false : undefined;
}

/** 2.4.1. Absent when the record is no technician. */
export function toTechnician(record: DataRecord, table: Tables['technicians']): Technician | undefined {
  const fields = new FieldReader(record);
  const id = fields.take(table.id);
  if (!id) return undefined;
  const email = fields.take(table.email);
  const inactive = flag(fields.take(table.inactive)) ?? flag(fields.take(table.active)) === false;
  return { id, name: personName(fields, table) ?? id, ...(email ? { email } : {}), active: !inactive };
}

/** 2.1.1. Absent when the record is no group. */
export function toGroup(record: DataRecord, table: Tables['groups']): Group | undefined {
  const fields = new FieldReader(record);
  const id = fields.take(table.id);
  const name = fields.take(table.name);
  return id && name ? { id, name } : undefined;
}

/** 2.3.1 */
export function toCustomer(record: DataRecord, table: Tables['customers']): Customer | undefined {
  const fields = new FieldReader(record);
  const id = fields.take(table.id);
  if (!id) return undefined;
  const email = fields.take(table.email);
  const company = fields.take(table.company);
  const name = personName(fields, table) ?? company ?? id;
  return { id, name, ...(company ? { company } : {}), ...(email ? { email } : {}) };
}

/** The name of a person, whole or from its parts. */
export function personName(
  fields: FieldReader,
  names: Tables['technicians'] | Tables['customers'],
): string | undefined {
  const parts = [fields.take(names.first), fields.take(names.last)].filter(Boolean).join(' ');
  return fields.take(names.name) ?? (parts || undefined);
}

/** Technicians and groups by id and by name: tickets may name them by either. */
export class Names {
  readonly #technicians = new Map<string, Technician>();
  readonly #groups = new Map<string, Group>();
  readonly #only = remembered(idOrName => this.#technician(idOrName));
  readonly #onlyGroup = remembered(name => this.#group(name, undefined));

  constructor(technicians: readonly Technician[], groups: readonly Group[]) {
    // Ids last: where a name is another's id, the id counts.
    for (const each of technicians) this.#technicians.set(each.name.toLowerCase(), each);
    for (const each of technicians) this.#technicians.set(each.id.toLowerCase(), each);
    for (const each of groups) this.#groups.set(each.id.toLowerCase(), each);
    // Tickets are filtered by group names, so a name counts more than an id.
    for (const each of groups) this.#groups.set(each.name.toLowerCase(), each);
  }

  technician(idOrName: string | undefined, name?: string): PersonRef | undefined {
    return name === undefined && idOrName !== undefined ? this.#only(idOrName) : this.#technician(idOrName, name);
  }

  #technician(idOrName: string | undefined, name?: string): PersonRef | undefined {
    const given = [idOrName, name].map(part => part?.trim()).filter(part => part && !NOBODY.test(part));
    for (const part of given) {
      const known = part && this.#technicians.get(part.toLowerCase());
      if (known) return { id: known.id, name: known.name };
    }
    if (name && given.includes(name.trim())) return { ...(given.length > 1 ? { id: given[0] ?? '' } : {}), name };
    // Without a directory it may be an id or a name; as an id it can at least be compared.
    return given[0] ? { id: given[0], name: given[0] } : undefined;
  }

  isTechnician(idOrName: string | undefined): boolean {
    return idOrName !== undefined && this.#technicians.has(idOrName.trim().toLowerCase());
  }

  isGroup(idOrName: string | undefined): boolean {
    return idOrName !== undefined && this.#groups.has(idOrName.trim().toLowerCase());
  }

  group(name: string | undefined, id: string | undefined): NamedRef | undefined {
    return id === undefined && name !== undefined ? this.#onlyGroup(name) : this.#group(name, id);
  }

  #group(name: string | undefined, id: string | undefined): NamedRef | undefined {
    const given = [name, id].map(part => part?.trim()).filter(part => part && !NOBODY.test(part));
    for (const part of given) {
      const known = part && this.#groups.get(part.toLowerCase());
      if (known) return known;
    }
    return given[0] ? { ...(id && given.length > 1 ? { id } : {}), name: given[0] } : undefined;
  }
}

import type { NamedRef } from './ticket.ts';

/** A technician (a TeamSupport user is one). */
export interface Technician {
  /** What the desk's API takes: ReadyDesk's technician ID (`uid`), TeamSupport's user id. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly active: boolean;
}

/** A group of technicians. */
export interface Group {
  readonly id: string;
  readonly name: string;
}

/** A customer that tickets are opened for: ReadyDesk's customer, TeamSupport's contact or organisation. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
}

/** One choice of a pick-list. */
export interface Choice extends NamedRef {
  readonly id: string;
  /** The ticket type this choice belongs to; absent when it holds for all (TeamSupport's statuses are per type). */
  readonly typeId?: string;
  readonly closed?: boolean;
  /** Groups that may use this choice, by id; absent when all may (ReadyDesk's statuses go by group). */
  readonly groupIds?: readonly string[];
}

/** What can be chosen on a desk. Lists the desk does not have are empty. */
export interface PickLists {
  readonly statuses: readonly Choice[];
  readonly priorities: readonly Choice[];
  readonly types: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly products: readonly Choice[];
  readonly sources: readonly Choice[];
}

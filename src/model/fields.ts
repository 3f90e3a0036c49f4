import type { Choice } from './directory.ts';

/** What a field of a ticket is to people; views name it in the user's language. `custom` ones keep the desk's name. */
export type FieldRole =
  | 'subject'
  | 'status'
  | 'priority'
  | 'type'
  | 'category'
  | 'subCategory'
  | 'source'
  | 'assignee'
  | 'group'
  | 'product'
  | 'reportedVersion'
  | 'solvedVersion'
  | 'dueAt'
  | 'escalation'
  | 'customerGroup'
  | 'visibleToCustomer'
  | 'knowledgeBase'
  | 'contact'
  | 'phone'
  | 'email'
  | 'company'
  | 'custom';

/** A field of a ticket that the desk lets one change. */
export interface TicketField {
  /** The API's own name; what `updateTicket` takes. */
  readonly name: string;
  readonly role: FieldRole;
  readonly type: 'text' | 'number' | 'date' | 'flag' | 'choice';
  /** As `updateTicket` takes it: an id for a choice, ISO 8601 for a date, `true` or `false` for a flag. */
  readonly value?: string;
  /** For reading. */
  readonly shown?: string;
  /** Of a choice: what this ticket can be set to now (TeamSupport's statuses go by type). */
  readonly choices?: readonly Choice[];
  /** It can be left empty. */
  readonly clearable: boolean;
}

/** A field that a new ticket can be given. */
export interface NewTicketField {
  /** The API's own name; what `TicketDraft.fields` takes where the draft has no place of its own for the role. */
  readonly name: string;
  readonly role: FieldRole | 'customer' | 'description';
  readonly type: 'text' | 'longText' | 'number' | 'integer' | 'date' | 'flag' | 'choice';
  readonly required: boolean;
  /** Characters at most. */
  readonly longest?: number;
  /** What can be chosen; with `typeId` or `groupIds` only where that type or group is chosen. */
  readonly choices?: readonly Choice[];
}

/** New values by field name, as in `TicketField.value`; `null` empties a field. */
export type FieldChanges = Readonly<Record<string, string | null>>;

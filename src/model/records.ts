import type { Created } from './desk.ts';
import type { OtherField } from './ticket.ts';

/** Every kind of record that one of the systems has, in the words of the house. */
export type RecordKind =
  | 'tickets'
  | 'history'
  | 'attachments'
  | 'ticketLog'
  | 'ticketCustomers'
  | 'ticketContacts'
  | 'customers'
  | 'customerTickets'
  | 'customerContacts'
  | 'customerProducts'
  | 'customerNotes'
  | 'companies'
  | 'contacts'
  | 'contactAddresses'
  | 'technicians'
  | 'groups'
  | 'products'
  | 'productVersions'
  | 'assets'
  | 'assetFields'
  | 'schedules'
  | 'articles'
  | 'lineItems'
  | 'invoices'
  | 'time'
  | 'ticketTypes'
  | 'ticketStatuses'
  | 'ticketSeverities'
  | 'productVersionStatuses';

/** An input of a list, or of making or changing a record, by the API's own name. */
export interface RecordInput {
  readonly name: string;
  readonly type: 'text' | 'longText' | 'integer' | 'decimal' | 'date' | 'flag' | 'choice' | 'list' | 'secret';
  readonly required?: boolean;
  /** Characters at most. */
  readonly longest?: number;
  /** The accepted values of a choice or flag, as the API writes them. */
  readonly choices?: readonly string[];
  /** Neither the vendor's pages nor live clients show it. */
  readonly inferred?: true;
}

/** One kind of record of a desk and what its API can do with it. */
export interface RecordResource {
  readonly kind: RecordKind;
  /** Kinds whose ids must be given first, outermost first: an attachment's are a ticket's and a history entry's. */
  readonly parents: readonly RecordKind[];
  /** Absent: there is no list. `search` is the filter that free text goes to. */
  readonly list?: { readonly filters: readonly RecordInput[]; readonly search?: string };
  /** One record can be asked for by its id. */
  readonly get: boolean;
  /** Inputs of making one; absent: it cannot be made. */
  readonly create?: readonly RecordInput[];
  /** Inputs of changing one; absent: it cannot be changed. */
  readonly update?: readonly RecordInput[];
  readonly remove: boolean;
  /** An existing record can be tied to its parent, and untied, by its id. */
  readonly link: boolean;
  /** A record's content can be read as a file. */
  readonly download: boolean;
  /** A file can be sent to become a record. */
  readonly upload: boolean;
  /** The vendor's pages or live clients show it; otherwise its name or path is inferred. */
  readonly known: boolean;
}

/** Values of a record by the API's own names. */
export type RecordValues = Readonly<Record<string, string>>;

/** A record for reading: its values by the API's own names, in the API's own order. */
export interface DeskRecord {
  /** Absent when the answer names none: it can then be looked at only. */
  readonly id?: string;
  /** What people would call it. */
  readonly title: string;
  readonly fields: readonly OtherField[];
  /** Fields that the desk's own users defined: inputs of changing the record, and filters of its list. */
  readonly custom?: readonly RecordInput[];
}

/** One page of records. */
export interface RecordPage {
  readonly records: readonly DeskRecord[];
  /** All that match, when the desk says it. */
  readonly total?: number;
  /** There may be more pages after this one. */
  readonly more: boolean;
}

/** A file's content. */
export interface RecordFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly name?: string;
}

/**
 * All records of a desk in one shape. Ids are those of the parents, outermost first, and last the record's own. Methods
 * throw `DeskError` and nothing else; what `resources` does not offer throws `unsupported`.
 */
export interface DeskRecords {
  readonly resources: readonly RecordResource[];
  /** One page; `page.number` is 1-based. Filters by input name; absent filters do not filter. */
  list(
    kind: RecordKind,
    parents: readonly string[],
    filters: RecordValues,
    page: { readonly number: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<RecordPage>;
  get(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<DeskRecord>;
  create(kind: RecordKind, parents: readonly string[], values: RecordValues, signal?: AbortSignal): Promise<Created>;
  /** Changes only what is given. */
  update(kind: RecordKind, ids: readonly string[], values: RecordValues, signal?: AbortSignal): Promise<void>;
  remove(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void>;
  link(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void>;
  unlink(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void>;
  download(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<RecordFile>;
  /** Makes a record of a file, which must have a name. */
  upload(kind: RecordKind, parents: readonly string[], file: RecordFile, signal?: AbortSignal): Promise<Created>;
}

import type { NoteDraft, TicketDraft, TimeDraft } from './desk.ts';
import type { DeskFailure } from './errors.ts';
import type { FieldChanges, FieldRole } from './fields.ts';

/** Everything that can be written to a desk from a ticket. The ids are those of the desk. */
export type Write =
  | { readonly kind: 'createTicket'; readonly draft: TicketDraft }
  | { readonly kind: 'addNote'; readonly ticketId: string; readonly note: NoteDraft }
  | { readonly kind: 'logTime'; readonly ticketId: string; readonly time: TimeDraft }
  | {
      readonly kind: 'updateTicket';
      readonly ticketId: string;
      readonly changes: FieldChanges;
      /** What the fields held when the user changed them; a field that is not named is not looked at. */
      readonly base?: FieldChanges;
      /** What the fields are to people, so that they can be named where the desk cannot be asked. */
      readonly roles?: Readonly<Record<string, FieldRole>>;
    }
  | { readonly kind: 'linkCustomer' | 'unlinkCustomer'; readonly ticketId: string; readonly customerId: string }
  | { readonly kind: 'attach'; readonly ticketId: string; readonly file: FileDraft };

export type WriteKind = Write['kind'];

/** A file to be attached to a ticket. */
export interface FileDraft {
  readonly name: string;
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
  readonly visibility?: NoteDraft['visibility'];
}

/** A write that may have arrived, as far as it is known. */
export interface SentWrite {
  readonly write: Write;
  /** ISO 8601 by this machine's clock: before this it cannot have arrived. */
  readonly sentAt: string;
  /** Ids of entries, logged time or tickets that were there before, or are known to be others: none of them is it. */
  readonly others: ReadonlySet<string>;
}

/**
 * Whether a write arrived, as the desk tells afterwards. `unclear`: something there may be it or another's, so only a
 * person can tell.
 */
export type Arrival =
  | { readonly arrived: 'yes'; readonly id?: string; readonly number?: string; readonly warning?: DeskFailure }
  | { readonly arrived: 'no' }
  | { readonly arrived: 'unclear'; readonly detail: string };

/**
 * Where a write stands. `held`: until the time to undo it has passed. `waiting`: for its turn, or for the desk to be within
 * reach. `checking`: whether it arrived. `conflict`: somebody else changed the same field meanwhile. `unclear`: only the
 * user can tell whether it arrived. `failed`: the desk refused it. `sent` and `discarded` are told once and not kept.
 */
export type WriteState =
  | 'held'
  | 'waiting'
  | 'sending'
  | 'checking'
  | 'conflict'
  | 'unclear'
  | 'failed'
  | 'sent'
  | 'discarded';

/** A field that was changed on both sides; values as in `TicketField`. */
export interface FieldConflict {
  readonly field: string;
  readonly mine: string | null;
  readonly theirs: string | null;
  readonly before: string | null;
  /** For reading, where the desk tells. */
  readonly shownTheirs?: string;
}

/** A write in the outbox. */
export interface OutboxEntry {
  readonly deskId: string;
  readonly id: number;
  readonly write: Write;
  readonly state: WriteState;
  /** ISO 8601: when the user wrote it. */
  readonly at: string;
  /** ISO 8601: not sent before, as long as it is held or waits for another try. */
  readonly dueAt?: string;
  /** Why the last try failed, or why it waits. */
  readonly failure?: DeskFailure;
  readonly conflicts?: readonly FieldConflict[];
  /** Of `sent`: what the desk made. */
  readonly made?: { readonly id: string; readonly number?: string; readonly warning?: DeskFailure };
}

/** Whether a write is certainly not on the desk: without it, all is as before. */
export function isNotThere({ state }: Pick<OutboxEntry, 'state'>): boolean {
  return state === 'held' || state === 'waiting' || state === 'failed' || state === 'conflict';
}

/** What the user wants done with a write that does not go on by itself. */
export type OutboxChoice =
  /** Tries it now: one that failed or waits, or whose time to undo is not over. */
  | { readonly kind: 'send' }
  /** Takes it out; not possible while it is on its way. */
  | { readonly kind: 'discard' }
  /** Something else instead, which was never sent: of one that is held, waits, failed or conflicts. */
  | { readonly kind: 'edit'; readonly write: Write }
  /** Of `unclear`: it is there, so it is done; or it is not, so it is sent. */
  | { readonly kind: 'arrived'; readonly arrived: boolean }
  /** Of `conflict`: these fields are set all the same, the others stay as they are on the desk. */
  | { readonly kind: 'keepMine'; readonly fields: readonly string[] };

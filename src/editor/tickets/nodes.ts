import type { DeskFailure } from '../../model/errors.ts';
import type { TicketQuery } from '../../model/query.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { Remedy } from '../failures.ts';

/** A row of the tree. `key` is stable over refreshes, so that what is expanded stays so. */
export type Node = DeskNode | ListNode | FolderNode | TicketNode | MessageNode;

export interface DeskNode {
  readonly kind: 'desk';
  readonly key: string;
  readonly deskId: string;
}

/** A list of tickets: a saved view, a group or a status. */
export interface ListNode {
  readonly kind: 'list';
  readonly key: string;
  readonly deskId: string;
  readonly label: string;
  readonly icon: string;
  readonly query: TicketQuery;
  /** Its count can be told without asking the desk for this list alone. */
  readonly counted: boolean;
  /** What the list says when nothing is in it. */
  readonly empty: string;
}

/** The groups or the statuses of a desk. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly key: string;
  readonly deskId: string;
  readonly folder: 'groups' | 'statuses';
}

export interface TicketNode {
  readonly kind: 'ticket';
  readonly key: string;
  readonly deskId: string;
  readonly ticket: TicketSummary;
}

/** A row that is no thing but tells something: each of the states has its own looks and its own remedy. */
export interface MessageNode {
  readonly kind: 'message';
  readonly key: string;
  readonly deskId: string;
  readonly state: 'loading' | 'empty' | 'error' | 'signedOut' | 'stale' | 'cut' | 'ask';
  readonly label: string;
  /** What a click does, in words. */
  readonly description?: string;
  readonly tooltip?: string;
  /** What a click does. */
  readonly does?: Remedy | 'loadMore' | 'chooseTechnician' | 'openSettings';
  /** The list that the row belongs to. */
  readonly of?: ListNode | FolderNode;
  readonly failure?: DeskFailure;
}

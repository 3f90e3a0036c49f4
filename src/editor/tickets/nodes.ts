import type { Attention } from '../../model/attention.ts';
import type { DeskFailure } from '../../model/errors.ts';
import type { NameField, Search, Sort } from '../../model/search.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { Remedy } from '../failures.ts';
import type { KeptView } from '../search/views.ts';
import type { SettingProblem } from '../settings/settingProblems.ts';

/**
 * A row of the tree. `key` is stable over refreshes, so that what is expanded stays so; a row is one object as long as
 * the tree is not drawn anew as a whole.
 */
export type Node = DeskNode | ListNode | FolderNode | TicketNode | MessageNode;

/** A row with rows below it. */
export type Container = DeskNode | ListNode | FolderNode;

export interface DeskNode {
  readonly kind: 'desk';
  readonly key: string;
  readonly deskId: string;
}

/** Names in fields, `null` for none; `me`: the user is who works on them. */
export type Place = Readonly<Partial<Record<NameField, string | null>>> & { readonly me?: true };

/** A list of tickets: one that every desk has, a saved view, a group or a status, or a part of such a list. */
export interface ListNode {
  readonly kind: 'list';
  readonly key: string;
  readonly deskId: string;
  readonly label: string;
  readonly icon: string;
  readonly search: Search;
  /** Fields by which what is below is grouped, the next level first. */
  readonly groupBy: readonly NameField[];
  readonly sort: Sort;
  /** Whether its name stands with a number. */
  readonly counted: boolean;
  /** The number, as soon as it is known. */
  readonly count?: number;
  /** What the list says when nothing is in it. */
  readonly empty: string;
  /** The saved view that it is, or is a part of. */
  readonly view?: KeptView;
  /** It is the part of a list with one name in this field. */
  readonly part?: NameField;
  /** What the rows that it stands under say of its tickets; who is given a ticket of it, gets that. */
  readonly place?: Place;
  /** Its tickets are those that want the user, each with its reasons, the most pressing first. */
  readonly needs?: true;
  /** It has closed tickets, of which not all may be kept. */
  readonly closed?: boolean;
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
  /** Why it wants the user, the most pressing first: of rows of *Needs Me*. */
  readonly reasons?: readonly Attention[];
}

/** A row that is no thing but tells something: each of the states has its own looks and its own remedy. */
export interface MessageNode {
  readonly kind: 'message';
  readonly key: string;
  readonly deskId: string;
  readonly state: 'loading' | 'empty' | 'error' | 'signedOut' | 'stale' | 'cut' | 'ask' | 'kept';
  readonly label: string;
  /** What a click does, in words. */
  readonly description?: string;
  readonly tooltip?: string;
  /** What a click does. */
  readonly does?: Remedy | 'loadMore' | 'chooseTechnician' | 'openSettings' | 'openMirrorSettings';
  /** The setting that is to be opened. */
  readonly setting?: Omit<SettingProblem, 'says'>;
  /** The list that the row belongs to. */
  readonly of?: ListNode | FolderNode;
  readonly failure?: DeskFailure;
}

/** A row that tells something in the place of, or beside, the rows of `parent`. */
export function message(
  parent: { readonly key: string; readonly deskId: string },
  state: MessageNode['state'],
  label: string,
): MessageNode {
  return { kind: 'message', key: `${parent.key}/${state}`, deskId: parent.deskId, state, label };
}

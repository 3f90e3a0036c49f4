import type { LinkedPlace, TicketLink } from '../../../model/codeLink.ts';
import type { TicketNode } from '../../tickets/nodes.ts';

/** A row of the view: a ticket, or a place of the file below it. */
export type FileNode = FileTicketNode | StrangeTicketNode | PlaceNode | MoreNode;

/** Where a ticket and the file have to do with each other, and how often. */
interface Occurrences {
  readonly key: string;
  /** Another desk has a ticket of this number too, and the file has to do with both. */
  readonly shared: boolean;
  readonly places: readonly PlaceNode[];
  readonly mentions: number;
  readonly links: number;
}

/** A ticket that is kept on this machine. */
export interface FileTicketNode extends TicketNode, Occurrences {
  readonly key: string;
}

/** A ticket that is not kept here; without an id it is a number that the file says is one of the desk. */
export interface StrangeTicketNode extends Occurrences {
  readonly kind: 'strange';
  readonly deskId: string;
  readonly ticketId?: string;
  readonly number: string;
  readonly subject?: string;
}

/** A line that mentions a ticket, or lines that are linked to it. Lines are 0-based. */
export interface PlaceNode {
  readonly kind: 'place';
  readonly key: string;
  readonly deskId: string;
  /** Of the document, as text: rows are compared by what is in them. */
  readonly address: string;
  readonly line: number;
  readonly lastLine: number;
  /** Of a mention: where in the line it is, in UTF-16 units. */
  readonly columns?: readonly [start: number, end: number];
  /** The cell of a notebook, from 1. */
  readonly cell?: number;
  readonly text: string;
  /** Of linked code; commands find them here. */
  readonly ticketId?: string;
  readonly linkId?: string;
  readonly link?: PlacedLink;
}

/** How a link stands. */
export interface PlacedLink {
  readonly origin: TicketLink['origin'];
  readonly state: LinkedPlace['state'];
  /** The lines that were linked, from 1. */
  readonly from: readonly [start: number, end: number];
  /** The code is in another file now: what that is called. */
  readonly movedTo?: string;
}

/** There are more places than are listed. */
export interface MoreNode {
  readonly kind: 'more';
  readonly key: string;
  readonly count: number;
}

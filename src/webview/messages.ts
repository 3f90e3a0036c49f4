import type { CardPart, CustomerCard } from '../model/customer.ts';
import type { NoteVisibility } from '../model/desk.ts';
import type { FieldRole } from '../model/fields.ts';
import type { TicketDetails } from '../model/ticket.ts';

/** A sentence about a failure and what can be done about it where it is shown. */
export interface PanelProblem {
  readonly message: string;
  readonly remedy?: { readonly label: string; readonly action: 'refresh' | 'reconnect' | 'showLog' };
}

/** The longest note the panel takes, in characters. */
export const noteLimit = 100_000;

/** What the page of a ticket panel is built with, before the first message: the ticket's name and translated words. */
export interface PanelSeed {
  readonly deskId: string;
  readonly ticketId: string;
  readonly number: string;
  readonly subject?: string;
  /** Translations keyed by the English text. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The note box as the host knows it. */
export interface PanelNote {
  readonly text: string;
  readonly visibility?: NoteVisibility;
  /** The note is on its way to the desk. */
  readonly saving: boolean;
  /** Why the last attempt failed. */
  readonly problem?: PanelProblem;
}

/** What the desk lets one do and see beside the ticket itself. */
export interface PanelAbilities {
  /** What can be changed on this ticket; absent when nothing can, or as long as it is not known. */
  readonly editable?: Editable;
  readonly linkCustomers: boolean;
  readonly articles: boolean;
  readonly ticketAssets: boolean;
  readonly ticketSchedules: boolean;
  /** The lists that a customer card has here. */
  readonly cardParts: readonly CardPart[];
  /** Attachments that have an id can be opened and saved. */
  readonly attachmentFiles: boolean;
}

/** Fields that can be changed: those with a role of their own, and the others by the API's own names. */
export interface Editable {
  readonly roles: readonly FieldRole[];
  readonly fields: readonly string[];
}

/** A field to be changed; neither: the user picks one. */
export interface FieldTarget {
  readonly role?: FieldRole;
  readonly field?: string;
}

/** Which attachment of the ticket. */
export interface AttachmentKey {
  readonly id: string;
  readonly entryId?: string;
}

/** A customer card whose failures are in words. */
export interface PanelCard extends Omit<CustomerCard, 'missing'> {
  /** Lists that the desk could not answer, and why. */
  readonly missing: readonly { readonly part: CardPart; readonly message: string }[];
}

/** What the host answers when the page asks for a card. */
export type CardAnswer =
  | { readonly card: PanelCard; readonly problem?: undefined }
  | { readonly problem: PanelProblem; readonly card?: undefined };

/** All that the ticket panel needs to draw itself. */
export interface PanelState {
  readonly deskId: string;
  readonly deskName: string;
  readonly ticketId: string;
  readonly number: string;
  /** Known before the details when the ticket was opened from a list. */
  readonly subject?: string;
  /** Absent until the desk has answered once. */
  readonly details?: TicketDetails;
  /** ISO 8601: when `details` were answered. */
  readonly fetchedAt?: string;
  readonly loading: boolean;
  readonly problem?: PanelProblem;
  /** Visibilities a note can have here; empty when the desk takes none. */
  readonly noteVisibilities: readonly NoteVisibility[];
  /**
   * The note box as the host last heard of it: a page made anew (its tab was hidden) goes on with this. Absent when the
   * host heard nothing yet (the window was reloaded): then the page's own memory holds.
   */
  readonly note?: PanelNote;
  readonly canLogTime: boolean;
  readonly abilities: PanelAbilities;
  /** The ticket has a web page whose address is known. */
  readonly hasWebPage: boolean;
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string;
}

/** What the panel lets the host call. */
export interface PanelApi {
  show(state: PanelState): void;
  /** Puts the cursor into the note box. */
  focusNote(): void;
  /** Puts text where the cursor of the note box is, beside what is written there. */
  insertText(text: string): void;
}

/** What the host lets the panel call; the host checks each argument when it runs. */
export interface PanelHostApi {
  /** The page is there and wants its first state. */
  ready(): Promise<void>;
  refresh(): Promise<void>;
  reconnect(): Promise<void>;
  showLog(): Promise<void>;
  /** The note box holds this now; the host keeps it while the tab is hidden or closed. */
  noteChanged(text: string, visibility: NoteVisibility): Promise<void>;
  /** Whether the note arrived; the text stays in the box when it did not. */
  saveNote(
    text: string,
    visibility: NoteVisibility,
  ): Promise<{ readonly saved: boolean; readonly problem?: PanelProblem }>;
  logTime(): Promise<void>;
  copyLink(): Promise<void>;
  openInBrowser(): Promise<void>;
  /** Opens a link that stands in a ticket's text, after the editor's own question to the user. */
  openLink(address: string): Promise<void>;
  /** A remote image as a `data:` address, or nothing when it could not be had. */
  loadImage(address: string): Promise<string | undefined>;
  /** A customer with company and lists; with `fresh` the desk is asked even when an answer is at hand. */
  customerCard(customerId: string, fresh: boolean): Promise<CardAnswer>;
  /** Shows another ticket of the same desk. */
  openTicket(ticketId: string, number: string, subject: string): Promise<void>;
  editField(target: FieldTarget): Promise<void>;
  linkCustomer(): Promise<void>;
  unlinkCustomer(customerId: string): Promise<void>;
  /** Lets the user pick an article for the note box. */
  insertArticle(): Promise<void>;
  /** Shows an attachment of this ticket where it is text or an image. */
  openAttachment(key: AttachmentKey): Promise<void>;
  saveAttachment(key: AttachmentKey): Promise<void>;
}

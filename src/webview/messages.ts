import type { LinkedPlace } from '../model/codeLink.ts';
import type { CardPart, CustomerCard } from '../model/customer.ts';
import type { NoteVisibility } from '../model/desk.ts';
import type { FieldRole, TicketField } from '../model/fields.ts';
import type { FrameMark } from '../model/frameMark.ts';
import type { WriteState } from '../model/outbox.ts';
import type { Attachment, TicketDetails } from '../model/ticket.ts';

/** A sentence about a failure and what can be done about it where it is shown. */
export interface PanelProblem {
  readonly message: string;
  readonly remedy?: { readonly label: string; readonly action: 'refresh' | 'reconnect' | 'showLog' };
}

/** The longest note the panel takes, in characters. */
export const noteLimit = 100_000;

/** The biggest file that the panel takes, in bytes. */
export const fileLimit = 10_000_000;

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
  /** The note is being put down. */
  readonly saving: boolean;
  /** Why the last attempt failed. */
  readonly problem?: PanelProblem;
}

/** What the desk lets one do and see beside the ticket itself. */
export interface PanelAbilities {
  /** What can be changed on this ticket; absent when nothing can, or as long as it is not known. */
  readonly editable?: Editable;
  readonly linkCustomers: boolean;
  /** Files can be attached to the ticket. */
  readonly attach: boolean;
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

/** A field that can be changed here, with its name for people. */
export interface PanelField extends TicketField {
  readonly label: string;
}

/** What the host answers when the page asks for the fields of the ticket. */
export type FieldsAnswer =
  | { readonly fields: readonly PanelField[]; readonly problem?: undefined }
  | { readonly problem: PanelProblem; readonly fields?: undefined };

/** A field as a write sets it. */
export interface FieldWritten {
  readonly name: string;
  readonly role: FieldRole;
  readonly label: string;
  /** As in `TicketField`; nothing when it is emptied. */
  readonly value: string | null;
  /** For reading; empty when it is emptied. */
  readonly shown: string;
  /** Of a status: whether a ticket is closed by it. */
  readonly closed?: boolean;
}

/** What is written to the ticket. */
export type Written =
  | { readonly kind: 'addNote'; readonly text: string; readonly visibility: NoteVisibility }
  | { readonly kind: 'logTime'; readonly minutes: number; readonly startedAt: string; readonly notes: string }
  | { readonly kind: 'updateTicket'; readonly fields: readonly FieldWritten[] }
  | { readonly kind: 'linkCustomer' | 'unlinkCustomer'; readonly customer: string }
  | { readonly kind: 'attach'; readonly name: string; readonly visibility?: NoteVisibility };

/** Which value of a field that two people changed is to stand. */
export type Side = 'mine' | 'theirs' | 'before';

/** A field that somebody else changed meanwhile, for reading. */
export interface PanelConflict {
  readonly field: string;
  readonly label: string;
  readonly values: Readonly<Record<Side, string>>;
}

/** A write of this ticket that the desk has not confirmed, or whose effect was not read yet (`sent`). */
export interface PanelWrite {
  readonly id: number;
  readonly state: Exclude<WriteState, 'discarded'>;
  /** ISO 8601: when the user wrote it. */
  readonly at: string;
  /** ISO 8601: when it is sent, or tried again. */
  readonly dueAt?: string;
  readonly written: Written;
  /** Why it waits, failed, or cannot be told. */
  readonly problem?: string;
  readonly conflicts?: readonly PanelConflict[];
}

/** How something that was asked of the outbox went. */
export interface WriteAnswer {
  readonly ok: boolean;
  readonly problem?: PanelProblem;
}

/** What is done with a write that does not go on by itself. */
export type WriteChoice = 'send' | 'discard' | 'arrived' | 'notArrived';

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

/** A place in code that a text of the ticket names. */
export interface PanelFrame extends FrameMark {
  /** What ran there, as the trace says it. */
  readonly call?: string;
  /** The likeliest file, as the workspace has it; absent: none of this workspace. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** Other files that may be meant. */
  readonly others: number;
  /** It is in a library. */
  readonly foreign: boolean;
  /** What became of the line, once it was opened and is not where it was: in words. */
  readonly now?: string;
}

/** What a text attachment is called among the texts of its ticket. */
export function fileTextId({ id = '', entryId = '' }: Pick<Attachment, 'id' | 'entryId'>): string {
  return `file:${entryId}:${id}`;
}

/**
 * The frames of one text: of the description (`description`), of an entry (`entry:` with its id), or of an attachment that
 * was opened (`fileTextId`).
 */
export interface PanelText {
  readonly id: string;
  readonly frames: readonly PanelFrame[];
}

/** What one trace, or one text beside its traces, names of this workspace; each frame by its place in its text. */
export interface PanelTrace {
  readonly text: string;
  readonly frames: readonly number[];
  /** Frames of the same trace that are in libraries. */
  readonly foreign: number;
}

/** Code that is linked to the ticket. */
export interface PanelLink {
  readonly id: string;
  /** As it was when it was linked, and so the lines (1-based). */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly snippet: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by?: string;
  readonly permalink?: string;
  /** It is on this machine alone, and can be removed. */
  readonly own: boolean;
  /** Where it is now; absent while that is being looked for. */
  readonly state?: LinkedPlace['state'];
  readonly shown?: string;
  readonly shownLine?: number;
}

/** What the panel shows of the workspace's code. */
export interface PanelCode {
  readonly texts: readonly PanelText[];
  readonly traces: readonly PanelTrace[];
  /** Places that the texts name and no file of this workspace has. */
  readonly elsewhere: number;
  readonly links: readonly PanelLink[];
  /** Places in the workspace that mention the ticket. `partial`: there are more. */
  readonly mentions?: { readonly count: number; readonly partial: boolean };
}

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
  /** What was written to the ticket and is not read from the desk yet, oldest first. */
  readonly writes: readonly PanelWrite[];
  /** The latest change that was made here and can be undone. */
  readonly undoable?: { readonly name: string; readonly role: FieldRole; readonly shownBefore: string };
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
  /** What there is of the workspace's code; comes after the ticket, and again when it changes. */
  showCode(code: PanelCode): void;
  /** Puts the cursor into the note box. */
  focusNote(): void;
  /**
   * Puts text where the cursor of the note box is, beside what is written there.
   * @param cursor where in the text the cursor is to be; behind it when not given
   */
  insertText(text: string, cursor?: number): void;
  /** Puts a note that was taken back into the note box, before what is written there. */
  takeNote(text: string, visibility: NoteVisibility): void;
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
  /** Whether the note was put down, to be sent; the text stays in the box when it was not. */
  saveNote(
    text: string,
    visibility: NoteVisibility,
  ): Promise<{ readonly saved: boolean; readonly problem?: PanelProblem }>;
  /** Text with Markdown as HTML, to be sanitised. */
  preview(text: string): Promise<string>;
  /** What can be changed on the ticket now. */
  fields(): Promise<FieldsAnswer>;
  /** Puts a change of a field down, to be sent. */
  changeField(field: string, value: string | null): Promise<WriteAnswer>;
  /** Undoes the change that the state names as undoable. */
  undoChange(): Promise<WriteAnswer>;
  chooseWrite(id: number, choice: WriteChoice): Promise<WriteAnswer>;
  /** Takes a write out that was not sent; a note goes back into the note box. */
  takeBack(id: number): Promise<WriteAnswer>;
  /** Ends conflicts of a write, one choice for each field. */
  resolve(id: number, sides: Readonly<Record<string, Side>>): Promise<WriteAnswer>;
  /** Attaches a file; its content in base64. */
  attachFile(name: string, contentType: string, content: string, visibility: NoteVisibility): Promise<WriteAnswer>;
  /** Lets the user pick files and attaches them. */
  pickFiles(visibility: NoteVisibility): Promise<WriteAnswer>;
  /** Lets the user pick a canned reply for the note box. */
  insertCannedReply(): Promise<void>;
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
  /** Opens the code that a frame of a text means. */
  openFrame(text: string, frame: number): Promise<void>;
  /** Lists all code that the ticket's texts name. */
  openAllFrames(): Promise<void>;
  /** Opens linked code where it is now. */
  openCodeLink(linkId: string): Promise<void>;
  /** Removes a link that was made on this machine. */
  removeCodeLink(linkId: string): Promise<void>;
  /** Lists the places in the workspace that mention the ticket. */
  findReferences(): Promise<void>;
}

import type { NoteVisibility } from '../model/desk.ts';
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
}

import type { NoteVisibility } from '../model/desk.ts';
import type { TicketDetails } from '../model/ticket.ts';

/** A sentence about a failure and what can be done about it where it is shown. */
export interface PanelProblem {
  readonly message: string;
  readonly remedy?: { readonly label: string; readonly action: 'refresh' | 'reconnect' | 'showLog' };
}

/** All that the ticket panel needs to draw itself. */
export interface PanelState {
  readonly deskId: string;
  readonly deskName: string;
  readonly ticketId: string;
  readonly number: string;
  /** Absent until the desk has answered once. */
  readonly details?: TicketDetails;
  /** ISO 8601: when `details` were answered. */
  readonly fetchedAt?: string;
  readonly loading: boolean;
  readonly problem?: PanelProblem;
  /** Visibilities a note can have here; empty when the desk takes none. */
  readonly noteVisibilities: readonly NoteVisibility[];
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

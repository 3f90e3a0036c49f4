import type { SheetEntry, Span, TimeChange } from '../model/timesheet.ts';

/** Longest notes that the page sends, in characters. */
export const notesLimit = 100_000;
/** The largest CSV file that the page sends, in characters. */
export const csvLimit = 20_000_000;

/** What the page of the timesheet is built with. */
export interface SheetSeed {
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string;
  readonly words?: Readonly<Record<string, string>>;
}

/** What can be done about a note where it is shown. */
export type SheetAction = 'reconnect' | 'chooseTechnician' | 'openMirrorSettings' | 'connect';

/** A sentence about what is not in the sheet, or might not be. */
export interface SheetNote {
  readonly message: string;
  readonly remedy?: { readonly label: string; readonly action: SheetAction; readonly deskId?: string };
}

/** A desk whose time is shown. */
export interface SheetDesk {
  readonly id: string;
  readonly name: string;
  readonly canLog: boolean;
  /** Logged time can be changed there. */
  readonly canChange: boolean;
}

/** Whose time is shown: the user's, or everybody's. */
export type Whose = 'mine' | 'all';

/** What the page looks at. */
export interface SheetQuestion {
  readonly span: Span;
  readonly whose: Whose;
}

/** All that the timesheet needs to draw itself. */
export interface SheetState {
  /** What was asked. */
  readonly question: SheetQuestion;
  readonly entries: readonly SheetEntry[];
  readonly desks: readonly SheetDesk[];
  readonly notes: readonly SheetNote[];
  /** Tickets of the user whose time is not known as of now. */
  readonly unread: number;
  /** How many of them were read so far, while they are. */
  readonly reading?: { readonly done: number; readonly total: number };
  readonly undated: number;
}

/** What the page lets the host call. */
export interface SheetApi {
  show(state: SheetState): void;
}

/** How a change of an entry ended. */
export interface ChangeAnswer {
  readonly saved: boolean;
  /** Why not, in words. */
  readonly problem?: string;
}

/** What is done with an entry that is not sent. */
export type UnsentChoice = 'send' | 'discard';

/** What the host lets the page call; the host checks each argument when it runs. */
export interface SheetHostApi {
  /** The page is there. */
  ready(): Promise<void>;
  /** The page looks at this from now on. */
  look(question: SheetQuestion): Promise<void>;
  /** Asks the desks for the time of the tickets that were not read. */
  readTime(): Promise<void>;
  stopReading(): Promise<void>;
  openTicket(deskId: string, ticketId: string, number: string, subject: string): Promise<void>;
  logTime(deskId: string, ticketId: string, number: string): Promise<void>;
  changeEntry(deskId: string, ticketId: string, entryId: string, change: TimeChange): Promise<ChangeAnswer>;
  changeUnsent(deskId: string, id: number, change: TimeChange): Promise<ChangeAnswer>;
  chooseUnsent(deskId: string, id: number, choice: UnsentChoice): Promise<ChangeAnswer>;
  showOutbox(): Promise<void>;
  /** @param name of the file, without a folder */
  saveCsv(name: string, text: string): Promise<void>;
  act(action: SheetAction, deskId: string | null): Promise<void>;
}

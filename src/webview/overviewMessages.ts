import type { OverviewPart } from '../model/overview.ts';
import type { OverviewSum } from '../model/overviewSum.ts';

/** The largest CSV file that the page sends, in characters. */
export const overviewCsvLimit = 1_000_000;

/** What the page of the overview is built with. */
export interface OverviewSeed {
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string;
  readonly words?: Readonly<Record<string, string>>;
}

/** What can be done about a note where it is shown. */
export type OverviewAction = 'reconnect' | 'openMirrorSettings' | 'connect' | 'refresh';

/** A sentence about what is not counted, or might not be. */
export interface OverviewNote {
  readonly kind: 'info' | 'warning';
  readonly message: string;
  readonly remedy?: { readonly label: string; readonly action: OverviewAction; readonly deskId?: string };
}

/** What the page looks at. */
export interface OverviewAsked {
  /** ISO 8601: when each day begins, and at last when the last one ends. */
  readonly days: readonly string[];
  /** One desk alone. */
  readonly deskId?: string;
}

/** All that the overview needs to draw itself. */
export interface OverviewState {
  /** What was asked. */
  readonly question: OverviewAsked;
  /** Desks that can be chosen. */
  readonly desks: readonly { readonly id: string; readonly name: string }[];
  /** Absent when no desk could be asked: that is not the same as none having tickets. */
  readonly sum?: OverviewSum;
  readonly notes: readonly OverviewNote[];
}

/** What the page lets the host call. */
export interface OverviewApi {
  show(state: OverviewState): void;
}

/** What the host lets the page call; the host checks each argument when it runs. */
export interface OverviewHostApi {
  /** The page is there. */
  ready(): Promise<void>;
  /** The page looks at this from now on. */
  look(question: OverviewAsked): Promise<void>;
  /** Shows the tickets that a figure counts, of one desk alone where one is chosen; `title` says which they are. */
  openPart(part: OverviewPart, deskId: string | null, title: string): Promise<void>;
  openTicket(deskId: string, ticketId: string, number: string, subject: string): Promise<void>;
  /** @param name of the file, without a folder */
  saveCsv(name: string, text: string): Promise<void>;
  act(action: OverviewAction, deskId: string | null): Promise<void>;
}

import { csvOf, csvText } from './csv.ts';
import { dayOf, type SheetEntry } from './timesheet.ts';

/** The headings of the columns, in their order. */
export interface SheetHeadings {
  readonly day: string;
  readonly start: string;
  readonly desk: string;
  readonly ticket: string;
  readonly subject: string;
  readonly minutes: string;
  readonly hours: string;
  readonly by: string;
  readonly category: string;
  readonly notes: string;
  readonly state: string;
}

/** What a timesheet's entries are written with. */
export interface SheetWords {
  readonly headings: SheetHeadings;
  /** What an entry is that the desk has not confirmed. */
  readonly unsent: string;
  deskName(deskId: string): string;
}

/**
 * Entries as CSV for spreadsheets (RFC 4180, with a byte order mark): one a line, with day and time of this machine's zone.
 * Texts come from strangers: none is taken for a formula.
 */
export function sheetCsv(entries: readonly SheetEntry[], { headings, unsent, deskName }: SheetWords): string {
  const lines = entries.map(entry => {
    const at = new Date(entry.at);
    return [
      ...[
        dayOf(at),
        at.toTimeString().slice(0, 5),
        csvText(deskName(entry.deskId)),
        csvText(entry.number ?? entry.ticketId),
      ],
      ...[csvText(entry.subject), String(entry.minutes), (entry.minutes / 60).toFixed(2), csvText(entry.by)],
      ...[csvText(entry.category), csvText(entry.notes), entry.unsent ? csvText(unsent) : ''],
    ];
  });
  const { day, start, desk, ticket, subject, minutes, hours, by, category, notes, state } = headings;
  const first = [day, start, desk, ticket, subject, minutes, hours, by, category, notes, state];
  return csvOf([first, ...lines]);
}

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
      ...[dayOf(at), at.toTimeString().slice(0, 5), text(deskName(entry.deskId)), text(entry.number ?? entry.ticketId)],
      ...[text(entry.subject), String(entry.minutes), (entry.minutes / 60).toFixed(2), text(entry.by)],
      ...[text(entry.category), text(entry.notes), entry.unsent ? text(unsent) : ''],
    ];
  });
  const { day, start, desk, ticket, subject, minutes, hours, by, category, notes, state } = headings;
  const first = [day, start, desk, ticket, subject, minutes, hours, by, category, notes, state];
  return `\ufeff${[first, ...lines].map(line => `${line.map(quoted).join(',')}\r\n`).join('')}`;
}

/**
 * A spreadsheet runs what begins with one of these as a formula, in some languages also in their wide forms; after an
 * apostrophe it is text. Where semicolons or tabs part cells, quotes within a line do not hold: what stands behind one of
 * these, or begins a line, begins a cell there. `- ` does so in lists, and is none.
 */
function text(value = ''): string {
  const inside = value.replace(/([;\t\r\n]\s*)(?=[=+@＝＋＠]|[-－](?! ))/gu, "$1'");
  return /^\s*[=+\-@\t\r＝＋－＠]/u.test(inside) ? `'${inside}` : inside;
}

function quoted(value: string): string {
  return /[",;\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

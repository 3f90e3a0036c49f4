import { t } from '@vscode/l10n';
import { type AgePart, ageParts, type OverviewPart, type Waits, waitBounds } from '../../model/overview.ts';
import { figuresOf, type OverviewSum } from '../../model/overviewSum.ts';
import { type Day, dayOf } from '../../model/timesheet.ts';
import { type SheetFormats, short, spoken } from '../timesheet/sheetWords.ts';

/** Where a figure leads to. */
export type Lead =
  | {
      readonly part: OverviewPart;
      /** Of which desk alone; else of all that are looked at. */
      readonly deskId?: string;
    }
  | {
      readonly ticket: {
        readonly deskId: string;
        readonly ticketId: string;
        readonly number: string;
        readonly subject: string;
      };
    };

/** One thing that is counted, once a series. */
export interface Item {
  /** In full, and as short as an axis needs it. */
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly leads: readonly (Lead | undefined)[];
}

/** A sentence beside a chart. */
export interface Remark {
  readonly text: string;
  readonly lead?: Lead;
}

/** Figures that are drawn as a chart, stand in a table and go into the file. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** `rows`: bars that lie, for names. */
  readonly kind: 'rows' | 'columns' | 'lines';
  readonly unit: 'tickets' | 'minutes';
  /** What the items are. */
  readonly of: string;
  readonly series: readonly string[];
  readonly items: readonly Item[];
  /** Those of them that the chart shows. */
  readonly drawn: readonly Item[];
  readonly remarks: readonly Remark[];
  /** What is said where there is nothing to be drawn; may be nothing. */
  readonly empty: string;
}

/** What all figures are made with. */
export interface FigureMaker {
  readonly sum: OverviewSum;
  /** ISO 8601: when each day begins, and when the last ends. */
  readonly days: readonly string[];
  readonly formats: SheetFormats;
}

/** Names that a chart shows one by one. */
const namesDrawn = 10;

export function figures(from: FigureMaker): readonly Figure[] {
  const { sum } = from;
  return [
    flow(from),
    ages(sum),
    names(from, 'groups', t('Open by Group'), t('Group'), t('No group'), 'group', sum.groups),
    names(from, 'people', t('Open by Person'), t('Person'), t('Nobody'), 'assignee', sum.people),
    waits(from, 'answered', sum.answers),
    waits(from, 'resolved', sum.resolutions),
    work(from),
    workByTicket(from),
  ];
}

/** From the beginning of the first day to the end of the last. */
export function spanOf(days: readonly string[]): { readonly from: string; readonly to: string } {
  return { from: days[0] ?? '', to: days.at(-1) ?? '' };
}

function flow({ sum, days, formats }: FigureMaker): Figure {
  const items = days.slice(0, -1).map((from, at): Item => {
    const span = { from, to: days[at + 1] ?? from };
    const day = dayOf(new Date(from));
    return {
      ...dayNames(day, days, formats),
      values: [sum.created[at] ?? 0, sum.resolved[at] ?? 0],
      leads: [{ part: { kind: 'opened', ...span } }, { part: { kind: 'closed', ...span } }],
    };
  });
  const undated = sum.undatedClosed;
  const undatedWords =
    undated === 1
      ? t('1 closed ticket is not here: its desk does not tell when it was closed.')
      : t('{0} closed tickets are not here: their desk does not tell when they were closed.', formats.number(undated));
  return {
    ...{ id: 'flow', title: t('Opened and Closed by Day'), kind: 'lines', unit: 'tickets', of: t('Day') },
    series: [t('Opened'), t('Closed')],
    ...{ items, drawn: items },
    remarks: undated === 0 ? [] : [{ text: undatedWords }],
    empty: t('No ticket was opened or closed in these days.'),
  };
}

function ages({ ages: counts }: OverviewSum): Figure {
  const items = ageParts
    .map((age, at): Item => {
      const name = ageName(age);
      return { name, label: name, values: [counts[at] ?? 0], leads: [{ part: { kind: 'age', age } }] };
    })
    .filter(({ values }, at) => ageParts[at] !== 'undated' || values[0] !== 0);
  return {
    ...{ id: 'ages', title: t('Open by Age'), kind: 'columns', unit: 'tickets', of: t('Age') },
    ...{ series: [t('Open now')], items, drawn: items, remarks: [], empty: t('No ticket is open.') },
  };
}

function names(
  { formats }: FigureMaker,
  id: string,
  title: string,
  of: string,
  none: string,
  field: 'group' | 'assignee',
  counts: OverviewSum['groups'],
): Figure {
  const items = counts.map(({ name = null, count, deskId }): Item => {
    const part: OverviewPart = { kind: 'names', field, names: [name], not: false };
    return { ...both(name ?? none), values: [count], leads: [{ part, ...(deskId === undefined ? {} : { deskId }) }] };
  });
  const first = items.slice(0, items.length > namesDrawn + 1 ? namesDrawn : items.length);
  const others = items.slice(first.length);
  const rest = others.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  const named = counts.slice(0, first.length).map(({ name = null }) => name);
  return {
    ...{ id, title, kind: 'rows', unit: 'tickets', of, series: [t('Open now')], items, drawn: first },
    remarks:
      others.length === 0
        ? []
        : [
            {
              text: t('And {0} with {1} others', formats.number(rest), formats.number(others.length)),
              lead: { part: { kind: 'names', field, names: named, not: true } },
            },
          ],
    empty: t('No ticket is open.'),
  };
}

function waits({ days, formats }: FigureMaker, kind: 'answered' | 'resolved', told: Waits): Figure {
  const span = spanOf(days);
  const { known, median, most, parts } = figuresOf(told);
  const items = parts.map((count, at): Item => {
    const [least, below] = [waitBounds[at - 1] ?? 0, waitBounds[at]];
    const part: OverviewPart = { kind, ...span, least, ...(below === undefined ? {} : { below }) };
    return { ...both(waitName(least, below)), values: [count], leads: [{ part }] };
  });
  const answer = kind === 'answered';
  const remarks: Remark[] = [];
  if (median !== undefined && most !== undefined)
    remarks.push({ text: t('Half within {0}, nine in ten within {1}', roughly(median), roughly(most)) });
  if (known > 0)
    remarks.push({
      text: known === 1 ? t('Known of 1 ticket') : t('Known of {0} tickets', formats.number(known)),
    });
  if (told.still > 0)
    remarks.push({
      text: t('{0} without a first response', formats.number(told.still)),
      lead: { part: { kind: 'unanswered', ...span } },
    });
  if (told.unknown > 0)
    remarks.push({
      text: answer
        ? t('Not known of {0}: the conversation is not on this machine', formats.number(told.unknown))
        : t('Not known of {0}: the desk does not tell when it was opened', formats.number(told.unknown)),
    });
  return {
    ...(answer
      ? { id: 'answers', title: t('Time to First Response') }
      : { id: 'resolutions', title: t('Time to Resolution') }),
    ...{ kind: 'columns', unit: 'tickets', of: t('Time'), series: [answer ? t('Answered') : t('Closed')] },
    ...{ items, drawn: items, remarks },
    empty: answer
      ? t('Of no ticket that was opened in these days the first response is known.')
      : // What is said of those that were is enough.
        told.unknown > 0
        ? ''
        : t('No ticket was closed in these days.'),
  };
}

function work({ sum, days, formats }: FigureMaker): Figure {
  const items = days.slice(0, -1).map((from, at): Item => {
    const part: OverviewPart = { kind: 'worked', from, to: days[at + 1] ?? from };
    return { ...dayNames(dayOf(new Date(from)), days, formats), values: [sum.worked[at] ?? 0], leads: [{ part }] };
  });
  const { unreadWork, undatedWork } = sum;
  const unreadWords =
    unreadWork === 1
      ? t('Time on 1 ticket was not read since it changed.')
      : t('Time on {0} tickets was not read since they changed.', formats.number(unreadWork));
  const undatedWords =
    undatedWork === 1
      ? t('1 entry is not here: its desk does not tell when it was.')
      : t('{0} entries are not here: their desk does not tell when they were.', formats.number(undatedWork));
  return {
    ...{ id: 'work', title: t('Time Logged by Day'), kind: 'columns', unit: 'minutes', of: t('Day') },
    ...{
      series: [t('Logged')],
      items,
      drawn: items,
      remarks: [
        ...(unreadWork === 0 ? [] : [{ text: unreadWords }]),
        ...(undatedWork === 0 ? [] : [{ text: undatedWords }]),
      ],
      empty: t('No time is known to be logged in these days.'),
    },
  };
}

function workByTicket({ sum, days, formats }: FigureMaker): Figure {
  const items = sum.tickets.map(
    ({ minutes, ...ticket }): Item => ({
      ...both(`#${ticket.number} ${ticket.subject}`),
      values: [minutes],
      leads: [{ ticket }],
    }),
  );
  const others = items.slice(namesDrawn);
  const more = sum.furtherWork.tickets + others.length;
  const rest = others.reduce((total, { values }) => total + (values[0] ?? 0), sum.furtherWork.minutes);
  return {
    ...{ id: 'tickets', title: t('Time Logged by Ticket'), kind: 'rows', unit: 'minutes', of: t('Ticket') },
    ...{ series: [t('Logged')], items, drawn: items.slice(0, namesDrawn) },
    remarks:
      more === 0
        ? []
        : [
            {
              text:
                more === 1
                  ? t('And {0} on 1 further ticket', spoken(rest))
                  : t('And {0} on {1} further tickets', spoken(rest), formats.number(more)),
              lead: { part: { kind: 'worked', ...spanOf(days) } },
            },
          ],
    empty: t('No time is known to be logged in these days.'),
  };
}

/** A value as people read it. */
export function shown(value: number, { unit }: Figure, formats: SheetFormats): string {
  return unit === 'minutes' ? short(value) : formats.number(value);
}

/** A value with what it counts, for who hears it. */
export function heard(value: number, { unit }: Figure, formats: SheetFormats): string {
  if (unit === 'minutes') return spoken(value);
  return value === 1 ? t('1 ticket') : t('{0} tickets', formats.number(value));
}

function both(name: string): { readonly name: string; readonly label: string } {
  return { name, label: name };
}

function dayNames(
  day: Day,
  days: readonly string[],
  formats: SheetFormats,
): { readonly name: string; readonly label: string } {
  const label = days.length > 8 ? formats.date(day) : `${formats.weekday(day)} ${formats.date(day)}`;
  return { name: formats.day(day), label: days.length > 8 ? formats.plainDay(day) : label };
}

function ageName(age: AgePart): string {
  if (age === 'undated') return t('Unknown');
  const dayCount = (seconds: number) => seconds / 86_400;
  if (age.from === undefined) return t('Under {0} d', dayCount(age.to ?? 0));
  if (age.to === undefined) return t('Over {0} d', dayCount(age.from));
  return t('{0}–{1} d', dayCount(age.from), dayCount(age.to));
}

function waitName(least: number, below: number | undefined): string {
  const hours = (minutes: number) => minutes / 60;
  if (below === undefined) return t('Over {0} d', least / 1_440);
  if (least === 0) return t('Under {0} h', hours(below));
  return below > 1_440 ? t('{0}–{1} d', least / 1_440, below / 1_440) : t('{0}–{1} h', hours(least), hours(below));
}

/** Days and hours, or hours and minutes: as exact as matters. */
function roughly(minutes: number): string {
  if (minutes < 1_440) return spoken(minutes);
  const whole = Math.round(minutes / 60);
  const [days, hours] = [Math.floor(whole / 24), whole % 24];
  return hours === 0 || days >= 10 ? t('{0} d', days) : t('{0} d {1} h', days, hours);
}

import {
  ageParts,
  type NameCount,
  type Overview,
  type Waits,
  type WorkedTicket,
  waitBounds,
  workedKept,
} from './overview.ts';

/** Time on a ticket of one of several desks. */
export interface WorkedOnDesk extends WorkedTicket {
  readonly deskId: string;
}

/** Tickets with the same name on several desks. */
export interface NameOnDesks extends NameCount {
  /** The only one of several desks that has the name: where it is not known, a search takes it for the beginning of names. */
  readonly deskId?: string;
}

/** What several desks tell together. */
export interface OverviewSum extends Omit<Overview, 'tickets' | 'groups' | 'people'> {
  readonly groups: readonly NameOnDesks[];
  readonly people: readonly NameOnDesks[];
  readonly tickets: readonly WorkedOnDesk[];
}

/** What waits come to. */
export interface WaitFigures {
  /** Tickets of which it is known how long it took. */
  readonly known: number;
  /** Minutes within which it was done for half of them, and for nine in ten; absent when nothing is known. */
  readonly median?: number;
  readonly most?: number;
  /** Tickets by `waitBounds`. */
  readonly parts: readonly number[];
}

/** The figures of several desks as those of one; names that differ in their letter case alone are one name. */
export function sumOf(
  overviews: readonly { readonly deskId: string; readonly overview: Overview }[],
  days: number,
): OverviewSum {
  const all = overviews.map(({ overview }) => overview);
  const each = (pick: (one: Overview) => readonly number[]) =>
    all.map(pick).reduce((sum, row) => sum.map((value, at) => value + (row[at] ?? 0)), zeros(days));
  const total = (pick: (one: Overview) => number) => all.reduce((sum, one) => sum + pick(one), 0);
  const names = (pick: (one: Overview) => readonly NameCount[]) =>
    namesOf(overviews.map(({ deskId, overview }) => pick(overview).map(each => ({ ...each, deskId }))));
  const tickets = overviews
    .flatMap(({ deskId, overview }) => overview.tickets.map(ticket => ({ ...ticket, deskId })))
    .sort((a, b) => b.minutes - a.minutes);
  const further = tickets.slice(workedKept);
  return {
    open: total(one => one.open),
    groups: names(one => one.groups),
    people: names(one => one.people),
    ages: all
      .map(one => one.ages)
      .reduce((sum, row) => sum.map((value, at) => value + (row[at] ?? 0)), zeros(ageParts.length)),
    created: each(one => one.created),
    resolved: each(one => one.resolved),
    undatedClosed: total(one => one.undatedClosed),
    worked: each(one => one.worked),
    tickets: tickets.slice(0, workedKept),
    furtherWork: {
      tickets: total(one => one.furtherWork.tickets) + further.length,
      minutes: total(one => one.furtherWork.minutes) + further.reduce((sum, { minutes }) => sum + minutes, 0),
    },
    unreadWork: total(one => one.unreadWork),
    undatedWork: total(one => one.undatedWork),
    answers: waitsOf(all.map(one => one.answers)),
    resolutions: waitsOf(all.map(one => one.resolutions)),
    looking: all.some(one => one.looking),
  };
}

/** Median and spread of waits. */
export function figuresOf({ minutes }: Waits): WaitFigures {
  const known = minutes.reduce((sum, [, count]) => sum + count, 0);
  const parts = zeros(waitBounds.length + 1);
  for (const [wait, count] of minutes) {
    const at = waitBounds.findIndex(bound => wait < bound);
    const part = at < 0 ? waitBounds.length : at;
    parts[part] = (parts[part] ?? 0) + count;
  }
  const median = within(minutes, known * 0.5);
  const most = within(minutes, known * 0.9);
  return { known, parts, ...(median === undefined ? {} : { median }), ...(most === undefined ? {} : { most }) };
}

/** The shortest wait that at least so many did not exceed. */
function within(minutes: Waits['minutes'], wanted: number): number | undefined {
  let seen = 0;
  for (const [wait, count] of minutes) {
    seen += count;
    if (seen >= wanted) return wait;
  }
  return undefined;
}

/** The most frequent first, then by name; those without one last among as many. */
function namesOf(desks: readonly (readonly NameOnDesks[])[]): NameOnDesks[] {
  const sums = new Map<string | undefined, { name?: string; count: number; deskId?: string }>();
  for (const { name, count, deskId } of desks.flat()) {
    const key = name?.toLowerCase();
    const known = sums.get(key);
    if (known) {
      known.count += count;
      delete known.deskId;
    } else sums.set(key, { ...(name === undefined ? {} : { name }), count, ...(desks.length > 1 ? { deskId } : {}) });
  }
  return [...sums.values()].sort(
    (a, b) =>
      b.count - a.count ||
      Number(a.name === undefined) - Number(b.name === undefined) ||
      (a.name ?? '').localeCompare(b.name ?? ''),
  );
}

function waitsOf(all: readonly Waits[]): Waits {
  const counts = new Map<number, number>();
  for (const [wait, count] of all.flatMap(each => each.minutes)) counts.set(wait, (counts.get(wait) ?? 0) + count);
  return {
    minutes: [...counts].sort(([a], [b]) => a - b),
    still: all.reduce((sum, { still }) => sum + still, 0),
    unknown: all.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

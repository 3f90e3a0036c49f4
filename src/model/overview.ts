import type { NameField, Search, SearchTerm } from './search.ts';

/** Which days are looked at; ISO 8601: when each begins, in their order, and at last when the last one ends. */
export interface OverviewQuestion {
  readonly days: readonly string[];
}

/** Tickets with the same name in a field. */
export interface NameCount {
  /** Absent: those that have none. */
  readonly name?: string;
  readonly count: number;
}

/** How long something took, ticket by ticket. */
export interface Waits {
  /** Whole minutes and how many tickets took so long; the shortest first. */
  readonly minutes: readonly (readonly [minutes: number, count: number])[];
  /** Tickets for which it has not happened yet. */
  readonly still: number;
  /** Tickets of which it is not known. */
  readonly unknown: number;
}

/** Time that was logged on one ticket. */
export interface WorkedTicket {
  readonly ticketId: string;
  readonly number: string;
  readonly subject: string;
  readonly minutes: number;
}

/** What the copy of one desk tells of its tickets as a whole. */
export interface Overview {
  /** Tickets that are not closed. */
  readonly open: number;
  readonly groups: readonly NameCount[];
  readonly people: readonly NameCount[];
  /** Open tickets by age, as `agesOf` has them. */
  readonly ages: readonly number[];
  /** By day. */
  readonly created: readonly number[];
  readonly resolved: readonly number[];
  /** Closed tickets of which nobody knows when that was. */
  readonly undatedClosed: number;
  /** Minutes that everybody logged, by day. */
  readonly worked: readonly number[];
  /** On which tickets, the most first; at most `workedKept`. */
  readonly tickets: readonly WorkedTicket[];
  /** The tickets with time beyond those, and their minutes. */
  readonly furtherWork: { readonly tickets: number; readonly minutes: number };
  /** Tickets that changed since these days began and whose time was not read since. */
  readonly unreadWork: number;
  /** Entries of time to which the desk tells no date. */
  readonly undatedWork: number;
  /** From the opening of tickets to the first answer that a customer sees; of tickets opened in these days. */
  readonly answers: Waits;
  /** From the opening of tickets to their end; of tickets closed in these days. */
  readonly resolutions: Waits;
  /** Conversations are still being looked through for who answered when. */
  readonly looking: boolean;
}

/** Tickets whose time is named one by one. */
export const workedKept = 50;

const day = 86_400;
/** The ages, in seconds, at which another part of them begins. */
const ages = [day, 3 * day, 7 * day, 30 * day, 90 * day] as const;

/** A part of the tickets by their age in seconds: more than `from` and at most `to`; `undated`: of unknown age. */
export type AgePart = { readonly from?: number; readonly to?: number } | 'undated';

export const ageParts: readonly AgePart[] = [
  ...ages.map((to, at): AgePart => ({ ...(at > 0 ? { from: ages[at - 1] ?? 0 } : {}), to })),
  { from: ages[ages.length - 1] ?? 0 },
  'undated',
];

/** The minutes at which another part of waits begins. */
export const waitBounds = [60, 240, 480, 1_440, 4_320, 10_080] as const;

/** From when on and before when. ISO 8601. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Tickets that are counted by something that searches do not know. */
export type CountedPart =
  /** With time logged in these days. */
  | (Days & { readonly kind: 'worked' })
  /** Opened, or closed, in these days, after at least `least` and less than `below` whole minutes. */
  | (Days & { readonly kind: 'answered' | 'resolved'; readonly least: number; readonly below?: number })
  /** Opened in these days and, as far as is known, not answered. */
  | (Days & { readonly kind: 'unanswered' });

/** Tickets that a figure counts. */
export type OverviewPart =
  /** Open ones that have, or with `not` do not have, one of these names. */
  | {
      readonly kind: 'names';
      readonly field: 'group' | 'assignee';
      readonly names: readonly (string | null)[];
      readonly not: boolean;
    }
  | { readonly kind: 'age'; readonly age: AgePart }
  | (Days & { readonly kind: 'opened' | 'closed' })
  | { readonly kind: 'open' }
  | CountedPart;

const open: SearchTerm = { kind: 'is', is: 'open', not: false };

/** The search that finds the tickets of a part; nothing where no search does. */
export function searchOfPart(part: Exclude<OverviewPart, CountedPart>): Search;
export function searchOfPart(part: OverviewPart): Search | undefined;
export function searchOfPart(part: OverviewPart): Search | undefined {
  switch (part.kind) {
    case 'open':
      return { terms: [open] };
    case 'names':
      return { terms: [open, namesTerm(part.field, part.names, part.not)] };
    case 'age':
      return { terms: [open, ageTerm(part.age)] };
    case 'opened':
      return { terms: [daysTerm('opened', part)] };
    case 'closed':
      return { terms: [{ kind: 'is', is: 'closed', not: false }, daysTerm('closed', part)] };
    default:
      return undefined;
  }
}

function namesTerm(field: NameField, names: readonly (string | null)[], not: boolean): SearchTerm {
  return { kind: 'name', field, names, not };
}

function ageTerm(age: AgePart): SearchTerm {
  if (age === 'undated') return { kind: 'date', field: 'opened', not: true };
  return {
    ...{ kind: 'date', field: 'opened', not: false },
    ...(age.to === undefined ? {} : { from: { kind: 'ago', seconds: age.to } }),
    ...(age.from === undefined ? {} : { to: { kind: 'ago', seconds: age.from } }),
  };
}

function daysTerm(field: 'opened' | 'closed', { from, to }: Days): SearchTerm {
  return { kind: 'date', field, from: { kind: 'at', iso: from }, to: { kind: 'at', iso: to }, not: false };
}
